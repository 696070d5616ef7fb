"""Paths as people type them, or as a terminal hands over a file dropped onto it."""

import shlex
from pathlib import Path
from urllib.parse import unquote


def places(answer: str) -> list[Path]:
    """Return the paths of an answer: one as it stands if it is there, else as a shell would part it."""
    whole = _path(answer.strip())
    if _is_there(whole):
        return [whole]
    try:
        return [_path(part) for part in shlex.split(answer)]
    except ValueError:  # a lone quotation mark
        return [whole]


def _path(text: str) -> Path:
    """Return a path as people write it or a terminal hands it over: with ~, or as file://."""
    if text.startswith("file://"):
        text = unquote(text.removeprefix("file://"))
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~ of nobody
        return Path(text)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a name, or with a null
        return False
