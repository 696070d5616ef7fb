"""The commands; the app is imported only by those that open it."""

import argparse
import gc
import gettext
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from mlew_tui import __version__, language
from mlew_tui.language import mark, tr, trn
from mlew_tui.literal import literal

if TYPE_CHECKING:
    from mlew_tui.session import Session
    from mlew_tui.storage.home import Home

# Argparse looks these up in our catalogue; named here so that extraction keeps them there.
_ARGPARSE_WORDS = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("show program's version number and exit"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("expected one argument"),
    mark("ignored explicit argument %r"),
    mark("invalid %(type)s value: %(value)r"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
)

FINE, PROBLEMS, WRONG_USE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """An argument parser that says how to go on, and always ends wrong use with 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        print(f"{self.prog}: {message}", file=sys.stderr)
        print(tr("Try: {command} --help", command=self.prog), file=sys.stderr)
        raise SystemExit(WRONG_USE)


@contextmanager
def _argparse_speaks(spoken: str) -> Iterator[None]:
    """Let argparse take its own words from our catalogue while it parses and prints."""
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain("mlew_tui", str(language.LOCALE))
    gettext.textdomain("mlew_tui")
    os.environ["LANGUAGE"] = spoken
    try:
        yield
    finally:
        gettext.textdomain("messages")
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command, its words in the language spoken now."""
    examples = (
        tr("Examples:")
        + """
  mlew-tui
  mlew-tui new team-a.toml --title "..." --participant 佐藤:product_manager
  mlew-tui resume team-a.toml
  mlew-tui demo --at define.count
  mlew-tui check team-a.toml
  mlew-tui tally team-a.toml --json"""
    )
    top = _Parser(
        prog="mlew-tui",
        description=tr("The facilitator's console for the ML Enablement Workshop. Without a command: Home."),
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    version = tr("show program's version number and exit")
    top.add_argument("--version", action="version", version=f"mlew-tui {__version__}", help=version)
    _lang(top)
    commands = top.add_subparsers(dest="command", metavar=tr("COMMAND"))

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

    check = commands.add_parser(
        "check",
        help=tr("find mistakes in a file"),
        description=tr("Print every problem of a workshop file with its place."),
    )
    check.add_argument("file", metavar="FILE", type=Path, nargs="+")

    tally = commands.add_parser(
        "tally", help=tr("count the evaluation"), description=tr("Print the adopted case and why.")
    )
    tally.add_argument("file", metavar="FILE", type=Path)
    tally.add_argument("--json", action="store_true", help=tr("as JSON"))
    for command in (new, resume, demo, check, tally):
        _lang(command)
    return top


def _lang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=language.LANGUAGES, default=argparse.SUPPRESS, help=tr("language: ja or en"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 fine, 1 problems found, 2 wrong use."""
    from mlew_tui.storage.home import Home

    gc.disable()  # a short command needs none, and the console turns it on after its first frame
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them costs a start dear
    given = list(sys.argv[1:] if arguments is None else arguments)
    home = Home()
    wish = _wished(given)
    spoken = language.choose(wish, home.settings().language)
    language.use(spoken)
    with _argparse_speaks(spoken):
        options = parser().parse_args(given)
    commands = {"new": _new, "resume": _resume, "demo": _demo, "check": _check, "tally": _tally, None: _home}
    try:
        status = commands[options.command](options, home, wish)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        sys.stdout = None
        return FINE
    except OSError as error:
        sys.stdout = None
        return _say(error)
    except KeyboardInterrupt:
        return PROBLEMS


def _wished(given: Sequence[str]) -> str | None:
    """Return what --lang says, before anything can be printed in the wrong language."""
    for index, word in enumerate(given):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and index + 1 < len(given):
            return given[index + 1]
    return None


def _say(words: object) -> int:
    print(literal(str(words)), file=sys.stderr)
    return PROBLEMS


def _home(_options: argparse.Namespace, home: "Home", wish: str | None) -> int:
    return _open(home, wish=wish)


def _new(options: argparse.Namespace, home: "Home", wish: str | None) -> int:
    from mlew_tui import begin
    from mlew_tui.storage.diagnostics import Broken
    from mlew_tui.storage.file import read

    path: Path = options.file
    if path.exists() or path.is_symlink():
        _say(tr("{path} exists already. Choose another name, or: mlew-tui resume {path}", path=path))
        return WRONG_USE
    try:
        people = [begin.person(text) for text in options.participant]
        if options.title is None and not options.no_open and not options.loaded:
            return _open(home, new_file=path, people=people, wish=wish)
        loaded = read(options.loaded)[0] if options.loaded else None
    except ValueError as error:
        _say(error)
        return WRONG_USE
    except Broken as error:
        return _say(error)
    spoken = language.choose(wish, loaded.language if loaded else None, language.current())
    title = options.title or (loaded.title if loaded else "")
    if not title.strip():
        _say(tr("A workshop needs a title: --title"))
        return WRONG_USE
    language.use(spoken)
    try:
        begin.create(path, title, spoken, people, loaded, options.loaded)
    except OSError as error:
        return _say(tr("{path} could not be written: {reason}", path=path, reason=error.strerror))
    if options.no_open:
        print(path)
        return FINE
    return _resume_file(path, home, wish)


def _resume(options: argparse.Namespace, home: "Home", wish: str | None) -> int:
    path: Path | None = options.file
    if path is None:
        visits = home.visits()
        if not visits:
            _say(tr("No workshop was opened here yet. Begin one: mlew-tui new"))
            return PROBLEMS
        path = Path(visits[0].path)
    return _resume_file(path, home, wish)


def _resume_file(path: Path, home: "Home", wish: str | None, *, demo: bool = False) -> int:
    from mlew_tui.session import Session
    from mlew_tui.storage.diagnostics import Broken

    try:
        session = Session.open(path, home, demo=demo)
    except Broken as error:
        return _say(error)
    language.use(language.choose(wish, session.workshop.language))
    return _open(home, session=session, wish=wish)


def _demo(options: argparse.Namespace, home: "Home", wish: str | None) -> int:
    from mlew_tui import begin

    try:
        path = begin.demo_copy(language.current(), options.at)
    except ValueError as error:
        _say(error)
        return WRONG_USE
    return _resume_file(path, home, wish, demo=True)


def _check(options: argparse.Namespace, _home: "Home", _wish: str | None) -> int:
    from mlew_tui.storage import decks, file
    from mlew_tui.storage.diagnostics import Broken

    status = FINE
    for path in options.file:
        try:
            workshop, text = file.read(path)
            problems = decks.unknown_steps(workshop, decks.load(workshop.deck, path), path, text)
        except Broken as error:
            problems = error.problems
        for problem in problems:
            _say(problem)
        if problems:
            count = len(problems)
            status = _say(trn("{path}: {count} problem", "{path}: {count} problems", count, path=path))
        else:
            print(literal(tr("{path}: fine", path=path)))
    return status


def _tally(options: argparse.Namespace, _home: "Home", wish: str | None) -> int:
    from mlew_tui import story
    from mlew_tui.model import scoring
    from mlew_tui.storage import file
    from mlew_tui.storage.diagnostics import Broken

    try:
        workshop, _ = file.read(options.file)
    except Broken as error:
        return _say(error)
    result = scoring.tally(workshop)
    if options.json:
        print(json.dumps(story.as_data(result), ensure_ascii=False, indent=2))
        return FINE
    language.use(language.choose(wish, workshop.language))
    print(literal(story.headline(workshop, result)))
    for line in story.story(workshop, result):
        print(literal(f"  {line}"))
    for line in story.table(workshop, result):
        print(literal(line))
    return FINE


def _open(
    home: "Home",
    *,
    session: "Session | None" = None,
    new_file: Path | None = None,
    people: Sequence[tuple[str, str]] = (),
    wish: str | None = None,
) -> int:
    """Open the console; the keyboard protocol that garbles committed Japanese is off before it loads."""
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from mlew_tui.app import Console

    console = Console(home, session, new_file=new_file, people=people, wish=wish)
    console.run()
    if console.rescued:
        _say(console.rescued)
    return console.return_code or FINE
