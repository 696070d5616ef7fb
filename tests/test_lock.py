"""Who may write a workshop, and what a second console is told."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from mlew_tui.storage.lock import Holder, WorkshopLock


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
    assert not [entry for entry in tmp_path.iterdir() if entry.name.endswith(".holder")]


def test_the_lock_is_told_even_when_the_note_is_damaged(tmp_path: Path) -> None:
    first, second = WorkshopLock(tmp_path / "w.toml"), WorkshopLock(tmp_path / "w.toml")
    assert first.acquire() is None
    (tmp_path / ".w.toml.holder").write_text("{", encoding="utf-8")
    assert second.acquire() == Holder()
    first.release()


def test_a_killed_console_loses_the_lock_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    hold = (
        "import sys; from pathlib import Path; from mlew_tui.storage.lock import WorkshopLock; "
        "lock = WorkshopLock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as console:
        assert console.stdout is not None
        assert console.stdout.readline() == b"held\n"
        mine = WorkshopLock(path)
        holder = mine.acquire()
        assert holder is not None
        assert holder.pid == console.pid
        console.send_signal(signal.SIGKILL)
        console.wait()
    assert mine.acquire() is None
    mine.release()
