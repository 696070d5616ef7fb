"""Files known to be sound: what was found so, or saved, by this very program need not be asked everything again."""

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
"""How many are remembered before the older half is let go."""
_RULES = ("model", "diagnosis")
"""Where the program says what is sound, below its own folder."""


class ValidationCache:
    """The marks of sound files, by their bytes and by the program that read them; each of them a line of one file.

    A mark that is lost costs a moment, so failures are let go. A file's name is not part of its mark: a copy is
    as sound as it.
    """

    def __init__(self, marks: Path) -> None:
        self._file = marks
        self._known: dict[str, None] | None = None

    def examined(self, path: Path) -> FileReport:
        """Return what ``examine_file`` would, without asking again what is known. Never raises."""
        try:
            data = path.read_bytes() if path.is_file() else b""
        except OSError:
            data = b""
        mark = self._mark(data)
        if mark in self._marks():
            return _made(data)
        from mlew_tui.diagnosis.examine import examine_file  # lazy: a known file is not diagnosed

        found = examine_file(path)
        if found.workshop is not None:
            self._note(self._mark(found.text.encode()))
        return found

    def note(self, data: bytes) -> None:
        """Note that these bytes are a sound file: they were made of a sound workshop, and read back to it."""
        self._note(self._mark(data))

    def _mark(self, data: bytes) -> str:
        return hashlib.sha256(_program() + data).hexdigest()

    def _marks(self) -> dict[str, None]:
        if self._known is None:
            self._known = {}
            with contextlib.suppress(OSError, UnicodeDecodeError):
                self._known = dict.fromkeys(self._file.read_text(encoding="ascii").split())
        return self._known

    def _note(self, mark: str) -> None:
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
        """Keep the newer half; nothing is synced, for after a crash it is worth nothing."""
        self._known = dict.fromkeys(list(self._marks())[-_KEPT // 2 :])
        temp = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        temp.write_text("".join(f"{mark}\n" for mark in self._known), encoding="ascii")
        temp.replace(self._file)


def _made(data: bytes) -> FileReport:
    """Return the workshop of bytes that are sound."""
    text = data.decode()
    tree = tomli.loads(text.removeprefix("\ufeff"))
    return FileReport(construct_unchecked(Workshop, migrated(tree)), text, tree=tree)


@cache
def _program() -> bytes:
    """Return what tells this program's rules from another version's: its number, and its files as they stand here."""
    folder = Path(__file__).parents[1]
    told = [__version__]
    for room in _RULES:
        for inside, _, names in sorted(os.walk(folder / room)):
            for name in sorted(name for name in names if name.endswith(".py")):
                status = Path(inside, name).stat()
                told.append(f"{inside}/{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(told).encode()
