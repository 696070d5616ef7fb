"""Open the console: Home, ``resume``, and what other commands open."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from mlew_tui import i18n
from mlew_tui.cli.newest_workshop import named_or_newest
from mlew_tui.cli.output import FINE, PROBLEMS, print_error
from mlew_tui.diagnosis.problem import InvalidFileError, Problem
from mlew_tui.session.session import Session
from mlew_tui.storage.home import Home


def home(_options: Namespace, home: Home, lang: str | None) -> int:
    """Open Home."""
    return open_console(home, lang=lang)


def resume(options: Namespace, home: Home, lang: str | None) -> int:
    """Open a workshop where it stopped, the newest one by default."""
    path = named_or_newest(options.file, home)
    return PROBLEMS if path is None else open_file(path, home, lang)


def open_file(path: Path, home: Home, lang: str | None, *, demo: bool = False) -> int:
    """Open the console with a workshop, or with its problems where it cannot be read."""
    try:
        session = Session.open(path, home, demo=demo, in_background=True)
    except InvalidFileError as error:
        if any(problem.kind == "no-file" for problem in error.problems) or not sys.stderr.isatty():
            return print_error(error)
        return open_console(home, broken=(path, error.problems), lang=lang)
    i18n.use(i18n.choose(lang, session.workshop.language))
    return open_console(home, session=session, lang=lang)


def open_console(
    home: Home,
    *,
    session: Session | None = None,
    new_file: Path | None = None,
    people: Sequence[tuple[str, str]] = (),
    broken: tuple[Path, Sequence[Problem]] | None = None,
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
