"""Wrap people's text into sanitized lines, measured in terminal cells."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size

from mlew_tui.text.line_breaking import SPACES, Break, rank_breaks
from mlew_tui.text.sanitize import one_line, sanitize

_NARROWEST = 2
"""Cells of a line at least: one full-width character."""
_LEAST_FILLED = 4
"""A phrase goes to the next line whole where at least this part of the line, a quarter, is filled without it."""
_CHARACTER, _PHRASE = bytes([Break.CHARACTER]), bytes([Break.PHRASE])


def wrap(text: str, width: int, first: int | None = None, *, dense: bool = False) -> list[str]:
    """Return the lines of a text at most ``width`` cells wide, the first at most ``first``; at least one, maybe empty.

    Phrases and words stay whole unless most of a line would be left blank, no line begins with 。 or 」 or ends
    with 「, and a number stays with its unit; a word longer than a line goes on in the next.
    ``dense`` fills the lines as a newspaper does, breaking phrases, for where only so many lines are shown.
    Nothing is lost but spaces where a line ends. A width under 2 counts as 2.
    """
    width = max(_NARROWEST, width)
    first = width if first is None else max(_NARROWEST, first)
    head, *rest = sanitize(text).split("\n")
    following = (line for paragraph in rest for line in _lines(paragraph, width, width, dense))
    return [*_lines(head, first, width, dense), *following]


@lru_cache(maxsize=4096)
def _lines(paragraph: str, first: int, width: int, dense: bool) -> tuple[str, ...]:
    """Return the lines of a paragraph; a board that is laid out again asks for the same ones."""
    if cell_len(paragraph) <= first:
        return (paragraph.rstrip(SPACES),)
    return tuple(_broken(paragraph, first, width, dense)) or ("",)


def _broken(paragraph: str, first: int, width: int, dense: bool) -> Iterator[str]:
    """Yield the lines of a paragraph longer than one; blank ones, of a deep indent, are left out."""
    ranks = rank_breaks(paragraph)
    if dense:
        ranks = ranks.replace(_CHARACTER, _PHRASE)
    ends = list(accumulate(map(get_character_cell_size, paragraph), initial=0))
    start, room = 0, first
    while start < len(paragraph):
        stop = _line_end(paragraph, ranks, ends, start, room, width)
        if line := paragraph[start:stop].rstrip(SPACES):
            yield line
            room = width
        start = stop


def _line_end(paragraph: str, ranks: bytes, ends: list[int], start: int, room: int, width: int) -> int:
    """Return where the line from ``start`` ends, which is where the next starts: at the best place in reach.

    ``ends`` holds the cells before every character and, last, of all; ``room`` is the line's, ``width`` the next one's.
    """
    last = _reach(paragraph, ends, start, room)
    if last == len(paragraph):
        return last

    def latest(least: Break) -> int | None:
        return next((at for at in range(last, start, -1) if ranks[at] >= least), None)

    phrase = latest(Break.PHRASE)
    if phrase is not None and ends[phrase] - ends[start] >= room // _LEAST_FILLED:
        return phrase
    character = latest(Break.CHARACTER)
    if character is not None:
        whole = _reach(paragraph, ends, character, width)
        if whole == len(paragraph) or max(ranks[character + 1 : whole + 1], default=0) >= Break.CHARACTER:
            return character
    return latest(Break.PART) or latest(Break.FORCED) or last


def _reach(paragraph: str, ends: list[int], start: int, room: int) -> int:
    """Return where what does not fit a line from ``start`` begins; spaces at its end take no room."""
    last = bisect_right(ends, ends[start] + room) - 1
    while last < len(paragraph) and paragraph[last] in SPACES:
        last += 1
    return last


def fit(text: str, width: int) -> str:
    """Return the longest start of a text that is at most ``width`` cells wide."""
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[:index]
    return text


def clip(text: str, width: int) -> str:
    """Return a text on one line, cut to ``width`` cells with … as the sign that there is more."""
    line = one_line(text)
    return line if cell_len(line) <= width else fit(line, width - 1) + "…"


def cut(text: str, width: int) -> str:
    """Return a line that goes on elsewhere: cut so that … fits at its end."""
    line = one_line(text)
    return (line if cell_len(line) < width else fit(line, width - 1)) + "…"


def pad(text: str, width: int) -> str:
    """Return a text clipped and filled with spaces to exactly ``width`` cells."""
    line = clip(text, width)
    return line + " " * (width - cell_len(line))
