"""Large figures for the clock: 3 x 5 square pixels each, drawn in half blocks at any scale."""

from functools import lru_cache

_FACE = {
    "0": "###,#.#,#.#,#.#,###",
    "1": ".#.,##.,.#.,.#.,###",
    "2": "###,..#,###,#..,###",
    "3": "###,..#,.##,..#,###",
    "4": "#.#,#.#,###,..#,..#",
    "5": "###,#..,###,..#,###",
    "6": "###,#..,###,#.#,###",
    "7": "###,..#,..#,.#.,.#.",
    "8": "###,#.#,###,#.#,###",
    "9": "###,#.#,###,..#,###",
    ":": ".,#,.,#,.",
    "/": "..#,..#,.#.,#..,#..",
    "+": "...,.#.,###,.#.,...",
    "-": "...,...,###,...,...",
    " ": ".,.,.,.,.",
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_HEIGHT = 5
"""Pixels a character is high."""


def _pixels(text: str) -> list[list[bool]]:
    rows: list[list[bool]] = [[] for _ in range(_HEIGHT)]
    for character in text:
        for row, line in zip(rows, _FACE[character].split(","), strict=True):
            row.extend(pixel == "#" for pixel in line)
            row.append(False)
    return [row[:-1] for row in rows]


def rows_of(scale: int) -> int:
    """Return the lines of a text at a scale: a pixel is ``scale`` half lines high and ``scale`` cells wide."""
    return -(-_HEIGHT * scale // 2)


def width_of(text: str, scale: int) -> int:
    """Return the cells of a text's line at a scale."""
    return scale * len(_pixels(text)[0])


def fitting(text: str, width: int, height: int) -> int:
    """Return the largest scale at which a text fits into ``width`` cells and ``height`` lines; 1 if none does."""
    return max(1, min(width // width_of(text, 1), 2 * height // _HEIGHT))


@lru_cache(maxsize=128)
def scaled(text: str, scale: int) -> tuple[str, ...]:
    """Return the lines of a text of digits, colon, slash, plus and minus, its pixels as high as they are wide."""
    rows = _pixels(text)
    halves = [row for row in rows for _ in range(scale)]
    if len(halves) % 2:
        halves.append([False] * len(rows[0]))
    return tuple(
        "".join(_HALVES[pair] * scale for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(halves[0::2], halves[1::2], strict=True)
    )


def small(text: str) -> tuple[str, ...]:
    """Return three lines, each character three cells wide."""
    return scaled(text, 1)
