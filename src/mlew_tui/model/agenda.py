"""The day's order and time: which step comes next, what is planned, what it took, how late we are."""

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


def starts_at(workshop: Workshop, deck: Deck, step_id: str) -> int:
    """Return how many seconds of the plan come before this step."""
    index = deck.steps.index(deck.step(step_id))
    return sum(planned_seconds(workshop, step) or 0 for step in deck.steps[:index])


def late_seconds(workshop: Workshop, deck: Deck, left: float) -> int:
    """Return how far the day is behind its plan (negative: ahead), by the time the clocks ran.

    Over the steps before the current one that were run: real minus planned time; for the current one
    only its overtime counts, ``left`` being its clock. Steps never run are not held against the team.
    """
    current = deck.step(workshop.progress.step)
    ran = {entry.step for entry in workshop.log if entry.round == workshop.progress.round}
    behind = 0
    for step in deck.steps[: deck.steps.index(current)]:
        planned = planned_seconds(workshop, step)
        if step.id in ran and planned is not None:
            behind += spent_seconds(workshop, step.id) - planned
    if planned_seconds(workshop, current) is not None:
        behind += max(0, -int(left))
    return behind
