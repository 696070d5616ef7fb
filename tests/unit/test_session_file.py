"""A workshop being run and its file: coming back after a kill, saves that fail, going on elsewhere."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from mlew_tui.model.workshop import Workshop
from mlew_tui.session.document import ChangeRejectedError
from mlew_tui.session.session import Session
from mlew_tui.storage.atomic_write import WriteError
from mlew_tui.storage.workshop_file import read
from refusing_disks import a_disk_that_takes_only, an_ordinary_users_folder, listing
from session_harness import Room

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
    assert again.snapshot.countdown.running
    assert abs(again.clock.left() - (300 - ran - 90)) <= 1
    assert abs(again.clock.away - 90) <= 1
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
    left = killed.clock.left()
    room.clock.advance(600)
    again = room.open()
    again.forgive_away()
    assert abs(again.clock.left() - left) <= 2
    assert again.clock.away == 0
    room.clock.advance(20)
    again.toggle_clock()
    assert abs(again.clock.left() - (left - 20)) <= 2
    assert abs(room.saved.log[-1].actual - (ran + 20)) <= 2
    again.forgive_away()
    assert abs(again.clock.left() - (left - 20)) <= 2, "there is nothing left to forgive"


def test_whoever_comes_back_twice_is_asked_only_about_the_last_time_away(tmp_path: Path) -> None:
    room = Room(tmp_path)
    run_and_kill(room, ran=10)
    room.clock.advance(60)
    second = room.open()
    second.beat()
    room.clock.advance(30)
    third = room.open()
    assert abs(third.clock.away - 30) <= 1
    assert abs(third.clock.left() - 200) <= 1


def test_while_the_clock_stood_nobody_was_away(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = run_and_kill(room, ran=10)
    session.toggle_clock()
    room.clock.advance(5000)
    again = room.open()
    assert (again.clock.away, again.clock.left(), again.snapshot.countdown.running) == (0, 290, False)


def test_after_a_close_everything_is_where_it_was(tmp_path: Path) -> None:
    room = Room(tmp_path, "invent.rounds", cases=CASES)
    session = room.open()
    session.set_stage("s1", "tell")
    room.clock.advance(30)
    session.close()
    again = room.open()
    assert again.workshop == session.workshop
    assert (again.step.id, again.clock.left()) == ("invent.rounds", 210)
    (visit,) = room.home.visits()
    assert (visit.path, visit.step, visit.moment) == (str(room.path), "invent.rounds", room.clock.wall)


def test_a_clock_from_the_future_has_not_run_backwards(tmp_path: Path) -> None:
    room = Room(tmp_path)
    run_and_kill(room, ran=10)
    room.clock.advance(-3600)
    again = room.open()
    assert again.clock.away == 0
    assert again.clock.left() <= 300


def test_a_reading_console_changes_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path, "invent.rounds", cases=CASES)
    writer = room.open()
    writer.commit("title", title)
    text = room.text
    beat = room.home.last_beat(room.path)
    room.clock.advance(500)
    reader = room.open(read_only=True)
    assert reader.read_only
    assert reader.snapshot.read_only
    for deed in (
        lambda: reader.commit("title", title),
        reader.undo,
        reader.redo,
        reader.toggle_clock,
        lambda: reader.extend(60),
        reader.reset_clock,
        lambda: reader.set_stage("s1", "tell"),
    ):
        with pytest.raises(ChangeRejectedError, match="only be read"):
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
    assert session.snapshot.unsaved == session.unsaved
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


def test_a_full_disk_stops_nothing_and_the_newest_value_is_saved_when_there_is_room(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    before = room.text
    with a_disk_that_takes_only(10):
        session.commit("title", title)
        assert "larger than this disk allows" in session.unsaved
        session.beat()
        assert session.unsaved
        assert room.text == before
    session.beat()
    assert (session.unsaved, room.saved.title) == ("", "ours")
    assert listing(room.folder) == ["workshop.toml"]


def test_what_cannot_be_saved_is_kept_in_the_history_meanwhile(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.folder.rename(tmp_path / "away")
    session.commit("title", title)
    session.beat()
    session.beat()
    assert room.past == ["A small one", "ours"], "each value once, however often it is tried"


def test_a_workshop_that_cannot_be_saved_goes_on_elsewhere(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = Session.open(room.path, room.home, room.clock.time_source)
    room.folder.rename(tmp_path / "pulled out")
    session.commit("title", title)
    new = tmp_path / "desk" / "saved.toml"
    session.rounds.save_elsewhere(new)
    assert (session.unsaved, session.path) == ("", new)
    assert session.document.take_news() == [f"Saved in {new}; the workshop goes on there"]
    session.commit("language", lambda made: made.with_(language="en"))
    assert read(new)[0] == session.workshop
    assert [visit.path for visit in room.home.visits()] == [str(new)]
    assert len(room.home.history(new).versions()) == 2
    assert Session.open(new, room.home, room.clock.time_source).read_only, "its lock goes with it"
    (tmp_path / "pulled out").rename(room.folder)
    first = Session.open(room.path, room.home, room.clock.time_source)
    assert (first.read_only, first.workshop.title) == (False, "A small one")
    session.close()
    assert not Session.open(new, room.home, room.clock.time_source).read_only


def test_a_file_that_exists_is_not_saved_over_elsewhere(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = Session.open(room.path, room.home, room.clock.time_source)
    other = tmp_path / "other.toml"
    other.write_bytes(b"precious")
    for place in (other, tmp_path):
        with pytest.raises(FileExistsError):
            session.rounds.save_elsewhere(place)
    assert (session.path, other.read_bytes()) == (room.path, b"precious")
    session.commit("title", title)
    assert room.saved.title == "ours"
    assert Session.open(room.path, room.home, room.clock.time_source).read_only, "the lock is still held"
    assert not list(tmp_path.glob(".other*"))


def test_a_folder_that_takes_nothing_is_refused_and_everything_stays_as_it_was() -> None:
    with an_ordinary_users_folder() as folder:
        room = Room(folder)
        session = Session.open(room.path, room.home, room.clock.time_source)
        (folder / "shut").mkdir(mode=0o500)
        with pytest.raises((PermissionError, WriteError)):
            session.rounds.save_elsewhere(folder / "shut" / "w.toml")
        session.commit("title", title)
        assert (session.path, session.unsaved, room.saved.title) == (room.path, "", "ours")


def test_a_teams_own_deck_is_found_from_the_new_place_too(tmp_path: Path) -> None:
    room = Room(tmp_path, deck="./own.toml", progress={"step": "only"})
    (room.folder / "own.toml").write_text(OWN_DECK, encoding="utf-8")
    session = room.open()
    new = tmp_path / "desk" / "w.toml"
    session.rounds.save_elsewhere(new)
    assert session.workshop.deck == "../team/own.toml"
    again = Session.open(new, room.home, room.clock.time_source)
    assert again.deck.title.en == "Ours"
    beside = room.folder / "second.toml"
    session.rounds.save_elsewhere(beside)
    assert session.workshop.deck == "./own.toml"


def test_who_may_only_read_may_write_elsewhere(tmp_path: Path) -> None:
    room = Room(tmp_path)
    writer = Session.open(room.path, room.home, room.clock.time_source)
    reader = Session.open(room.path, room.home, room.clock.time_source)
    assert reader.read_only
    reader.rounds.save_elsewhere(tmp_path / "mine.toml")
    reader.commit("title", title)
    assert (reader.read_only, read(tmp_path / "mine.toml")[0].title) == (False, "ours")
    writer.commit("title", lambda made: made.with_(title="theirs"))
    assert room.saved.title == "theirs"


@pytest.mark.parametrize("mode", [0o400, 0o500])
def test_what_may_not_be_written_is_opened_to_be_read(mode: int) -> None:
    with an_ordinary_users_folder() as folder:
        room = Room(folder)
        (room.path if mode == 0o400 else room.folder).chmod(mode)
        session = Session.open(room.path, room.home, room.clock.time_source)
        assert (session.read_only, session.document.holder) == (True, None)
        with pytest.raises(ChangeRejectedError, match="cannot be written"):
            session.commit("title", title)
        session.close()
        room.folder.chmod(0o700)
        assert listing(room.folder) == ["workshop.toml"]


HOLD = """
import sys, time
from pathlib import Path
from mlew_tui.session.session import Session
from mlew_tui.storage.home import Home
session = Session.open(Path(sys.argv[1]), Home(Path(sys.argv[2]), Path(sys.argv[2])))
session.commit("t", lambda made: made.with_(title="of the first"))
print("open", flush=True)
time.sleep(60)
"""


def test_after_a_kill_the_next_console_may_write(tmp_path: Path) -> None:
    room = Room(tmp_path)
    first = subprocess.Popen([sys.executable, "-c", HOLD, room.path, room.home.state], stdout=subprocess.PIPE)
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"open\n"
        second = Session.open(room.path, room.home, room.clock.time_source)
        assert second.read_only
        assert second.document.holder is not None
        assert second.document.holder.pid == first.pid
        first.kill()
    third = Session.open(room.path, room.home, room.clock.time_source)
    assert (third.read_only, third.workshop.title) == (False, "of the first")
    third.commit("title", title)
    assert room.saved.title == "ours"


def test_a_demo_keeps_no_past_until_it_is_saved_elsewhere(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = Session.open(room.path, room.home, room.clock.time_source, demo=True)
    session.commit("title", title)
    assert room.past == []
    session.rounds.save_elsewhere(tmp_path / "kept.toml")
    session.commit("title", lambda made: made.with_(title="kept"))
    assert not session.snapshot.demo
    assert len(room.home.history(tmp_path / "kept.toml").versions()) == 2


def test_what_could_not_be_saved_anywhere_is_written_into_the_state_folder(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.folder.rename(tmp_path / "away")
    session.commit("title", title)
    session.close()
    assert session.unsaved
    copy = session.document.rescue()
    assert copy.parent == room.home.state / "rescued"
    assert read(copy)[0] == session.workshop


OWN_DECK = """
format = 1
id = "ours"
title = { ja = "ours", en = "Ours" }
[[phases]]
id = "opening"
name = { ja = "a", en = "a" }
question = { ja = "", en = "" }
[[steps]]
id = "only"
phase = "opening"
kind = "all"
title = { ja = "a", en = "a" }
instruction = { ja = "a", en = "a" }
output = { ja = "a", en = "a" }
hint = { ja = "a", en = "a" }
"""
