"""One console writes a workshop; a second one is told who has it and opens read-only."""

import contextlib
import errno
import json
import os
import socket
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from filelock import FileLock, Timeout

from mlew_tui.storage.atomic_write import hidden

_TRIES: Final = 4
_BETWEEN_TRIES: Final = 0.05
"""Seconds given to a console that is just coming or going, and so has the lock but no note."""

_NO_WRITING: Final = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))


class Holder(NamedTuple):
    """Who holds the lock: process, machine and since when, as far as it is known."""

    pid: int = 0
    host: str = ""
    since: str = ""


class WorkshopLock:
    """The right to write one workshop, held until ``release``; a killed process loses it by itself.

    The data file itself is never locked, for saving replaces it: the lock is a hidden file beside it,
    and next to that a note tells others who has it. A folder that knows no locks gives nobody the right:
    a mark in their place would outlive a killed console.
    """

    def __init__(self, path: Path) -> None:
        real = Path(os.path.realpath(path))
        self._lock = FileLock(hidden(real, ".lock"), fallback_to_soft=False)
        self._note = hidden(real, ".holder")

    def acquire(self) -> Holder | None:
        """Take the lock and return None, or return who has it.

        Raises OSError when the folder cannot be written to or knows no locks.
        """
        for tries_left in reversed(range(_TRIES)):
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                holder = self._read()
                if holder.pid or not tries_left:
                    return holder
                time.sleep(_BETWEEN_TRIES)
            else:
                break
        try:
            self._leave_note()
        except OSError as error:
            if error.errno in _NO_WRITING:  # else the disk is full, say: the lock serves without a note
                self.release()
                raise
        return None

    def _leave_note(self) -> None:
        """Write who has the lock; a note of a killed console is removed first, since it is no longer true."""
        mine = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._note.unlink(missing_ok=True)
        with self._note.open("x", encoding="utf-8") as stream:
            json.dump(mine, stream)

    def _read(self) -> Holder:
        """Return who the note names, or an unknown holder when it is damaged or that console is gone."""
        try:
            holder = Holder(**json.loads(self._note.read_text(encoding="utf-8")))
            return holder if _may_live(holder) else Holder()
        except (OSError, ValueError, TypeError, OverflowError):
            return Holder()

    def release(self) -> None:
        """Give the lock back and remove what stood beside the workshop; harmless when it was not held.

        The lock file goes while the lock is still held: removed afterwards it could be the next console's,
        and a third one would make a new file and hold that. Who opened it before gets a lock on a file
        without a name, which FileLock does not take for one.
        """
        if self._lock.is_locked:
            for mine in (self._note, Path(self._lock.lock_file)):
                with contextlib.suppress(OSError):
                    mine.unlink()
            self._lock.release()


def _may_live(holder: Holder) -> bool:
    """Tell whether a console may still run: always if it is on another machine, or where asking would stop it."""
    if holder.host != socket.gethostname() or os.name == "nt":
        return True
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return holder.pid > 0
