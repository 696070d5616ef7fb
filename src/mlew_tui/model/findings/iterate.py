"""Test/Iterate: whether milestones can be measured, prove what is unclear, and the first one is near enough."""

import re
from collections.abc import Iterator
from datetime import date

from mlew_tui.model.deck import Thresholds
from mlew_tui.model.findings.finding import Figure, Finding
from mlew_tui.model.iterate import Milestone
from mlew_tui.model.schedule.days import months_after
from mlew_tui.model.workshop import Workshop

MEASURED = ("experience", "profit", "model")
"""The milestones of Day 1 in the order of the growth cycle; a use case that is fixed needs no measure."""
_BLANKS = ("who", "what", "how")
_NO_NUMBERS = re.compile(
    "十分(?![間以前後])|一方|万一|唯一|統一|同一|均一|単一|万全|一(?:緒|番|部|般|定|致|切|層|貫|様|律|覧|旦|度に)"
)
"""Words written with a kanji numeral that name no number: 十分, 一部, 統一."""
_IN_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand"
    r"|half|thirds?|quarters?|twice|double)\b",
    re.IGNORECASE,
)


def iterate(workshop: Workshop, thresholds: Thresholds, today: date | None) -> Iterator[Finding]:
    """Yield what is to improve about the milestones."""
    known: dict[str, Milestone] = {milestone.kind: milestone for milestone in workshop.milestones}
    measured = [known[kind] for kind in MEASURED if kind in known]
    yield from _gaps(known)
    yield from _late(workshop, measured, thresholds, today)
    yield from _untested(workshop)
    bare = [milestone for milestone in measured if not milestone.baseline.strip()]
    if bare:
        figures = {"milestones": Figure(len(bare), len(measured), most=0)}
        yield Finding("no-baseline", "iterate", "look", figures, _places(bare))
    told = [milestone for milestone in measured if milestone.how.strip()]
    vague = [milestone for milestone in told if not has_number(milestone.how)]
    if vague:
        figures = {"milestones": Figure(len(vague), len(told), most=0)}
        yield Finding("no-number", "iterate", "look", figures, _places(vague))


def _gaps(known: dict[str, Milestone]) -> Iterator[Finding]:
    """Yield which milestones lack who judges, what is judged or how; one that is missing lacks everything."""
    lacking = {
        kind: [name for name in _BLANKS if kind not in known or not getattr(known[kind], name).strip()]
        for kind in MEASURED
    }
    gaps = [kind for kind, names in lacking.items() if names]
    if gaps:
        figures = {"milestones": Figure(len(gaps), len(MEASURED), most=0)}
        for name in _BLANKS:
            count = sum(name in names for names in lacking.values())
            if count:
                figures[name] = Figure(count, len(MEASURED))
        yield Finding("milestone-gaps", "iterate", "now", figures, tuple(f"milestones/{kind}" for kind in gaps))


def _late(
    workshop: Workshop, measured: list[Milestone], thresholds: Thresholds, today: date | None
) -> Iterator[Finding]:
    """Yield that the first milestone to reach is later than so many months after the workshop's day."""
    begun = day(workshop, today)
    first = first_due(measured)
    if begun is None or first is None or first.due is None:
        return
    latest = months_after(begun, thresholds.first_milestone_months)
    if first.due > latest:
        figures = {
            "due": Figure(first.due, most=latest),
            "months": Figure(thresholds.first_milestone_months),
            "day": Figure(begun),
        }
        yield Finding("late-milestone", "iterate", "now", figures, _places([first]))


def first_due(measured: list[Milestone]) -> Milestone | None:
    """Return the milestone to reach first: the first of the growth cycle that has a date, None once it is reached."""
    dated = next((milestone for milestone in measured if milestone.due is not None), None)
    return None if dated is None or dated.reached else dated


def day(workshop: Workshop, today: date | None = None) -> date | None:
    """Return the day of the round the team is in: of its first run step, else as planned, else when last run.

    ``today`` where the file names no day at all.
    """
    runs = [entry.started for entry in workshop.log if entry.round == workshop.progress.round]
    if runs:
        return min(runs).date()
    if workshop.plan.starts is not None:
        return workshop.plan.starts.date()
    clock = workshop.progress.clock
    return today if clock is None else clock.at.date()


def has_number(text: str) -> bool:
    """Tell whether a text names a number: digits of any width, kanji numerals, or a number in English words."""
    plain = _NO_NUMBERS.sub("", text)
    return any(character.isnumeric() for character in plain) or _IN_WORDS.search(plain) is not None


def _untested(workshop: Workshop) -> Iterator[Finding]:
    """Yield the red steps of the experience that no milestone tests."""
    tested = {name for milestone in workshop.milestones for name in milestone.tests}
    red = [step for step in workshop.proposal.steps if step.concern]
    left = tuple(f"proposal.steps/{step.id}" for step in red if step.id not in tested)
    if left:
        yield Finding("untested-red", "iterate", "look", {"steps": Figure(len(left), len(red), most=0)}, left)


def _places(milestones: list[Milestone]) -> tuple[str, ...]:
    return tuple(f"milestones/{milestone.kind}" for milestone in milestones)
