"""Replacing a file so that there is always a whole one: the old or the new, whatever happens."""

import contextlib
import glob
import os
import stat
import time
from pathlib import Path

TEMP_MARK = ".mlew-tmp-"
_REPLACE_TRIES = 5


class NotWritten(OSError):
    """The file could not be replaced; what was there is untouched."""


def write(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``, durable when this returns.

    Temp file in the same folder, written and synced, then renamed over the target, then the folder
    synced. A symlink's target is replaced, not the link; the file's mode is kept. Raises NotWritten.
    """
    target = Path(os.path.realpath(path))
    temp = target.with_name(f".{target.name}{TEMP_MARK}{os.getpid()}-{time.time_ns()}")
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(13, os.strerror(13), str(target))
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        _replace(temp, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temp.unlink()
        raise NotWritten(error.errno, error.strerror, str(path)) from error
    with contextlib.suppress(OSError):  # renamed already: only the folder's entry is not yet known durable
        sync_folder(target.parent)


def _replace(temp: Path, target: Path) -> None:
    """Rename; where a scanner holds the target for a moment (Windows), try again."""
    for attempt in range(_REPLACE_TRIES):
        try:
            temp.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05 * 2**attempt)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(path: Path) -> None:
    """Remove temp files a killed console left beside ``path``; call it while holding the lock."""
    target = Path(os.path.realpath(path))
    for stale in target.parent.glob(f".{glob.escape(target.name)}{TEMP_MARK}*"):
        with contextlib.suppress(OSError):
            stale.unlink()
