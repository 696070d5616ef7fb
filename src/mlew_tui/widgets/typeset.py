"""People's text made safe and set in lines: literal, as wide as the terminal thinks, kinsoku kept."""

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

from mlew_tui.literal import literal, one_line

NEVER_FIRST = frozenset(
    "、。，．・：；？！ー〜～」』】〕）〉》”’ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々,.!?:;)]}％%"
)
"""What no line may start with, as print has it (JIS X 4051, the common part)."""
NEVER_LAST = frozenset("「『【〔（〈《“‘([{")
"""What no line may end with."""


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a text at most ``width`` cells wide; words whole where they fit, kinsoku kept."""
    width = max(2, width)
    return [line for paragraph in literal(text).split("\n") for line in _wrap_paragraph(paragraph, width)]


def _wrap_paragraph(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for piece in _pieces(text):
        size = cell_len(piece)
        if used + size <= width:
            line, used = line + piece, used + size
            continue
        if piece == " ":
            continue
        if line.strip():
            yield line.rstrip()
        line, used = piece, size
        while used > width:
            head = fit(line, width)
            yield head
            line = line[len(head) :]
            used = cell_len(line)
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Split into what must not be broken: Latin words, and characters with what clings to them."""
    piece = ""
    for character in text:
        if character == " ":
            if piece:
                yield piece
            yield character
            piece = ""
        elif not piece or character in NEVER_FIRST or piece[-1] in NEVER_LAST or _joined(piece[-1], character):
            piece += character
        else:
            yield piece
            piece = character
    if piece:
        yield piece


def _joined(left: str, right: str) -> bool:
    """Tell whether two characters belong to one word of a script with spaces, or one cluster."""
    return unicodedata.combining(right) > 0 or (_is_narrow(left) and _is_narrow(right)) or right == "\u200d"


def _is_narrow(character: str) -> bool:
    return unicodedata.east_asian_width(character) not in "WF"


def fit(text: str, width: int) -> str:
    """Return the longest start of a text that is at most ``width`` cells wide, at least one character."""
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[: max(1, index)]
    return text


def clip(text: str, width: int) -> str:
    """Return a text on one line, cut to ``width`` cells with … as the sign that there is more."""
    line = one_line(text)
    return line if cell_len(line) <= width else fit(line, max(1, width - 1)) + "…"


def cut(text: str, width: int) -> str:
    """Return a line that goes on elsewhere: cut so that … fits at its end."""
    line = one_line(text)
    return (line if cell_len(line) < width else fit(line, max(1, width - 1))) + "…"


def pad(text: str, width: int) -> str:
    """Return a text clipped and filled with spaces to exactly ``width`` cells."""
    line = clip(text, width)
    return line + " " * (width - cell_len(line))
