"""``mlew-tui history``, ``restore`` and ``diff``: list what a workshop was before, compare, and go back."""

import shlex
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.cells import cell_len

from mlew_tui import i18n
from mlew_tui.cli.arguments import VERSIONS_LISTED
from mlew_tui.cli.newest_workshop import named_or_newest
from mlew_tui.cli.output import FINE, PROBLEMS, WRONG_USE, print_error, print_out
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr, trn
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.reports.change_summary import details, summary
from mlew_tui.session import versions as kept
from mlew_tui.storage.history import Version, VersionNotFoundError
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.storage.workshop_file import read
from mlew_tui.text.os_errors import describe_os_error
from mlew_tui.text.sanitize import one_line


def history(options: Namespace, home: Home, lang: str | None) -> int:
    """List the kept versions of a workshop: number, local time, step, and what changed in each."""
    path = named_or_newest(options.file, home)
    if path is None:
        return PROBLEMS
    versions = home.history(path).versions()
    if not versions:
        return print_error(tr("{path}: no version is kept yet", path=path))
    newest = next(filter(None, (kept.workshop_of(version.path, home.sound) for version in versions)), None)
    i18n.use(i18n.choose(lang, newest.language if newest else None, i18n.current()))
    entries = kept.entries(path, versions, len(versions) if options.all else VERSIONS_LISTED, home.sound)
    since = _since(path, versions[0], home)
    if since:
        print_out(since)
    head = (tr("version"), tr("when"), tr("step"), tr("what changed"))
    rows = [(str(each.number), f"{each.at.astimezone():%Y-%m-%d %H:%M:%S}", each.step, each.what) for each in entries]
    for line in _aligned([head, *rows]):
        print_out(line)
    if len(entries) < len(versions):
        count = len(versions) - len(entries)
        print_out(trn("{count} older version: --all", "{count} older versions: --all", count))
    print_out(tr("To go back: mlew-tui restore {file} VERSION", file=_quoted(path)))
    return FINE


def restore(options: Namespace, home: Home, lang: str | None) -> int:
    """Put a version's bytes back, the present ones kept first; refused while a console has the file open."""
    path: Path = options.file
    lock = WorkshopLock(path)
    try:
        if lock.acquire() is not None:
            return print_error(tr("{path} is open in another console: close it there first", path=path))
        done = kept.put_back(path, home.history(path), options.version, datetime.now(UTC))
    except VersionNotFoundError as error:
        print_error(f"{path}: {error}")
        return WRONG_USE
    except kept.VersionWriteError as error:
        return print_error(
            tr("Not restored: the present file could not be kept: {reason}", reason=describe_os_error(error))
        )
    except OSError as error:
        return print_error(tr("{path} was not changed: {reason}", path=path, reason=describe_os_error(error)))
    finally:
        lock.release()
    if done is None:
        print_out(tr("{path} is as in version {number} already", path=path, number=options.version))
        return FINE
    return _print_put_back(path, options.version, done, lang)


def _print_put_back(path: Path, number: int, done: kept.PutBack, lang: str | None) -> int:
    """Print what going back changed and how to undo it."""
    i18n.use(i18n.choose(lang, done.now.language if done.now else None, i18n.current()))
    print_out(tr("{path} is as in version {number} again", path=path, number=number))
    if done.now is None:
        print_out(tr("It cannot be read as a workshop: mlew-tui check {path}", path=path))
    elif done.before is not None:
        covered = is_covered(done.before) or is_covered(done.now)
        print_out(tr("What changed: {what}", what=summary(done.before, done.now, covered=covered)))
    if done.undo is not None:
        print_out(tr("To take this back: mlew-tui restore {file} {number}", file=_quoted(path), number=done.undo))
    return PROBLEMS if done.now is None else FINE


def diff(options: Namespace, home: Home, lang: str | None) -> int:
    """Print every difference of two workshops; scores and result only once the new one is revealed."""
    try:
        old, old_text = read(_named(home, options.old), home.sound)
        new, new_text = read(_named(home, options.new), home.sound)
    except VersionNotFoundError as error:
        print_error(error)
        return WRONG_USE
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(lang, new.language))
    covered = is_covered(new) and not options.uncover
    lines = details(old, new, covered=covered)
    if not lines:
        lines = [tr("Nothing differs.") if old_text == new_text else tr("Only comments or layout differ.")]
    elif covered:
        lines.append(tr("Scores and result are covered until the reveal; all the same: --uncover"))
    for line in lines:
        print_out(line)
    return FINE


def _quoted(path: Path) -> str:
    """Return a path quoted for a shell."""
    return shlex.quote(str(path))


def _named(home: Home, name: str) -> Path:
    """Return the file of ``FILE`` or ``FILE@VERSION``; an existing file of that whole name wins.

    Raises VersionNotFoundError.
    """
    file, sign, number = name.rpartition("@")
    if not sign or not number.isdecimal() or Path(name).exists():
        return Path(name)
    versions = home.history(Path(file)).versions()
    for version in versions:
        if version.number == int(number):
            return version.path
    raise VersionNotFoundError(int(number), [version.number for version in versions])


def _since(path: Path, newest: Version, home: Home) -> str:
    """Return how the file differs from its newest version in words, empty where it does not."""
    try:
        if path.read_bytes() == newest.path.read_bytes():
            return ""
    except FileNotFoundError:
        return tr("{path}: the file is gone", path=path)
    except OSError:
        return tr("{path} cannot be read", path=path)
    before, now = kept.workshop_of(newest.path, home.sound), kept.workshop_of(path, home.sound)
    if before is None or now is None:
        return tr("the file was edited since, and cannot be compared: mlew-tui check {path}", path=path)
    return tr("the file was edited since: {what}", what=summary(before, now))


def _aligned(rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """Return rows as lines, every column but the last as wide as its widest cell on a terminal."""
    shown = [tuple(map(one_line, row)) for row in rows]
    widths = [max(cell_len(row[column]) for row in shown) for column in range(3)]
    lines = []
    for number, *others, what in shown:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([" " * (widths[0] - cell_len(number)) + number, *padded, what]).rstrip())
    return lines
