"""The commands that open the console: Home, ``new``, ``resume`` and ``demo``."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, PROBLEMS, WRONG_USE, print_error
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    import argparse

    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.session.session import Session
    from mlew_tui.storage.home import Home


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", lang: "Callable[[argparse.ArgumentParser], None]"
) -> None:
    """Add the parsers of these commands; ``lang`` adds the option every command has."""
    new = commands.add_parser("new", help=tr("begin a workshop"), description=tr("Begin a workshop in a new file."))
    new.add_argument("file", nargs="?", default="workshop.toml", metavar="FILE", type=Path)
    new.add_argument("--title", help=tr("the workshop's title"))
    new.add_argument(
        "--participant", action="append", default=[], metavar="NAME:ROLE",
        help=tr("a participant and their role; may be given several times"),
    )  # fmt: skip
    new.add_argument(
        "--from", dest="loaded", metavar="FILE", type=Path,
        help=tr("load customer, cases, participants and plan prepared in another workshop file"),
    )  # fmt: skip
    new.add_argument("--no-open", action="store_true", help=tr("only write the file"))

    resume = commands.add_parser("resume", help=tr("go on"), description=tr("Go on where the room stopped."))
    resume.add_argument("file", nargs="?", metavar="FILE", type=Path, help=tr("default: the newest workshop"))

    demo = commands.add_parser(
        "demo", help=tr("look at a finished example"), description=tr("Open a throw-away copy of the shipped example.")
    )
    demo.add_argument("--at", metavar="STEP", help=tr("begin at this step, such as listen.write"))
    for command in (new, resume, demo):
        lang(command)


def home(_options: "argparse.Namespace", home: "Home", wish: str | None) -> int:
    """Open Home."""
    return _open(home, wish=wish)


def new(options: "argparse.Namespace", home: "Home", wish: str | None) -> int:
    """Begin a workshop in a new file and open it."""
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.session import create
    from mlew_tui.storage.atomic_write import reason
    from mlew_tui.storage.workshop_file import read

    path: Path = options.file
    if path.exists() or path.is_symlink():
        print_error(tr("{path} exists already. Choose another name, or: mlew-tui resume {path}", path=path))
        return WRONG_USE
    try:
        people = [create.person(text) for text in options.participant]
        if options.title is None and not options.no_open and not options.loaded:
            return _open(home, new_file=path, people=people, wish=wish)
        loaded = read(options.loaded)[0] if options.loaded else None
    except ValueError as error:
        print_error(error)
        return WRONG_USE
    except InvalidFileError as error:
        return print_error(error)
    spoken = i18n.choose(wish, loaded.language if loaded else None, i18n.current())
    title = options.title or (loaded.title if loaded else "")
    if not title.strip():
        print_error(tr("A workshop needs a title: --title"))
        return WRONG_USE
    i18n.use(spoken)
    try:
        create.create(path, title, spoken, people, loaded, options.loaded)
    except OSError as error:
        return print_error(tr("{path} could not be written: {reason}", path=path, reason=reason(error)))
    if options.no_open:
        print(path)
        return FINE
    return _resume_file(path, home, wish)


def resume(options: "argparse.Namespace", home: "Home", wish: str | None) -> int:
    """Go on with a workshop, the newest one by default."""
    path = named_or_newest(options.file, home)
    return PROBLEMS if path is None else _resume_file(path, home, wish)


def named_or_newest(named: Path | None, home: "Home") -> Path | None:
    """Return the workshop named, else the one opened last; None where there is none, which is told."""
    visits = home.visits() if named is None else []
    if named is None and not visits:
        print_error(tr("No workshop was opened here yet. Begin one: mlew-tui new"))
    return named or (Path(visits[0].path) if visits else None)


def _resume_file(path: Path, home: "Home", wish: str | None, *, demo: bool = False) -> int:
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.session.session import Session

    try:
        session = Session.open(path, home, demo=demo, in_background=True)
    except InvalidFileError as error:
        if any(problem.kind == "no-file" for problem in error.problems) or not sys.stderr.isatty():
            return print_error(error)
        return _open(home, broken=(path, error.problems), wish=wish)
    i18n.use(i18n.choose(wish, session.workshop.language))
    return _open(home, session=session, wish=wish)


def demo(options: "argparse.Namespace", home: "Home", wish: str | None) -> int:
    """Open a throw-away copy of the example."""
    from mlew_tui.session import create

    try:
        path = create.demo_copy(i18n.current(), options.at)
    except ValueError as error:
        print_error(error)
        return WRONG_USE
    return _resume_file(path, home, wish, demo=True)


def _open(
    home: "Home",
    *,
    session: "Session | None" = None,
    new_file: Path | None = None,
    people: Sequence[tuple[str, str]] = (),
    broken: "tuple[Path, Sequence[Problem]] | None" = None,
    wish: str | None = None,
) -> int:
    """Open the console; the keyboard protocol that garbles committed Japanese is off before it loads."""
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from mlew_tui.app.console import ConsoleApp

    console = ConsoleApp(home, session, new_file=new_file, people=people, broken=broken, wish=wish)
    console.run()
    if console.rescued:
        print_error(console.rescued)
    return console.return_code or FINE
