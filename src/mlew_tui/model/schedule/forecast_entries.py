"""The ledger's entries: what each step was planned to take, took by the clock, and still has to come."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from mlew_tui.model.deck import Deck, DeckPhase, Step
from mlew_tui.model.schedule.agenda import is_chosen, planned_seconds, spent_seconds
from mlew_tui.model.workshop import LogEntry, Workshop

State = Literal["done", "skipped", "unchosen", "now", "ahead"]


@dataclass(frozen=True)
class Entry:
    """One step in seconds: ``planned`` (None: untimed), ``real`` so far, and ``rest``, what it still has to come.

    ``skipped``: timed, never run and behind us; ``unchosen``: not part of this day. ``given``, in 0 to ``rest``, is
    what a break gives up so that the day ends in time. ``begins`` is the forecast since the start of the day, None
    for what is over.
    """

    step: str
    phase: DeckPhase
    state: State
    planned: int | None
    real: int
    rest: int
    given: int = 0
    begins: int | None = None

    @property
    def forecast(self) -> int:
        """Seconds this step will have taken in the end."""
        return self.real + self.rest - self.given


def runs_of(workshop: Workshop) -> tuple[LogEntry, ...]:
    """Return the runs of this round in the log's order."""
    return tuple(run for run in workshop.log if run.round == workshop.progress.round)


def is_running(workshop: Workshop) -> bool:
    """Return whether the clock was started and not stopped."""
    return workshop.progress.clock is not None and workshop.progress.clock.running


def entries_of(workshop: Workshop, deck: Deck, ran: Collection[str], left: int) -> list[Entry]:
    """Return what each step took and still has to come, before any break gives.

    A step ahead that never ran is still to come even when later ones ran: a clock started by mistake further on
    must not swallow the day. One that ran and was left for a later one is over: the room only came back before it.
    """
    here = deck.steps.index(deck.step(workshop.progress.step))
    furthest = max((index for index, step in enumerate(deck.steps) if step.id in ran), default=here)
    found = []
    for index, step in enumerate(deck.steps):
        planned, real = planned_seconds(workshop, step), spent_seconds(workshop, step.id)
        state: State = "ahead"
        rest = max(0, (planned or 0) - real)
        if index != here and step.id not in ran and not is_chosen(workshop, deck, step):
            state, rest = "unchosen", 0
        elif index == here:
            state, real = "now", real + _unnoted(workshop, left)
            rest = _rest_now(workshop, step, planned, real, left)
        elif index < here:
            state, rest = "done" if step.id in ran or planned is None else "skipped", 0
        elif step.id in ran and index < furthest:
            state, rest = "done", 0
        found.append(Entry(step.id, step.phase, state, planned, real, rest))
    return found


def _unnoted(workshop: Workshop, left: int) -> int:
    """Return the seconds the clock ran since the log was last written."""
    clock = workshop.progress.clock
    return max(0, clock.left - left) if clock is not None and clock.running else 0


def _rest_now(workshop: Workshop, step: Step, planned: int | None, real: int, left: int) -> int:
    """Return what the present step has to come: its clock, in rounds the plan's rest or at least this round's."""
    if planned is None:
        return 0
    progress = workshop.progress
    if step.rounds is None or progress.case is None:
        return max(0, left)
    scoring = 60 * step.rounds.score if progress.stage == "tell" else 0
    return max(planned - real, max(0, left) + scoring)
