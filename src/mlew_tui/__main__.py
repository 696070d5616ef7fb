"""Lets ``python -m mlew_tui`` run the same commands as ``mlew-tui``."""

import sys

from mlew_tui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
