"""Check the machine: versions, the folders the program writes to, space, the editor, the settings."""

import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

from mlew_tui import __version__
from mlew_tui.cli.checkup.check_result import Finding
from mlew_tui.i18n import tr
from mlew_tui.storage.home import Home
from mlew_tui.text.os_errors import describe_os_error

_TEXTUAL: Final = (8, 2, 8)
"""The oldest Textual in which Japanese typed with an IME arrives whole."""
_MEGABYTE: Final = 10**6
_LITTLE, _TOO_LITTLE = 200, 20
"""Free megabytes below which space is a note, and below which saving is in danger."""


def versions(textual: str | None) -> Finding:
    """Check the versions of the program, Python and Textual (None: not installed)."""
    python = ".".join(map(str, sys.version_info[:3]))
    words = tr("mlew-tui {version}, Python {python}, Textual {textual}", version=__version__, python=python,
               textual=textual or tr("not there"))  # fmt: skip
    if textual is None or _numbers(textual) < _TEXTUAL:
        return Finding("versions", "wrong", words, tr("Install it anew: pip install --upgrade mlew-tui"))
    return Finding("versions", "fine", words)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3] if part.isdigit())


def textual_version() -> str | None:
    """Return the installed version of Textual without importing it, None where there is none."""
    try:
        return metadata.version("textual")
    except metadata.PackageNotFoundError:
        return None


def folder(check: str, path: Path, name: str) -> Finding:
    """Check that the program may write in a folder of its own, which need not exist yet."""
    words = tr("{name}: {path}", name=name, path=path)
    there = _nearest(path)
    try:
        if there != path or not path.is_dir():
            if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
                return _unwritable(check, words, there)
        else:
            with tempfile.TemporaryFile(dir=path):
                pass
    except OSError as error:
        return Finding(check, "wrong", f"{words}: {describe_os_error(error)}", _own(path))
    return Finding(check, "fine", words)


def _unwritable(check: str, words: str, there: Path) -> Finding:
    why = tr("permission is missing") if there.is_dir() else tr("{path} is no folder", path=there)
    return Finding(check, "wrong", f"{words}: {why}", _own(there) if there.is_dir() else tr("Move it away"))


def _own(path: Path) -> str:
    return tr("Let yourself write there: chmod u+rwx {path}", path=shlex.quote(str(path)))


def _nearest(path: Path) -> Path:
    """Return the path itself, or the nearest one above it that exists."""
    return next((each for each in (path, *path.parents) if os.path.lexists(each)), path)


def space(path: Path, usage: Callable[[Path], object] = shutil.disk_usage) -> Finding:
    """Check how much space is left where the kept versions are."""
    try:
        free = int(getattr(usage(_nearest(path)), "free", 0)) // _MEGABYTE
    except OSError as error:
        return Finding("space", "note", tr("Free space: not known ({reason})", reason=describe_os_error(error)))
    words = tr("Free space: {free} MB", free=f"{free:,}")
    hint = tr("Free some: each save and its kept version need a little")
    if free < _LITTLE:
        return Finding("space", "wrong" if free < _TOO_LITTLE else "note", words, hint)
    return Finding("space", "fine", words)


def editor(environment: Mapping[str, str]) -> Finding:
    """Check that the editor Ctrl+O opens exists; it is not started."""
    name = next((each for each in ("VISUAL", "EDITOR") if environment.get(each, "").strip()), "")
    hint = tr("Set it in the shell, as in: export EDITOR=nano")
    try:
        words = shlex.split(environment[name]) if name else ["vi"]
    except ValueError:
        what = tr("Editor: ${name} cannot be read as a command: {text}", name=name, text=environment[name])
        return Finding("editor", "wrong", what, hint)
    is_there = bool(words) and shutil.which(words[0], path=environment.get("PATH")) is not None
    if not name:
        if is_there:
            return Finding("editor", "note", tr("Editor: neither $VISUAL nor $EDITOR is set, so it is vi"), hint)
        return Finding("editor", "wrong", tr("Editor: neither $VISUAL nor $EDITOR is set, and there is no vi"), hint)
    if not is_there:
        what = tr("Editor: ${name} is {text}, and there is no such program", name=name, text=environment[name])
        return Finding("editor", "wrong", what, hint)
    return Finding("editor", "fine", tr("Editor: {text}", text=environment[name]))


def settings(home: Home) -> Iterator[Finding]:
    """Check the settings: every problem is a finding of its own."""
    path = home.settings_file
    problems = home.settings_problems()
    for problem in problems:
        yield Finding("settings", "wrong", problem.what, problem.hint, problem)
    if not problems:
        is_there = os.path.lexists(path)
        words = tr("Settings: {path}", path=path) if is_there else tr("Settings: none, so all is as usual")
        yield Finding("settings", "fine", words, "" if is_there else tr("They would be in {path}", path=path))
