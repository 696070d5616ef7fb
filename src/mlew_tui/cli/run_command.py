"""Parse what was typed, load the command's handler and turn its errors into exit statuses."""

import gettext
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from mlew_tui import i18n
from mlew_tui.cli.arguments import COMMANDS, build_parser
from mlew_tui.cli.output import FINE, PROBLEMS, print_error
from mlew_tui.i18n import mark
from mlew_tui.storage.home import Home

Handler = Callable[[Namespace, Home, str | None], int]
"""Runs a command with its options and the language of ``--lang``; returns the exit status."""

# Argparse looks these up in our catalogue; listed here so that extraction keeps them there.
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


def run(words: Sequence[str]) -> int:
    """Run the command of these arguments and return its exit status: 0 fine, 1 problems found, 2 wrong use."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins slows the import of pydantic
    home = Home()
    lang = _lang_of(words)
    spoken = i18n.choose(lang, home.settings().language)
    i18n.use(spoken)
    with _argparse_in(spoken):
        options = build_parser(next((word for word in words if word in COMMANDS), None)).parse_args(words)
    try:
        status = load_handler(options.handler)(options, home, lang)
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


def load_handler(name: str) -> Handler:
    """Import the handler named ``module:function``."""
    module, _, function = name.partition(":")
    handler: Handler = getattr(import_module(f"mlew_tui.cli.{module}"), function)
    return handler


@contextmanager
def _argparse_in(language: str) -> Iterator[None]:
    """Let argparse take its own words from our catalogue while it parses and prints."""
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain("mlew_tui", str(i18n.LOCALE))
    gettext.textdomain("mlew_tui")
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain("messages")
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def _lang_of(words: Sequence[str]) -> str | None:
    """Return the value of ``--lang``, which must be known before argparse prints anything."""
    for index, word in enumerate(words):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1]
    return None
