"""The past of one workshop file: every saved version, kept outside the project, to go back to."""

import contextlib
import hashlib
import os
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from mlew_tui.i18n import tr

LATEST_KEPT = 100
HOURLY = timedelta(days=2)
"""How far before the oldest of the latest versions one an hour stays; before that, one a day."""

_NAME = re.compile(r"(\d{6,12})-(\d{8}T\d{6}Z)\.toml")
_CLAIM = re.compile(r"\.(\d{6,12})\.part")
_NOTE = "path.txt"
_NAMED_IN_WORDS = 5
_Kept = tuple[int, datetime, str]
"""Number, moment and file name of a version: all that a save needs to know of the past."""


class Version(NamedTuple):
    """One kept version: its number never changes and is never another one's; ``at`` is in UTC."""

    number: int
    at: datetime
    path: Path


class VersionNotFoundError(LookupError):
    """There is no version of this number; ``known`` are those there are, newest first."""

    def __init__(self, number: int, known: Sequence[int]) -> None:
        if not known:
            words = tr("there is no version {number}: none is kept", number=number)
        else:
            last = tr(", ").join(map(str, known[:_NAMED_IN_WORDS]))
            words = tr("there is no version {number}; the last ones are {known}", number=number, known=last)
        super().__init__(words)
        self.number = number
        self.known = tuple(known)


def staying(moments: Sequence[datetime]) -> set[int]:
    """Return which of these versions stay, as indexes; ``moments`` are their times, newest version first.

    The latest hundred stay and so does the very first. Of those between, counted back from the oldest of
    the latest, the newest of each hour stays for two days, and the newest of each day before that.
    """
    kept = set(range(min(LATEST_KEPT, len(moments))))
    if len(moments) <= LATEST_KEPT:
        return kept
    horizon = moments[LATEST_KEPT - 1] - HOURLY
    spans: set[tuple[date, int]] = set()
    for index in range(LATEST_KEPT, len(moments)):
        at = moments[index]
        span = (at.date(), at.hour if at >= horizon else -1)
        if span not in spans:
            spans.add(span)
            kept.add(index)
    kept.add(len(moments) - 1)
    return kept


class History:
    """The kept versions of one workshop file, in a folder of their own named by the file's real path.

    Several processes may keep at once. Files that are no versions are left alone and not seen.
    """

    def __init__(self, folder: Path, workshop: Path) -> None:
        self._real = os.path.realpath(workshop)
        self._folder = folder / hashlib.sha256(os.fsencode(self._real)).hexdigest()[:16]

    def versions(self) -> list[Version]:
        """Return what is kept, newest first; nothing when nothing was kept yet. Raises OSError if unreadable."""
        return [Version(number, at, self._folder / name) for number, at, name in _kept(self._files())]

    def _files(self) -> list[str]:
        """Return the names of the files in the folder; scanned, for this happens at every save."""
        try:
            with os.scandir(self._folder) as entries:
                return [entry.name for entry in entries if entry.is_file()]
        except FileNotFoundError:
            return []

    def data(self, number: int) -> bytes:
        """Return the bytes of a version. Raises VersionNotFoundError, or OSError if it cannot be read."""
        versions = self.versions()
        for version in versions:
            if version.number == number:
                with contextlib.suppress(FileNotFoundError):  # pruned by another console this moment
                    return version.path.read_bytes()
        raise VersionNotFoundError(number, [version.number for version in versions if version.number != number])

    def keep(self, data: bytes, at: datetime) -> Version | None:
        """Keep the bytes just saved and drop what need not stay; None when the newest kept is the same.

        A version appears whole or not at all when the program is killed. It is not synced to the disk:
        the workshop itself is, and a past that lost its last minute to a power cut is still a past.
        Raises OSError when nothing can be kept.
        """
        files = self._files()
        if _NOTE not in files:
            self._make_folder()
        kept = _kept(files)
        if kept and _holds(self._folder / kept[0][2], data):
            return None
        stamp = at.astimezone(UTC).replace(microsecond=0)
        number, claim = self._claim(kept[0][0] + 1 if kept else 1, files)
        name = f"{number:06}-{stamp:%Y%m%dT%H%M%SZ}.toml"
        try:
            claim.write_bytes(data)
            claim.replace(self._folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                claim.unlink()
            raise
        self._remove(_leaving([(number, stamp, name), *kept], files))
        return Version(number, stamp, self._folder / name)

    def _make_folder(self) -> None:
        """Make the folder, readable to its owner alone, with a note of the path it is about."""
        for folder in (self._folder.parent, self._folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(self._folder / _NOTE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as note:
                note.write(os.fsencode(self._real) + b"\n")

    def _claim(self, number: int, seen: Collection[str]) -> tuple[int, Path]:
        """Return the next free number from this one on, and its file under a name nobody reads yet.

        Whoever made the file has the number, unless a version of it appeared since ``seen``: hence the
        second look.
        """
        while True:
            claim = self._folder / f".{number:06}.part"
            try:
                os.close(os.open(claim, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                number += 1
                continue
            since = _kept(set(self._files()).difference(seen))
            if not since or since[0][0] < number:
                return number, claim
            claim.unlink()
            number = since[0][0] + 1

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            with contextlib.suppress(OSError):  # gone already, or it stays one save longer
                (self._folder / name).unlink()


def _kept(files: Iterable[str]) -> list[_Kept]:
    """Return the versions among some file names, newest first; of a number that stands twice the earlier."""
    found: dict[int, _Kept] = {}
    for name in files:
        match = _NAME.fullmatch(name)
        at = None if match is None else _moment(match[2])
        if match is None or at is None:
            continue
        number = int(match[1])
        found[number] = min(found.get(number, (number, at, name)), (number, at, name))
    return [found[number] for number in sorted(found, reverse=True)]


def _leaving(kept: Sequence[_Kept], files: Iterable[str]) -> list[str]:
    """Return the files that need not stay: old versions, and claims so old that who made them was killed."""
    stay = staying([at for _, at, _ in kept])
    gone = [name for index, (_, _, name) in enumerate(kept) if index not in stay]
    for name in files:
        match = _CLAIM.fullmatch(name)
        if match is not None and int(match[1]) <= kept[0][0] - LATEST_KEPT:
            gone.append(name)
    return gone


def _moment(stamp: str) -> datetime | None:
    """Return the moment a file name tells, or None when it tells none."""
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return None


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a version is exactly these bytes; one that cannot be read is not."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
