"""The day's order and time: which step comes next, what is planned, what it took."""

from mlew_tui.model.deck import Deck, Step
from mlew_tui.model.workshop import Workshop


def planned_seconds(workshop: Workshop, step: Step) -> int | None:
    """Return the step's time in seconds: the team's own minutes, else the deck's; None if untimed."""
    minutes = workshop.plan.minutes.get(step.id, step.minutes)
    return None if minutes is None else minutes * 60


def spent_seconds(workshop: Workshop, step_id: str) -> int:
    """Return the seconds the clock ran in this step, over all its runs of the current round."""
    return sum(
        entry.actual for entry in workshop.log if entry.step == step_id and entry.round == workshop.progress.round
    )


def neighbour(deck: Deck, step_id: str, by: int) -> Step | None:
    """Return the step ``by`` places after (before, when negative) this one, or None at either end."""
    index = deck.steps.index(deck.step(step_id)) + by
    return deck.steps[index] if 0 <= index < len(deck.steps) else None
