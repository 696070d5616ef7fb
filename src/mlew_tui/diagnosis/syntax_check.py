"""Parse TOML text; the scanner is imported only for text that is not valid TOML."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.diagnosis.scan import Scan

_DOTS = 400
"""Dots in a line from which the line is scanned before tomllib parses it."""


@dataclass(frozen=True)
class Parsed:
    """A parsed text: its tree (None if there is none), the scan if one was needed, and all syntax problems.

    ``is_lossy``: the tree lacks parts of the text, so a value missing from it may be in the text.
    """

    tree: dict[str, Any] | None
    scan: "Scan | None"
    problems: "tuple[Problem, ...]" = ()
    is_lossy: bool = False


def parse(path: Path, text: str) -> Parsed:
    """Parse a text without byte order mark; every syntax issue becomes a problem. Never raises."""
    try:
        if not _is_too_deep(text):
            return Parsed(tomllib.loads(text), None)
    except (ValueError, RecursionError):
        pass
    from mlew_tui.diagnosis.syntax_problems import parse_with_fixes

    return Parsed(*parse_with_fixes(path, text))


def _is_too_deep(text: str) -> bool:
    """Tell whether a key has too many dots: tomllib's time grows with the square of their number."""
    if all(line.count(".") <= _DOTS for line in text.split("\n")):
        return False
    from mlew_tui.diagnosis.scan import scan

    return any(issue.kind == "too-deep" for issue in scan(text).issues)
