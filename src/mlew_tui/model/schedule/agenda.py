"""The day's order and time: which step comes next, what is planned, what it took.

Where a phase is by choice, the minutes the team plans for its steps are all they have, and a step without any is
passed over by Next and Back; the agenda still leads there.
"""

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


def is_chosen(workshop: Workshop, deck: Deck, step: Step) -> bool:
    """Tell whether a step is part of the day; in a phase by choice it is while minutes are planned for it."""
    return not deck.phase(step.phase).by_choice or bool(workshop.plan.minutes.get(step.id))


def neighbour(workshop: Workshop, deck: Deck, step_id: str, by: int) -> Step | None:
    """Return the chosen step ``by`` places after (before, when negative) this one, or None at either end."""
    here = deck.step(step_id)
    steps = [step for step in deck.steps if step is here or is_chosen(workshop, deck, step)]
    index = steps.index(here) + by
    return steps[index] if 0 <= index < len(steps) else None
