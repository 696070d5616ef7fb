"""The meaning of one score cell of a returned sheet: points, blank, or an invalid value."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import isfinite

from mlew_tui.model.scoring import points_text
from mlew_tui.tabular.cells import Cell, Fault, Formula, Merged, Value, is_blank

_NUMBER = re.compile(r"([+-]?)([0-9]{0,6})(?:\.([0-9]{1,9}))?")
_DATE = re.compile(
    r"[0-9]{1,4}[-/][0-9]{1,2}([-/][0-9]{1,4})?( .*)?|([0-9]{4}年)?[0-9]{1,2}月([0-9]{1,2}日)?"
    r"|[0-9]{1,2}[- ][A-Za-z]{3,9}([- ][0-9]{2,4})?|[A-Za-z]{3,9}[- ][0-9]{1,2}|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?"
)
_TYPED_POINTS = str.maketrans({"。": ".", ",": ".", "−": "-"})
"""What Japanese and European keyboards put for the point and the minus, once the width is normal."""
_EXACT = 9
"""Decimals that count: a formula's 2.5000000000000004 is 2.5."""


@dataclass(frozen=True)
class Points:
    """The points of a cell, None for blank; ``refused`` is the reason of an invalid value, ``noted`` of a remark."""

    points: Fraction | None = None
    refused: str = ""
    noted: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def parse_points(cell: Cell, weight: int) -> Points:
    """Parse a score cell: 0 up to the weight in steps of one half, blank, or the reason why it is neither."""
    if isinstance(cell, Merged):
        return Points(refused="merged", values={"span": cell.span})
    if isinstance(cell, Formula):
        return _computed(cell, weight)
    if is_blank(cell):
        return Points()
    if isinstance(cell, Fault):
        return Points(refused="fault", values={"text": cell.text})
    if isinstance(cell, date | time | timedelta):
        return Points(refused="date", values={"text": _date_text(cell)})
    if isinstance(cell, str):
        return _typed(cell, weight)
    if cell is None or isinstance(cell, bool) or not isfinite(cell):
        return Points(refused="text", values={"text": str(cell)})
    return _within(Fraction(cell) if isinstance(cell, int) else _exact(cell), str(cell), weight)


def _computed(cell: Formula, weight: int) -> Points:
    """Use a formula's last value, with a note; refuse a formula without one."""
    if is_blank(cell.result):
        return Points(refused="formula", values={"text": cell.text})
    found = parse_points(cell.result, weight)
    if found.refused:
        return found
    return Points(found.points, noted="computed", values={"points": _shown(found.points)})


def _typed(cell: str, weight: int) -> Points:
    """Parse a number typed as text, also in full-width digits, with a comma or ½; noted unless spelt plainly."""
    text = cell.strip()
    if text[0] in "=＝":
        return Points(refused="formula", values={"text": text})
    plain = unicodedata.normalize("NFKC", text.replace("½", ".5")).translate(_TYPED_POINTS)
    match = _NUMBER.fullmatch(plain)
    if match is None or not (match[2] or match[3]):
        kind = "date" if _DATE.fullmatch(unicodedata.normalize("NFKC", text)) else "text"
        return Points(refused=kind, values={"text": text})
    points = Fraction(f"{match[1]}{match[2] or 0}.{match[3] or 0}")
    found = _within(points, text, weight)
    if found.refused or plain == text:
        return found
    return Points(points, noted="respelt", values={"text": text, "points": _shown(points)})


def _exact(value: float) -> Fraction:
    return Fraction(str(round(value, _EXACT)))


def _within(points: Fraction, text: str, weight: int) -> Points:
    if points < 0:
        return Points(refused="negative", values={"text": text})
    if points > weight:
        return Points(refused="over-weight", values={"text": text, "weight": str(weight)})
    if (points * 2).denominator != 1:
        return Points(refused="off-step", values={"text": text})
    return Points(points)


def _shown(points: Fraction | None) -> str:
    return "" if points is None else points_text(points)


def _date_text(value: Value) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value)
