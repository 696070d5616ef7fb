"""How every command ends and speaks: its exit status, words on standard output, problems on standard error."""

import sys

from mlew_tui.text.sanitize import sanitize

FINE, PROBLEMS, WRONG_USE = 0, 1, 2
"""Exit statuses: all well, problems found, wrong use."""


def print_out(words: object = "") -> None:
    """Print a line, people's text in it literally."""
    print(sanitize(str(words)))


def print_error(words: object) -> int:
    """Print what went wrong on standard error and return the status for it."""
    print(sanitize(str(words)), file=sys.stderr)
    return PROBLEMS
