"""Items read from a text that could be added, with remarks on their lines."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mlew_tui.model import changes, references
from mlew_tui.model.changes import Change
from mlew_tui.model.workshop import Workshop
from mlew_tui.tabular.cells import normalize

LEFT_OUT = frozenset(
    {
        "no-words",
        "heading-row",
        "heading-line",
        "no-case",
        "other-phase",
        "stray-question",
        "there-already",
        "blank-row",
    }
)
"""The kinds that tell of lines of which nothing is added; all others are about an item."""


@dataclass(frozen=True)
class LineRemark:
    """A remark on lines: its kind, the first and last line (0: the text), the column, the values in its words."""

    kind: str
    line: int = 0
    last: int = 0
    column: int = 0
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> range:
        """The lines it is about."""
        return range(self.line, max(self.line, self.last) + 1) if self.line else range(0)


@dataclass(frozen=True)
class Item:
    """An item that could be added: the fields given, and the lines they come from."""

    fields: Mapping[str, Any]
    lines: range


@dataclass(frozen=True)
class Batch:
    """The items of one text for the collection ``path``, and remarks by line.

    Where ``refused`` is set nothing can be imported from it. ``name`` is the file, or what stands for it.
    """

    path: str
    items: tuple[Item, ...] = ()
    remarks: tuple[LineRemark, ...] = ()
    name: str = ""
    refused: LineRemark | None = None

    def without(self, name: str) -> int:
        """Return how many of the items lack a field."""
        return sum(name not in item.fields for item in self.items)

    def rows(self, defaults: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the items' fields, with ``defaults`` where a field is missing."""
        return [{**defaults, **item.fields} for item in self.items]

    def change(self, defaults: Mapping[str, Any]) -> Change:
        """Return the change that adds them all at once."""
        return changes.add_all(self.path, self.rows(defaults))


def drop_known(workshop: Workshop, batches: Iterable[Batch], by: Sequence[str]) -> list[Batch]:
    """Return the batches without what is in the workshop already, each of that told.

    ``by`` are the fields an item is known by. Two who say the same count twice: as many are left out as are there.
    """
    there: Counter[str] = Counter()
    shown: list[Batch] = []
    for batch in batches:
        if not shown:
            items = references.collection(workshop, batch.path)
            there.update(normalize(_name(getattr(item, name) for name in by)) for item in items)
        new, told = [], list(batch.remarks)
        for item in batch.items:
            said = _name(item.fields.get(name) for name in by)
            if there[normalize(said)]:
                there[normalize(said)] -= 1
                told = [one for one in told if one.line not in item.lines]
                told.append(LineRemark("there-already", item.lines.start, item.lines.stop - 1, values={"text": said}))
            else:
                new.append(item)
        shown.append(replace(batch, items=tuple(new), remarks=sort_remarks(told)))
    return shown


def _name(parts: Iterable[str | None]) -> str:
    return " : ".join(part for part in parts if part)


def sort_remarks(told: Iterable[LineRemark]) -> tuple[LineRemark, ...]:
    """Return remarks in the order of their lines."""
    return tuple(sorted(told, key=lambda one: (one.line, one.column)))
