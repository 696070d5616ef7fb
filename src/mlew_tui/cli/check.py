"""``mlew-tui check``: every problem of a file with its place and how to mend it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.cli.output import FINE, PROBLEMS, print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.storage.home import Home


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    words = tr("Print every problem of a workshop file with its place and how to mend it.")
    parser = commands.add_parser("check", help=tr("find mistakes in a file"), description=words)
    parser.add_argument("file", metavar="FILE", type=Path, nargs="+")
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text",
        help=tr("how to print: for people (the default), for programs, for checks of a pull request"),
    )  # fmt: skip
    mend = parser.add_mutually_exclusive_group()
    mend.add_argument(
        "--convert", action="store_true", help=tr("rewrite a file of another encoding as UTF-8; the original is kept")
    )
    mend.add_argument(
        "--cap", action="store_true", help=tr("lower scores above a criterion's weight to it; the original is kept")
    )
    lang(parser)


def run(options: "Namespace", home: "Home", _wish: str | None) -> int:
    """Check every file, mend first where asked to, and return 0 when all are fine, else 1."""
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.storage.atomic_write import WriteError, reason

    for path in options.file if options.convert or options.cap else ():
        try:
            _mend(path, convert=options.convert)
        except InvalidFileError as error:
            print_error(error)
            return PROBLEMS
        except WriteError as error:
            return print_error(tr("{path} could not be written: {reason}", path=path, reason=reason(error)))
    problems = [_problems(path, home) for path in options.file]
    if options.format == "json":
        from mlew_tui.diagnosis import rendering

        print(rendering.as_json([problem for found in problems for problem in found]))
    elif options.format == "github":
        from mlew_tui.diagnosis import rendering

        for found in problems:
            for problem in found:
                print(rendering.for_github(problem))
    else:
        for path, found in zip(options.file, problems, strict=True):
            _print(path, found)
    return PROBLEMS if any(problems) else FINE


def _mend(path: Path, *, convert: bool) -> None:
    from mlew_tui.storage import repairs

    if convert:
        original = repairs.converted(path)
        if original is not None:
            print_out(tr("{path}: now UTF-8; the original is {original}", path=path, original=original))
        return
    capped = repairs.capped(path)
    if capped is not None:
        words = tr(
            "{path}: scores lowered: {count}; the original is {original}",
            path=path,
            count=capped[1],
            original=capped[0],
        )
        print_out(words)


def _problems(path: Path, home: "Home") -> "tuple[Problem, ...]":
    """Return every problem of a file, and of its deck once the file itself is sound."""
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.storage import decks

    found = home.sound.examined(path)
    if found.workshop is None:
        return found.problems
    try:
        steps = decks.ids_of(found.workshop, path)
    except InvalidFileError as error:
        return error.problems
    return decks.unknown_steps(found.workshop, steps, path, found.text)


def _print(path: Path, problems: "tuple[Problem, ...]") -> None:
    if not problems:
        print_out(tr("{path}: fine", path=path))
        return
    import shutil

    from mlew_tui.diagnosis import rendering

    width = shutil.get_terminal_size().columns
    has_colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for problem in problems:
        for row in rendering.rows(problem, width):
            print(rendering.coloured(row) if has_colour else rendering.plain(row), file=sys.stderr)
        print(file=sys.stderr)
    print_error(f"{path}: " + rendering.count_words(len(problems)))
