"""Define: imagined posts, and the problems and strengths a solution is judged by."""

from typing import Annotated, Literal

from mlew_tui.model.base import Id, Many, Model, Refers, Weight

DecisionToUse = Literal["use_again", "stop"]
Reason = Literal["function", "price", "habit", "attachment", "other"]
CriterionKind = Literal["problem", "strength"]


class Post(Model):
    """An imagined social post of a customer who decides to use again or to stop (``define.posts``)."""

    id: Id
    by: Annotated[Id | None, Refers(("participant",))] = None
    decision: DecisionToUse
    reason: Reason = "other"
    text: str
    refers_to: Annotated[Many[Id], Refers(("fact", "review", "group"))] = ()
    assumed: bool = False


class Criterion(Model):
    """A problem to solve or a strength to reinforce, weighted 1, 3 or 5 (``define.weigh``)."""

    id: Id
    kind: CriterionKind
    text: str
    weight: Weight = 1
    sources: Annotated[Many[Id], Refers(("fact", "review", "group"))] = ()
    owner: Annotated[Id | None, Refers(("participant",))] = None
    assumed: bool = False
