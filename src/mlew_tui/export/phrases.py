"""Formats of dates and marks in documents."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mlew_tui.i18n import current, mark, tr
from mlew_tui.text.sanitize import sanitize_for_print

TO_THE_COMPANY: Mapping[str, str] = {
    "profit": mark("How it pays"),
    "data_outlook": mark("What the data does"),
}
"""The message to the company has a heading of its own on paper, so that its parts need not say it."""


class Assumable(Protocol):
    """An item people may mark as assumed."""

    @property
    def assumed(self) -> bool:
        """Whether it is assumed."""


def day(value: date) -> str:
    """Write a date as the language does: in English the way that is understood everywhere."""
    if current() == "ja":
        return f"{value.year} 年 {value.month} 月 {value.day} 日"
    return f"{value:%Y-%m-%d}"


def moment(value: datetime) -> str:
    """Write a date with its time of day."""
    return f"{day(value)} {value:%H:%M}"


def local(value: datetime, zone: str) -> datetime:
    """Return an aware moment in a workshop's time zone; in its own where the machine does not know that one."""
    try:
        return value.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return value


def red(concern: str) -> str:
    """Say that a place is red, and why."""
    why = sanitize_for_print(concern).strip()
    return tr("▲ Red: {concern}", concern=why) if why else tr("▲ Red")


def assumed() -> str:
    """Say that a text is assumed."""
    return tr("? assumed")


def mark_assumed(text: str, item: "Assumable") -> str:
    """Return a text in a table with the mark of an assumption, where it is one."""
    return f"{text}  {assumed()}" if item.assumed else text


def joined(parts: Iterable[str]) -> str:
    """Put short facts beside each other, empty ones left out."""
    return " · ".join(part for part in parts if part)
