"""The root: one team's Day 1 and Day 2, the value behind one ``workshop.toml``."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from mlew_tui.model import rules
from mlew_tui.model.base import NOTHING, Between, Format, Frozen, Id, Many, Refers, Score
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


class Participant(Frozen):
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


class Readiness(Frozen):
    """The five checks before Day 1 (deck step ``opening.checks``)."""

    conditions: bool = False
    customer: bool = False
    cases: bool = False
    data: bool = False
    reflection: bool = False


class ReadinessDay2(Frozen):
    """The three checks before Day 2."""

    processes_chosen: bool = False
    outputs_shared: bool = False
    team_leads: bool = False


class Plan(Frozen):
    """This round's day: when it starts (local time), who keeps its time, and minutes where the team departs.

    ``facilitator`` may be anybody of the team, whose role and vote stay what they are.
    """

    starts: datetime | None = None
    facilitator: Annotated[Id | None, Refers(("participant",))] = None
    minutes: Mapping[str, Annotated[int, Between(0, 600)]] = NOTHING


class Clock(Frozen):
    """The countdown as saved: ``left`` seconds at the moment ``at``; negative is overtime."""

    left: int
    running: bool
    at: datetime

    def rules(self) -> None:
        """Refuse a local time: the console could not tell how long it was away."""
        rules.require_offset(self.at, "at")


class Progress(Frozen):
    """Where the console stopped: round, step and clock; in Invent also the case told and its stage."""

    round: Annotated[int, Between(1)] = 1
    step: str = ""
    clock: Clock | None = None
    case: Annotated[Id | None, Refers(("case",))] = None
    stage: Stage = "tell"


class LogEntry(Frozen):
    """One run of a step: what was planned and what it took, in seconds; and what the dice decided for now."""

    round: Annotated[int, Between(1)] = 1
    step: str
    planned: int
    actual: int
    started: datetime
    dice: Many[str] = ()

    def rules(self) -> None:
        """Refuse a local time: a log from another zone would be ambiguous."""
        rules.require_offset(self.started, "started")


class Workshop(Frozen):
    """Everything ``workshop.toml`` holds; whatever can be computed is not here.

    Raises ``pydantic.ValidationError`` with the path of every broken rule: unknown keys, dangling or
    duplicate ids, a score above its criterion's weight, a moment that is not on the journey.
    """

    format: Format = 1
    title: str
    language: Language = "ja"
    deck: str = "practice"
    time_zone: str = "Asia/Tokyo"
    uid: Id | None = None
    participants: Many[Participant] = ()
    readiness: Readiness = Readiness()
    readiness_day2: ReadinessDay2 = ReadinessDay2()
    plan: Plan = Plan()
    customer: Customer = Customer()
    reviews: Many[Review] = ()
    groups: Many[Group] = ()
    posts: Many[Post] = ()
    criteria: Many[Criterion] = ()
    cases: Many[Case] = ()
    scores: Mapping[str, Mapping[str, Mapping[str, Score]]] = NOTHING
    ballots: Ballots = Ballots()
    decision: Decision | None = None
    proposal: Proposal = Proposal()
    milestones: Many[Milestone] = ()
    next_step: NextStep = NextStep()
    todos: Many[Todo] = ()
    meetings: Many[Meeting] = ()
    progress: Progress = Progress()
    log: Many[LogEntry] = ()

    def rules(self) -> None:
        """Check what no single field can: ids, references, score bounds."""
        rules.check(self)

    def with_(self, **values: Any) -> Self:
        """Return a copy with some fields replaced; not validated before ``validated``."""
        return self.model_copy(update=values)

    def validated(self, before: "Workshop | None" = None) -> "Workshop":
        """Return this value with every rule checked again, for a change that came by ``with_``.

        ``before`` is the valid workshop it was made from: rows of scores the two share are not checked once more
        as long as nothing else differs, for there may be thousands and one is typed at a time.
        """
        if before is None or not self._differs_in_scores_only(before):
            return Workshop.model_validate(self)
        typed = {
            person: {case: row for case, row in sheet.items() if before.scores.get(person, {}).get(case) is not row}
            for person, sheet in self.scores.items()
        }
        checked = Workshop.model_validate(self.with_(scores=typed)).scores
        return self.with_(scores={person: {**sheet, **checked[person]} for person, sheet in self.scores.items()})

    def _differs_in_scores_only(self, before: "Workshop") -> bool:
        return all(getattr(self, name) is getattr(before, name) for name in Workshop.model_fields if name != "scores")
