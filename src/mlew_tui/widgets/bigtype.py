"""Large figures for the clock: a 3 x 5 pixel face drawn in half blocks, or in blocks twice as wide."""

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
SMALL_ROWS = 3
LARGE_ROWS = 5


def _pixels(text: str) -> list[list[bool]]:
    rows: list[list[bool]] = [[] for _ in range(5)]
    for character in text:
        for row, line in zip(rows, _FACE[character].split(","), strict=True):
            row.extend(pixel == "#" for pixel in line)
            row.append(False)
    return [row[:-1] for row in rows]


def small(text: str) -> list[str]:
    """Return three lines, each character three cells wide, for digits, colon, slash, plus and minus."""
    rows = [*_pixels(text), []]
    rows[5] = [False] * len(rows[0])
    return [
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[0::2], rows[1::2], strict=True)
    ]


def large(text: str) -> list[str]:
    """Return five lines, each pixel two cells wide: readable from the back of the room."""
    return ["".join("██" if pixel else "  " for pixel in row) for row in _pixels(text)]
