"""Cells of a table from any file, and how their texts are compared."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

LONGEST_TEXT = 500
"""Characters of a text a sheet shows; of a longer one the beginning."""


@dataclass(frozen=True)
class Fault:
    """An error value of a spreadsheet such as ``#REF!``."""

    text: str


Value = str | int | float | bool | date | time | timedelta | Fault | None


@dataclass(frozen=True)
class Formula:
    """A formula, and the value the program that saved the file computed last; None where it stored none."""

    text: str
    result: Value


@dataclass(frozen=True)
class Merged:
    """A cell of several merged into one: their span such as ``C7:D7``, and the value they show."""

    span: str
    value: Value


Cell = Value | Formula | Merged
Cells = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Remark:
    """A remark on a table: its kind, its cell ("" for the table), and the values in its words."""

    kind: str
    cell: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def address(row: int, column: int) -> str:
    """Return the name a spreadsheet gives a cell; row and column count from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def cell_at(cells: Cells, row: int, column: int) -> Cell:
    """Return a cell, None beyond the end of a row."""
    return cells[row][column] if column < len(cells[row]) else None


def cell_text(cell: Cell) -> str:
    """Return what a cell shows where a heading is expected; numbers as they are written."""
    if isinstance(cell, Merged):
        return cell_text(cell.value)
    if isinstance(cell, Formula):
        return cell_text(cell.result)
    if cell is None or isinstance(cell, Fault):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell is empty or white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shorten(text: str) -> str:
    """Return a workshop's text as a sheet shows it, cut to ``LONGEST_TEXT``."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def normalize(text: str) -> str:
    """Return what makes two texts the same to people: width, case and white space make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def match_key(text: str) -> str:
    """Return the normalized form of a text as a sheet shows it."""
    return normalize(shorten(text))
