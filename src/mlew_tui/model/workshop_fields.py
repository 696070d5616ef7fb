"""The fields of a workshop, without the rules that hold across them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from mlew_tui.model.base import EMPTY, Format, Id, Many, Model, Refers, Score
from mlew_tui.model.customer import Customer, Group, Review
from mlew_tui.model.define import Criterion, Post
from mlew_tui.model.invent import Ballots, Case, Decision
from mlew_tui.model.iterate import Meeting, Milestone, NextStep, Todo
from mlew_tui.model.refine import Proposal

FORMAT = 1
"""The schema version this program writes; a newer file is refused untouched."""

Role = Literal[
    "product_manager", "developer", "data_scientist", "sales", "designer",
    "support", "sponsor", "facilitator", "other",
]  # fmt: skip
Team = Literal["planner", "sales", "developer"]
Language = Literal["ja", "en"]
Stage = Literal["tell", "score"]


class Participant(Model):
    """A person in the room. ``votes`` left out means yes, but no for a sponsor and a facilitator."""

    id: Id
    name: str
    role: Role = "other"
    team: Team | None = None
    votes: bool | None = None

    @property
    def is_voter(self) -> bool:
        """Whether this person's scores count once handed in."""
        return self.role not in ("sponsor", "facilitator") if self.votes is None else self.votes


class Readiness(Model):
    """The five checks before Day 1 (deck step ``opening.checks``)."""

    conditions: bool = False
    customer: bool = False
    cases: bool = False
    data: bool = False
    reflection: bool = False


class ReadinessDay2(Model):
    """The three checks before Day 2."""

    processes_chosen: bool = False
    outputs_shared: bool = False
    team_leads: bool = False


class Plan(Model):
    """This round's day: when it starts (local time), who keeps its time, and minutes where the team departs.

    ``facilitator`` may be anybody of the team, whose role and vote stay what they are.
    """

    starts: datetime | None = None
    facilitator: Annotated[Id | None, Refers(("participant",))] = None
    minutes: Mapping[str, Annotated[int, Field(ge=0, le=600)]] = EMPTY


def _require_offset(moment: datetime, field: str) -> None:
    """Raise ValidationError unless ``moment`` carries its offset from UTC."""
    if moment.tzinfo is None:
        error = PydanticCustomError("no_offset", "This time needs its offset from UTC", {"value": str(moment)})
        raise ValidationError.from_exception_data(
            "Clock", [InitErrorDetails(type=error, loc=(field,), input=str(moment))]
        )


class Clock(Model):
    """The countdown as saved: ``left`` seconds at the moment ``at``; negative is overtime."""

    left: int
    running: bool
    at: datetime

    @model_validator(mode="after")
    def _check_offset(self) -> Self:
        """Refuse a local time, from which the time away cannot be told."""
        _require_offset(self.at, "at")
        return self


class Progress(Model):
    """Where the console stopped: round, step and clock; in Invent also the case told and its stage."""

    round: Annotated[int, Field(ge=1)] = 1
    step: str = ""
    clock: Clock | None = None
    case: Annotated[Id | None, Refers(("case",))] = None
    stage: Stage = "tell"


class LogEntry(Model):
    """One run of a step: what was planned and what it took, in seconds; and what the dice decided for now."""

    round: Annotated[int, Field(ge=1)] = 1
    step: str
    planned: int
    actual: int
    started: datetime
    dice: Many[str] = ()

    @model_validator(mode="after")
    def _check_offset(self) -> Self:
        """Refuse a local time, which is ambiguous in another time zone."""
        _require_offset(self.started, "started")
        return self


class WorkshopFields(Model):
    """Everything ``workshop.toml`` holds; what can be computed is not stored."""

    format: Format = 1
    title: str
    language: Language = "ja"
    deck: str = "practice"
    time_zone: str = "Asia/Tokyo"
    uid: Id | None = None
    participants: Many[Participant] = ()
    readiness: Readiness = Readiness.model_construct()
    readiness_day2: ReadinessDay2 = ReadinessDay2.model_construct()
    plan: Plan = Plan.model_construct()
    customer: Customer = Customer.model_construct()
    reviews: Many[Review] = ()
    groups: Many[Group] = ()
    posts: Many[Post] = ()
    criteria: Many[Criterion] = ()
    cases: Many[Case] = ()
    scores: Mapping[str, Mapping[str, Mapping[str, Score]]] = EMPTY
    ballots: Ballots = Ballots.model_construct()
    decision: Decision | None = None
    proposal: Proposal = Proposal.model_construct()
    milestones: Many[Milestone] = ()
    next_step: NextStep = NextStep.model_construct()
    todos: Many[Todo] = ()
    meetings: Many[Meeting] = ()
    progress: Progress = Progress.model_construct()
    log: Many[LogEntry] = ()

    def with_(self, **values: Any) -> Self:
        """Return a copy with some fields replaced, without validation."""
        return self.model_copy(update=values)
