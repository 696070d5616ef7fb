"""How papers say the format's values, dates and marks: for readers who were not in the room."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mlew_tui.language import current, mark, tr
from mlew_tui.literal import printed
from mlew_tui.model.workshop import Workshop

ROLES: Mapping[str, str] = {
    "product_manager": mark("product manager"),
    "developer": mark("developer"),
    "data_scientist": mark("data scientist"),
    "sales": mark("sales"),
    "designer": mark("designer"),
    "support": mark("customer support"),
    "sponsor": mark("sponsor"),
    "facilitator": mark("facilitator"),
    "other": mark("other role"),
}
TEAMS: Mapping[str, str] = {
    "planner": mark("Planner team"),
    "sales": mark("Sales team"),
    "developer": mark("Developer team"),
}
ASPECTS: Mapping[str, str] = {
    "trigger": mark("Trigger of use"),
    "usage": mark("State of use"),
    "personality": mark("Personality"),
    "other": mark("Anything else"),
}
SENTIMENTS: Mapping[str, str] = {"positive": mark("☺ good"), "negative": mark("☹ bad")}
DECISIONS: Mapping[str, str] = {"use_again": mark("☺ uses it again"), "stop": mark("☹ stops using it")}
REASONS: Mapping[str, str] = {
    "function": mark("function"),
    "price": mark("price"),
    "habit": mark("habit"),
    "attachment": mark("attachment"),
    "other": mark("other reason"),
}
CRITERIA: Mapping[str, str] = {"problem": mark("☹ problem"), "strength": mark("☺ strength")}
PARTS: Mapping[str, str] = {
    "situation": mark("In which situation"),
    "wanted": mark("Wanted to do"),
    "obstacle": mark("Could not, because"),
    "was": mark("Was troubled by"),
    "offer": mark("We offer"),
    "valued_for": mark("Valued for"),
    "profit": mark("How it pays"),
    "data_outlook": mark("What the data does"),
}
MILESTONES: Mapping[str, str] = {
    "use_case": mark("0 Use case fixed"),
    "experience": mark("1 Better experience?"),
    "profit": mark("2 More profit?"),
    "model": mark("3 Does the model help?"),
}
MEETINGS: Mapping[str, str] = {"progress": mark("progress"), "report": mark("report to executives")}


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
    why = printed(concern).strip()
    return tr("▲ Red: {concern}", concern=why) if why else tr("▲ Red")


def assumed() -> str:
    """Say that a text is assumed."""
    return tr("? assumed")


def marked(text: str, item: "Assumable") -> str:
    """Return a text in a table with the mark of an assumption, where it is one."""
    return f"{text}  {assumed()}" if item.assumed else text


def joined(parts: Iterable[str]) -> str:
    """Put short facts beside each other, empty ones left out."""
    return " · ".join(part for part in parts if part)


def person(workshop: Workshop, name: str | None) -> str:
    """Return a participant's name; nothing for nobody."""
    return next((person.name for person in workshop.participants if person.id == name), "")
