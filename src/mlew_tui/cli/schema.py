"""``mlew-tui schema``: print or write what lets an editor complete, explain and check a workshop file."""

import sys
import tomllib
from argparse import Namespace
from pathlib import Path

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, print_error, print_out
from mlew_tui.diagnosis import encoding
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.storage import atomic_write, schema
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.text import os_errors


def run(options: Namespace, _home: Home, lang: str | None) -> int:
    """Print or write the schema and return the exit status: 0 fine, 1 if a file cannot be read or written.

    It is in the language of ``--lang``, else of FILE, which need not be a valid workshop, else the current one.
    """
    path: Path | None = options.file
    try:
        text = _text_of(path) if path else ""
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(lang, _language_of(text), i18n.current()))
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
            tr("{path} could not be written: {reason}", path=error.filename, reason=os_errors.describe_os_error(error))
        )


def _text_of(path: Path) -> str:
    """Return a file's text, valid or not. Raises InvalidFileError when it cannot be read as UTF-8."""
    decoded = encoding.decode(path, encoding.read_bytes(path))
    if decoded.problems:
        raise InvalidFileError(decoded.problems)
    return decoded.text


def _language_of(text: str) -> str | None:
    """Return the value of ``language`` in a workshop's text, None where it has none or is no TOML."""
    try:
        language = tomllib.loads(text.removeprefix("\ufeff")).get("language")
    except (ValueError, RecursionError):
        return None
    return language if isinstance(language, str) else None


def _name_in(path: Path) -> int:
    """Name the schema in a workshop's first line, unless a console has the file open."""
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
