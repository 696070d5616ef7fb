"""Meetings and due dates as an iCalendar file (RFC 5545), made so that a second import updates and never doubles.

What makes it so: an entry's UID rests on the workshop's own ``uid`` and the item's id alone, whatever else changes;
SEQUENCE and DTSTAMP grow with the time of the export, so that the later one holds. An import takes nothing away:
what is done or reached stays, with a ✓.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event, Timezone, vText

from mlew_tui.export.source import File, Source
from mlew_tui.fields.registry import LABELS
from mlew_tui.i18n import tr
from mlew_tui.model.iterate import Meeting, Milestone, Todo
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_label
from mlew_tui.reports.vocabulary import MEETINGS, MILESTONES
from mlew_tui.text.sanitize import neutralize

_PRODUCT = "-//mlew-tui//mlew-tui//EN"
_SPACE = uuid5(NAMESPACE_URL, "https://mlew-tui/calendar")
"""Where our UIDs live. It must never change: calendars know their entries by it."""
_SEQUENCE_FROM = datetime(2020, 1, 1, tzinfo=UTC)
"""Seconds since then are SEQUENCE: later is higher, and below the largest number calendars hold until 2088."""
_OPEN_END = timedelta(days=3650)
"""How far ahead the time zone is described for a meeting that repeats without an end."""
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_FIRST_DAY, _LAST_DAY = date(1970, 1, 8), date(2100, 1, 1)
"""Between these a time zone is described; nobody knows the rules beyond."""
_When = TypeVar("_When", date, datetime)
_LINES = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\r": "\n"})


def write(source: Source) -> tuple[File, ...]:
    """Return the one file, in the language spoken now."""
    calendar = _calendar(source)
    return (File(f"{source.name}.ics", calendar.to_ical()),)


def _calendar(source: Source) -> Calendar:
    workshop, zone = source.workshop, _zone(source.workshop)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(_text(workshop.title)))  # no text by itself, as others are
    entries = tuple(_Entries(source, zone).all())
    if zone is not None:
        calendar.add_component(_described(zone, workshop, source.now.date()))
    for entry in entries:
        calendar.add_component(entry)
    return calendar


def identity(workshop: Workshop) -> str:
    """Return what a workshop is known by: its ``uid``; of an older file its first run of a step, else its title."""
    if workshop.uid is not None:
        return workshop.uid
    started = min((entry.started for entry in workshop.log), default=None)
    return workshop.title if started is None else started.astimezone(UTC).isoformat()


class _Entries:
    """Makes the calendar's entries."""

    def __init__(self, source: Source, zone: ZoneInfo | None) -> None:
        self._workshop, self._zone, self._now = source.workshop, zone, source.now.astimezone(UTC).replace(microsecond=0)
        self._identity = identity(source.workshop)

    def all(self) -> Iterator[Event]:
        """Yield meetings, then milestones and todos that have a date."""
        for meeting in self._workshop.meetings:
            yield self._meeting(meeting)
        for milestone in self._workshop.milestones:
            if milestone.due is not None:
                yield self._milestone(milestone, milestone.due)
        for todo in self._workshop.todos:
            if todo.due is not None:
                yield self._todo(todo, todo.due)

    def _meeting(self, meeting: Meeting) -> Event:
        start = meeting.start
        start = start.replace(tzinfo=self._zone) if start.tzinfo is None else start.astimezone(self._zone or UTC)
        milestone = "" if meeting.milestone is None else tr(MILESTONES[meeting.milestone])
        entry = self._entry("meeting", meeting.id, [tr(MEETINGS[meeting.kind]), milestone, self._workshop.title])
        entry.add("dtstart", start)
        entry.add("dtend", _later(start, timedelta(minutes=meeting.minutes)))
        if meeting.repeat is not None and (meeting.until is None or meeting.until >= start.date()):
            entry.add("rrule", {"freq": meeting.repeat, **_until(meeting.until, start)})
        return entry

    def _milestone(self, milestone: Milestone, due: date) -> Event:
        title = [tr(MILESTONES[milestone.kind]), self._workshop.title]
        entry = self._all_day("milestone", milestone.kind, title, due, done=milestone.reached)
        fields = ("who", "what", "how", "baseline")
        said = [f"{tr(LABELS[name])}: {value}" for name in fields if (value := getattr(milestone, name))]
        if said:
            entry.add("description", _text("\n".join(said)))
        return entry

    def _todo(self, todo: Todo, due: date) -> Event:
        owner = "" if todo.owner is None else person_label(self._workshop, todo.owner)
        entry = self._all_day("todo", todo.id, [todo.text, owner, self._workshop.title], due, done=todo.done)
        if todo.milestone is not None:
            entry.add("description", _text(f"{tr(LABELS['milestone'])}: {tr(MILESTONES[todo.milestone])}"))
        return entry

    def _all_day(self, kind: str, name: str, title: list[str], due: date, *, done: bool) -> Event:
        """Return an entry of a whole day that leaves the day free."""
        entry = self._entry(kind, name, [f"{'✓' if done else '☐'} {title[0]}", *title[1:]])
        entry.add("dtstart", due)
        entry.add("dtend", _later(due, _DAY))
        entry.add("transp", "TRANSPARENT")
        return entry

    def _entry(self, kind: str, name: str, title: list[str]) -> Event:
        entry = Event()
        entry.add("uid", str(uuid5(_SPACE, f"{self._identity}\n{kind}\n{name}")))
        entry.add("dtstamp", self._now)
        entry.add("last-modified", self._now)
        entry.add("sequence", max(0, int((self._now - _SEQUENCE_FROM).total_seconds())))
        entry.add("summary", _text(" · ".join(part for part in title if part)))
        return entry


def _zone(workshop: Workshop) -> ZoneInfo | None:
    """Return the workshop's time zone; without one times are the clock's wherever it is read."""
    try:
        return ZoneInfo(workshop.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _described(zone: ZoneInfo, workshop: Workshop, today: date) -> Timezone:
    """Return the time zone in the calendar's own terms, for as long as anything happens."""
    days = [today]
    for meeting in workshop.meetings:
        first = meeting.start.date()
        days += [first, first if meeting.repeat is None else meeting.until or _later(first, _OPEN_END)]
    first, last = (min(max(day, _FIRST_DAY), _LAST_DAY) for day in (min(days), max(days)))
    return Timezone.from_tzinfo(zone, zone.key, first - _WEEK, last + _WEEK)


def _until(last: date | None, start: datetime) -> dict[str, datetime]:
    """Return the end of a repetition's last day as a rule has it: in UTC where the start has a zone."""
    if last is None or last == date.max:
        return {}
    end = datetime.combine(last, time(23, 59, 59), tzinfo=start.tzinfo)
    return {"until": end if start.tzinfo is None else end.astimezone(UTC)}


def _later(when: _When, by: timedelta) -> _When:
    """Return a date so much later, the date itself at the end of the calendar."""
    try:
        return when + by
    except OverflowError:
        return when


def _text(text: str) -> str:
    """Return people's text with the one kind of line break a calendar knows, and nothing in it that commands."""
    return neutralize(text.replace("\r\n", "\n").translate(_LINES))
