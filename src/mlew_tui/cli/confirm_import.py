"""Take over imported data: preview, ask, then save all of it or nothing, and say how to go back."""

import contextlib
import shlex
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from mlew_tui.cli.output import FINE, PROBLEMS, WRONG_USE, print_error, print_out
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.storage.workshop_file import WorkshopFile
from mlew_tui.text import os_errors


def run_locked(options: Namespace, work: Callable[[], int]) -> int:
    """Run ``work`` while the workshop is locked, from reading to saving; a dry run needs no lock.

    ``work`` may raise InvalidFileError, or OSError where the file stays as it is.
    """
    if options.dry_run:
        try:
            return work()
        except InvalidFileError as error:
            return print_error(error)
    lock = WorkshopLock(options.file)
    try:
        if options.file.is_file() and lock.acquire() is not None:
            return print_error(tr("{path} is open in another console: close it there first", path=options.file))
        return work()
    except InvalidFileError as error:
        return print_error(error)
    except OSError as error:
        return print_error(
            tr("{path} was not changed: {reason}", path=options.file, reason=os_errors.describe_os_error(error))
        )
    finally:
        lock.release()


def confirm_and_save(
    options: Namespace, home: Home, text: str, before: Workshop, after: Workshop, done: str
) -> int:  # fmt: skip
    """Ask whether to save ``after`` over the file's ``text``, save, and print ``done``. Raises OSError."""
    if after == before:
        print_out(tr("Nothing changes."))
        return FINE
    if options.dry_run:
        print_out(tr("Nothing was changed: this was a dry run."))
        return FINE
    if not options.yes and not sys.stdin.isatty():
        print_error(tr("Nothing was changed, for nobody can be asked here: --yes"))
        return WRONG_USE
    if not options.yes and not _is_confirmed():
        print_out(tr("Nothing was changed."))
        return PROBLEMS
    return _save(options.file, text, after, home, done)


def _is_confirmed() -> bool:
    """Ask on the terminal; anything but a yes is a no."""
    print(tr("Take this over? [y/N]"), end=" ", flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "ｙ", "はい")


def _save(path: Path, text: str, workshop: Workshop, home: Home, done: str) -> int:
    """Keep the present text as a version, so that there is a way back, then save and keep the new one."""
    history = home.history(path)
    history.keep(text.encode(), datetime.now(UTC))
    back = history.versions()[0].number
    file = WorkshopFile(path, text)
    file.save(workshop)
    with contextlib.suppress(OSError):  # the file is saved; only its version is missing
        history.keep(file.text.encode(), datetime.now(UTC))
    print_out(done)
    if file.set_aside is not None:
        print_out(tr("The layout could not be kept; the file as it was: {path}", path=file.set_aside))
    print_out(tr("To take this back: mlew-tui restore {file} {number}", file=shlex.quote(str(path)), number=back))
    return FINE
