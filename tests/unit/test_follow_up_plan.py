"""The plan's arithmetic: dates, todos by person and milestone, meetings, and the closing checks."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.fields.parsing import InvalidInputError, parse_date, parse_repeat, parse_start, show_start
from mlew_tui.model import changes
from mlew_tui.model.schedule import follow_up_plan
from mlew_tui.model.schedule.days import months_after
from mlew_tui.model.schedule.follow_up_plan import KINDS, Lack
from mlew_tui.model.workshop import Workshop
from workshops import full_tree, people, workshop

TODAY = date(2026, 11, 24)  # a Tuesday
SOON = {"use_case": 0, "experience": 28, "profit": 90, "model": 150}
START = datetime(2026, 11, 24, 14, 30)  # noqa: DTZ001 - the file has local times


def on(days: int) -> date:
    """Return the day so many days from today."""
    return TODAY + timedelta(days=days)


def dated(days: Mapping[str, int | None], **fields: Any) -> list[dict[str, Any]]:
    """Return milestones due in so many days, None for those without a date."""
    return [{"kind": k, **({"due": on(d)} if d is not None else {}), **fields} for k, d in days.items()]


def found(lacks: tuple[Lack, ...]) -> list[tuple[str, str, int]]:
    """Return what is lacking, where, and its days."""
    return [(lack.what, changes.split(lack.place)[1], lack.days) for lack in lacks]


# --- the timeline -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 24), 3, date(2027, 2, 24)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@pytest.mark.parametrize(
    ("days", "lacks"),
    [
        (SOON, []),
        ({**SOON, "experience": 92}, [("order", "profit", 2), ]),
        ({**SOON, "experience": 93, "profit": 120}, [("far", "experience", 93)]),
        ({**SOON, "profit": 28}, [("order", "profit", 0)]),
        ({**SOON, "model": 60}, [("order", "model", 30)]),
        ({**SOON, "profit": None}, [("undated", "profit", 0)]),
        ({**SOON, "profit": None, "model": 20}, [("undated", "profit", 0), ("order", "model", 8)]),
        ({**SOON, "use_case": 3}, [("ahead", "use_case", 3)]),
        ({**SOON, "use_case": -20}, []),
        ({"use_case": -40, "experience": -2, "profit": 90, "model": 150}, [("past", "experience", 2)]),
        ({}, [("undated", kind, 0) for kind in KINDS]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_dates_is_told_with_its_days(
    days: dict[str, int | None], lacks: list[tuple[str, str, int]]
) -> None:
    assert found(follow_up_plan.timeline(workshop(milestones=dated(days)), TODAY)) == lacks


def test_three_months_to_the_day_are_not_too_far_and_a_deck_may_allow_more() -> None:
    far = {**SOON, "experience": 92, "profit": 120}
    assert on(92) == months_after(TODAY, 3)
    assert follow_up_plan.timeline(workshop(milestones=dated(far)), TODAY) == ()
    far["experience"] = 93
    assert follow_up_plan.timeline(workshop(milestones=dated(far)), TODAY, 4) == ()


def test_what_is_reached_is_neither_late_nor_far_nor_without_a_date() -> None:
    days = {"use_case": -60, "experience": -40, "profit": None, "model": 30}
    assert follow_up_plan.timeline(workshop(milestones=dated(days, reached=True)), TODAY) == ()


def test_after_a_date_out_of_order_the_next_is_compared_with_the_last_good_one() -> None:
    days = {"use_case": 0, "experience": 60, "profit": 30, "model": 50}
    assert found(follow_up_plan.timeline(workshop(milestones=dated(days)), TODAY)) == [
        ("order", "profit", 30), ("order", "model", 10),
    ]  # fmt: skip


# --- the todos --------------------------------------------------------------------------------------


def todos(*rows: tuple[str | None, str | None, int | None]) -> list[dict[str, Any]]:
    """Return todos of an owner, up to a milestone, due in so many days."""
    fields = [
        {"id": f"t{n}", "text": f"do {n}", "owner": who, "milestone": kind, "due": None if due is None else on(due)}
        for n, (who, kind, due) in enumerate(rows, start=1)
    ]
    return [{name: value for name, value in row.items() if value is not None} for row in fields]


TEAM = [*people("m1", "m2", "m3"), {"id": "m9", "name": "Boss", "role": "sponsor"}]
_OWNERS = st.sampled_from([None, "m1", "m2", "m3", "m9"])
_KINDS = st.sampled_from([None, *KINDS])
_ROWS = st.lists(st.tuples(_OWNERS, _KINDS, st.sampled_from([None, -3, 0, 5, 28, 40, 200])), max_size=8)


@given(_ROWS)
def test_every_todo_is_in_exactly_one_cell_and_the_cells_are_all_of_the_table(
    rows: list[tuple[str | None, str | None, int | None]],
) -> None:
    made = workshop(participants=TEAM, milestones=dated(SOON), todos=todos(*rows))
    table = follow_up_plan.matrix(made)
    cells = [table.at(row, column) for row in range(len(table.rows)) for column in range(len(table.columns))]
    assert sorted(todo.id for cell in cells for todo in cell) == sorted(todo.id for todo in made.todos)
    assert {"m1", "m2", "m3"} <= set(table.rows), "who is asked has a row, with todos or without"
    assert ("m9" in table.rows) == any(todo.owner == "m9" for todo in made.todos)
    assert table.columns[:1] != (None,)
    assert len(set(table.rows)) == len(table.rows)


@pytest.mark.parametrize(
    ("rows", "lacks"),
    [
        ([("m1", "experience", 10)], []),
        ([(None, "experience", 10)], [("unowned", "t1", 0)]),
        ([("m1", None, 10)], [("unplaced", "t1", 0)]),
        ([("m1", "experience", None)], [("unscheduled", "t1", 0)]),
        ([(None, None, None)], [("unowned", "t1", 0), ("unplaced", "t1", 0), ("unscheduled", "t1", 0)]),
        ([("m1", "experience", 28), ("m1", "experience", 30)], [("late", "t2", 2)]),
        ([("m1", "experience", -3)], [("overdue", "t1", 3)]),
    ],
)
def test_what_the_todos_lack_is_told_todo_by_todo(rows: list[Any], lacks: list[tuple[str, str, int]]) -> None:
    made = workshop(participants=TEAM, milestones=dated(SOON), todos=todos(*rows))
    assert found(follow_up_plan.gaps(made, TODAY)) == lacks
    done = made.with_(todos=tuple(todo.model_copy(update={"done": True}) for todo in made.todos))
    assert follow_up_plan.gaps(done, TODAY) == (), "what is done lacks nothing"


def test_who_has_none_is_named_and_a_sponsor_is_not_asked() -> None:
    made = workshop(participants=TEAM, milestones=dated(SOON), todos=todos(("m2", "profit", 5)))
    assert [lack.place for lack in follow_up_plan.idle(made)] == ["participants/m1", "participants/m3"]
    assert len(follow_up_plan.idle(workshop(participants=TEAM))) == 3
    assert found(follow_up_plan.idle(workshop())) == [("no_todo", "", 0)]


# --- the meetings -----------------------------------------------------------------------------------


def meeting(**fields: Any) -> dict[str, Any]:
    """Return a weekly progress meeting, or what these fields make of it."""
    return {"id": "e1", "kind": "progress", "start": START + timedelta(days=7), "repeat": "weekly", **fields}


def report(kind: str, days: int, name: str = "e2") -> dict[str, Any]:
    """Return a report at a milestone in so many days."""
    return {"id": name, "kind": "report", "milestone": kind, "start": START + timedelta(days=days)}


def test_the_weekly_meeting_is_suggested_on_the_workshops_weekday_until_the_last_milestone() -> None:
    made = workshop(milestones=dated(SOON), plan={"starts": START - timedelta(days=5)})
    weekly, *reports = follow_up_plan.suggested(made, TODAY)
    assert (weekly.start, weekly.repeat, weekly.until) == (datetime(2026, 11, 26, 14, 30), "weekly", on(150))  # noqa: DTZ001
    assert [(one.milestone, one.start.date()) for one in reports] == [
        ("experience", on(28)), ("profit", on(90)), ("model", on(150)),
    ]  # fmt: skip
    assert {one.start.time() for one in reports} == {START.time()}


@pytest.mark.parametrize(
    ("starts", "day"), [(START, date(2026, 12, 1)), (datetime(2026, 11, 22, 13), date(2026, 11, 30)), (None, on(7))]  # noqa: DTZ001
)  # fmt: skip
def test_the_first_one_is_after_today_and_never_on_a_weekend(starts: datetime | None, day: date) -> None:
    made = workshop(plan={} if starts is None else {"starts": starts})
    (weekly,) = follow_up_plan.suggested(made, TODAY)
    assert (weekly.start.date(), weekly.until) == (day, None)


def test_nothing_is_suggested_that_is_there_or_cannot_be_held_any_more() -> None:
    days = {"use_case": -90, "experience": -5, "profit": 90, "model": None}
    made = workshop(milestones=dated(days), meetings=[meeting()])
    assert [one.milestone for one in follow_up_plan.suggested(made, TODAY)] == ["profit"]
    more = changes.add_all("meetings", [{"kind": "report", "milestone": "profit", "start": START}])(made)
    assert follow_up_plan.suggested(more, TODAY) == ()


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        (meeting(), []),
        (meeting(until=on(150)), []),
        (meeting(until=on(100)), [("short", "e1", 50)]),
        (meeting(start=START - timedelta(days=30), until=on(-9)), [("over", "e1", 9)]),
        (meeting(until=on(1)), [("backwards", "e1", 0)]),
        (meeting(repeat=None, start=START - timedelta(days=2)), [("over", "e1", 2)]),
        (report("experience", 28, "e1"), []),
        (report("profit", 30, "e1"), [("early", "e1", 60)]),
    ],
)
def test_what_is_odd_about_a_meeting_is_told(row: dict[str, Any], lacks: list[tuple[str, str, int]]) -> None:
    row = {name: value for name, value in row.items() if value is not None}
    made = workshop(milestones=dated(SOON), meetings=[row])
    assert found(tuple(follow_up_plan.meeting_lacks(made, made.meetings[0], TODAY))) == lacks


@pytest.mark.parametrize(
    ("row", "day"),
    [
        (meeting(), on(7)),
        (meeting(start=START - timedelta(days=10)), on(4)),
        (meeting(start=START - timedelta(days=14)), on(0)),
        (meeting(start=START - timedelta(days=10), until=on(3)), None),
        (report("profit", -1, "e1"), None),
    ],
)
def test_the_next_time_a_meeting_is_held(row: dict[str, Any], day: date | None) -> None:
    made = workshop(milestones=dated(SOON), meetings=[row])
    assert follow_up_plan.next_time(made.meetings[0], TODAY) == day
    assert [one.day for one in follow_up_plan.coming(made, TODAY) if one.place == "meetings/e1"] == (
        [day] if day else []
    )


# --- the close --------------------------------------------------------------------------------------


def met(made: Workshop) -> dict[str, bool]:
    """Return whether each closing check is passed."""
    return {check.kind: check.is_passed for check in follow_up_plan.closing(made, TODAY)}


def test_an_empty_plan_passes_no_check_but_that_no_todo_lacks_anything() -> None:
    empty = workshop(participants=people("m1"))
    assert met(empty) == {"dates": False, "people": False, "todos": True, "progress": False, "report": False}


def test_a_whole_plan_passes_all() -> None:
    made = workshop(
        participants=TEAM, milestones=dated(SOON), meetings=[meeting(), report("experience", 28)],
        todos=todos(("m1", "experience", 3), ("m2", "experience", 9), ("m3", "profit", 60)),
    )  # fmt: skip
    assert all(met(made).values())


@pytest.mark.parametrize(
    ("row", "passed"),
    [
        (report("experience", 28), True), (report("experience", -1), False), (report("profit", 90), False),
    ],
)  # fmt: skip
def test_the_first_report_is_the_one_at_the_first_milestone_not_reached(row: dict[str, Any], passed: bool) -> None:
    made = workshop(milestones=dated(SOON), meetings=[row])
    assert met(made)["report"] is passed
    reached = changes.set_milestone(made, "experience", reached=True)
    assert met(reached)["report"] is (row["milestone"] == "profit")


Mend = Callable[[Workshop], Workshop]


def mend(made: Workshop, lack: Lack) -> Workshop:
    """Return the workshop with what is lacking put there, as people would."""
    match lack.what:
        case "undated" | "ahead" | "past" | "order" | "far":
            for kind, days in SOON.items():
                made = changes.set_milestone(made, kind, due=on(days))
        case "no_todo" | "idle":
            who = changes.split(lack.place)[1] or "m1"
            made, _ = changes.add(made, "todos", text="x", owner=who, milestone="experience", due=TODAY)
        case "unowned":
            made = changes.edit(made, lack.place, owner="m1")
        case "unplaced":
            made = changes.edit(made, lack.place, milestone="model", due=TODAY)
        case "unscheduled" | "late" | "overdue":
            made = changes.edit(made, lack.place, due=TODAY)
        case "no_progress" | "no_report":
            wanted = "progress" if lack.what == "no_progress" else "report"
            made = changes.set_milestone(made, "experience", due=on(28))
            one = next((one for one in follow_up_plan.suggested(made, TODAY) if one.kind == wanted), None)
            start = START if one is None else one.start
            repeat = None if one is None else one.repeat
            fields = {"kind": wanted, "milestone": lack.than, "start": start, "repeat": repeat}
            made, _ = changes.add(made, "meetings", **fields)
        case _:
            raise AssertionError(lack)
    return made


@given(_ROWS, st.fixed_dictionaries({kind: st.sampled_from([None, -5, 0, 20, 100]) for kind in KINDS}), st.booleans())
def test_mending_what_is_named_passes_check_after_check_and_undoes_none(
    rows: list[tuple[str | None, str | None, int | None]], days: dict[str, int | None], has_meeting: bool
) -> None:
    made = workshop(
        participants=TEAM, milestones=dated(days), todos=todos(*rows), meetings=[meeting()] if has_meeting else []
    )
    for kind in ("dates", "people", "todos", "progress", "report"):
        before = {check.kind: len(check.lacks) for check in follow_up_plan.closing(made, TODAY)}
        for _ in range(40):
            check = next(one for one in follow_up_plan.closing(made, TODAY) if one.kind == kind)
            if check.is_passed:
                break
            made = mend(made, check.lacks[0]).validated()
            after = {one.kind: len(one.lacks) for one in follow_up_plan.closing(made, TODAY)}
            assert after[kind] < len(check.lacks)
            others = set(after) - {kind, *({"todos"} if kind == "dates" else ())}
            assert all(after[other] <= before[other] for other in others)
    assert all(met(made).values())


def test_what_comes_next_is_the_soonest_first_without_what_is_done() -> None:
    made = workshop(
        participants=TEAM, milestones=dated(SOON), meetings=[meeting()],
        todos=[*todos(("m1", "experience", 3), ("m2", "experience", -9)), {"id": "t9", "text": "x", "done": True}],
    )  # fmt: skip
    assert [(one.day, one.place) for one in follow_up_plan.coming(made, TODAY)] == [
        (on(3), "todos/t1"), (on(7), "meetings/e1"), (on(28), "milestones/experience"),
        (on(90), "milestones/profit"), (on(150), "milestones/model"),
    ]  # fmt: skip


def test_the_plan_of_a_whole_workshop_is_read_without_complaint() -> None:
    made = Workshop.model_validate(full_tree())
    assert [check.kind for check in follow_up_plan.closing(made, TODAY)] == [
        "dates",
        "people",
        "todos",
        "progress",
        "report",
    ]


# --- what people type -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-20", date(2026, 12, 20)), ("2026/12/20", date(2026, 12, 20)), ("12/20", date(2026, 12, 20)),
        ("１２／２０", date(2026, 12, 20)), ("12月20日", date(2026, 12, 20)), ("2027年1月5日", date(2027, 1, 5)),
        ("1/5", date(2027, 1, 5)), ("10/1", date(2026, 10, 1)), ("+4w", on(28)), ("4w", on(28)), ("4週", on(28)),
        ("＋４週間後", on(28)), ("4 weeks", on(28)), ("+3d", on(3)), ("3日後", on(3)), ("+2m", date(2027, 1, 24)),
        ("3か月", date(2027, 2, 24)), ("3ヶ月後", date(2027, 2, 24)), ("今日", TODAY), ("today", TODAY), (" ", None),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(typed: str, day: date | None) -> None:
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["soon", "13/1", "2026-02-30", "4", "+4", "3日", "4月", "2/29", "9999-99-99", "1w/2"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError, match=r"\+4w"):
        parse_date(typed, TODAY)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_value_or_refused(typed: str) -> None:
    for parse in (parse_date, parse_start, parse_repeat):
        try:
            parse(typed, TODAY)
        except InvalidInputError:
            continue


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("13:05", "2026-11-24 13:05"), ("12/1 9:00", "2026-12-01 09:00"), ("2026-12-01 10:00", "2026-12-01 10:00"),
        ("2026-12-01T10:00:00", "2026-12-01 10:00"), ("+1w 10:00", "2026-12-01 10:00"),
        ("１２月１日　１０：００", "2026-12-01 10:00"),
    ],
)  # fmt: skip
def test_a_start_is_a_day_and_a_time_or_a_time_of_today(typed: str, moment: str) -> None:
    assert show_start(parse_start(typed, TODAY)) == moment
