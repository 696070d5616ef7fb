"""The commands as people type them; each is loaded when it is asked for, the app only by those that open it."""

import argparse
import gettext
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from mlew_tui import __version__, i18n
from mlew_tui.cli.output import FINE, PROBLEMS, WRONG_USE, print_error
from mlew_tui.i18n import mark, tr

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

_MODULES: Mapping[str, tuple[str, str]] = {
    "new": ("open", "new"), "resume": ("open", "resume"), "demo": ("open", "demo"), "wall": ("wall", "run"),
    "check": ("check", "run"), "tally": ("tally", "run"), "trace": ("trace", "run"), "findings": ("findings", "run"),
    "export": ("export", "run"), "sheet": ("score_sheets", "sheet"), "import-scores": ("score_sheets", "import_scores"),
    "import-cases": ("import_items", "import_cases"), "import-reviews": ("import_items", "import_reviews"),
    "history": ("history", "history"), "restore": ("history", "restore"), "diff": ("history", "diff"),
    "close-round": ("close_round", "close_round"),
    "schema": ("schema", "run"), "doctor": ("doctor", "run"),
}  # fmt: skip
"""By each command the module that has it and the function that runs it, in the order help lists them."""


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
    gettext.bindtextdomain("mlew_tui", str(i18n.LOCALE))
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


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser, its words in the language spoken now: of one command alone, or of all of them."""
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
    names = [_MODULES[command][0]] if command is not None else dict.fromkeys(name for name, _ in _MODULES.values())
    for name in names:
        _module(name).add(commands, _lang)
    return top


def _lang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default=argparse.SUPPRESS, help=tr("language: ja or en"))


def run(given: Sequence[str]) -> int:
    """Run what was typed and return its exit status: 0 fine, 1 problems found, 2 wrong use."""
    from mlew_tui.storage.home import Home

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them costs a start dear
    home = Home()
    wish = _wished(given)
    spoken = i18n.choose(wish, home.settings().language)
    i18n.use(spoken)
    with _argparse_speaks(spoken):
        options = parser(next((word for word in given if word in _MODULES), None)).parse_args(given)
    module, function = ("open", "home") if options.command is None else _MODULES[options.command]
    try:
        status: int = getattr(_module(module), function)(options, home, wish)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        sys.stdout = None
        return FINE
    except OSError as error:
        sys.stdout = None
        return print_error(error)
    except KeyboardInterrupt:
        return PROBLEMS


def _module(name: str) -> ModuleType:
    """Load a module of commands."""
    return import_module(f"mlew_tui.cli.{name}")


def _wished(given: Sequence[str]) -> str | None:
    """Return what --lang says, before anything can be printed in the wrong language."""
    for index, word in enumerate(given):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and index + 1 < len(given):
            return given[index + 1]
    return None
