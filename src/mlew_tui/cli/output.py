"""Exit statuses, and printing on standard output and standard error."""

import sys

from mlew_tui.text.sanitize import sanitize

FINE, PROBLEMS, WRONG_USE = 0, 1, 2
"""Exit statuses: all well, problems found, wrong use."""


def print_out(words: object = "") -> None:
    """Print a line; control characters in people's text are shown, not sent to the terminal."""
    print(sanitize(str(words)))


def print_error(words: object) -> int:
    """Print a problem on standard error and return the exit status for it."""
    print(sanitize(str(words)), file=sys.stderr)
    return PROBLEMS
