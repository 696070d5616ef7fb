"""The commands; the app is imported only by those that open it."""

import argparse
import gc
import gettext
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from mlew_tui import __version__, language
from mlew_tui.commands import (
    check,
    doctor,
    export,
    findings,
    history,
    intake,
    opening,
    rounds,
    schema,
    sheets,
    tally,
    trace,
    wall,
)
from mlew_tui.commands.telling import FINE, PROBLEMS, WRONG_USE, say
from mlew_tui.language import mark, tr

if TYPE_CHECKING:
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
    mark("not allowed with argument %s"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
)

_COMMANDS: Mapping[str | None, Callable[[argparse.Namespace, "Home", str | None], int]] = {
    None: opening.home, "new": opening.new, "resume": opening.resume, "demo": opening.demo,
    "check": check.run, "tally": tally.run, "trace": trace.run, "findings": findings.run, "schema": schema.run,
    "sheet": sheets.sheet, "import-scores": sheets.import_scores,
    "import-cases": intake.import_cases, "import-reviews": intake.import_reviews,
    "history": history.history, "restore": history.restore, "diff": history.diff,
    "close-round": rounds.close_round, "doctor": doctor.run, "wall": wall.run, "export": export.run,
}  # fmt: skip


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
  mlew-tui tally team-a.toml --json
  mlew-tui findings team-a.toml
  mlew-tui export team-a.toml --to html
  mlew-tui history team-a.toml"""
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
    modules = (opening, wall, check, tally, trace, findings, export, sheets, intake, history, rounds, schema, doctor)
    for module in modules:
        module.add(commands, _lang)
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
    try:
        status = _COMMANDS[options.command](options, home, wish)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        sys.stdout = None
        return FINE
    except OSError as error:
        sys.stdout = None
        return say(error)
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
