"""The clock of the step the room is at, as the workshop's file has it, at a given moment."""

from datetime import datetime

from mlew_tui.model.deck import Step
from mlew_tui.model.schedule import agenda
from mlew_tui.model.schedule.countdown import Countdown
from mlew_tui.model.workshop import Workshop


def whole_seconds(workshop: Workshop, step: Step) -> int | None:
    """Return the seconds the clock begins with: of the case's stage in a round, else of the step; None if untimed."""
    progress = workshop.progress
    if step.rounds is not None and progress.case is not None:
        return 60 * (step.rounds.tell if progress.stage == "tell" else step.rounds.score)
    return agenda.planned_seconds(workshop, step)


def fresh(workshop: Workshop, step: Step, now: float) -> Countdown:
    """Return the waiting clock of a step just reached, with what is left of its time.

    ``now`` is the moment by the steady clock.
    """
    whole = whole_seconds(workshop, step)
    is_round = step.rounds is not None and workshop.progress.case is not None
    spent = 0 if is_round else agenda.spent_seconds(workshop, step.id)
    return Countdown(float((whole or 0) - spent), at=now, counts_up=whole is None)


def opened(workshop: Workshop, step: Step, wall: datetime, now: float) -> Countdown:
    """Return the clock as it stands now; a running one kept running while the console was closed.

    ``wall`` and ``now`` are the same moment, by the wall clock and by the steady one.
    """
    clock = workshop.progress.clock
    if clock is None:
        return fresh(workshop, step, now)
    gone = max(0.0, (wall - clock.at).total_seconds()) if clock.running else 0.0
    return Countdown(clock.left - gone, clock.running, now, counts_up=whole_seconds(workshop, step) is None)
