"""Says for Home's list where a workshop stopped."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.i18n import current
from mlew_tui.screens.step.step_labels import round_words
from mlew_tui.storage import decks

if TYPE_CHECKING:
    from mlew_tui.storage.home import Visit


def step_words(visit: "Visit") -> str:
    """Return phase and step by the shipped deck of the visit's round; the step's id if that deck does not have it."""
    deck = decks.in_round("practice", visit.round, Path())
    step = deck.by_id.get(visit.step)
    words = visit.step
    if step is not None:
        words = f"{deck.phase(step.phase).name.in_(current())} › {step.title.in_(current())}"
    return words if visit.round == 1 else f"{round_words(visit.round)} · {words}"
