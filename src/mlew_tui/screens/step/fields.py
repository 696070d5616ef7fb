"""The text fields of each kind of item: their names on screen, and how typed words become values."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from mlew_tui.i18n import mark, tr
from mlew_tui.model import changes
from mlew_tui.model.schedule.days import months_after
from mlew_tui.model.workshop import Workshop


class InvalidInputError(ValueError):
    """What was typed is no value of its field; says what would be."""


def _as_text(text: str, _today: date) -> str:
    return text


def _shown(value: object) -> str:
    return "" if value is None else str(value)


class Field(NamedTuple):
    """One thing a person types about an item; ``label`` is marked for the catalogue.

    ``parse`` makes a value of what was typed, and is told which day it is. Raises InvalidInputError.
    """

    name: str
    label: str
    parse: Callable[[str, date], Any] = _as_text
    show: Callable[[Any], str] = _shown
    required: bool = False


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


def _show_repeat(value: str | None) -> str:
    return tr("weekly") if value else ""


def parse_moments(text: str, _today: date) -> tuple[str, ...]:
    """Read the moments of a journey, separated by / or a comma, each once."""
    parts = [part.strip() for part in re.split(r"[/／、,，]", text)]
    return tuple(dict.fromkeys(part for part in parts if part))


def _show_moments(value: Sequence[str]) -> str:
    return " / ".join(value)


_TEXT = (Field("text", mark("text"), required=True),)
_FAQ = (Field("question", mark("question"), required=True), Field("answer", mark("answer")))

FIELDS: dict[str, tuple[Field, ...]] = {
    "participants": (Field("name", mark("name"), required=True),),
    "customer.facts": _TEXT,
    "customer.objections": _TEXT,
    "reviews": _TEXT,
    "groups": (Field("label", mark("group name"), required=True),),
    "posts": _TEXT,
    "criteria": _TEXT,
    "cases": (
        Field("title", mark("case"), required=True),
        Field("company", mark("company")),
        Field("solution", mark("solution")),
        Field("valued_for", mark("valued for")),
        Field("result", mark("result")),
        Field("data_loop", mark("what the gathered data does")),
        Field("source", mark("source")),
    ),
    "proposal.message": _TEXT,
    "proposal.steps": _TEXT,
    "proposal.customer_faq": _FAQ,
    "proposal.internal_faq": _FAQ,
    "milestones": (
        Field("who", mark("who judges")),
        Field("what", mark("what is judged")),
        Field("how", mark("how, and what counts as passed")),
        Field("baseline", mark("today's value")),
        Field("due", mark("due date"), parse_date),
    ),
    "next_step.improve": (
        Field("reason", mark("reason"), required=True),
        Field("action", mark("action")),
        Field("minutes", mark("minutes on Day 2"), parse_minutes),
    ),
    "todos": (Field("text", mark("text"), required=True), Field("due", mark("due date"), parse_date)),
    "meetings": (
        Field("start", mark("start"), parse_start, show_start, required=True),
        Field("minutes", mark("minutes"), parse_length, required=True),
        Field("repeat", mark("repeated"), parse_repeat, _show_repeat),
        Field("until", mark("last day"), parse_date),
    ),
    "=title": (Field("title", mark("title"), required=True),),
    "=plan.starts": (Field("plan.starts", mark("start"), parse_start, show_start),),
    "=customer.name": (Field("customer.name", mark("customer")),),
    "=customer.moments": (
        Field("customer.moments", mark("moments of the journey, separated by /"), parse_moments, _show_moments),
    ),
    "=proposal.product": (Field("proposal.product", mark("product name")),),
}
"""By collection path; a place that begins with = is a single value of the workshop."""


@dataclass(frozen=True)
class Target:
    """What the entry line is working on: an item's place and which of its fields."""

    place: str
    index: int = 0

    @property
    def fields(self) -> tuple[Field, ...]:
        """All text fields of the item."""
        return FIELDS.get(self.place if self.place.startswith("=") else changes.split(self.place)[0], ())

    @property
    def field(self) -> Field:
        """The field being worked on."""
        return self.fields[self.index]

    def at(self, name: str) -> "Target":
        """Return the target at another field of the same item."""
        names = [field.name for field in self.fields]
        return Target(self.place, names.index(name) if name in names else 0)


def editable(place: str) -> bool:
    """Tell whether something at this place can be typed."""
    return bool(Target(place).fields)


def text_of(workshop: Workshop, target: Target) -> str:
    """Return a field's value as it is typed."""
    if target.place.startswith("="):
        value: Any = workshop
        for name in target.place[1:].split("."):
            value = getattr(value, name)
    else:
        item = changes.find(workshop, target.place)
        value = getattr(item, target.field.name, None)
    return target.field.show(value)


def write(workshop: Workshop, target: Target, text: str, today: date) -> Workshop:
    """Return the workshop with the field set to what was typed today. Raises InvalidInputError."""
    if target.field.required and not text.strip():
        raise InvalidInputError(
            tr("“{field}” cannot be empty; Del removes the whole item", field=tr(target.field.label))
        )
    value = target.field.parse(text, today)
    if target.place == "=customer.moments":
        return changes.set_moments(workshop, value)
    if target.place.startswith("="):
        return changes.put(workshop, target.place[1:], value)
    return changes.edit(workshop, target.place, **{target.field.name: value})
