"""One console writes a workshop; a second one is told who has it and opens read-only."""

import contextlib
import json
import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout


@dataclass(frozen=True)
class Holder:
    """Who holds the lock: process, machine and since when, as far as it is known."""

    pid: int = 0
    host: str = ""
    since: str = ""


class WorkshopLock:
    """The right to write one workshop, held until ``release``; a killed process loses it by itself.

    The data file itself is never locked, for saving replaces it: the lock is a hidden file beside it,
    and next to that a note tells others who has it.
    """

    def __init__(self, path: Path) -> None:
        real = Path(os.path.realpath(path))
        self._lock = FileLock(real.with_name(f".{real.name}.lock"))
        self._note = real.with_name(f".{real.name}.holder")

    def acquire(self) -> Holder | None:
        """Take the lock and return None, or return who has it. Raises OSError if the folder is read-only."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return self._read()
        mine = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._note.write_text(json.dumps(mine), encoding="utf-8")
        return None

    def _read(self) -> Holder:
        try:
            return Holder(**json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Holder()

    def release(self) -> None:
        """Give the lock back and remove its note; harmless when it was not held."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._note.unlink()
            self._lock.release()
            with contextlib.suppress(OSError):
                Path(self._lock.lock_file).unlink()
