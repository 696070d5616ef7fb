"""The text fields of each kind of item: their names on screen, and how typed words become values."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mlew_tui.language import mark, tr
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop


class NotUnderstood(ValueError):
    """What was typed is no value of its field; says what would be."""


def _as_text(text: str) -> str:
    return text


def _shown(value: object) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Field:
    """One thing a person types about an item; ``label`` is marked for the catalogue."""

    name: str
    label: str
    parse: Callable[[str], Any] = _as_text
    show: Callable[[Any], str] = _shown
    required: bool = False


def parse_date(text: str) -> date | None:
    """Read ``2026-12-20``, ``2026/12/20`` or ``12/20`` (this year, or the next one if long past)."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    match = re.fullmatch(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?", plain)
    if match is None:
        raise NotUnderstood(tr("Write a date as 2026-12-20 or 12/20"))
    try:
        today = datetime.now().astimezone().date()
        found = date(int(match[1] or today.year), int(match[2]), int(match[3]))
    except ValueError:
        raise NotUnderstood(tr("Write a date as 2026-12-20 or 12/20")) from None
    if match[1] is None and found < today - timedelta(days=60):
        found = found.replace(year=found.year + 1)
    return found


def parse_minutes(text: str) -> int | None:
    """Read a number of minutes, full-width digits too; nothing typed means none."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("分").removesuffix("min").strip()
    if not plain:
        return None
    if not plain.isdecimal() or int(plain) > 600:
        raise NotUnderstood(tr("Write minutes as a number from 0 to 600"))
    return int(plain)


def parse_start(text: str) -> datetime | None:
    """Read ``2026-11-22 13:00`` or ``13:00`` (today)."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    match = re.fullmatch(r"(?:(\d{4}-\d{1,2}-\d{1,2})[ T])?(\d{1,2}):(\d{2})(?::00)?", plain)
    if match is None:
        raise NotUnderstood(tr("Write a start as 13:00 or 2026-11-22 13:00"))
    try:
        year, month, day = map(int, (match[1] or datetime.now().astimezone().date().isoformat()).split("-"))
        return datetime(year, month, day, int(match[2]), int(match[3]))  # noqa: DTZ001 - the file has local times
    except ValueError:
        raise NotUnderstood(tr("Write a start as 13:00 or 2026-11-22 13:00")) from None


def parse_moments(text: str) -> tuple[str, ...]:
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
    "=title": (Field("title", mark("title"), required=True),),
    "=plan.starts": (
        Field("plan.starts", mark("start"), parse_start, lambda at: "" if at is None else f"{at:%Y-%m-%d %H:%M}"),
    ),
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


def write(workshop: Workshop, target: Target, text: str) -> Workshop:
    """Return the workshop with the field set to what was typed. Raises NotUnderstood."""
    if target.field.required and not text.strip():
        raise NotUnderstood(tr("“{field}” cannot be empty; Del removes the whole item", field=tr(target.field.label)))
    value = target.field.parse(text)
    if target.place == "=customer.moments":
        return changes.set_moments(workshop, value)
    if target.place.startswith("="):
        return changes.put(workshop, target.place[1:], value)
    return changes.edit(workshop, target.place, **{target.field.name: value})
