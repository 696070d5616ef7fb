"""A workshop being run and its file: coming back after a kill, saves that fail, others who write."""

import math
from pathlib import Path

import pytest

from mlew_tui.model.workshop import Workshop
from mlew_tui.session import Refused, Session
from mlew_tui.storage.diagnostics import Broken
from rooms import Room

CASES = [{"id": "s1", "title": "one"}]


def title(made: Workshop) -> Workshop:
    return made.with_(title="ours")


def run_and_kill(room: Room, *, ran: float, step: str = "listen.write") -> Session:
    """Run the clock of a step for so long, with its signs of life, and end without a close."""
    session = room.open()
    session.go(step)
    session.toggle_clock()
    for _ in range(math.floor(ran)):
        room.clock.advance(1)
        session.beat()
    room.clock.advance(ran % 1)
    return session


@pytest.mark.parametrize("offset", [0.0, 0.3, 0.7])
@pytest.mark.parametrize("ran", [0.0, 12.0, 34.6])
def test_after_a_kill_the_clock_has_run_on_and_the_time_away_is_known(
    tmp_path: Path, offset: float, ran: float
) -> None:
    room = Room(tmp_path)
    room.clock.advance(offset)
    run_and_kill(room, ran=ran)
    room.clock.advance(90)
    again = room.open()
    assert again.scene.countdown.running
    assert abs(again.left() - (300 - ran - 90)) <= 1
    assert abs(again.away - 90) <= 1
    again.toggle_clock()
    assert abs(room.saved.log[-1].actual - (ran + 90)) <= 1
    assert len(room.saved.log) == 1


@pytest.mark.parametrize("offset", [0.0, 0.3, 0.7])
@pytest.mark.parametrize("ran", [0.0, 12.0, 34.6])
def test_when_the_time_away_is_forgiven_the_clock_stands_where_it_stood(
    tmp_path: Path, offset: float, ran: float
) -> None:
    room = Room(tmp_path)
    room.clock.advance(offset)
    killed = run_and_kill(room, ran=ran)
    left = killed.left()
    room.clock.advance(600)
    again = room.open()
    again.forgive_away()
    assert abs(again.left() - left) <= 2
    assert again.away == 0
    room.clock.advance(20)
    again.toggle_clock()
    assert abs(again.left() - (left - 20)) <= 2
    assert abs(room.saved.log[-1].actual - (ran + 20)) <= 2
    again.forgive_away()
    assert abs(again.left() - (left - 20)) <= 2, "there is nothing left to forgive"


def test_whoever_comes_back_twice_is_asked_only_about_the_last_time_away(tmp_path: Path) -> None:
    room = Room(tmp_path)
    run_and_kill(room, ran=10)
    room.clock.advance(60)
    second = room.open()
    second.beat()
    room.clock.advance(30)
    third = room.open()
    assert abs(third.away - 30) <= 1
    assert abs(third.left() - 200) <= 1


def test_while_the_clock_stood_nobody_was_away(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = run_and_kill(room, ran=10)
    session.toggle_clock()
    room.clock.advance(5000)
    again = room.open()
    assert (again.away, again.left(), again.scene.countdown.running) == (0, 290, False)


def test_after_a_close_everything_is_where_it_was(tmp_path: Path) -> None:
    room = Room(tmp_path, "invent.rounds", cases=CASES)
    session = room.open()
    session.set_stage("s1", "tell")
    room.clock.advance(30)
    session.close()
    again = room.open()
    assert again.workshop == session.workshop
    assert (again.step.id, again.left()) == ("invent.rounds", 210)
    (visit,) = room.home.visits()
    assert (visit.path, visit.step, visit.moment) == (str(room.path), "invent.rounds", room.clock.wall)


def test_a_clock_from_the_future_has_not_run_backwards(tmp_path: Path) -> None:
    room = Room(tmp_path)
    run_and_kill(room, ran=10)
    room.clock.advance(-3600)
    again = room.open()
    assert again.away == 0
    assert again.left() <= 300


def test_a_reading_console_changes_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path, "invent.rounds", cases=CASES)
    writer = room.open()
    writer.commit("title", title)
    text = room.text
    beat = room.home.last_beat(room.path)
    room.clock.advance(500)
    reader = room.open(read_only=True)
    assert reader.read_only
    assert reader.scene.read_only
    for deed in (
        lambda: reader.commit("title", title),
        reader.undo,
        reader.redo,
        reader.toggle_clock,
        lambda: reader.extend(60),
        reader.reset_clock,
        lambda: reader.set_stage("s1", "tell"),
    ):
        with pytest.raises(Refused, match="only be read"):
            deed()
    reader.go("listen.write")
    reader.beat()
    reader.close()
    assert room.text == text
    assert reader.unsaved == ""
    assert writer.undo() == "title"
    assert beat is not None


