"""Recognise numbers, dates and booleans that are not written as TOML requires, and correct them."""

import re
import tomllib
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

_PLAIN = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,9})?|true|false")
_DATE = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s*\([^()]{1,9}\))?(?:[T ,]*(?P<time>\d.*))?"
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})\s*[:時]\s*(?P<minute>\d{0,2})\s*分?(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<offset>Z|[+-]\d\d:?\d\d)?"
)
_NO_YEAR = re.compile(r"(\d{1,2})\s*[/月]\s*(\d{1,2})\s*日?(?:\s*\([^()]{1,9}\))?")
_UNIT = re.compile(
    r"([+-]?\d+(?:\.\d+)?)\s*(?:分間?|秒間?|点|時間|人|名|回|円|件|%|min\.?|mins\.?|minutes?|sec\.?|seconds?|hours?|pts?|points?|[hms])",
    re.IGNORECASE,
)
_TRUE = ("true", "yes", "on", "はい", "真", "○", "〇")
_FALSE = ("false", "no", "off", "いいえ", "偽", "×")
_NOTHING = ("null", "none", "nil", "nan", "undefined", "なし", "n/a", "-", "--", "―", "—", "–", "?")
_NUMBER = re.compile(r"[+-]?[\d_,]*\.?[\d_,]*(?:[eE][+-]?\d+)?")


class Correction(NamedTuple):
    """The valid TOML for an invalid token, with the kind of issue; ``is_lossy`` if it is only a stand-in value."""

    kind: str
    text: str
    is_lossy: bool = False


def is_scalar(token: str) -> bool:
    """Tell whether a token is a TOML number, date, time or truth value."""
    if _PLAIN.fullmatch(token):
        return True
    try:
        tomllib.loads(f"v = {token}")
    except (ValueError, RecursionError):
        return False
    return "\n" not in token


def correct_scalar(token: str) -> Correction:
    """Return the likely intended value of a token that is no scalar; unrecognised text becomes a string."""
    narrow = unicodedata.normalize("NFKC", token).replace("−", "-").replace("ー", "-")
    if narrow != token and is_scalar(narrow):
        return Correction("wide-number", narrow)
    word = narrow.lower()
    if word in _TRUE or token in _TRUE:
        return Correction("truth", "true")
    if word in _FALSE:
        return Correction("truth", "false")
    if word in _NOTHING:
        return Correction("nothing", '""', True)
    if any(letter.isdigit() for letter in narrow):
        return _with_digits(narrow) or Correction("no-quotes", basic_string(token))
    return Correction("no-quotes", basic_string(token))


def basic_string(text: str) -> str:
    """Return a text as a TOML string on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", escaped) + '"'


def _with_digits(token: str) -> Correction | None:
    """Return the date, time or number a token was meant to be, None where it is none."""
    if found := _DATE.fullmatch(token):
        return _date(found)
    if found := _TIME.fullmatch(token):
        is_time = int(found["hour"]) < 24 and int(found["minute"] or 0) < 60
        return Correction("date-missing" if is_time else "no-such-time", "2000-01-01T00:00:00", True)
    if (found := _NO_YEAR.fullmatch(token)) and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31:
        return Correction("year-missing", "2000-01-01", True)
    if found := _UNIT.fullmatch(token):
        return Correction("unit", found[1]) if is_scalar(found[1]) else None
    return _number(token) if _NUMBER.fullmatch(token) else None


def _date(found: re.Match[str]) -> Correction:
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return Correction("no-such-day", "2000-01-01", True)
    if found["time"] is None:
        return Correction("date-form", day.isoformat())
    time = _TIME.fullmatch(found["time"])
    try:
        clock = f"{time['hour']:0>2}:{time['minute'] or 0:0>2}:{time['second'] or 0:0>2}" if time else ""
        form = datetime.fromisoformat(f"{day}T{clock}{(time and time['offset']) or ''}").isoformat()
    except ValueError:
        return Correction("no-such-time", day.isoformat(), True)
    return Correction("date-form", form)


def _number(token: str) -> Correction:
    bare = re.sub(r"[,_]", "", token)
    bare = re.sub(r"^([+-]?)0+(?=\d)", r"\1", bare)
    bare = re.sub(r"^([+-]?)\.", r"\g<1>0.", re.sub(r"\.(?=$|[eE])", "", bare))
    return Correction("number-form", bare) if is_scalar(bare) else Correction("number-form", "0", True)
