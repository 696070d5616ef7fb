"""A console's screen as SVG: letters where the terminal has them, full-width ones, too; nothing is fetched."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.strip import Strip

_CELL, _LINE, _FONT = 8.4, 18, 14
_EDGE = 10
_GROUND, _COLOUR = "#14171c", "#f2f2f2"
"""What is drawn where a style says neither."""
_WORDS = re.compile(r"\S+(?: \S+)*")
"""What is drawn as one piece: where a line has more than one space, whoever draws it may make fewer of them."""
_BLOCKS = {"▀": (0, 9), "▄": (9, 9), "█": (0, 18)}
"""Where a block begins in its line and how high it is."""

Run = tuple[str, str, str, bool]
"""A piece of a line: what, in which colour, on which ground, and whether it is bold."""
Line = tuple[Run, ...]


def lines_of(app: App[None]) -> tuple[Line, ...]:
    """Return what the screen shows now."""
    return tuple(map(_line, app.screen._compositor.render_strips()))  # noqa: SLF001 - what is really drawn


def _line(strip: Strip) -> Line:
    """Return a line's pieces, neighbours dressed alike joined."""
    pieces = [(text, *_dressed(style)) for text, style, _ in strip if text]
    joined = groupby(pieces, key=lambda piece: piece[1:])
    return tuple(("".join(piece[0] for piece in group), *dress) for dress, group in joined)


def _dressed(style: Style | None) -> tuple[str, str, bool]:
    style = style or Style()
    colour = style.color.triplet.hex if style.color and style.color.triplet else _COLOUR
    ground = style.bgcolor.triplet.hex if style.bgcolor and style.bgcolor.triplet else _GROUND
    return (ground, colour, bool(style.bold)) if style.reverse else (colour, ground, bool(style.bold))


def shapes(y: int, line: Sequence[Run]) -> Iterator[str]:
    """Yield the grounds of the line at ``y``, then its texts."""
    at = 0
    texts: list[str] = []
    for text, colour, ground, bold in line:
        x, size = at * _CELL, cell_len(text)
        yield f'<rect x="{x:.1f}" y="{y * _LINE}" width="{size * _CELL:.1f}" height="{_LINE}" fill="{ground}"/>'
        for words in _WORDS.finditer(text):
            before = x + cell_len(text[: words.start()]) * _CELL
            if set(words[0]) <= {*_BLOCKS, " "}:
                texts += _blocks(before, y * _LINE, words[0], colour)
            else:
                texts.append(_written(before, y * _LINE + 14, words[0], colour, bold=bold))
        at += size
    yield from texts


def _written(x: float, y: int, words: str, colour: str, *, bold: bool) -> str:
    weight = ' font-weight="bold"' if bold else ""
    length = f'textLength="{cell_len(words) * _CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x:.1f}" y="{y}" {length} fill="{colour}"{weight}>{escape(words)}</text>'


def _blocks(x: float, y: int, text: str, colour: str) -> Iterator[str]:
    """Yield the blocks of large figures and bars as shapes, for letters of most fonts leave gaps between them."""
    for block in re.finditer(r"▀+|▄+|█+", text):
        top, height = _BLOCKS[block[0][0]]
        left, width = x + block.start() * _CELL, len(block[0]) * _CELL
        yield f'<rect x="{left:.1f}" y="{y + top}" width="{width:.1f}" height="{height}" fill="{colour}"/>'


def picture(size: tuple[int, int], parts: Sequence[str], ground: str) -> str:
    """Return the picture of a terminal of so many columns and rows."""
    width, height = size[0] * _CELL, size[1] * _LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_EDGE} {-_EDGE} {width + 2 * _EDGE:.0f} '
        f'{height + 2 * _EDGE}" font-size="{_FONT}" shape-rendering="crispEdges" '
        'font-family="DejaVu Sans Mono, Menlo, Consolas, Noto Sans Mono CJK JP, monospace">\n'
        f'<rect x="{-_EDGE}" y="{-_EDGE}" width="{width + 2 * _EDGE:.0f}" height="{height + 2 * _EDGE}" rx="8" '
        f'fill="{ground}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def still(app: App[None]) -> str:
    """Return the picture of a console as it stands."""
    lines = lines_of(app)
    drawn = ["".join(shapes(y, line)) for y, line in enumerate(lines)]
    return picture((app.size.width, app.size.height), drawn, ground(lines))


def ground(lines: Sequence[Line]) -> str:
    """Return the ground most of a screen has."""
    cells: dict[str, int] = {}
    for text, _, colour, _ in (run for line in lines for run in line):
        cells[colour] = cells.get(colour, 0) + cell_len(text)
    return max(cells, key=lambda colour: cells[colour], default=_GROUND)
