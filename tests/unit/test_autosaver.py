"""Saving in the background with real threads: the newest value wins, nothing is lost, failures show."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mlew_tui.model.workshop import Workshop
from mlew_tui.storage.autosaver import Autosaver
from mlew_tui.storage.history import History
from mlew_tui.storage.workshop_file import WorkshopFile, read
from session_harness import Room, notice
from workshops import workshop

WALL = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class SlowFile(WorkshopFile):
    """A file on a disk that takes its time: a save goes on until the test lets it end."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(path, text)
        self.asked: list[str] = []
        self.begun = threading.Event()
        self.may_end = threading.Event()
        self.error: Exception | None = None

    def save(self, workshop: Workshop) -> None:
        self.asked.append(workshop.title)
        self.begun.set()
        assert self.may_end.wait(10)
        if self.error is not None:
            raise self.error
        super().save(workshop)


def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something holds."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.001)


def titled(words: str) -> Workshop:
    return workshop(title=words)


@contextmanager
def keeping(folder: Path, *, in_background: bool = True) -> Iterator[tuple[Autosaver, SlowFile, History]]:
    """Keep a small workshop on a slow disk."""
    path = folder / "workshop.toml"
    WorkshopFile.create(path, titled("first"), "# by hand")
    file = SlowFile(path, path.read_text(encoding="utf-8"))
    history = History(folder / "past", path)
    autosaver = Autosaver(file, titled("first"), lambda: WALL, history, in_background=in_background)
    try:
        yield autosaver, file, history
    finally:
        file.may_end.set()


@pytest.mark.real_time
def test_while_a_save_goes_on_nobody_waits_and_of_those_waiting_the_newest_is_written(tmp_path: Path) -> None:
    with keeping(tmp_path) as (autosaver, file, history):
        autosaver.save(titled("a"))
        assert file.begun.wait(10)
        began = time.monotonic()
        for words in ("b", "c", "d"):
            autosaver.save(titled(words))
        assert autosaver.look() is None
        assert time.monotonic() - began < 0.5
        assert read(autosaver.path)[0].title == "first"
        file.may_end.set()
        until(lambda: read(autosaver.path)[0].title == "d")
        autosaver.flush()
        assert (file.asked, autosaver.failure, autosaver.base.title) == (["a", "d"], "", "d")
        assert len(history.versions()) == 3


def test_a_flush_returns_when_the_newest_is_written(tmp_path: Path) -> None:
    with keeping(tmp_path) as (autosaver, file, _):
        autosaver.save(titled("a"))
        assert file.begun.wait(10)
        autosaver.save(titled("b"))
        threading.Timer(0.02, file.may_end.set).start()
        autosaver.flush()
        assert read(autosaver.path)[0].title == "b"


def test_no_value_handed_over_while_another_is_taken_is_lost(tmp_path: Path) -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with keeping(tmp_path) as (autosaver, file, _):
            file.may_end.set()
            for number in range(60):
                autosaver.save(titled(f"w{number}"))
                autosaver.save(titled(f"v{number}"))
                until(lambda number=number: file.asked[-1:] == [f"v{number}"])  # type: ignore[misc]
    finally:
        sys.setswitchinterval(interval)


