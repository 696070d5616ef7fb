"""What the facilitator holds at a step: draft choices, picked cards, the item being typed."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mlew_tui.screens.step.fields import Target

if TYPE_CHECKING:
    from mlew_tui.storage.presence_file import Presence

Value = Any
"""What an option sets a field to: a word of the format, an id, a moment, true or false."""


@dataclass
class StepUiState:
    """What the facilitator holds at a step: it is not part of the workshop and is gone with the screen.

    ``told`` is how far a result is told; None, all of it, for whoever comes to one revealed before. ``on_wall``
    says that only the room looks: what is there for the keys' sake is left out.
    """

    draft: dict[str, Value] = field(default_factory=dict)
    picked: set[str] = field(default_factory=set)
    cursor: str = ""
    target: Target | None = None
    walking: bool = False
    index: int = 0
    on_board: bool = False
    told: int | None = None
    on_wall: bool = False

    def follow(self, live: "Presence") -> None:
        """Hold what a console's hand held."""
        self.cursor, self.index, self.told = live.cursor, live.index, live.told
