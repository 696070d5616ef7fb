"""The planning hour as people use it: an empty plan filled by keys until every closing check is passed."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from test_agenda import all_words
from test_console import HOSTILE
from test_drag import drag, where

from app_harness import SIZES, Clock, Room, home_in, room
from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.app.wall import WallApp
from mlew_tui.model import changes
from mlew_tui.model.schedule import follow_up_plan
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.plan_text import CHECKS, STEPS
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.storage import decks
from mlew_tui.widgets.time_axis import Point, TimeAxis, drawn, places

DECK = decks.load("improve", Path())
HOUR = ["plan.timeline", "plan.todos_alone", "plan.todos", "plan.calendar", "plan.close"]


def open_plan(folder: Path, *people: str, spoken: str = "en", step: str = HOUR[0], **tables: Any) -> ConsoleApp:
    """Return a console on a workshop without a plan at a step of Day 2's last hour: 2026-11-22 13:00, a Sunday."""
    path, clock = folder / "workshop.toml", Clock()
    create.create(path, "T", spoken, [(name, "developer") for name in people or ("Ann", "Bob")])
    text = path.read_text(encoding="utf-8").replace('"practice"', '"improve"').replace('"opening.checks"', f'"{step}"')
    path.write_text(text, encoding="utf-8")
    session = Session.open(path, home_in(folder), clock.time_source)
    if tables:
        session.commit("tables", lambda w: Workshop.model_validate({**dict(w), **tables}))
    return ConsoleApp(home_in(folder), session, time_source=clock.time_source)


def dues(it: Room) -> dict[str, str]:
    """Return the dates of the milestones."""
    return {one.kind: f"{one.due}" for one in it.session.workshop.milestones if one.due}


def said(it: Room) -> str:
    """Return all the texts of the board, one below the other."""
    return "\n".join(card.text for cell in it.screen.board.view.cells for card in cell.cards)


def todo(it: Room, name: str) -> tuple[str | None, str | None, date | None, bool]:
    """Return owner, milestone, due date of a todo, and whether it is done."""
    found = changes.find(it.session.workshop, f"todos/{name}")
    assert found is not None
    return found.owner, found.milestone, found.due, found.done


# --- the deck ---------------------------------------------------------------------------------------


def test_the_hour_is_sixty_minutes_in_five_steps_with_words_that_fit() -> None:
    steps = [step for step in DECK.steps if step.phase == "plan"]
    assert [step.id for step in steps] == HOUR
    assert [step.minutes for step in steps] == [15, 5, 15, 15, 10]
    for step in steps:
        assert cell_len(step.title.ja) <= 24
        assert len(step.title.en) <= 28
        for spoken in ("ja", "en"):
            assert cell_len(step.instruction.in_(spoken)) <= 2 * 44
            assert cell_len(step.output.in_(spoken)) <= 40
    assert all(words.ja.strip() and words.en.strip() for words in all_words(DECK))


# --- the hour ---------------------------------------------------------------------------------------

