"""Older formats of the file, brought up to date in memory; the file changes at the next real save."""

from collections.abc import Callable, Mapping
from typing import Any

from mlew_tui.model.workshop import FORMAT

Tree = dict[str, Any]
Step = Callable[[Tree], Tree]

STEPS: Mapping[int, Step] = {}
"""For each older format the step to the next one; a step returns a new tree and leaves the old one alone."""


class UnsupportedFormatError(ValueError):
    """No step leads from a format to the present one: there never was such a format."""


def migrated(tree: Tree, steps: Mapping[int, Step] = STEPS, to: int = FORMAT) -> Tree:
    """Return a tree in format ``to``, step by step; one without a format is of the present one.

    Raises UnsupportedFormatError.
    """
    version = tree.get("format", to)
    while isinstance(version, int) and not isinstance(version, bool) and version < to:
        if version not in steps:
            raise UnsupportedFormatError(version)
        tree = {**steps[version](tree), "format": version + 1}
        version += 1
    return tree
