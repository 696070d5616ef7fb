"""A text that is no TOML: each slip of the hand in words, and the tree as it would be without them."""

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
"""How many places only tomllib finds are told; a file with more is no file somebody typed."""

_CUT_OFF = ("unclosed-text", "unclosed-long-text", "unclosed-list", "unclosed-inline", "unclosed-header", "no-value")


Mended = tuple[dict[str, Any] | None, Scan, tuple[Problem, ...], bool]
"""The tree (None where none can be made), where everything stands, the problems, whether the tree lacks something."""


def mended(path: Path, text: str) -> Mended:
    """Mend whatever is known to slip, then leave out line by line what still is no TOML."""
    lines, found = Lines(text), scan(text)
    problems = [_in_words(path, text, lines, slip) for slip in found.slips]
    body, is_lossy = found.mended, any(slip.is_lossy for slip in found.slips)
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


def _in_words(path: Path, text: str, lines: Lines, slip: SyntaxIssue) -> Problem:
    what, hint, note = WORDS[slip.kind]
    values = {"file": path.name, "sign": text[slip.start : slip.end], **slip.values}
    values["code"] = values.get("character", "").removeprefix("U+")
    if slip.kind in _CUT_OFF and not text[slip.end :].strip("\0 \t\r\n").count("\n") and text[-1:] not in "\r\n":
        hint = mark("The file seems to be cut off here; earlier versions: mlew-tui history {file}")
    notes = tuple(Note(tr(note), lines.spot(*stretch)) for stretch in slip.also if note)
    return Problem(path, slip.kind, tr(what, **values), lines.spot(slip.start, slip.end), tr(hint, **values), notes)


def _unknown(path: Path, message: str, spot: Spot) -> Problem:
    reason = re.sub(r" \(at [^)]*\)$", "", message)
    hint = tr("Look here for a quote, bracket or comma too many or too few")
    return Problem(path, "syntax", tr("This is not valid TOML ({reason})", reason=reason), spot, hint)


def _stretch_of(message: str, text: str) -> tuple[int, int]:
    """Return the stretch tomllib's message names."""
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
    """Return a text with the line around an offset blanked; where it is blank already, all that follows."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    if not text[start:end].strip():
        end = len(text)
        start = text.rfind("\n", 0, max(len(text[:at].rstrip()) - 1, 0)) + 1
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
