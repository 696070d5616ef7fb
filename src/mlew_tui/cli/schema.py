"""``mlew-tui schema``: what lets an editor complete, explain and check a workshop file as it is typed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.storage.home import Home


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    words = tr("Print the JSON Schema that lets an editor complete, explain and check a workshop file as it is typed.")
    parser = commands.add_parser("schema", help=tr("print the schema of workshop.toml"), description=words)
    parser.add_argument(
        "file", nargs="?", metavar="FILE", type=Path, help=tr("the workshop whose language the schema speaks")
    )
    parser.add_argument(
        "--write", action="store_true",
        help=tr("write {name} beside FILE, else here, and name it in FILE's first line", name="workshop.schema.json"),
    )  # fmt: skip
    lang(parser)


def run(options: "Namespace", _home: "Home", wish: str | None) -> int:
    """Print or write the schema and return the exit status: 0 fine, 1 if a file cannot be read or written.

    It speaks the wished language, else that of FILE, which need not be a sound workshop, else the current one.
    """
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.storage import atomic_write, schema

    path: Path | None = options.file
    try:
        text = _text_of(path) if path else ""
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(wish, _language_of(text), i18n.current()))
    if not options.write:
        sys.stdout.write(schema.text(i18n.current()))
        return FINE
    try:
        written = schema.write(path.parent if path else Path(), i18n.current())
        print_out(tr("{path}: written", path=written))
        return _name_in(path) if path and schema.with_directive(text) != text else FINE
    except InvalidFileError as error:
        return print_error(error)
    except atomic_write.WriteError as error:
        return print_error(
            tr("{path} could not be written: {reason}", path=error.filename, reason=atomic_write.reason(error))
        )


def _text_of(path: Path) -> str:
    """Return a file's text, whatever it says. Raises InvalidFileError when it cannot be read as UTF-8."""
    from mlew_tui.diagnosis import encoding
    from mlew_tui.diagnosis.problem import InvalidFileError

    decoded = encoding.decode(path, encoding.read_bytes(path))
    if decoded.problems:
        raise InvalidFileError(decoded.problems)
    return decoded.text


def _language_of(text: str) -> str | None:
    """Return what a workshop's text has for ``language``, None where nobody can tell."""
    import tomllib

    try:
        found = tomllib.loads(text.removeprefix("\ufeff")).get("language")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, str) else None


def _name_in(path: Path) -> int:
    """Name the schema in a workshop's first line, unless a console is writing that file."""
    from mlew_tui.storage import atomic_write, schema
    from mlew_tui.storage.lock import WorkshopLock

    lock = WorkshopLock(path)
    if lock.acquire() is not None:
        words = tr(
            "{path} is open in a console. Close it and try again, or put this in its first line yourself: {line}",
            path=path, line=schema.DIRECTIVE,
        )  # fmt: skip
        return print_error(words)
    try:
        atomic_write.write(path, schema.with_directive(_text_of(path)).encode())
    finally:
        lock.release()
    print_out(tr("{path}: the first line now names the schema", path=path))
    return FINE
