"""Sentences, tables and bars under headings, laid out as rows of a given width."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from rich.cells import cell_len

from mlew_tui.text.bars import filled_cells
from mlew_tui.text.sanitize import one_line
from mlew_tui.text.wrapping import wrap

_GAP = _HANG = "  "
_FULL, _EMPTY = "▆", "▁"
"""Cells of a bar in a row of its own; they leave a gap to the row above."""
_LEAST = 8
"""Cells of a column that wraps, and of a bar, at least, however narrow the terminal."""


class Strong(str):
    """A sentence shown with emphasis."""

    __slots__ = ()


class Table(NamedTuple):
    """Rows of as many cells each; column ``flexible`` wraps in the width the others leave, ``to_right`` end flush.

    ``strong`` are the rows of the adopted case, by their number from 0. ``has_head``: the first row names the
    columns; ``has_bars``: the first column is drawn, a share of ten cells. Both are for papers, which set them apart.
    """

    rows: tuple[tuple[str, ...], ...]
    flexible: int
    to_right: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()
    has_head: bool = False
    has_bars: bool = False


class Bar(NamedTuple):
    """A case's share: ``part`` of ``whole`` as a bar, in ``words`` beside it; with a ``glyph`` the row is strong."""

    title: str
    part: Fraction
    whole: int
    words: str
    glyph: str = ""


class Bars(NamedTuple):
    """Bars below each other, as long as the width allows."""

    rows: tuple[Bar, ...]


Line = str | Table | Bars
"""A sentence, a table or bars, in people's own text: not yet literal, not yet wrapped."""


class Section(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    lines: tuple[Line, ...]


class Row(NamedTuple):
    """A row as it is drawn, and whether it is strong."""

    text: str
    is_strong: bool = False


def lay_out(lines: Iterable[Line], width: int) -> list[str]:
    """Return lines as rows of literal text at most ``width`` cells wide, what is wrapped indented or in its column."""
    return [row.text for row in lay_out_rows(lines, width)]


def lay_out_rows(lines: Iterable[Line], width: int) -> list[Row]:
    """Return the rows of ``lay_out``, each with whether it is strong."""
    found: list[Row] = []
    for line in lines:
        if isinstance(line, Table):
            found += _table_rows(line, width)
        elif isinstance(line, Bars):
            found += _bar_rows(line, width)
        else:
            first, *more = wrap(one_line(line), width - len(_HANG), width)
            found += [Row(text, isinstance(line, Strong)) for text in (first, *(_HANG + row for row in more))]
    return found


def _bar_rows(bars: Bars, width: int) -> list[Row]:
    """Return a bar a row: glyph, title in at most half of the room, bar, words; a long title goes on below."""
    if not bars.rows:
        return []
    glyphs = max(2, *(cell_len(row.glyph) + 1 for row in bars.rows))
    words = max(cell_len(row.words) for row in bars.rows)
    room = width - glyphs - words - 2 * len(_GAP)
    titles = min(max(cell_len(one_line(row.title)) for row in bars.rows), max(room // 2, _LEAST))
    found = []
    for row in bars.rows:
        first, *more = wrap(one_line(row.title), titles)
        size = max(room - titles, _LEAST)
        cells = filled_cells(row.part, row.whole, size)
        head = _aligned(row.glyph, glyphs) + _aligned(first, titles)
        line = _GAP.join((head, _FULL * cells + _EMPTY * (size - cells), _aligned(row.words, words, to_right=True)))
        found.append(Row(line, bool(row.glyph)))
        found += [Row(" " * glyphs + text, bool(row.glyph)) for text in more]
    return found


def _table_rows(table: Table, width: int) -> list[Row]:
    """Return a table's rows with every column as wide as its widest cell, measured in cells of the terminal."""
    rows = [[one_line(cell) for cell in row] for row in table.rows]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    others = sum(widths) - widths[table.flexible] + len(_GAP) * (len(widths) - 1)
    widths[table.flexible] = min(widths[table.flexible], max(width - others, _LEAST))
    found = []
    for index, row in enumerate(rows):
        for number, part in enumerate(wrap(row[table.flexible], widths[table.flexible])):
            cells = [""] * len(row) if number else list(row)
            cells[table.flexible] = part
            text = _GAP.join(
                _aligned(cell, size, to_right=column in table.to_right)
                for column, (cell, size) in enumerate(zip(cells, widths, strict=True))
            )
            found.append(Row(text.rstrip(), index in table.strong))
    return found


def _aligned(text: str, size: int, *, to_right: bool = False) -> str:
    blank = " " * (size - cell_len(text))
    return blank + text if to_right else text + blank
