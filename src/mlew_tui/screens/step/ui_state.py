"""The state of a step's screen: draft choices, picked cards, the item being typed."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mlew_tui.screens.step.fields import Target

if TYPE_CHECKING:
    from mlew_tui.model.presence import Presence

Value = Any
"""The value an option gives a field: a word of the format, an id, a moment, true or false."""


@dataclass
class StepUiState:
    """The state of a step's screen: not part of the workshop, and lost when the room leaves the step.

    ``draft`` holds the choices for the next item by option id, ``picked`` and ``cursor`` places of items, ``target``
    the field being edited. ``fills_new_item``: a new item's fields are asked for one after another. ``index`` is the
    post read out. ``revealed_steps``: how many steps of the result are presented, None for all. ``on_wall``: the
    screen is in wall view, which leaves out what only helps with keys.
    """

    draft: dict[str, Value] = field(default_factory=dict)
    picked: set[str] = field(default_factory=set)
    cursor: str = ""
    target: Target | None = None
    fills_new_item: bool = False
    index: int = 0
    on_board: bool = False
    revealed_steps: int | None = None
    on_wall: bool = False

    def follow(self, live: "Presence") -> None:
        """Take over what a console elsewhere shows."""
        self.cursor, self.index, self.revealed_steps = live.cursor, live.index, live.told
