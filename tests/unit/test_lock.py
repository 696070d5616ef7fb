"""Who may write a workshop, and what a second console is told."""

import errno
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock

from mlew_tui.storage.atomic_write import hidden
from mlew_tui.storage.lock import Holder, WorkshopLock
from mlew_tui.text.os_errors import describe_os_error
from refusing_disks import a_disk_that_takes_only, an_ordinary_users_folder, listing

HOLD = """
import sys
from pathlib import Path
from mlew_tui.storage.lock import WorkshopLock
lock = WorkshopLock(Path(sys.argv[1]))
assert lock.acquire() is None
print("held", flush=True)
sys.stdin.read()
lock.release()
"""

TAKE_TURNS = """
import os, sys, time
from pathlib import Path
from mlew_tui.storage.lock import WorkshopLock
path = Path(sys.argv[1])
alone, until, turns = path.with_suffix(".alone"), time.monotonic() + 1.5, 0
while time.monotonic() < until:
    lock = WorkshopLock(path)
    if lock.acquire() is None:
        os.close(os.open(alone, os.O_CREAT | os.O_EXCL))
        os.unlink(alone)
        lock.release()
        turns += 1
print(turns)
"""

ANOTHER_WHILE_THE_LOCK_FILE_GOES = """
import sys
from pathlib import Path
from mlew_tui.storage.lock import WorkshopLock
path, tried = Path(sys.argv[1]), []

def grab(event, arguments):
    if event == "os.remove" and not tried and str(arguments[0]).endswith(".lock"):
        tried.append(event)
        assert WorkshopLock(path).acquire() is not None, "the lock file was removed by one who no longer held it"

first = WorkshopLock(path)
assert first.acquire() is None
sys.addaudithook(grab)
first.release()
assert tried
"""

GONE_BETWEEN_OPENING_AND_LOCKING = """
import sys
from pathlib import Path
from mlew_tui.storage.lock import WorkshopLock
path, waiting = Path(sys.argv[1]), []

def leave(event, arguments):
    if event == "fcntl.flock" and waiting:
        waiting.pop().release()

first, second = WorkshopLock(path), WorkshopLock(path)
assert first.acquire() is None
sys.addaudithook(leave)
waiting.append(first)
assert second.acquire() is None, "nobody has it any more"
assert WorkshopLock(path).acquire() is not None, "the lock was taken on a file without a name"
second.release()
"""


