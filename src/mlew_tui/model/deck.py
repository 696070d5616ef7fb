"""The deck as data: phases, steps, minutes, thresholds, and every word the room reads of them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mlew_tui.model.base import Format, Id, Many, Model
from mlew_tui.model.iterate import FindingKind, PhaseId

StepKind = Literal["all", "individual", "group", "teams"]
DeckPhase = Literal["opening", "listen", "define", "break", "invent", "refine", "iterate", "next_step", "plan"]


class Words(Model):
    """One text in both languages, so that neither can be forgotten."""

    ja: str
    en: str

    def in_(self, language: str) -> str:
        """Return the text in ``ja`` or ``en``."""
        return self.ja if language == "ja" else self.en


class Point(Model):
    """One thing a page shows: a short term and its text."""

    term: Words
    text: Words


class Rounds(Model):
    """Invent's rounds: minutes to tell, minutes to score, how many are planned and how many at most."""

    tell: Annotated[int, Field(ge=1)]
    score: Annotated[int, Field(ge=1)]
    planned: Annotated[int, Field(ge=1)]
    most: Annotated[int, Field(ge=1)]


class Step(Model):
    """One timed piece of work; ``minutes`` left out means untimed, the clock counts up.

    ``share``: of the minutes a team chooses for its phase, this step's part in proportion to the others'.
    """

    id: Id
    phase: DeckPhase
    kind: StepKind
    minutes: Annotated[int | None, Field(ge=0, le=600)] = None
    share: Annotated[int, Field(ge=1, le=600)] = 1
    title: Words
    instruction: Words
    output: Words
    hint: Words
    points: Many[Point] = ()
    examples: Many[Words] = ()
    rounds: Rounds | None = None
    warnings: Many[int] | None = None


class Phase(Model):
    """One of the five Working Backwards questions, or a part of the day around them.

    ``by_choice``: its steps have the minutes the team plans for them and no others; those without are passed over.
    """

    id: DeckPhase
    name: Words
    question: Words
    by_choice: bool = False


class Split(Model):
    """Minutes for some phases, ready made: what for, and how many for each."""

    name: Words
    minutes: Mapping[PhaseId, Annotated[int, Field(ge=1, le=600)]]


class Choice(Model):
    """What a team has for the phases it chooses: about so many minutes, and ready-made ways to split them."""

    minutes: Annotated[int, Field(ge=1, le=600)]
    splits: Many[Split] = ()


Share = Annotated[float, Field(ge=0, le=1)]


class Thresholds(Model):
    """Where Next Step's signals begin (deck, Next Step; from Kendall's W and the share of red on they are ours)."""

    min_reviews: int = 9
    max_assumed_share: Share = 0.5
    min_cases: int = 4
    first_milestone_months: Annotated[int, Field(ge=0, le=120)] = 3
    min_agreement: Share = 0.5
    max_red_share: Share = 0.334
    min_sides: int = 4
    max_sentiment_share: Share = 0.75
    max_moment_share: Share = 0.75
    max_author_share: Share = 0.5
    heavy_weight: int = 5
    min_heavy_voices: int = 2
    min_vote_margin: int = 2
    min_unsolved_weight: int = 3


class Advice(Model):
    """What helps: ``helps`` names the findings it is for; the first advice of a phase is for all others."""

    text: Words
    helps: Many[FindingKind] = ()


class Inquiry(Model):
    """One of Next Step's columns: what to ask about a phase, and what to do where the answer is no."""

    phase: PhaseId
    question: Words
    advice: Annotated[Many[Advice], Field(min_length=1)]


class LargerTeam(Model):
    """What a larger team needs: ``minutes`` on top of the day as soon as more than ``above`` people take part."""

    above: Annotated[int, Field(ge=1)]
    minutes: Annotated[int, Field(ge=0, le=600)]


class Deck(Model):
    """A whole day: its phases and steps in order. Raises ``ValidationError`` when they do not fit.

    ``later`` names the deck of the rounds after the first, shipped or a file beside this one. ``choice`` is there
    where the team chooses phases and minutes itself.
    """

    format: Format = 1
    id: Id
    title: Words
    later: str = "improve"
    choice: Choice | None = None
    warnings: Many[int] = (60, 0)
    thresholds: Thresholds = Thresholds.model_construct()
    larger_team: LargerTeam | None = None
    inquiries: Many[Inquiry] = ()
    phases: Many[Phase]
    steps: Annotated[Many[Step], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_steps(self) -> Self:
        """Refuse a step or phase that stands twice, and a step of an unknown phase."""
        names: list[str] = [phase.id for phase in self.phases]
        steps = [step.id for step in self.steps]
        for wanted in [*names, *steps]:
            if names.count(wanted) > 1 or steps.count(wanted) > 1:
                raise PydanticCustomError("duplicate_id", "The id {value} is used twice", {"value": wanted})
        for step in self.steps:
            if step.phase not in names:
                raise PydanticCustomError("dangling", "Nothing has the id {value}", {"value": step.phase})
        return self

    @cached_property
    def by_id(self) -> dict[str, Step]:
        """Steps by their id."""
        return {step.id: step for step in self.steps}

    def step(self, step_id: str) -> Step:
        """Return the step, or the first one when the id is of no step of this deck."""
        return self.by_id.get(step_id, self.steps[0])

    def phase(self, phase_id: str) -> Phase:
        """Return the phase of this id."""
        return next(phase for phase in self.phases if phase.id == phase_id)

    def inquiry(self, phase: str) -> Inquiry | None:
        """Return what Next Step asks about a phase, None where the deck asks nothing."""
        return next((inquiry for inquiry in self.inquiries if inquiry.phase == phase), None)

    def advice(self, phase: str, kind: str) -> Words | None:
        """Return the action recommended for a finding of a phase."""
        inquiry = self.inquiry(phase)
        if inquiry is None:
            return None
        return next((one.text for one in inquiry.advice if kind in one.helps), inquiry.advice[0].text)

    def warnings_of(self, step: Step) -> tuple[int, ...]:
        """Return the seconds left at which the clock of ``step`` warns."""
        return self.warnings if step.warnings is None else step.warnings
