"""The entry point: prints the version at once and loads the command line for everything else."""

import gc
import sys
from collections.abc import Sequence

from mlew_tui import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 fine, 1 problems found, 2 wrong use."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--version"]:
        print(f"mlew-tui {__version__}")
        return 0
    gc.disable()  # a short command needs none, and the console enables it after its first frame
    from mlew_tui.cli.run_command import run  # lazy: --version answers without argparse

    return run(words)
