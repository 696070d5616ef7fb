"""The calendar, read by another library than the one that writes it: times, repetitions, and updates by UID."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example as of
from hypothesis import given, settings
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from export_cases import HOSTILE, NOW, full, listing, many_texts, only, saying
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.session import create
from mlew_tui.text.sanitize import neutralize
from workshops import Tree, example, workshop

BERLIN = ZoneInfo("Europe/Berlin")
WHEN, LAST = datetime(2027, 1, 1), datetime(9999, 12, 31, 23, 59)  # noqa: DTZ001


def read(made: Workshop, now: datetime = NOW) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(only("ics", made, now=now).decode())


def entries(made: Workshop, now: datetime = NOW) -> Mapping[str, Event]:
    """Return what a calendar holds after an import, by UID."""
    found = {event.uid: event for event in read(made, now).events}
    assert len(found) == len(read(made, now).events)
    return {str(uid): event for uid, event in found.items()}


def meeting(**fields: object) -> Workshop:
    table = {"id": "e1", "kind": "progress", "start": datetime(2027, 3, 16, 10), **fields}  # noqa: DTZ001
    return workshop(time_zone="Europe/Berlin", meetings=[table])


def test_the_weekly_meeting_stays_at_ten_across_the_change_of_the_clocks() -> None:
    made = meeting(repeat="weekly", until=date(2027, 4, 13))
    starts = [event.start for event in read(made).timeline]
    assert [start.astimezone(BERLIN) for start in starts if isinstance(start, datetime)] == [
        datetime(2027, 3, 16, 10, tzinfo=BERLIN) + timedelta(weeks=week) for week in range(5)
    ]
    utc = [start.astimezone(UTC).hour for start in starts if isinstance(start, datetime)]
    assert utc == [9, 9, 8, 8, 8]
    text = only("ics", made).decode()
    assert "RRULE:FREQ=WEEKLY;UNTIL=20270413T215959Z\r\n" in text
    assert "DTSTART;TZID=Europe/Berlin:20270316T100000\r\n" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n" in text


def test_an_end_before_the_beginning_or_none_at_all() -> None:
    assert len(list(read(meeting(repeat="weekly", until=date(2027, 1, 1))).timeline)) == 1
    assert "UNTIL" not in only("ics", meeting(repeat="weekly")).decode()
    (event,) = read(meeting(start=datetime(2027, 3, 16, 10, tzinfo=UTC))).events
    assert event.start == datetime(2027, 3, 16, 11, tzinfo=BERLIN)


def test_due_dates_are_whole_days_that_leave_the_day_free() -> None:
    days = [event for event in read(full()).events if not isinstance(event.start, datetime)]
    dates = [*(one.due for one in full().milestones), *(one.due for one in full().todos)]
    due = sorted(str(day) for day in dates if day)
    assert sorted(str(event.start) for event in days) == due
    assert all(event.end - event.start == timedelta(days=1) and event.transparency == "TRANSPARENT" for event in days)
    assert sum("会議室を取る" in str(event.summary) for event in days) == 0  # it has no date


def test_a_second_import_updates_and_never_doubles() -> None:
    before = entries(full())
    moved = changes.edit(full(), "meetings/e1", start=datetime(2026, 12, 2, 15))  # noqa: DTZ001
    moved = changes.edit(moved, "todos/t1", text="別の言葉", due=date(2026, 12, 8), done=True)
    moved = changes.edit(moved, "milestones/profit", due=date(2027, 5, 31), reached=True)
    moved = moved.with_(title="別の題", time_zone="Asia/Singapore", log=moved.log[:3])
    after = entries(moved, NOW + timedelta(minutes=5))
    assert before.keys() == after.keys()
    assert all(after[uid].sequence > before[uid].sequence for uid in before)  # type: ignore[operator]
    assert all(after[uid].dtstamp == NOW + timedelta(minutes=5) for uid in after)
    assert sum(str(event.summary).startswith("✓") for event in after.values()) == 2
    assert only("ics", full()) == only("ics", full())


def test_another_workshop_never_updates_this_one() -> None:
    def planned(made: Workshop) -> Workshop:
        return made.with_(meetings=full().meetings, milestones=full().milestones, todos=())

    new, other = (planned(create.workshop("同じ題", "ja", [])) for _ in range(2))
    assert not entries(new).keys() & entries(other).keys()
    assert not entries(new).keys() & entries(planned(example())).keys()
    assert new.uid != create.workshop("写し", "ja", [], new).uid


@settings(max_examples=8)
@given(many_texts)
@of(HOSTILE)
def test_a_text_is_a_text_in_lines_of_75_octets(texts: list[str]) -> None:
    content = only("ics", listing(texts))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    events = IcsCalendarStream.calendar_from_ics(content.decode()).events
    assert [event.summary for event in events] == [f"☐ {plain(text)} · A small one" for text in texts]


def plain(text: str) -> str:
    """Return a text with the one line break a calendar knows."""
    return neutralize(re.sub("\r\n|[\r\u2028\u2029]", "\n", text))


@pytest.mark.parametrize("text", [HOSTILE[20], HOSTILE[21]])
def test_wherever_a_text_stands_it_begins_no_entry(text: str) -> None:
    assert entries(saying(text)).keys() == entries(full()).keys()


@pytest.mark.parametrize(
    "tree",
    [
        {"time_zone": "Nowhere/At_all", "meetings": [{"id": "e1", "kind": "report", "start": WHEN}]},
        {"todos": [{"id": "t1", "text": "", "due": date.max}]},
        {"meetings": [{"id": "e1", "kind": "report", "start": LAST, "until": date.max,
                       "repeat": "weekly"}]},
        {},
    ],
)  # fmt: skip
def test_odd_dates_and_none_at_all_make_a_calendar(tree: Tree) -> None:
    count = len(tree.get("meetings", [])) + len(tree.get("todos", []))
    assert len(read(workshop(**tree)).events) == count
