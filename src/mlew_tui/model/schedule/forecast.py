"""Forecast of the day: planned time, time taken, and when the day will end at this rate.

Steps count the clock's time, without pauses. If the start is known, the forecast uses the time of day, so pauses and
a late start count. The planned end is the deck's, plus its extra time for a larger team, minus the time of phases by
choice if none is chosen; the team's own minutes only move work within it. Excess time shortens the breaks to come
first, and ends the day later only beyond that. No step is skipped or cut automatically.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from mlew_tui.model.deck import Deck, DeckPhase
from mlew_tui.model.schedule import breaks
from mlew_tui.model.schedule.forecast_entries import Entry, entries_of, is_running, runs_of
from mlew_tui.model.workshop import Workshop

LONGEST_DAY = timedelta(hours=12)
"""Longest day: beyond it the forecast uses the clock alone."""
EARLIEST_START = timedelta(hours=1)
"""Runs earlier than this before the planned start are a day of their own, a rehearsal."""


@dataclass(frozen=True)
class PhaseTime:
    """The sums of a phase's steps in seconds; the two breaks are one phase."""

    phase: DeckPhase
    planned: int
    real: int
    forecast: int


@dataclass(frozen=True)
class Mark:
    """A break's beginning, or the end of the day (``step`` None), in seconds since the start.

    ``planned`` is the deck's; ``forecast`` is when it comes or came, None for a break that was skipped.
    """

    step: str | None
    planned: int
    forecast: int | None

    @property
    def late(self) -> int:
        """Seconds after the plan, 0 when it is kept."""
        return 0 if self.forecast is None else max(0, self.forecast - self.planned)


@dataclass(frozen=True)
class Forecast:
    """Where the day stands, all in seconds; ``entries`` in the deck's order, ``marks`` end with the day's end.

    ``start`` is None when the day goes by the clock alone. ``elapsed`` runs since the start, ``idle`` is the part of
    it in which no clock ran (negative when the day began early). ``planned`` is the team's whole plan. ``late`` is
    how far the day is behind that plan before breaks give, negative: ahead. ``extra`` is what the end allows a
    larger team, and is part of the end's mark. ``is_over``: nothing is left to do and the clock stands.
    """

    entries: tuple[Entry, ...]
    phases: tuple[PhaseTime, ...]
    marks: tuple[Mark, ...]
    start: datetime | None
    elapsed: int
    idle: int
    planned: int
    late: int
    extra: int
    finish: int
    over: int
    is_over: bool

    @property
    def end(self) -> int:
        """When the day should end, in seconds since its start."""
        return self.marks[-1].planned

    @property
    def fits(self) -> bool:
        """Whether the day ends in time, with what the breaks give."""
        return self.over == 0

    @property
    def shortened(self) -> tuple[Entry, ...]:
        """The breaks that give some of their time."""
        return tuple(entry for entry in self.entries if entry.given)

    @property
    def skipped(self) -> tuple[str, ...]:
        """The steps that were passed by."""
        return tuple(entry.step for entry in self.entries if entry.state == "skipped")

    def at(self, seconds: int) -> datetime | None:
        """Return the time of day so many seconds after the start, in the time zone of ``start``."""
        if self.start is None:
            return None
        return (self.start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self.start.tzinfo)


def forecast_day(workshop: Workshop, deck: Deck, left: float, now: datetime, more: int = 0) -> Forecast:
    """Return the forecast at ``now``, an aware time in the workshop's zone, with ``left`` seconds on the clock.

    ``left`` is the clock's as it is, below zero in overtime and for an untimed step. ``more`` seconds are added
    to the present step, to show the effect of another round before it starts.
    """
    ran = {run.step for run in runs_of(workshop)}
    found = [
        replace(entry, rest=entry.rest + more) if entry.state == "now" else entry
        for entry in entries_of(workshop, deck, ran, round(left))
    ]
    by_clock, rest = sum(entry.real for entry in found), sum(entry.rest for entry in found)
    is_over = rest == 0 and deck.steps[-1].id in ran and not is_running(workshop)
    start = _start(workshop, now)
    elapsed = by_clock if start is None else _since(start, workshop, now, is_over=is_over)
    extra = breaks.extra_seconds(workshop, deck)
    due = breaks.planned_marks(workshop, deck, extra)
    end, planned = due[None], sum(entry.planned or 0 for entry in found)
    entries = breaks.timed(found, elapsed, breaks.given(found, elapsed, due) if end else {})
    finish = elapsed + rest - sum(entry.given for entry in entries)
    return Forecast(
        entries=entries,
        phases=tuple(_phase_time(phase.id, entries) for phase in deck.phases),
        marks=tuple(
            Mark(step, planned_at, finish if step is None else _reached(workshop, step, entries, start, elapsed))
            for step, planned_at in due.items()
        ),
        start=start,
        elapsed=elapsed,
        idle=elapsed - by_clock,
        planned=planned,
        late=elapsed + rest - planned if end else 0,
        extra=extra,
        finish=finish,
        over=max(0, finish - end) if end else 0,
        is_over=is_over,
    )


def _phase_time(phase: DeckPhase, entries: Sequence[Entry]) -> PhaseTime:
    own = [entry for entry in entries if entry.phase == phase]
    return PhaseTime(
        phase,
        sum(entry.planned or 0 for entry in own),
        sum(entry.real for entry in own),
        sum(entry.forecast for entry in own),
    )


def _start(workshop: Workshop, now: datetime) -> datetime | None:
    """Return when this day started, or None if that is longer ago than ``LONGEST_DAY``.

    The planned start where the first run belongs to it (or nothing ran), else the first run.
    """
    planned = workshop.plan.starts
    if planned is not None and planned.tzinfo is None:
        planned = planned.replace(tzinfo=now.tzinfo)
    first = min((run.started for run in runs_of(workshop)), default=None)
    if planned is not None and first is not None and not -EARLIEST_START <= _between(planned, first) < LONGEST_DAY:
        planned = None
    start = planned or first
    return start.astimezone(now.tzinfo) if start is not None and _between(start, now) < LONGEST_DAY else None


def _since(start: datetime, workshop: Workshop, now: datetime, *, is_over: bool) -> int:
    """Return the seconds of the day so far: until the last run's end once it is over, 0 before it begins."""
    runs = runs_of(workshop)
    if is_over:
        now = max(run.started + timedelta(seconds=run.actual) for run in runs)
    since = int(_between(start, now).total_seconds())
    return since if runs else max(0, since)


def _between(earlier: datetime, later: datetime) -> timedelta:
    """Return the elapsed time via UTC; within one zone Python ignores changes of its offset."""
    return later.astimezone(UTC) - earlier.astimezone(UTC)


def _reached(
    workshop: Workshop, step_id: str, entries: Sequence[Entry], start: datetime | None, elapsed: int
) -> int | None:
    """Return when a break begins or began in seconds since the start, None when it was skipped."""
    runs = runs_of(workshop)
    index = next((index for index, run in enumerate(runs) if run.step == step_id), None)
    if index is not None:
        before = sum(run.actual for run in runs[:index])
        return before if start is None else int(_between(start, runs[index].started).total_seconds())
    entry = next(entry for entry in entries if entry.step == step_id)
    return elapsed if entry.state == "now" else entry.begins
