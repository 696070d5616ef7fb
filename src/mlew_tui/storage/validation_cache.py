"""Cache of hashes of files that already passed validation, so that they load without being validated again."""

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path

import tomli

from mlew_tui import __version__
from mlew_tui.diagnosis.file_report import FileReport
from mlew_tui.model.formats import migrated
from mlew_tui.model.unchecked import construct_unchecked
from mlew_tui.model.workshop import Workshop

_KEPT = 500
"""Hashes kept before the older half is dropped."""
_RULES = ("model", "diagnosis")
"""Packages that hold the validation rules; a change in them makes all hashes stale."""


class ValidationCache:
    """Hashes of valid files, one a line, in one file.

    A hash covers the file's bytes and the program's rules, not the file's name. File errors are ignored: a lost hash
    only costs one validation.
    """

    def __init__(self, marks: Path) -> None:
        self._file = marks
        self._known: dict[str, None] | None = None

    def load_report(self, path: Path) -> FileReport:
        """Return the report of ``examine_file``, without validation where the hash is known. Never raises."""
        try:
            data = path.read_bytes() if path.is_file() else b""
        except OSError:
            data = b""
        mark = self._mark(data)
        if mark in self._marks():
            return _build_report(data)
        from mlew_tui.diagnosis.examine import examine_file  # lazy: a known file is not diagnosed

        found = examine_file(path)
        if found.workshop is not None:
            self._add(self._mark(found.text.encode()))
        return found

    def add(self, data: bytes) -> None:
        """Add the hash of bytes written from a valid workshop and read back to it."""
        self._add(self._mark(data))

    def _mark(self, data: bytes) -> str:
        return hashlib.sha256(_program() + data).hexdigest()

    def _marks(self) -> dict[str, None]:
        if self._known is None:
            self._known = {}
            with contextlib.suppress(OSError, UnicodeDecodeError):
                self._known = dict.fromkeys(self._file.read_text(encoding="ascii").split())
        return self._known

    def _add(self, mark: str) -> None:
        known = self._marks()
        if mark in known:
            return
        known[mark] = None
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._file.open("a", encoding="ascii") as marks:
                marks.write(f"{mark}\n")
            if len(known) > _KEPT:
                self._let_go()

    def _let_go(self) -> None:
        """Drop the older half; not synced, because losing the file costs little."""
        self._known = dict.fromkeys(list(self._marks())[-_KEPT // 2 :])
        temp = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        temp.write_text("".join(f"{mark}\n" for mark in self._known), encoding="ascii")
        temp.replace(self._file)


def _build_report(data: bytes) -> FileReport:
    """Return the report of valid bytes."""
    text = data.decode()
    tree = tomli.loads(text.removeprefix("\ufeff"))
    return FileReport(construct_unchecked(Workshop, migrated(tree)), text, tree=tree)


@cache
def _program() -> bytes:
    """Return the identity of the validation rules: the version, and size and time of each rule file."""
    folder = Path(__file__).parents[1]
    told = [__version__]
    for room in _RULES:
        for inside, _, names in sorted(os.walk(folder / room)):
            for name in sorted(name for name in names if name.endswith(".py")):
                status = Path(inside, name).stat()
                told.append(f"{inside}/{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(told).encode()