def console(program: str, path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", program, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@contextmanager
def another_console(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have the workshop open in another process."""
    with console(HOLD, path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield other
        other.communicate()


def kill(other: subprocess.Popen[bytes]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()


def test_a_second_console_is_told_who_has_the_workshop(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    (tmp_path / "link.toml").symlink_to(path)
    first, second, third = WorkshopLock(path), WorkshopLock(path), WorkshopLock(tmp_path / "link.toml")
    assert first.acquire() is None
    for other in (second, third):
        holder = other.acquire()
        assert holder is not None
        assert (holder.pid, holder.host) == (os.getpid(), socket.gethostname())
        assert holder.since
        other.release()
    assert second.acquire() is not None, "who did not have the lock cannot give it back"
    first.release()
    assert second.acquire() is None
    second.release()
    assert listing(tmp_path) == ["link.toml"]


def test_a_console_that_ends_leaves_nothing_beside_the_workshop(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    with another_console(path) as other:
        assert WorkshopLock(path).acquire() is not None
        assert listing(tmp_path) == [".workshop.toml.holder", ".workshop.toml.lock"]
    assert other.returncode == 0
    assert listing(tmp_path) == []


def test_a_killed_console_loses_the_lock_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    mine = WorkshopLock(path)
    with another_console(path) as other:
        holder = mine.acquire()
        assert holder is not None
        assert holder.pid == other.pid
        kill(other)
    assert listing(tmp_path) == [".workshop.toml.holder", ".workshop.toml.lock"], "it had no time to tidy up"
    assert mine.acquire() is None
    told = WorkshopLock(path).acquire()
    assert told is not None
    assert told.pid == os.getpid(), "the note of the killed one is replaced"
    mine.release()
    assert listing(tmp_path) == []


def test_the_note_of_a_killed_console_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    with another_console(path) as other:
        kill(other)
    with FileLock(hidden(path, ".lock")):  # somebody has it, and could not leave a note
        assert WorkshopLock(path).acquire() == Holder()


@pytest.mark.parametrize(
    "note",
    [
        "{",
        "[]",
        "",
        '{"pid": 1, "host": "x", "more": 1}',
        *(json.dumps({"pid": pid, "host": socket.gethostname()}) for pid in ("x", None, 0, -1, 2**80, 1.5)),
    ],
)
def test_the_lock_is_told_even_when_the_note_is_damaged(tmp_path: Path, note: str) -> None:
    first, second = WorkshopLock(tmp_path / "w.toml"), WorkshopLock(tmp_path / "w.toml")
    assert first.acquire() is None
    hidden(tmp_path / "w.toml", ".holder").write_text(note, encoding="utf-8")
    assert second.acquire() == Holder()
    first.release()


def test_a_note_from_another_machine_is_believed(tmp_path: Path) -> None:
    first, second = WorkshopLock(tmp_path / "w.toml"), WorkshopLock(tmp_path / "w.toml")
    assert first.acquire() is None
    hidden(tmp_path / "w.toml", ".holder").write_text('{"pid": 4000000, "host": "elsewhere"}', encoding="utf-8")
    assert second.acquire() == Holder(4000000, "elsewhere")
    first.release()


def test_two_consoles_never_have_a_workshop_at_once_however_fast_they_come_and_go(tmp_path: Path) -> None:
    consoles = [console(TAKE_TURNS, tmp_path / "w.toml") for _ in range(4)]
    turns = [int(other.communicate()[0] or b"0") for other in consoles]
    assert [other.returncode for other in consoles] == [0] * 4, "two had it at once"
    assert sum(turns) > 20
    assert listing(tmp_path) == []


@pytest.mark.parametrize("program", [ANOTHER_WHILE_THE_LOCK_FILE_GOES, GONE_BETWEEN_OPENING_AND_LOCKING])
def test_a_console_coming_in_the_moment_another_leaves_never_shares_the_lock(tmp_path: Path, program: str) -> None:
    with console(program, tmp_path / "w.toml") as both:
        both.communicate()
    assert both.returncode == 0
    assert listing(tmp_path) == []


@pytest.mark.parametrize("name", ["w" * 250 + ".toml", "ワ" * 83 + "1.toml", os.fsdecode(b"caf\xe9.toml")])
def test_a_workshop_of_any_name_can_be_locked(tmp_path: Path, name: str) -> None:
    first, second = WorkshopLock(tmp_path / name), WorkshopLock(tmp_path / name)
    assert first.acquire() is None
    assert second.acquire() is not None
    first.release()
    assert listing(tmp_path) == []


@pytest.mark.parametrize("is_left_over", [False, True])
def test_in_a_folder_where_nothing_may_be_made_nobody_gets_the_lock(is_left_over: bool) -> None:
    with an_ordinary_users_folder() as folder:
        if is_left_over:
            hidden(folder / "w.toml", ".lock").touch()
        folder.chmod(0o555)
        lock, other = WorkshopLock(folder / "w.toml"), WorkshopLock(folder / "w.toml")
        for _ in range(2):
            with pytest.raises(OSError, match=os.strerror(errno.EACCES)) as refused:
                lock.acquire()
        assert describe_os_error(refused.value) == "permission is missing"
        folder.chmod(0o755)
        assert other.acquire() is None, "who was refused holds nothing"
        other.release()


def test_on_a_full_disk_the_lock_serves_without_a_note(tmp_path: Path) -> None:
    first, second = WorkshopLock(tmp_path / "w.toml"), WorkshopLock(tmp_path / "w.toml")
    with a_disk_that_takes_only(0):
        assert first.acquire() is None
        assert second.acquire() == Holder()
    first.release()
    assert listing(tmp_path) == []


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_in_a_folder_that_knows_no_locks_nobody_gets_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refused(*_: int) -> NoReturn:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refused)
    lock = WorkshopLock(tmp_path / "w.toml")
    with pytest.raises(OSError, match=os.strerror(code)) as told:
        lock.acquire()
    assert describe_os_error(told.value) == "the folder knows no locks"
    lock.release()
    assert not hidden(tmp_path / "w.toml", ".holder").exists()
