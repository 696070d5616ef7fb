"""The entrance: the version at once, everything else by the command line, which takes a moment to load."""

import sys
from collections.abc import Sequence

from mlew_tui import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 fine, 1 problems found, 2 wrong use."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        print(f"mlew-tui {__version__}")
        return 0
    import gc

    gc.disable()  # a short command needs none, and the console turns it on after its first frame
    from mlew_tui.cli.parser import run

    return run(given)
