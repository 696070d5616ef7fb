"""Replacing a file so that there is always a whole one: the old or the new, whatever happens."""

import contextlib
import errno
import hashlib
import os
import stat
import time
from pathlib import Path
from typing import Final

TEMP_MARK: Final = ".mlew-tmp-"
_REPLACE_TRIES: Final = 5
_LONGEST_NAME: Final = 255
"""Bytes of a file name; the usual limit."""
_LONGEST_SUFFIX: Final = 48
"""Bytes kept free for what follows a hidden name's stem: mark, process id and nanoseconds."""


class WriteError(OSError):
    """The file could not be replaced; what was there is untouched."""


def write(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``, durable when this returns.

    Temp file in the same folder, written and synced, then renamed over the target, then the folder
    synced. A link's target is replaced, not the link; the file's mode is kept. Another hard link to the
    file keeps the old content, for the new one is a file of its own. Raises WriteError.
    """
    try:
        target = followed(path)
        mode = _mode_to_keep(target)
        temp = hidden(target, f"{TEMP_MARK}{os.getpid()}-{time.time_ns()}")
        descriptor = _made(temp, mode)
        try:
            _fill(descriptor, data, mode)
            _rename(temp, target)
        except BaseException:
            with contextlib.suppress(OSError):
                temp.unlink()
            raise
    except OSError as error:
        raise WriteError(error.errno, error.strerror, str(path)) from error
    _settle(target.parent)


def write_new(path: Path, data: bytes, like: Path) -> None:
    """Make ``path`` a new file of ``data`` with the mode of ``like``, durable when this returns; never over a file.

    A temp file that is complete gets the name as a second one, which fails where the name is taken; where the folder
    knows no second names it is renamed, after a look. Raises FileExistsError, WriteError.
    """
    try:
        mode = _mode_to_keep(like)
        temp = hidden(path, f"{TEMP_MARK}{os.getpid()}-{time.time_ns()}")
        try:
            _fill(_made(temp, mode), data, mode)
            _name(temp, path)
        finally:
            with contextlib.suppress(OSError):
                temp.unlink()
    except FileExistsError:
        raise
    except OSError as error:
        raise WriteError(error.errno, error.strerror, str(path)) from error
    _settle(path.parent)


def set_aside(path: Path, ending: str) -> Path:
    """Give a file a name that ends in ``ending`` before its suffix, never that of another file; return it.

    Raises WriteError; then it has its old name.
    """
    number = 1
    while True:
        place = beside(path, f"{ending}{'' if number == 1 else f'-{number}'}{path.suffix}")
        try:
            _name(path, place)
            path.unlink(missing_ok=True)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise WriteError(error.errno, error.strerror, str(path)) from error
        else:
            _settle(path.parent)
            return place


def _name(path: Path, name: Path) -> None:
    """Give a file another name, not that of another file; where one file cannot have two, it is renamed after a look.

    Raises FileExistsError, OSError.
    """
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:
        if name.exists() or name.is_symlink():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(name)) from None
        path.replace(name)


def followed(path: Path) -> Path:
    """Return the file a path leads to through links, there or not. Raises OSError where they lead nowhere.

    A link that cannot be looked at must not pass for a plain file: the link itself would be replaced.
    """
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        return Path(os.path.realpath(path))


def hidden(target: Path, suffix: str) -> Path:
    """Return the path of a hidden file beside ``target`` that belongs to it.

    A folder that takes the target's name takes this one: where it would come out longer than that and
    than 120 bytes, the stem is cut and a digest keeps it apart from its neighbours.
    """
    name = target.name
    room = min(_LONGEST_NAME, max(120, len(os.fsencode(name)))) - len(".") - _LONGEST_SUFFIX
    if len(os.fsencode(name)) > room:
        digest = "~" + hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
        while len(os.fsencode(name + digest)) > room:
            name = name[:-1]
        name += digest
    return target.with_name(f".{name}{suffix}")


def beside(target: Path, ending: str) -> Path:
    """Return a neighbour of ``target`` named by its stem and ``ending``; a stem too long for that is cut."""
    stem = target.stem
    while len(os.fsencode(stem + ending)) > _LONGEST_NAME:
        stem = stem[:-1]
    return target.with_name(stem + ending)


def _mode_to_keep(target: Path) -> int | None:
    """Return the mode of the file to be replaced, None if there is none. Raises OSError if it must stay."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        refusal = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(refusal, os.strerror(refusal), str(target))
    if not os.access(target, os.W_OK):  # a rename would not mind
        os.close(os.open(target, os.O_WRONLY))  # says why, or that it may be written after all
    return stat.S_IMODE(mode)


def _made(temp: Path, mode: int | None) -> int:
    """Make the temp file and open it; nobody may read it who may not read the file it will be."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(temp, flags, 0o666 if mode is None else mode)


def _fill(descriptor: int, data: bytes, mode: int | None) -> None:
    """Write all of ``data``, give the file its mode, have the disk keep both, and close it."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        # only where the umask took something away: some sticks and network folders refuse any change of mode
        if mode is not None and stat.S_IMODE(os.fstat(descriptor).st_mode) != mode and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rename(temp: Path, target: Path) -> None:
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


def _settle(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut.

    The new file is in its place already, so an error here is no failed save: told as one, the room would
    be warned of a loss that did not happen, and the next save would find a file it does not know. It only
    leaves open whether a power cut within the next seconds would bring the old file back; a passing cause
    (no free descriptor) is gone at the second try, a lasting one (a folder that cannot be synced) stays.
    """
    for _ in range(2):
        with contextlib.suppress(OSError):
            _sync_folder(folder)
            return


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(path: Path) -> None:
    """Remove temp files a killed console left of ``path`` and its copies; call it while holding the lock.

    Copies are named after the file (``workshop.toml.bak``, ``workshop.round1.toml``); a console that has
    such a copy open itself may have to save it once more. What cannot be removed stays until the next start.
    """
    with contextlib.suppress(OSError):
        target = followed(path)
        own, copies = hidden(target, TEMP_MARK).name, f".{target.stem}."
        for entry in target.parent.iterdir():
            is_temp = entry.name.startswith(own) or (entry.name.startswith(copies) and TEMP_MARK in entry.name)
            if is_temp:
                with contextlib.suppress(OSError):
                    entry.unlink()
