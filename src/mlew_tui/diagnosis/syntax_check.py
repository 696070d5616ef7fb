"""Taking a text apart; what takes time to load is loaded only for a text that is no TOML."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.diagnosis.scan import Scan

_DOTS = 400
"""Dots in a line from which it is looked at before tomllib is."""


@dataclass(frozen=True)
class Parsed:
    """A text taken apart: its tree (None where none can be made), where everything stands, what is no TOML.

    ``is_lossy`` tells that the tree lacks something the text says, so that what is missing in it may be there.
    """

    tree: dict[str, Any] | None
    scan: "Scan | None"
    problems: "tuple[Problem, ...]" = ()
    is_lossy: bool = False


def parse(path: Path, text: str) -> Parsed:
    """Return the tree of a text without byte order mark, with every slip as a problem. Never raises."""
    try:
        if not _is_abyss(text):
            return Parsed(tomllib.loads(text), None)
    except (ValueError, RecursionError):
        pass
    from mlew_tui.diagnosis.syntax_problems import mended

    return Parsed(*mended(path, text))


def _is_abyss(text: str) -> bool:
    """Tell whether a key has more dots than can be followed: tomllib's time grows with their square."""
    if all(line.count(".") <= _DOTS for line in text.split("\n")):
        return False
    from mlew_tui.diagnosis.scan import scan

    return any(slip.kind == "too-deep" for slip in scan(text).slips)
