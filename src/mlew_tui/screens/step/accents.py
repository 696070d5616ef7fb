"""One accent per phase: the parts of a step's screen that wear its colour, which the theme gives."""

from typing import get_args

from mlew_tui.model.deck import DeckPhase

_WEARERS = (
    "TopBar > .top--here",
    "Brief > .brief--title",
    "Rule",
    "Board > .board--title",
    "Grid > .grid--head",
    "Reader > .reader--heading",
    "Entry > #entry-label",
)


def accent_class(phase: str) -> str:
    """Return the class of a screen that shows a phase."""
    return f"-phase-{phase}"


def accent_rules(screen: str) -> str:
    """Return the rules that dress a screen of this type in the accent ``$phase-<id>`` of its phase's class."""
    return "\n".join(
        ", ".join(f"{screen}.{accent_class(phase)} {part}" for part in _WEARERS) + f" {{ color: $phase-{phase}; }}"
        for phase in get_args(DeckPhase)
    )