TIMELINE = ["key:f6", "+4w⏎", "2/20⏎", "20週⏎", "key:f9"]
ALONE = ["interview 5 customers⏎", "key:f7", "label 200 lines⏎", "key:f9"]
TOGETHER = ["key:f7", "key:f5", "compare retention⏎", "key:f9"]
CALENDAR = ["key:f6", "key:f7", "key:f9"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_hour_by_keys_from_an_empty_plan_to_every_check_passed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with room(open_plan(tmp_path), size) as it:
        assert "▲ no date yet" in it.text()
        await it.walk(TIMELINE)
        assert dues(it) == {
            "use_case": "2026-11-22", "experience": "2026-12-20", "profit": "2027-02-20", "model": "2027-04-11",
        }  # fmt: skip
        await it.walk(ALONE)
        due = date(2026, 12, 20)
        assert (todo(it, "t1"), todo(it, "t2")) == (
            ("m1", "experience", due, False), ("m2", "experience", due, False),
        )  # fmt: skip
        await it.walk(TOGETHER)
        assert todo(it, "t3") == ("m2", "profit", date(2027, 2, 20), False)
        assert it.session.step.id == "plan.calendar"
        assert "+ Suggested" not in it.text()
        assert it.text().count("Suggested:") == 4
        await it.walk(CALENDAR)
        meetings = [(one.kind, one.milestone, f"{one.start}"[:16]) for one in it.session.workshop.meetings]
        assert meetings == [
            ("progress", None, "2026-11-23 10:00"), ("report", "experience", "2026-12-20 10:00"),
            ("report", "profit", "2027-02-20 10:00"), ("report", "model", "2027-04-11 10:00"),
        ]  # fmt: skip
        text = it.text()
        assert "5/5" in text
        assert "".join(card.glyph for card in it.screen.board.view.cells[0].cards) == "✓✓✓✓✓"
        assert "11/23 (Mon) progress meeting" in text
        await it.pilot.pause()
        saved = it.session.path.read_text(encoding="utf-8")
        assert "closing" not in saved, "what can be computed is not stored"


async def test_what_is_missing_at_the_close_is_named_and_enter_goes_where_it_is_mended(tmp_path: Path) -> None:
    rows = [{"id": "t1", "text": "call the lawyer", "owner": "m1"}]
    async with room(open_plan(tmp_path, step="plan.close", todos=rows)) as it:
        text = said(it)
        assert "0/5" in it.text()
        for words in ("1 Experience: no date yet", "Bob: has no todo", "call the lawyer: no due date",
                      "no weekly meeting", "no report at “1 Experience”"):  # fmt: skip
            assert words in text
        await it.press("home", "down", "enter")
        assert it.session.step.id == "plan.todos_alone"


def test_every_closing_check_has_words_and_a_step_of_the_hour() -> None:
    kinds = [check.kind for check in follow_up_plan.closing(Workshop(title="T"), date(2026, 11, 22))]
    assert list(CHECKS) == list(STEPS) == kinds
    assert set(STEPS.values()) <= set(HOUR)


# --- the timeline -----------------------------------------------------------------------------------


async def test_dates_are_edited_moved_by_weeks_warned_of_and_emptied(tmp_path: Path) -> None:
    async with room(open_plan(tmp_path)) as it:
        await it.walk(["today⏎", "+4m⏎", "2027-02-01⏎"])
        assert "▲ more than 3 months away" in said(it)
        assert "▲1" in it.text()
        assert "▲2" in it.text(), "2 is before 1"
        await it.press("escape", "home", "right", "minus", "minus")
        assert dues(it)["experience"] == "2027-03-08"
        await it.press("enter")
        assert it.screen.entry.take() == "2027-03-08"
        it.screen.entry.load("tomorrow")
        await it.press("enter")
        assert "+4w" in it.text(), "what would be understood is said"
        it.screen.entry.load("4週")
        await it.press("enter")
        assert dues(it)["experience"] == "2026-12-20"
        assert "▲1" not in it.text()
        await it.press("space")
        assert changes.find(it.session.workshop, "milestones/experience").reached  # type: ignore[union-attr]
        await it.press("delete")
        assert "experience" not in dues(it)
        assert changes.find(it.session.workshop, "milestones/experience") is not None
        await it.press("right", "right", "enter")
        await it.walk(["6/30⏎"])
        assert dues(it)["model"] == "2027-06-30", "a milestone nobody wrote yet is made by its date"


async def test_the_day_is_that_of_the_workshops_time_zone_by_the_sessions_clock(tmp_path: Path) -> None:
    app = open_plan(tmp_path)
    app.session.commit("zone", lambda w: w.with_(time_zone="Pacific/Auckland"))  # type: ignore[union-attr]
    app.time_source.wall()
    async with room(app) as it:
        snapshot = it.session.snapshot
        assert snapshot.today == date(2026, 11, 22)
        clock = it.session.clock._time.wall().replace(hour=11, minute=30)  # noqa: SLF001
        it.session.clock._time = it.session.clock._time._replace(wall=lambda: clock)  # noqa: SLF001
        assert it.session.snapshot.today == date(2026, 11, 23), "half past midnight there"


_POINTS = st.lists(
    st.builds(
        Point, st.sampled_from(["0", "▲1", "◇"]), st.sampled_from(["", "12/20", "2027/2/12", "公開"]),
        st.sampled_from(["", "今日", "in 11 weeks"]), st.one_of(st.none(), st.integers(-30, 400)),
    ),
    max_size=7,
)  # fmt: skip


@given(_POINTS, st.integers(20, 120))
def test_the_line_of_time_keeps_its_order_and_its_width(points: Sequence[Point], width: int) -> None:
    placed = places(points, width)
    assert len(placed) == len(points)
    days = [point.day for point, _ in placed if point.day is not None]
    assert days == sorted(days)
    assert [point.day for point, _ in placed][len(days) :] == [None] * (len(points) - len(days))
    if sum(point.width + 2 for point in points) <= width:
        columns = [column for _, column in placed]
        assert all(b - a >= p.width for (p, a), b in zip(placed, columns[1:], strict=False)), "no words meet"
        assert all(cell_len(line) <= width for line in drawn(points, width))


# --- the todos --------------------------------------------------------------------------------------


async def test_several_lines_become_several_todos_and_keys_change_the_one_at_the_cursor(tmp_path: Path) -> None:
    async with room(open_plan(tmp_path, step="plan.todos_alone")) as it:
        await it.press("ctrl+k")
        assert "Ann, Bob" in it.text(), "who has not written is named"
        await it.paste("one\ntwo\n\nthree")
        await it.press("enter")
        assert [(one.owner, one.text) for one in it.session.workshop.todos] == [
            ("m1", "one"), ("m1", "two"), ("m1", "three"),
        ]  # fmt: skip
        assert todo(it, "t1") == ("m1", "experience", None, False)
        await it.press("escape", "home", "f7", "f5", "f6", "space")
        assert todo(it, "t1") == ("m2", "profit", date(2026, 11, 29), True)
        await it.press("d")
        await it.press("1", "2", "slash", "1", "enter")
        assert todo(it, "t1")[2] == date(2026, 12, 1)


@pytest.mark.parametrize("size", SIZES)
async def test_together_every_cell_is_seen_and_a_todo_is_dragged_into_another(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    rows = [{"id": "t1", "text": "alpha", "owner": "m1", "due": date(2026, 12, 1)}, {"id": "t2", "text": "beta"}]
    app = open_plan(tmp_path, "Ann", "Bob", step="plan.todos", todos=rows)
    async with room(app, size) as it:
        text = " ".join(it.text().split())
        assert "▲ no todo: Bob" in text
        assert "▲ 1 without owner" in text
        assert "▲ 2 without milestone" in text
        assert "▲ 1 without due date" in text
        board = it.screen.board
        await drag(it, "alpha", where(board, "Bob · 2 Profit"))
        assert todo(it, "t1") == ("m2", "profit", date(2026, 12, 1), False)
        await drag(it, "beta", where(board, "alpha"))
        assert todo(it, "t2")[:2] == ("m2", "profit")
        assert "▲ no todo: Ann" in " ".join(it.text().split())
        await it.press("ctrl+z", "ctrl+z")
        assert todo(it, "t1")[:2] == ("m1", None)


# --- the calendar -----------------------------------------------------------------------------------


async def test_meetings_are_typed_and_edited_field_by_field(tmp_path: Path) -> None:
    milestones = [{"kind": "experience", "due": date(2026, 12, 20)}]
    plan = {"starts": datetime(2026, 11, 24, 14)}  # noqa: DTZ001
    async with room(open_plan(tmp_path, step="plan.calendar", milestones=milestones, plan=plan)) as it:
        await it.walk(["12/2 9:30⏎", "key:f5", "12/21⏎"])
        weekly, report = it.session.workshop.meetings
        assert (f"{weekly.start}", weekly.repeat, f"{weekly.until}") == ("2026-12-02 09:30:00", "weekly", "2026-12-20")
        assert (report.kind, report.milestone, f"{report.start}") == ("report", "experience", "2026-12-21 14:00:00")
        assert "Suggested" not in it.text()
        await it.press("f6")
        assert len(it.session.workshop.meetings) == 2, "what is there is not taken twice"
        await it.press("escape", "home", "enter", "down")
        it.screen.entry.load("0")
        await it.press("enter")
        assert "from 1 to 600" in it.text()
        it.screen.entry.load("45")
        await it.press("down")
        it.screen.entry.load("")
        await it.press("enter")
        first = it.session.workshop.meetings[0]
        assert (first.minutes, first.repeat) == (45, None)


# --- the room ---------------------------------------------------------------------------------------


async def test_hostile_text_stays_text_and_every_row_fits(tmp_path: Path) -> None:
    i18n.use("ja")
    due = date(2026, 11, 1)
    rows = [{"id": f"t{n}", "text": text, "owner": "m1", "due": due} for n, text in enumerate(HOSTILE)]
    milestones = [{"kind": kind, "what": HOSTILE[0], "how": HOSTILE[1], "due": due} for kind in ("experience", "model")]
    meetings = [{"id": "e1", "kind": "report", "milestone": "model", "start": datetime(2026, 1, 1)}]  # noqa: DTZ001
    app = open_plan(tmp_path, HOSTILE[2], HOSTILE[3], spoken="ja", todos=rows, milestones=milestones, meetings=meetings)
    async with room(app) as it:
        for step in HOUR:
            await it.at(step)
            it.screen.set_focus(it.screen.work)
            await it.press("down")
            assert len(it.lines()) == 24


async def test_the_wall_shows_the_line_of_time_and_no_keys(tmp_path: Path) -> None:
    app = open_plan(tmp_path, milestones=[{"kind": "experience", "due": date(2026, 12, 20)}])
    async with room(app, (120, 40)) as it:
        await it.press("f12")
        text = it.text()
        assert "12/20" in text
        assert "in 4 weeks" in text
        assert "F6" not in text
        assert it.screen.query_one(TimeAxis).display
        path = it.session.path
    wall = WallApp(home_in(tmp_path), path, time_source=Clock().time_source)
    async with wall.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        axis = wall.screen.query_one(TimeAxis)
        assert "in 4 weeks" in axis.render_line(2).text


async def test_a_check_that_is_mended_in_a_step_this_deck_has_not_says_so(tmp_path: Path) -> None:
    app = open_plan(tmp_path, step="plan.close")
    assert app.session is not None
    own = tuple(step for step in DECK.steps if step.id in ("plan.todos", "plan.close"))
    app.session.document.deck = DECK.model_copy(update={"steps": own})
    async with room(app) as it:
        await it.press("home", "enter")
        assert it.session.step.id == "plan.close"
        assert "no step “plan.timeline”" in it.text()
