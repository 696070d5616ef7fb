"""How a command takes over what others filled in elsewhere: looked at first, asked, all or nothing, with a way back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.cli.output import FINE, PROBLEMS, WRONG_USE, print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from mlew_tui.model.workshop import Workshop
    from mlew_tui.storage.home import Home


def add_asking(command: "ArgumentParser") -> None:
    """Add the options that say whether to ask."""
    asked = command.add_mutually_exclusive_group()
    asked.add_argument("--yes", action="store_true", help=tr("take them over without asking"))
    asked.add_argument("--dry-run", action="store_true", help=tr("only show what would change"))


def locked(options: "Namespace", work: "Callable[[], int]") -> int:
    """Do the work while nobody else has the workshop; it stays locked from reading to saving, but for a dry run.

    ``work`` may raise Broken, or OSError where the file stays as it is.
    """
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.storage import atomic_write
    from mlew_tui.storage.lock import WorkshopLock

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
        return print_error(tr("{path} was not changed: {reason}", path=options.file, reason=atomic_write.reason(error)))
    finally:
        lock.release()


def settled(
    options: "Namespace", home: "Home", text: str, before: "Workshop", after: "Workshop", done: str
) -> int:  # fmt: skip
    """Ask, and save what it becomes; ``done`` says what was taken over. Raises OSError."""
    if after == before:
        print_out(tr("Nothing changes."))
        return FINE
    if options.dry_run:
        print_out(tr("Nothing was changed: this was a dry run."))
        return FINE
    if not options.yes and not sys.stdin.isatty():
        print_error(tr("Nothing was changed, for nobody can be asked here: --yes"))
        return WRONG_USE
    if not options.yes and not _agreed():
        print_out(tr("Nothing was changed."))
        return PROBLEMS
    return _save(options.file, text, after, home, done)


def _agreed() -> bool:
    """Ask on the terminal; anything but a yes is a no."""
    print(tr("Take this over? [y/N]"), end=" ", flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "ｙ", "はい")


def _save(path: Path, text: str, workshop: "Workshop", home: "Home", done: str) -> int:
    """Save, the present text kept as a version first, so that there is a way back, and the new one after it."""
    import contextlib
    import shlex
    from datetime import UTC, datetime

    from mlew_tui.storage.workshop_file import WorkshopFile

    history = home.history(path)
    history.keep(text.encode(), datetime.now(UTC))
    back = history.versions()[0].number
    opened = WorkshopFile(path, text)
    opened.save(workshop)
    with contextlib.suppress(OSError):  # it is saved; only the past lacks it
        history.keep(opened.text.encode(), datetime.now(UTC))
    print_out(done)
    if opened.set_aside is not None:
        print_out(tr("The layout could not be kept; the file as it was: {path}", path=opened.set_aside))
    print_out(tr("To take this back: mlew-tui restore {file} {number}", file=shlex.quote(str(path)), number=back))
    return FINE
