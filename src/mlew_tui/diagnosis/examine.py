"""Examine a workshop file and report every problem in it."""

import difflib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from mlew_tui.diagnosis import encoding, rule_check, syntax_check
from mlew_tui.diagnosis.file_report import FileReport
from mlew_tui.diagnosis.problem import InvalidFileError, Lines, Problem
from mlew_tui.i18n import tr
from mlew_tui.model.formats import UnsupportedFormatError, migrated
from mlew_tui.model.workshop import FORMAT, Workshop


def examine_file(path: Path) -> FileReport:
    """Examine a file; a file that cannot be read is reported as a problem."""
    try:
        data = encoding.read_bytes(path)
    except InvalidFileError as error:
        return FileReport(None, "", error.problems)
    return examine(path, data)


def examine(path: Path, data: bytes) -> FileReport:
    """Examine the bytes of a file; ``path`` is used only in messages. Never raises."""
    decoded = encoding.decode(path, data)
    body = decoded.text.removeprefix("\ufeff")
    if any(problem.kind in ("cut-off", "empty") for problem in decoded.problems):
        return FileReport(None, decoded.text, decoded.problems, decoded.encoding)
    parsed = syntax_check.parse(path, body)
    problems = [*decoded.problems, *parsed.problems]
    workshop = None
    if parsed.tree is not None:
        refused = _format(path, body, parsed.tree)
        if refused is not None:
            return FileReport(None, decoded.text, (refused,), decoded.encoding, parsed.tree)
        tree = migrated(parsed.tree)
        workshop, broken = rule_check.check(path, body, tree, Workshop, parsed.scan, is_lossy=parsed.is_lossy)
        reported_lines = {problem.line for problem in problems}
        problems += [problem for problem in broken if problem.line not in reported_lines]
        problems += _time_zone(path, body, tree, reported_lines)
    if problems:
        problems.sort(key=lambda problem: (problem.line, problem.column))
        workshop = None
    return FileReport(workshop, decoded.text, tuple(problems), decoded.encoding, parsed.tree)


def at(
    path: Path, text: str, loc: tuple[str | int, ...], kind: str, what: str, hint: str = "", *, is_key: bool = False
) -> Problem:
    """Return a problem at the position of a value or of its key."""
    body = text.removeprefix("\ufeff")
    found = syntax_check.scan_text(body)
    where = found.key_stretch(loc) if is_key else found.value_stretch(loc)
    return Problem(path, kind, what, Lines(body).spot(*where), hint)


def _format(path: Path, body: str, tree: Any) -> Problem | None:
    """Return why a file of this format cannot be read here, or None."""
    version = tree.get("format", FORMAT)
    if not isinstance(version, int) or isinstance(version, bool) or version == FORMAT:
        return None
    if version > FORMAT:
        what = tr(
            "This file has format {version}, this program knows up to {known}: it needs a newer mlew-tui",
            version=version, known=FORMAT,
        )  # fmt: skip
        return at(path, body, ("format",), "newer-format", what, tr("Update: pip install --upgrade mlew-tui"))
    try:
        migrated(tree)
    except UnsupportedFormatError:
        what = tr("There never was a format {version}", version=version)
        return at(path, body, ("format",), "no-such-format", what, tr("Write format = {known}", known=FORMAT))
    return None


def _time_zone(path: Path, body: str, tree: Any, reported_lines: set[int]) -> list[Problem]:
    name = tree.get("time_zone")
    if not isinstance(name, str):
        return []
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        near = difflib.get_close_matches(name, available_timezones(), n=1)
        hint = tr("Did you mean “{near}”?", near=near[0]) if near else tr("Write one such as Asia/Tokyo")
        problem = at(path, body, ("time_zone",), "time-zone", tr("There is no time zone “{name}”", name=name), hint)
        return [] if problem.line in reported_lines else [problem]
    return []
