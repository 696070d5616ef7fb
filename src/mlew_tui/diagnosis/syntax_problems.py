"""Describe the syntax issues of a text that is not valid TOML, and parse it with the fixes applied."""

import re
import tomllib
from pathlib import Path
from typing import Any

from mlew_tui.diagnosis.cursor import SyntaxIssue
from mlew_tui.diagnosis.problem import Lines, Note, Problem, Spot
from mlew_tui.diagnosis.scan import Scan, scan
from mlew_tui.diagnosis.syntax_text import WORDS
from mlew_tui.i18n import mark, tr

_AGAIN = 40
"""Most errors reported that only tomllib finds."""

_CUT_OFF = ("unclosed-text", "unclosed-long-text", "unclosed-list", "unclosed-inline", "unclosed-header", "no-value")


FixedTree = tuple[dict[str, Any] | None, Scan, tuple[Problem, ...], bool]
"""The tree (None if there is none), the scan, the problems, and whether the tree lacks parts of the text."""


def parse_with_fixes(path: Path, text: str) -> FixedTree:
    """Apply the known fixes, then blank out line by line what is still not valid TOML."""
    lines, found = Lines(text), scan(text)
    problems = [_problem(path, text, lines, issue) for issue in found.issues]
    body, is_lossy = found.fixed_text, any(issue.is_lossy for issue in found.issues)
    for _ in range(_AGAIN):
        try:
            return tomllib.loads(body), found, tuple(problems), is_lossy
        except RecursionError:
            break
        except ValueError as error:
            is_lossy = True
            stretch = _stretch_of(str(error), body)
            spot = Lines(body).spot(*stretch)
            if spot.line not in {problem.line for problem in problems}:
                problems.append(_unknown(path, str(error), spot))
            body = _without_line(body, stretch[0])
    if not problems:
        problems.append(_unknown(path, "", lines.spot(0)))
    return None, found, tuple(problems), True


def _problem(path: Path, text: str, lines: Lines, issue: SyntaxIssue) -> Problem:
    what, hint, note = WORDS[issue.kind]
    values = {"file": path.name, "sign": text[issue.start : issue.end], **issue.values}
    values["code"] = values.get("character", "").removeprefix("U+")
    if issue.kind in _CUT_OFF and not text[issue.end :].strip("\0 \t\r\n").count("\n") and text[-1:] not in "\r\n":
        hint = mark("The file seems to be cut off here; earlier versions: mlew-tui history {file}")
    notes = tuple(Note(tr(note), lines.spot(*stretch)) for stretch in issue.also if note)
    return Problem(path, issue.kind, tr(what, **values), lines.spot(issue.start, issue.end), tr(hint, **values), notes)


def _unknown(path: Path, message: str, spot: Spot) -> Problem:
    reason = re.sub(r" \(at [^)]*\)$", "", message)
    hint = tr("Look here for a quote, bracket or comma too many or too few")
    return Problem(path, "syntax", tr("This is not valid TOML ({reason})", reason=reason), spot, hint)


def _stretch_of(message: str, text: str) -> tuple[int, int]:
    """Return the offsets named in tomllib's message."""
    match = re.search(r"\(at line (\d+), column (\d+)\)$", message)
    if match is None:
        end = len(text.rstrip())
        return max(end - 1, 0), max(end, 1)
    start = 0
    for _ in range(int(match[1]) - 1):
        start = text.find("\n", start) + 1
    start += int(match[2]) - 1
    return start, start + 1


def _without_line(text: str, at: int) -> str:
    """Blank out the line around an offset or, if it is blank already, the rest of the text."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    if not text[start:end].strip():
        end = len(text)
        start = text.rfind("\n", 0, max(len(text[:at].rstrip()) - 1, 0)) + 1
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
