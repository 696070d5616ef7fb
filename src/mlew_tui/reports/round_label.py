"""The name of a round; imports no model, for Home shows it."""

from mlew_tui.i18n import mark, tr


def round_words(number: int) -> str:
    """Return how a round is called."""
    names = {1: mark("Day 1"), 2: mark("Day 2")}
    return tr(names[number]) if number in names else tr("Round {number}", number=number)
