"""Escaping of text in spreadsheets, so that no text becomes a formula and every character survives."""

import re

_FORMULA = re.compile(r"['\s\x00-\x1f\ufeff]*[=+\-@＝＋－＠\t\r\n]")
"""How a text begins that a spreadsheet might take for a formula, including the blanks before it that one might skip."""
_UNWRITABLE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold or reads as something else, and underscores that would begin an escape."""
_XLSX_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def is_formula_like(text: str) -> bool:
    """Tell whether a spreadsheet might take a text for a formula."""
    return _FORMULA.match(text) is not None


def escape_formula(text: str) -> str:
    """Return a text with an apostrophe in front where a spreadsheet might take it for a formula."""
    return f"'{text}" if is_formula_like(text) else text


def unescape_formula(field: str) -> str:
    """Undo ``escape_formula``."""
    return field[1:] if field.startswith("'") and is_formula_like(field[1:]) else field


def escape_xlsx(text: str) -> str:
    """Return a text as a workbook stores it: unwritable characters as ``_xHHHH_``."""
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_xlsx(text: str) -> str:
    """Undo ``escape_xlsx``."""
    return _XLSX_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
