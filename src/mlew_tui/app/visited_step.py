"""Says for Home's list where a workshop stopped."""

from typing import TYPE_CHECKING

from mlew_tui.i18n import current
from mlew_tui.reports.round_label import round_words
from mlew_tui.storage.shipped_decks import step_title

if TYPE_CHECKING:
    from mlew_tui.storage.home import Visit


def step_words(visit: "Visit") -> str:
    """Return phase and step by the shipped deck of the visit's round; the step's id if that deck does not have it."""
    words = step_title(visit.step, visit.round, current())
    return words if visit.round == 1 else f"{round_words(visit.round)} · {words}"
