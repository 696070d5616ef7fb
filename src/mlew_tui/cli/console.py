"""Run the console: with Home, a workshop, a form for a new one, or a broken file's problems.

Home must start without the session and the model, so neither is imported here.
"""

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.cli.output import FINE, print_error
from mlew_tui.storage.home import Home

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.session.session import Session


def home(_options: Namespace, home: Home, lang: str | None) -> int:
    """Open Home."""
    return open_console(home, lang=lang)


def open_console(
    home: Home,
    *,
    session: "Session | None" = None,
    new_file: Path | None = None,
    people: Sequence[tuple[str, str]] = (),
    broken: "tuple[Path, Sequence[Problem]] | None" = None,
    lang: str | None = None,
) -> int:
    """Run the console and return its exit status.

    The kitty keyboard protocol garbles Japanese committed by an IME, so it is switched off before Textual loads.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from mlew_tui.app.console import ConsoleApp  # lazy: Textual reads the variable set above when it is imported

    console = ConsoleApp(home, session, new_file=new_file, people=people, broken=broken, wish=lang)
    console.run()
    if console.rescued:
        print_error(console.rescued)
    return console.return_code or FINE
