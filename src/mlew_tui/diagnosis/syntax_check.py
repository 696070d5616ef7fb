"""Parse TOML text; the scanner is imported only for text that is not valid TOML."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.diagnosis.scan import Scan

_DOTS = 400
"""Most dots in a line that tomllib parses first: its time grows with the square of a key's dots."""


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
    if all(line.count(".") <= _DOTS for line in text.split("\n")):
        try:
            return Parsed(tomllib.loads(text), None)
        except (ValueError, RecursionError):
            pass
    from mlew_tui.diagnosis.syntax_problems import (
        parse_with_fixes,
    )  # lazy: compiles many patterns, only for broken files

    return Parsed(*parse_with_fixes(path, text))


def scan_text(text: str) -> "Scan":
    """Return the positions of all keys and values of a text."""
    from mlew_tui.diagnosis.scan import scan  # lazy: compiles many patterns, only for broken files

    return scan(text)
