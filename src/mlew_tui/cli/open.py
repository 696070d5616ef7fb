"""Open the console on a workshop: ``resume``, and what other commands open."""

import sys
from argparse import Namespace
from pathlib import Path

from mlew_tui import i18n
from mlew_tui.cli.console import open_console
from mlew_tui.cli.newest_workshop import named_or_newest
from mlew_tui.cli.output import PROBLEMS, print_error
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.session.session import Session
from mlew_tui.storage.home import Home


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
