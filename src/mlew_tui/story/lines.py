"""What the story is made of, sentences and tables under headings, and how they stand in a given width."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len

from mlew_tui.literal import one_line
from mlew_tui.report import wrapped

_GAP = _HANG = "  "
_LEAST = 8
"""Cells of a column that wraps at least, however narrow the terminal."""


@dataclass(frozen=True)
class Table:
    """Rows of as many cells each; column ``flexible`` wraps in the width the others leave, ``to_right`` end flush."""

    rows: tuple[tuple[str, ...], ...]
    flexible: int
    to_right: frozenset[int] = frozenset()


Line = str | Table
"""A sentence or a table, in people's own text: not yet literal, not yet wrapped."""


class Section(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    lines: tuple[Line, ...]


def laid_out(lines: Iterable[Line], width: int) -> list[str]:
    """Return lines as rows of literal text at most ``width`` cells wide, what is wrapped indented or in its column."""
    found = []
    for line in lines:
        if isinstance(line, Table):
            found += _rows(line, width)
            continue
        first, *more = wrapped(one_line(line), width, width - len(_HANG)) or [""]
        found += [first, *(_HANG + row for row in more)]
    return found


def _rows(table: Table, width: int) -> list[str]:
    """Return a table's rows with every column as wide as its widest cell, measured in cells of the terminal."""
    rows = [[one_line(cell) for cell in row] for row in table.rows]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    others = sum(widths) - widths[table.flexible] + len(_GAP) * (len(widths) - 1)
    widths[table.flexible] = min(widths[table.flexible], max(width - others, _LEAST))
    found = []
    for row in rows:
        room = widths[table.flexible]
        folded = wrapped(row[table.flexible], room, room) or [""]
        for number, part in enumerate(folded):
            cells = [""] * len(row) if number else list(row)
            cells[table.flexible] = part
            found.append(
                _GAP.join(
                    _aligned(cell, size, to_right=column in table.to_right)
                    for column, (cell, size) in enumerate(zip(cells, widths, strict=True))
                ).rstrip()
            )
    return found


def _aligned(text: str, size: int, *, to_right: bool) -> str:
    blank = " " * (size - cell_len(text))
    return blank + text if to_right else text + blank
