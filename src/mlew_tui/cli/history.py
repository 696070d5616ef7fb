"""``mlew-tui history``, ``restore`` and ``diff``: what a workshop was before, and the way back to it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, PROBLEMS, WRONG_USE, print_error, print_out
from mlew_tui.i18n import tr, trn

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from mlew_tui.session.versions import PutBack
    from mlew_tui.storage.history import Version
    from mlew_tui.storage.home import Home

_SHOWN = 20


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the parsers of these commands; ``lang`` adds the option every command has."""
    history = commands.add_parser(
        "history", help=tr("list what was saved"),
        description=tr("List the kept versions of a workshop, the newest first, and what changed in each."),
    )  # fmt: skip
    history.add_argument("file", nargs="?", metavar="FILE", type=Path, help=tr("default: the newest workshop"))
    history.add_argument("--all", action="store_true", help=tr("all versions, not only the last {count}", count=_SHOWN))

    restore = commands.add_parser(
        "restore", help=tr("go back to a version"),
        description=tr("Put a kept version back as it was; the present file is kept as a version first."),
    )  # fmt: skip
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument("version", metavar="VERSION", type=int, help=tr("its number in: mlew-tui history FILE"))

    diff = commands.add_parser(
        "diff", help=tr("compare two workshops"),
        description=tr("Print what differs between two workshop files, and whether it moved the adopted case."),
    )  # fmt: skip
    for name in ("old", "new"):
        diff.add_argument(name, metavar=name.upper(), help=tr("a file, or FILE@VERSION for a kept version of it"))
    diff.add_argument("--uncover", action="store_true", help=tr("tell scores and result before the reveal, too"))
    for command in (history, restore, diff):
        lang(command)


def history(options: "Namespace", home: "Home", wish: str | None) -> int:
    """List the kept versions of a workshop: number, local time, step, and what changed in each."""
    from mlew_tui.session import versions as past

    path: Path | None = options.file
    if path is None:
        visits = home.visits()
        if not visits:
            return print_error(tr("No workshop was opened here yet. Begin one: mlew-tui new"))
        path = Path(visits[0].path)
    versions = home.history(path).versions()
    if not versions:
        return print_error(tr("{path}: no version is kept yet", path=path))
    newest = next(
        (found for version in versions if (found := past.workshop_of(version.path, home.sound)) is not None), None
    )
    i18n.use(i18n.choose(wish, newest.language if newest else None, i18n.current()))
    entries = past.entries(path, versions, len(versions) if options.all else _SHOWN, home.sound)
    since = _since(path, versions[0], home)
    if since:
        print_out(since)
    head = (tr("version"), tr("when"), tr("step"), tr("what changed"))
    rows = [(str(one.number), f"{one.at.astimezone():%Y-%m-%d %H:%M:%S}", one.step, one.what) for one in entries]
    for line in _aligned([head, *rows]):
        print_out(line)
    if len(entries) < len(versions):
        count = len(versions) - len(entries)
        print_out(trn("{count} older version: --all", "{count} older versions: --all", count))
    print_out(tr("To go back: mlew-tui restore {file} VERSION", file=_quoted(path)))
    return FINE


def restore(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Put a version's bytes back, the present ones kept first; refused while a console has the file."""
    from datetime import UTC, datetime

    from mlew_tui.session import versions as past
    from mlew_tui.storage.atomic_write import reason
    from mlew_tui.storage.history import VersionNotFoundError
    from mlew_tui.storage.lock import WorkshopLock

    path: Path = options.file
    lock = WorkshopLock(path)
    try:
        if lock.acquire() is not None:
            return print_error(tr("{path} is open in another console: close it there first", path=path))
        done = past.put_back(path, home.history(path), options.version, datetime.now(UTC))
    except VersionNotFoundError as error:
        print_error(f"{path}: {error}")
        return WRONG_USE
    except past.VersionWriteError as error:
        return print_error(tr("Not restored: the present file could not be kept: {reason}", reason=reason(error)))
    except OSError as error:
        return print_error(tr("{path} was not changed: {reason}", path=path, reason=reason(error)))
    finally:
        lock.release()
    if done is None:
        print_out(tr("{path} is as in version {number} already", path=path, number=options.version))
        return FINE
    return _tell_put_back(path, options.version, done, wish)


def _tell_put_back(path: Path, number: int, done: "PutBack", wish: str | None) -> int:
    """Say what going back changed and how to undo it."""
    from mlew_tui.model.ballot_secrecy import is_covered
    from mlew_tui.reports.change_summary import summary

    i18n.use(i18n.choose(wish, done.now.language if done.now else None, i18n.current()))
    print_out(tr("{path} is as in version {number} again", path=path, number=number))
    if done.now is None:
        print_out(tr("It cannot be read as a workshop: mlew-tui check {path}", path=path))
    elif done.before is not None:
        covered = is_covered(done.before) or is_covered(done.now)
        print_out(tr("What changed: {what}", what=summary(done.before, done.now, covered=covered)))
    if done.undo is not None:
        print_out(tr("To take this back: mlew-tui restore {file} {number}", file=_quoted(path), number=done.undo))
    return PROBLEMS if done.now is None else FINE


def diff(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Print every difference of two workshops a line; scores and result only once the new one is revealed."""
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.model.ballot_secrecy import is_covered
    from mlew_tui.reports.change_summary import details
    from mlew_tui.storage.history import VersionNotFoundError
    from mlew_tui.storage.workshop_file import read

    try:
        old, old_text = read(_named(home, options.old), home.sound)
        new, new_text = read(_named(home, options.new), home.sound)
    except VersionNotFoundError as error:
        print_error(error)
        return WRONG_USE
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(wish, new.language))
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
    """Return a path as a shell takes it."""
    import shlex

    return shlex.quote(str(path))


def _named(home: "Home", name: str) -> Path:
    """Return the file of ``FILE`` or ``FILE@VERSION``; a file of just that name goes first.

    Raises VersionNotFoundError.
    """
    from mlew_tui.storage.history import VersionNotFoundError

    file, sign, number = name.rpartition("@")
    if not sign or not number.isdecimal() or Path(name).exists():
        return Path(name)
    versions = home.history(Path(file)).versions()
    for version in versions:
        if version.number == int(number):
            return version.path
    raise VersionNotFoundError(int(number), [version.number for version in versions])


def _since(path: Path, newest: "Version", home: "Home") -> str:
    """Say how the file differs from its newest version, or nothing where it does not."""
    from mlew_tui.reports.change_summary import summary
    from mlew_tui.session.versions import workshop_of

    try:
        if path.read_bytes() == newest.path.read_bytes():
            return ""
    except FileNotFoundError:
        return tr("{path}: the file is gone", path=path)
    except OSError:
        return tr("{path} cannot be read", path=path)
    before, now = workshop_of(newest.path, home.sound), workshop_of(path, home.sound)
    if before is None or now is None:
        return tr("the file was edited since, and cannot be compared: mlew-tui check {path}", path=path)
    return tr("the file was edited since: {what}", what=summary(before, now))


def _aligned(rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """Return rows as lines, every column but the last as wide as its widest cell on a terminal."""
    from rich.cells import cell_len

    from mlew_tui.text.sanitize import one_line

    shown = [tuple(map(one_line, row)) for row in rows]
    widths = [max(cell_len(row[column]) for row in shown) for column in range(3)]
    lines = []
    for number, *others, what in shown:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([" " * (widths[0] - cell_len(number)) + number, *padded, what]).rstrip())
    return lines
