"""Make people's text safe to draw or print: control characters become visible and harmless."""

import unicodedata

COVER = "＊"
"""Shown in place of a value that is secret before the reveal, whatever its length."""
_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_C1 = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_FLAGS = {0x1F1E6 + index: 0x41 + index for index in range(26)}
_UNSEEN = dict.fromkeys(
    (
        *(0xFE0F, 0xFE0E, 0x200B, 0xFEFF),  # variation selectors, zero width space, byte order mark
        *(*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F),  # direction marks
        *(0x200D, 0x20E3, *range(0x1F3FB, 0x1F400)),  # joiner, keycap, skin tones
    )
)
_SHOWN = _CONTROL_PICTURES | _C1 | _FLAGS | _UNSEEN
_TYPED = _SHOWN | {0x09: 0x2192, 0x0A: 0x23CE} | dict.fromkeys(_UNSEEN, 0x200B)
_NOT_ON_PAPER = (
    _CONTROL_PICTURES
    | _C1
    | dict.fromkeys((0x200B, 0xFEFF, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
    | dict.fromkeys((*range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), 0xFFFD)
    | {0x0A: 0x0A, 0x2028: 0x0A, 0x2029: 0x0A}
)
"""Control characters, direction marks and what no file format may hold; emoji stay whole, unlike on a terminal."""
_TAB = "    "
_CONTROLS = {code: sign for code, sign in _CONTROL_PICTURES.items() if chr(code) not in "\t\n\r"} | _C1


def sanitize(text: str) -> str:
    """Return people's text as it can be drawn: NFC, control characters as pictures, nothing unseen.

    Line breaks stay. Escape sequences lose their meaning; what terminals measure differently (emoji
    variation selectors, joiners, skin tones, flags) is simplified in the picture, never in the file.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", _TAB).split("\n")
    return "\n".join(line.translate(_SHOWN) for line in lines)


def neutralize(text: str) -> str:
    """Return people's text for other programs: control characters as pictures, all else unchanged."""
    return text.translate(_CONTROLS)


def one_line(text: str) -> str:
    """Return people's text on a single line, line breaks shown as ⏎."""
    return sanitize(text).replace("\n", "⏎")


def sanitize_typed(text: str) -> str:
    """Return a text being typed as it can be drawn, one character for each, so that the caret position fits."""
    return text.translate(_TYPED)


def sanitize_for_print(text: str) -> str:
    """Return people's text for documents: as ``sanitize``, but with emoji unchanged."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", _TAB).translate(_NOT_ON_PAPER)
