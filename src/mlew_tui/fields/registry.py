"""Every field of an item: its label, and how the ones people type are parsed, shown and required.

What a field means, for the JSON schema, stands beside this in ``descriptions``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mlew_tui.fields.parsing import (
    parse_date,
    parse_length,
    parse_minutes,
    parse_moments,
    parse_repeat,
    parse_start,
    parse_text,
    show_moments,
    show_repeat,
    show_start,
    show_text,
)
from mlew_tui.i18n import mark

LABELS: Mapping[str, str] = {
    "action": mark("action"),
    "answer": mark("answer"),
    "aspect": mark("aspect"),
    "assumed": mark("assumed"),
    "baseline": mark("today's value"),
    "by": mark("written by"),
    "company": mark("company"),
    "concern": mark("red mark"),
    "data_loop": mark("what the gathered data does"),
    "decision": mark("use again or stop"),
    "done": mark("finished"),
    "due": mark("due date"),
    "finding": mark("finding it was made of"),
    "group": mark("group"),
    "how": mark("how, and what counts as passed"),
    "kind": mark("kind"),
    "label": mark("group name"),
    "milestone": mark("milestone"),
    "minutes": mark("minutes"),
    "moment": mark("moment"),
    "name": mark("name"),
    "owner": mark("person in charge"),
    "part": mark("part of the message"),
    "phase": mark("phase"),
    "question": mark("question"),
    "reached": mark("reached"),
    "reason": mark("reason"),
    "refers_to": mark("references"),
    "reinforces": mark("strengths it reinforces"),
    "repeat": mark("repeated"),
    "result": mark("result"),
    "role": mark("role"),
    "sentiment": mark("good or bad"),
    "settled": mark("settled"),
    "solution": mark("solution"),
    "solves": mark("problems it solves"),
    "source": mark("source"),
    "sources": mark("sources"),
    "start": mark("start"),
    "team": mark("team"),
    "tests": mark("what it proves"),
    "text": mark("text"),
    "title": mark("title"),
    "told_by": mark("told by"),
    "until": mark("last day"),
    "valued_for": mark("valued for"),
    "votes": mark("vote"),
    "weight": mark("weight"),
    "what": mark("what is judged"),
    "who": mark("who judges"),
}
"""The label of each field of an item, by its name."""


@dataclass(frozen=True)
class Field:
    """One thing a person types about an item.

    ``parse`` turns the typed text into a value and gets the current day. Raises InvalidInputError. ``own_label``
    (marked) replaces the label that the name has in ``LABELS``. A field not ``is_asked`` is passed
    over while a new item is entered.
    """

    name: str
    own_label: str = ""
    parse: Callable[[str, date], Any] = parse_text
    show: Callable[[Any], str] = show_text
    required: bool = False
    is_asked: bool = True

    @property
    def label(self) -> str:
        """The marked label."""
        return self.own_label or LABELS[self.name]


_TEXT = (Field("text", required=True),)
_STATEMENT = (*_TEXT, Field("source", is_asked=False))
_FAQ = (Field("question", required=True), Field("answer"))

FIELDS: dict[str, tuple[Field, ...]] = {
    "participants": (Field("name", required=True),),
    "customer.facts": _STATEMENT,
    "customer.objections": _TEXT,
    "reviews": _STATEMENT,
    "groups": (Field("label", required=True),),
    "posts": _TEXT,
    "criteria": _TEXT,
    "cases": (
        Field("title", mark("case"), required=True),
        Field("company"),
        Field("solution"),
        Field("valued_for"),
        Field("result"),
        Field("data_loop"),
        Field("source"),
    ),
    "proposal.message": _TEXT,
    "proposal.steps": _TEXT,
    "proposal.customer_faq": _FAQ,
    "proposal.internal_faq": _FAQ,
    "milestones": (
        Field("who"),
        Field("what"),
        Field("how"),
        Field("baseline"),
        Field("due", parse=parse_date),
    ),
    "next_step.improve": (
        Field("reason", required=True),
        Field("action"),
        Field("minutes", mark("minutes on Day 2"), parse=parse_minutes),
    ),
    "todos": (Field("text", required=True), Field("due", parse=parse_date)),
    "meetings": (
        Field("start", parse=parse_start, show=show_start, required=True),
        Field("minutes", parse=parse_length, required=True),
        Field("repeat", parse=parse_repeat, show=show_repeat),
        Field("until", parse=parse_date),
    ),
    "=title": (Field("title", required=True),),
    "=plan.starts": (Field("plan.starts", mark("start"), parse=parse_start, show=show_start),),
    "=customer.name": (Field("customer.name", mark("customer")),),
    "=customer.moments": (
        Field(
            "customer.moments", mark("moments of the journey, separated by /"), parse=parse_moments, show=show_moments
        ),
    ),
    "=proposal.product": (Field("proposal.product", mark("product name")),),
}
"""The fields people type, in the order they are asked, by collection; "=" begins a single value of the workshop."""
