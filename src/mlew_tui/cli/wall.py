"""``mlew-tui wall``: show on a second terminal, on the projector, what the console does."""

import os
from argparse import Namespace

from mlew_tui.cli.newest_workshop import named_or_newest
from mlew_tui.cli.output import FINE, PROBLEMS
from mlew_tui.storage.home import Home


def run(options: Namespace, home: Home, lang: str | None) -> int:
    """Follow a workshop, the one opened last by default, until somebody quits."""
    path = named_or_newest(options.file, home)
    if path is None:
        return PROBLEMS
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from mlew_tui.app.wall import WallApp  # lazy: Textual reads the variable set above when it is imported

    wall = WallApp(home, path, wish=lang)
    wall.run()
    return wall.return_code or FINE
