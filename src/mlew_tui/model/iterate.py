"""Test/Iterate, Next Step and the plan: how success is measured, what to improve, who does what."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from mlew_tui.model.base import Id, Many, Model, Refers

MilestoneKind = Literal["use_case", "experience", "profit", "model"]
PhaseId = Literal["listen", "define", "invent", "refine", "iterate"]
FindingKind = Literal[
    "few-reviews", "assumed-reviews", "one-sided-sentiment", "one-sided-moment", "empty-moment", "one-sided-author",
    "no-criteria", "thin-criteria", "unreferred-criteria",
    "few-cases", "wavering", "fragile-decision", "unsolved-problems",
    "no-proposal", "red-items",
    "milestone-gaps", "late-milestone", "untested-red", "no-baseline", "no-number",
]  # fmt: skip
"""What can be found, phase by phase: a stable id, in decks and files as well."""


class Milestone(Model):
    """Who judges what, how it is measured and what counts as passed (``iterate.measure``)."""

    kind: MilestoneKind
    who: str = ""
    what: str = ""
    how: str = ""
    baseline: str = ""
    tests: Annotated[Many[Id], Refers(("proposal",))] = ()
    due: date | None = None
    reached: bool = False
    assumed: bool = False


class Improvement(Model):
    """A process that must be redone on Day 2, why, how, by whom and in how many minutes.

    ``finding`` is the kind of the finding the team made it of, if it did (``FindingKind``).
    """

    phase: PhaseId
    finding: Id | None = None
    reason: str = ""
    action: str = ""
    owner: Annotated[Id | None, Refers(("participant",))] = None
    minutes: Annotated[int | None, Field(ge=0, le=600)] = None
    assumed: bool = False


class NextStep(Model):
    """Build at once, and what to improve first (deck step ``next.decide``)."""

    build_now: bool | None = None
    improve: Many[Improvement] = ()


class Todo(Model):
    """What one person must do up to a milestone."""

    id: Id
    text: str
    owner: Annotated[Id | None, Refers(("participant",))] = None
    milestone: Annotated[MilestoneKind | None, Refers(("milestone",))] = None
    due: date | None = None
    done: bool = False
    assumed: bool = False


class Meeting(Model):
    """The weekly progress meeting, or a report to executives at a milestone."""

    id: Id
    kind: Literal["progress", "report"]
    milestone: Annotated[MilestoneKind | None, Refers(("milestone",))] = None
    start: datetime
    minutes: Annotated[int, Field(ge=1, le=600)] = 30
    repeat: Literal["weekly"] | None = None
    until: date | None = None
