"""What the entry line is working on: a field of an item, read and written by its place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mlew_tui.fields.parsing import InvalidInputError
from mlew_tui.fields.registry import FIELDS, Field
from mlew_tui.i18n import tr
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop


@dataclass(frozen=True)
class Target:
    """What the entry line is working on: an item's place and which of its fields."""

    place: str
    index: int = 0

    @property
    def fields(self) -> tuple[Field, ...]:
        """All text fields of the item."""
        return FIELDS.get(self.place if self.place.startswith("=") else changes.split(self.place)[0], ())

    @property
    def field(self) -> Field:
        """The field being worked on."""
        return self.fields[self.index]

    def at(self, name: str) -> "Target":
        """Return the target at another field of the same item."""
        names = [field.name for field in self.fields]
        return Target(self.place, names.index(name) if name in names else 0)


def editable(place: str) -> bool:
    """Tell whether something at this place can be typed."""
    return bool(Target(place).fields)


def text_of(workshop: Workshop, target: Target) -> str:
    """Return a field's value as it is typed."""
    if target.place.startswith("="):
        value: Any = workshop
        for name in target.place[1:].split("."):
            value = getattr(value, name)
    else:
        item = changes.find(workshop, target.place)
        value = getattr(item, target.field.name, None)
    return target.field.show(value)


def write(workshop: Workshop, target: Target, text: str, today: date) -> Workshop:
    """Return the workshop with the field set to what was typed today. Raises InvalidInputError."""
    if target.field.required and not text.strip():
        raise InvalidInputError(
            tr("“{field}” cannot be empty; Del removes the whole item", field=tr(target.field.label))
        )
    value = target.field.parse(text, today)
    if target.place == "=customer.moments":
        return changes.set_moments(workshop, value)
    if target.place.startswith("="):
        return changes.put(workshop, target.place[1:], value)
    return changes.edit(workshop, target.place, **{target.field.name: value})
