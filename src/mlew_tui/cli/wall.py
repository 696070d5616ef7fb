"""``mlew-tui wall``: a second terminal, on the projector, that follows the console."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.cli.open import named_or_newest
from mlew_tui.cli.output import FINE, PROBLEMS
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.storage.home import Home


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    wall = commands.add_parser(
        "wall", help=tr("show the room what the console does"),
        description=tr("Follow the console on a second terminal: step, clock, and board or result. Changes nothing."),
    )  # fmt: skip
    wall.add_argument("file", nargs="?", metavar="FILE", type=Path, help=tr("default: the newest workshop"))
    lang(wall)


def run(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Follow a workshop, the one opened last by default, until somebody quits."""
    path = named_or_newest(options.file, home)
    if path is None:
        return PROBLEMS
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from mlew_tui.app.wall import WallApp

    wall = WallApp(home, path, wish=wish)
    wall.run()
    return wall.return_code or FINE
