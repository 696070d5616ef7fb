"""Where the time comes from, the time of day in a workshop's zone, and lengths of time in words."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from mlew_tui.model.workshop import Workshop


class TimeSource(NamedTuple):
    """Where the time comes from: a steady clock in seconds and the wall clock (tests give their own)."""

    steady: Callable[[], float] = time.monotonic
    wall: Callable[[], datetime] = lambda: datetime.now(UTC)


def local(workshop: "Workshop", moment: datetime) -> datetime:
    """Return a moment as the clocks of the workshop's time zone have it, or this machine's if there is no such zone."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # lazy: Home loads this module and shows no local time

    try:
        return moment.astimezone(ZoneInfo(workshop.time_zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment.astimezone()


def format_duration(seconds: float) -> str:
    """Write a length of time as people say it: ``2 h 05 min``, ``3 min 20 s``."""
    whole = timedelta(seconds=round(seconds))
    minutes, rest = divmod(int(whole.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return tr("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return tr("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
