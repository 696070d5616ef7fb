"""People's text made safe and set in lines: literal, as wide as the terminal thinks, kinsoku kept."""

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_UNSEEN = {0xFE0F: None, 0xFE0E: None, 0x200B: None, 0xFEFF: None}
_BIDI = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F))
_C1 = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_CLUSTERS = dict.fromkeys((0x200D, 0x20E3, *range(0x1F3FB, 0x1F400)))
_FLAGS = {0x1F1E6 + index: 0x41 + index for index in range(26)}
_SHOWN = _CONTROL_PICTURES | _UNSEEN | _BIDI | _C1 | _CLUSTERS | _FLAGS
_TAB = "    "

NEVER_FIRST = frozenset(
    "、。，．・：；？！ー〜～」』】〕）〉》”’ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々,.!?:;)]}％%"
)
"""What no line may start with, as print has it (JIS X 4051, the common part)."""
NEVER_LAST = frozenset("「『【〔（〈《“‘([{")
"""What no line may end with."""


def literal(text: str) -> str:
    """Return people's text as it can be drawn: NFC, control characters as pictures, nothing unseen.

    Line breaks stay. Escape sequences lose their meaning; what terminals measure differently (emoji
    variation selectors, joiners, skin tones, flags) is simplified in the picture, never in the file.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", _TAB).split("\n")
    return "\n".join(line.translate(_SHOWN) for line in lines)


def one_line(text: str) -> str:
    """Return people's text on a single line, line breaks shown as ⏎."""
    return literal(text).replace("\n", "⏎")


_TYPED = (
    _CONTROL_PICTURES
    | _C1
    | _FLAGS
    | {0x09: 0x2192, 0x0A: 0x23CE}
    | dict.fromkeys((*_UNSEEN, *_BIDI, *_CLUSTERS), 0x200B)
)


def typed(text: str) -> str:
    """Return a text being typed as it can be drawn, character for character, so that the caret fits."""
    return text.translate(_TYPED)


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
