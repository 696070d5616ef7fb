"""Choices that a key turns: of the next item while people type, of the card at the cursor on the board."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Self

from mlew_tui.model import changes
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.settings.key_registry import registered


class Option(NamedTuple):
    """A choice that a key turns: of the next item while typing, of the card at the cursor on the board."""

    id: str
    key: str
    label: str
    values: Callable[[WorkshopSnapshot], Sequence[tuple[Value, str]]]
    paths: tuple[str, ...]
    field: str = ""
    apply: Callable[[Workshop, str, Value], Workshop] | None = None
    say: Callable[[Workshop, str, Value], str] | None = None

    @classmethod
    def of(
        cls,
        id_: str,
        values: Callable[[WorkshopSnapshot], Sequence[tuple[Value, str]]],
        paths: tuple[str, ...],
        field: str = "",
        apply: Callable[[Workshop, str, Value], Workshop] | None = None,
        say: Callable[[Workshop, str, Value], str] | None = None,
        *,
        place: str = "",
    ) -> Self:
        """Return the registered choice of an id; ``place`` tells apart ids with different labels at different steps."""
        key = registered(f"choice.{id_}", place)
        return cls(id_, key.usual, key.label, values, paths, field, apply, say)

    def words(self, snapshot: WorkshopSnapshot, value: Value) -> str:
        """Return the words for a value."""
        return next((words for known, words in self.values(snapshot) if known == value), "")

    def value(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Value:
        """Return the value the next item gets: what was turned to, else the first."""
        values = [value for value, _ in self.values(snapshot)]
        if self.id in state.draft and state.draft[self.id] in values:
            return state.draft[self.id]
        return values[0] if values else None

    def turned(self, snapshot: WorkshopSnapshot, value: Value) -> Value:
        """Return the value after this one."""
        values = [known for known, _ in self.values(snapshot)]
        if not values:
            return None
        return values[(values.index(value) + 1) % len(values)] if value in values else values[0]

    def change(self, workshop: Workshop, place: str, value: Value) -> Workshop:
        """Return the workshop with an existing item's value set."""
        if self.apply is not None:
            return self.apply(workshop, place, value)
        return changes.edit(workshop, place, **{self.field or self.id: value})
