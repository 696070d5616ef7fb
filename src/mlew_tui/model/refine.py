"""Refine: the proposal, a simple PR/FAQ three teams write together."""

from typing import Annotated, Literal, get_args

from mlew_tui.model.base import Id, Many, Model, Refers

MessagePart = Literal["situation", "wanted", "obstacle", "was", "offer", "valued_for", "profit", "data_outlook"]
MESSAGE_PARTS: tuple[MessagePart, ...] = get_args(MessagePart)
"""The customer message's blanks in reading order, then the two of the message to the company."""

_BEHIND = Refers(("criterion", "case", "review", "fact", "group"))


class ProposalItem(Model):
    """What every item of the proposal has; a ``concern`` that is not empty makes it red."""

    id: Id
    sources: Annotated[Many[Id], _BEHIND] = ()
    concern: str = ""
    assumed: bool = False


class Message(ProposalItem):
    """One blank of the message to the customer or to the company."""

    part: MessagePart
    text: str


class ExperienceStep(ProposalItem):
    """One step of how the customer comes to use the solution."""

    text: str


class Faq(ProposalItem):
    """A question of a customer or of a colleague, and the ideal answer."""

    question: str
    answer: str = ""


class Proposal(Model):
    """The adopted case as a proposal (deck steps ``refine.write`` and ``refine.read``)."""

    product: str = ""
    message: Many[Message] = ()
    steps: Many[ExperienceStep] = ()
    customer_faq: Many[Faq] = ()
    internal_faq: Many[Faq] = ()