def test_when_a_save_fails_the_workshop_goes_on_and_is_saved_as_soon_as_it_can(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.folder.rename(tmp_path / "away")
    session.commit("title", title)
    assert session.unsaved.startswith("Not saved: ")
    assert session.scene.unsaved == session.unsaved
    assert session.workshop.title == "ours"
    session.beat()
    assert session.unsaved
    (tmp_path / "away").rename(room.folder)
    assert room.saved.title == "A small one"
    session.beat()
    assert session.unsaved == ""
    assert room.saved == session.workshop


def test_what_could_not_be_saved_can_still_be_undone(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    before = session.workshop
    room.path.unlink()
    room.path.mkdir()
    session.commit("title", title)
    assert "Not saved" in session.unsaved
    session.undo()
    room.path.rmdir()
    session.beat()
    assert (room.saved, session.unsaved) == (before, "")


def changed_by_both(room: Room) -> tuple[Session, str]:
    """Return a session with a change that met a change from outside, and the text from outside."""
    session = room.open()
    session.toggle_clock()
    room.clock.advance(10)
    theirs = room.change_outside("# kept by hand", "# kept by them").replace('name = "M1"', 'name = "佐藤"')
    room.path.write_text(theirs, encoding="utf-8")
    session.commit("title", title)
    return session, theirs


def test_a_file_changed_outside_is_left_alone_until_somebody_decides(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session, theirs = changed_by_both(room)
    assert session.changed_outside
    assert "changed outside" in session.unsaved
    session.beat()
    session.toggle_clock()
    assert room.text == theirs
    assert session.workshop.title == "ours"


def test_keeping_mine_sets_theirs_aside_and_saves_ours_into_their_text(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session, theirs = changed_by_both(room)
    aside = session.keep_mine()
    assert aside is not None
    assert aside.parent == room.folder
    assert aside.read_text(encoding="utf-8") == theirs
    assert (session.changed_outside, session.unsaved) == (False, "")
    assert room.saved == session.workshop
    assert room.saved.title == "ours"
    assert room.saved.participants[0].name == "M1"
    assert "# kept by them" in room.text


@pytest.mark.parametrize("theirs", ["title = 「壊れた」\n".encode(), "佐藤".encode("cp932"), b""])
def test_keeping_mine_works_even_when_theirs_cannot_be_read(tmp_path: Path, theirs: bytes) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.path.write_bytes(theirs)
    session.commit("title", title)
    assert session.changed_outside
    aside = session.keep_mine()
    assert aside is not None
    assert aside.read_bytes() == theirs
    assert "# kept by hand" in room.text
    assert (session.changed_outside, session.unsaved) == (False, "")
    assert room.saved.title == "ours"


def test_taking_theirs_keeps_the_running_clock_and_ours_comes_back_by_undo(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session, _ = changed_by_both(room)
    room.clock.advance(10)
    session.take_theirs()
    assert (session.changed_outside, session.unsaved) == (False, "")
    assert session.workshop.participants[0].name == "佐藤"
    assert session.workshop.title == "A small one"
    assert (session.left(), session.scene.countdown.running) == (280, True)
    assert room.saved == session.workshop
    assert "# kept by them" in room.text
    session.undo()
    assert session.workshop.title == "ours"
    assert session.workshop.participants[0].name == "M1"
    assert room.saved == session.workshop


def test_theirs_is_not_taken_when_it_cannot_be_read(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    session.commit("title", title)
    room.path.write_text("title = \n", encoding="utf-8")
    with pytest.raises(Broken, match=r"workshop\.toml:1"):
        session.take_theirs()
    assert session.workshop.title == "ours"
    assert session.undo() == "title"


def test_when_their_change_is_put_back_saving_goes_on(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    mine = room.text
    room.change_outside("A small one", "theirs")
    session.commit("title", title)
    assert session.changed_outside
    room.path.write_text(mine, encoding="utf-8")
    session.commit("deck", lambda made: made.with_(language="en"))
    assert (session.changed_outside, session.unsaved) == (False, "")
    assert room.saved == session.workshop
