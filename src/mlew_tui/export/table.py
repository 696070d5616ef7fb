"""Tables of values before any file format."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Value = str | int | bool | Fraction | date | None
"""A cell; a date may have a time of day, None is an empty cell."""
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A named table with one row per item."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
