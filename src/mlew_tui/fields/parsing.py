"""Parse what a person types into a field, and show a value the way it is typed."""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from mlew_tui.i18n import tr
from mlew_tui.model.schedule.days import months_after


class InvalidInputError(ValueError):
    """The typed text is not valid for its field; the message says what is."""


def parse_text(text: str, _today: date) -> str:
    """Return the text as typed."""
    return text


def show_text(value: object) -> str:
    """Return the value as text; none is empty."""
    return "" if value is None else str(value)


_AHEAD = re.compile(
    r"(?P<plus>\+)?(?P<count>\d{1,3})(?:"
    r"(?P<weeks>w|weeks?|週間?後?)|(?P<months>m|months?|[かヶカヵケ]月後?)|(?P<days>d|days?|日後))",
    re.IGNORECASE,
)
_TODAY = ("today", "今日", "本日")


def parse_date(text: str, today: date) -> date | None:
    """Read ``2026-12-20``, ``12/20`` (this year, or the next one if long past), ``+4w``, ``4週`` or ``today``."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").casefold()
    if not plain:
        return None
    if plain in _TODAY:
        return today
    try:
        return _ahead(plain, today) or _calendar_day(plain, today)
    except (ValueError, OverflowError):
        raise InvalidInputError(tr("Write a date as 2026-12-20, 12/20 or +4w (in 4 weeks)")) from None


def _ahead(plain: str, today: date) -> date | None:
    """Return the day so many days, weeks or months from today; None if it is not said that way."""
    match = _AHEAD.fullmatch(plain)
    if match is None:
        return None
    count = int(match["count"])
    if match["months"]:
        return months_after(today, count)
    return today + timedelta(weeks=count) if match["weeks"] else today + timedelta(days=count)


def _calendar_day(plain: str, today: date) -> date:
    """Return the day of a date with or without its year. Raises ValueError."""
    match = re.fullmatch(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?", plain)
    if match is None:
        raise ValueError(plain)
    month, day = int(match[2]), int(match[3])
    if match[1] is not None:
        return date(int(match[1]), month, day)
    found = date(today.year, month, day)
    return found if found >= today - timedelta(days=60) else date(today.year + 1, month, day)


def parse_minutes(text: str, _today: date) -> int | None:
    """Read a number of minutes, full-width digits too; nothing typed means none."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("分").removesuffix("min").strip()
    if not plain:
        return None
    if not plain.isdecimal() or int(plain) > 600:
        raise InvalidInputError(tr("Write minutes as a number from 0 to 600"))
    return int(plain)


def parse_length(text: str, today: date) -> int:
    """Read how many minutes a meeting takes: one at least."""
    minutes = parse_minutes(text, today)
    if not minutes:
        raise InvalidInputError(tr("Write minutes as a number from 1 to 600"))
    return minutes


_START = re.compile(r"(?:(.+?)(?: +|(?<=\d)[Tt]))?(\d{1,2}):(\d{2})(?::00)?")


def parse_start(text: str, today: date) -> datetime | None:
    """Read ``2026-11-22 13:00``, ``12/1 13:00``, ``+1w 13:00`` or ``13:00`` (today)."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    match = _START.fullmatch(plain)
    if match is not None:
        with suppress(ValueError):  # no such time, or no such day
            day = parse_date(match[1], today) if match[1] else today
            return datetime.combine(day or today, time(int(match[2]), int(match[3])))
    raise InvalidInputError(tr("Write a start as 13:00, 12/1 13:00 or 2026-11-22 13:00"))


def show_start(moment: datetime | None) -> str:
    """Write a start as it is typed."""
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


_WEEKLY = ("weekly", "every week", "毎週")


def parse_repeat(text: str, _today: date) -> str | None:
    """Read whether a meeting recurs: ``weekly``, or nothing for once."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if plain and plain not in {*_WEEKLY, tr("weekly").casefold()}:
        raise InvalidInputError(tr("Write “{weekly}”, or nothing for once", weekly=tr("weekly")))
    return "weekly" if plain else None


def show_repeat(value: str | None) -> str:
    """Return how a repetition is typed."""
    return tr("weekly") if value else ""


def parse_moments(text: str, _today: date) -> tuple[str, ...]:
    """Read the moments of a journey, separated by / or a comma, each once."""
    parts = [part.strip() for part in re.split(r"[/／、,，]", text)]
    return tuple(dict.fromkeys(part for part in parts if part))


def show_moments(value: Sequence[str]) -> str:
    """Return how the moments of a journey are typed."""
    return " / ".join(value)
