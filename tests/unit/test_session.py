"""A workshop being run: changes, undo, the clock and its log."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlew_tui.model import changes
from mlew_tui.model.changes import Change
from mlew_tui.model.deck import Deck
from mlew_tui.model.workshop import Workshop
from mlew_tui.session.document import ChangeRejectedError
from mlew_tui.session.time_source import format_duration
from session_harness import Room

CASES = [{"id": "s1", "title": "one"}, {"id": "s2", "title": "two"}]


def titled(title: str) -> Change:
    return lambda made: made.with_(title=title)


def review(made: Workshop) -> Workshop:
    return changes.add(made, "reviews", text="声", sentiment="positive", by="m1")[0]


def log(made: Workshop) -> list[tuple[str, int, int]]:
    return [(entry.step, entry.planned, entry.actual) for entry in made.log]


def test_a_change_is_seen_saved_and_can_be_undone_and_redone(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    before = session.workshop
    session.commit("add a review", review)
    assert [item.text for item in session.snapshot.workshop.reviews] == ["声"]
    assert room.saved == session.workshop
    assert session.undo() == "add a review"
    assert session.workshop == room.saved == before
    assert session.redo() == "add a review"
    assert [item.text for item in room.saved.reviews] == ["声"]
    assert session.redo() is None
    assert "# kept by hand" in room.text


def test_changes_are_undone_one_by_one_from_the_last(tmp_path: Path) -> None:
    session = Room(tmp_path).open()
    for title in "abc":
        session.commit(f"title {title}", titled(title))
    assert [session.undo() for _ in range(4)] == ["title c", "title b", "title a", None]
    assert session.workshop.title == "A small one"
    assert [session.redo() for _ in range(2)] == ["title a", "title b"]
    session.commit("another way", titled("d"))
    assert session.redo() is None
    assert session.undo() == "another way"
    assert session.workshop.title == "b"


def test_a_change_that_changes_nothing_is_not_worth_an_undo(tmp_path: Path) -> None:
    session = Room(tmp_path).open()
    session.commit("nothing", lambda made: made.with_(title=made.title))
    assert session.undo() is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda made: changes.edit(review(made), "reviews/r1", group="g1"), "Nothing has the id “g1”"),
        (lambda made: changes.edit(review(made), "reviews/r1", moment="?"), "no moment “?”"),
        (titled(5), "“title” must be text in quotes"),  # type: ignore[arg-type]
        (lambda made: changes.add(made, "next_step.improve", phase="listen", minutes=601)[0], "600 or less"),
    ],
)
def test_a_refused_change_leaves_workshop_file_and_undo_as_they_were(tmp_path: Path, change: Change, told: str) -> None:
    room = Room(tmp_path)
    session = room.open()
    before, text = session.workshop, room.text
    with pytest.raises(ChangeRejectedError, match=told.replace("?", r"\?")):
        session.commit("wrong", change)
    assert session.workshop == before
    assert room.text == text
    assert session.undo() is None


def test_undo_turns_neither_the_clock_nor_the_step_nor_the_log_back(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    session.commit("title", titled("later"))
    session.toggle_clock()
    room.clock.advance(100)
    session.go("listen.group")
    session.toggle_clock()
    room.clock.advance(30)
    assert session.undo() == "title"
    assert session.workshop.title == room.saved.title == "A small one"
    assert session.step.id == room.saved.progress.step == "listen.group"
    assert session.clock.left() == 570
    assert session.snapshot.countdown.running
    assert log(session.workshop) == [("listen.write", 300, 100), ("listen.group", 600, 0)]
    assert session.redo() == "title"
    assert (session.step.id, session.clock.left()) == ("listen.group", 570)


def test_undoing_the_case_that_is_told_leaves_no_case_to_tell(tmp_path: Path) -> None:
    room = Room(tmp_path, "invent.rounds")
    session = room.open()
    session.commit("add a case", lambda made: changes.add(made, "cases", title="one")[0])
    session.set_stage("s1", "score")
    session.undo()
    assert (session.workshop.progress.case, session.workshop.progress.stage) == (None, "tell")
    assert room.saved == session.workshop


def test_the_clock_waits_runs_pauses_and_goes_into_overtime(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.clock.advance(50)
    assert (session.clock.left(), session.snapshot.countdown.running) == (300, False)
    assert session.toggle_clock()
    room.clock.advance(100)
    assert session.clock.left() == 200
    assert not session.toggle_clock()
    room.clock.advance(1000)
    assert session.clock.left() == 200
    assert session.toggle_clock()
    room.clock.advance(260)
    assert session.clock.left() == -60


def test_time_is_given_and_taken_and_the_clock_reset_while_it_runs_or_waits(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    session.extend(60)
    assert session.clock.left() == 360
    session.toggle_clock()
    room.clock.advance(100)
    session.extend(-60)
    assert session.clock.left() == 200
    room.clock.advance(10)
    session.reset_clock()
    assert session.clock.left() == 300
    room.clock.advance(10)
    assert session.clock.left() == 290
    session.toggle_clock()
    session.reset_clock()
    room.clock.advance(10)
    assert session.clock.left() == 300
    assert log(session.workshop) == [("listen.write", 300, 120)]


def test_the_clock_on_file_says_what_was_left_when_and_whether_it_ran(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.clock.advance(0.75)
    session.toggle_clock()
    room.clock.advance(100)
    session.extend(60)
    clock = room.saved.progress.clock
    assert clock is not None
    assert clock.running
    assert abs(clock.left - (room.clock.wall - clock.at).total_seconds() - session.clock.left()) <= 0.5
    assert clock.at.utcoffset() == timedelta(hours=9)
    session.toggle_clock()
    stopped = room.saved.progress.clock
    assert stopped is not None
    assert (stopped.left, stopped.running) == (260, False)


def test_every_run_of_a_step_has_its_entry_with_planned_and_actual_time(tmp_path: Path) -> None:
    room = Room(tmp_path, plan={"minutes": {"listen.group": 7}})
    session = room.open()
    for step, runs in [("listen.write", [100, 50]), ("listen.group", [10]), ("listen.write", [5])]:
        session.go(step)
        for seconds in runs:
            session.toggle_clock()
            room.clock.advance(seconds)
            session.toggle_clock()
            room.clock.advance(1000)
    expected = [("listen.write", 300, 150), ("listen.group", 420, 10), ("listen.write", 300, 5)]
    assert log(session.workshop) == log(room.saved) == expected
    started = [entry.started.isoformat() for entry in room.saved.log]
    assert started[0] == "2026-11-22T13:00:00+09:00"
    assert started == sorted(started)


def test_a_step_that_was_only_looked_at_is_not_in_the_log(tmp_path: Path) -> None:
    session = Room(tmp_path).open()
    session.go("define.posts")
    session.go("listen.write")
    assert session.workshop.log == ()


def test_coming_back_to_a_step_its_clock_has_what_was_left(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    session.toggle_clock()
    room.clock.advance(120)
    session.go("listen.group")
    room.clock.advance(60)
    assert (session.clock.left(), session.snapshot.countdown.running) == (600, False)
    session.go("listen.write")
    assert (session.clock.left(), session.snapshot.countdown.running) == (180, False)


def test_many_short_runs_add_up_in_the_log(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    for _ in range(10):
        session.toggle_clock()
        room.clock.advance(0.375)
        session.toggle_clock()
    assert log(session.workshop) == [("listen.write", 300, 4)]
    assert session.clock.left() == 300 - 3.75


def test_an_untimed_step_counts_up(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    tree = session.deck.model_dump()
    for step in tree["steps"]:
        step["minutes"] = None
    session.document.deck = Deck.model_validate(tree)
    session.go("listen.group")
    session.toggle_clock()
    room.clock.advance(42)
    assert session.snapshot.countdown.counts_up
    assert session.clock.left() == -42
    session.toggle_clock()
    assert log(room.saved) == [("listen.group", 0, 42)]


def test_telling_and_scoring_a_case_have_their_own_minutes_and_one_run(tmp_path: Path) -> None:
    room = Room(tmp_path, "invent.rounds", cases=CASES)
    session = room.open()
    assert session.clock.left() == 20 * 60
    session.set_stage("s1", "tell")
    assert session.snapshot.countdown.running
    room.clock.advance(230)
    assert session.clock.left() == 10
    session.set_stage("s1", "score")
    room.clock.advance(65)
    assert session.clock.left() == -5
    session.set_stage("s2", "tell")
    assert session.clock.left() == 240
    assert log(room.saved) == [("invent.rounds", 1200, 295)]
    progress = room.saved.progress
    assert (progress.case, progress.stage) == ("s2", "tell")


def test_the_dice_are_rolled_among_what_is_tied(tmp_path: Path) -> None:
    session = Room(tmp_path).open(choose=lambda among: among[-1])
    assert session.roll(("s1", "s4")) == "s4"


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(["toggle", "more", "save", "look"]))))
def test_whatever_is_done_to_the_clock_nothing_of_the_time_is_lost(deeds: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder))
        session = room.open()
        ran = given_time = 0.0
        running = False
        for eighths, deed in deeds:
            room.clock.advance(eighths / 8)
            ran += eighths / 8 * running
            if deed == "toggle":
                running = session.toggle_clock()
            elif deed == "more":
                session.extend(60)
                given_time += 60
            elif deed == "save":
                session.commit("title", titled(f"{eighths}"))
            assert session.clock.left() == 300 + given_time - ran
        session.close()
        assert abs(sum(entry.actual for entry in room.saved.log) - ran) <= 0.5


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 min 0 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (3600, "1 h 0 min"), (7530, "2 h 5 min")],
)
def test_a_length_of_time_is_said_as_people_do(seconds: float, said: str) -> None:
    assert format_duration(seconds) == said