def test_a_failure_in_the_background_shows_and_the_next_try_saves(tmp_path: Path) -> None:
    with keeping(tmp_path) as (autosaver, file, history):
        file.may_end.set()
        tmp_path.joinpath("workshop.toml").rename(tmp_path / "away.toml")
        autosaver.path.mkdir()
        autosaver.save(titled("a"))
        until(lambda: autosaver.failure != "")
        assert autosaver.failure == "Not saved: there is a folder of that name"
        until(lambda: len(history.versions()) == 2)
        autosaver.path.rmdir()
        autosaver.save(titled("a"))
        until(lambda: autosaver.failure == "")
        assert read(autosaver.path)[0].title == "a"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_whatever_ends_a_save_the_room_sees_it_and_the_next_one_is_made(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with keeping(tmp_path) as (autosaver, file, _):
        file.may_end.set()
        file.error = RuntimeError("nobody thought of this")
        autosaver.save(titled("a"))
        until(lambda: autosaver.failure == "Not saved: nobody thought of this")
        until(lambda: before.issuperset(threading.enumerate()))
        file.error = None
        autosaver.save(titled("b"))
        until(lambda: read(autosaver.path)[0].title == "b" and autosaver.failure == "")


def test_a_value_waiting_while_theirs_is_taken_over_is_not_written_over_theirs(tmp_path: Path) -> None:
    with keeping(tmp_path) as (autosaver, file, _):
        autosaver.save(titled("a"))
        assert file.begun.wait(10)
        theirs = file.text.replace("first", "theirs")
        autosaver.path.write_text(theirs, encoding="utf-8")
        file.may_end.set()
        autosaver.flush()
        assert autosaver.failure
        autosaver.look()
        found = autosaver.look()
        assert found is not None
        autosaver.in_background = True
        autosaver.adopt(found)
        autosaver.flush()
        assert autosaver.path.read_text(encoding="utf-8") == theirs
        assert (autosaver.failure, autosaver.base.title) == ("", "theirs")


def test_typing_goes_on_while_the_disk_takes_its_time_and_a_close_writes_everything(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open(in_background=True)
    for number in range(20):
        session.commit("title", lambda made, number=number: made.with_(title=f"T{number}"))  # type: ignore[misc]
    session.close()
    assert (room.saved, room.saved.title, session.unsaved) == (session.workshop, "T19", "")
    assert room.past[-1] == "T19"


def test_others_who_write_while_saves_go_on_lose_nothing_and_neither_do_we(tmp_path: Path) -> None:
    reviews = [{"id": f"r{number}", "text": "?", "sentiment": "positive"} for number in range(12)]
    room = Room(tmp_path, reviews=reviews)
    session = room.open(in_background=True)
    for number in range(12):
        if number % 3 == 0:
            session.document.autosaver.flush()
            row = f'id = "r{number}"\ntext = '
            room.change_outside((f'{row}"?"', f'{row}"theirs"'))
        session.commit("title", lambda made, number=number: made.with_(title=f"T{number}"))  # type: ignore[misc]
        notice(session)
    session.close()
    assert (room.saved, session.unsaved, room.neighbours) == (session.workshop, "", [])
    assert room.saved.title == "T11"
    assert [review.id for review in room.saved.reviews if review.text == "theirs"] == ["r0", "r3", "r6", "r9"]


def test_a_file_that_may_not_be_looked_at_is_not_told_to_be_gone(tmp_path: Path) -> None:
    with keeping(tmp_path, in_background=False) as (autosaver, _, _):
        autosaver.path.rename(tmp_path / "away.toml")
        autosaver.path.mkdir()
        assert (autosaver.look(), autosaver.is_gone) == (None, False)
        autosaver.path.rmdir()
        assert (autosaver.look(), autosaver.is_gone) == (None, True)
        (tmp_path / "away.toml").rename(autosaver.path)
        assert (autosaver.look(), autosaver.is_gone) == (None, False)


def test_a_change_of_the_same_length_in_the_same_moment_is_seen(tmp_path: Path) -> None:
    with keeping(tmp_path, in_background=False) as (autosaver, file, _):
        autosaver.look()
        status = autosaver.path.stat()
        copy = tmp_path / "copy"
        copy.write_text(file.text.replace("first", "fresh"), encoding="utf-8")
        os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
        copy.replace(autosaver.path)
        autosaver.look()
        found = autosaver.look()
        assert found is not None
        assert found.workshop is not None
        assert found.workshop.title == "fresh"


def test_a_history_that_takes_nothing_is_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "past").write_bytes(b"not a folder")
    with keeping(tmp_path, in_background=False) as (autosaver, file, _):
        file.may_end.set()
        autosaver.save(titled("a"))
        assert (autosaver.failure, read(autosaver.path)[0].title) == ("", "a")
