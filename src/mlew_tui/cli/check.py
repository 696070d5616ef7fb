"""``mlew-tui check``: print every problem of a file with its place and how to mend it."""

import os
import shutil
import sys
from argparse import Namespace
from pathlib import Path

from mlew_tui.cli.output import FINE, PROBLEMS, print_error, print_out
from mlew_tui.diagnosis import rendering
from mlew_tui.diagnosis.problem import InvalidFileError, Problem
from mlew_tui.i18n import tr
from mlew_tui.storage import decks
from mlew_tui.storage.atomic_write import WriteError
from mlew_tui.storage.home import Home
from mlew_tui.text.os_errors import describe_os_error


def run(options: Namespace, home: Home, _lang: str | None) -> int:
    """Repair the files where asked to, then check each; return 0 when all are fine, else 1."""
    for path in options.file if options.convert or options.cap else ():
        try:
            _repair(path, convert=options.convert)
        except InvalidFileError as error:
            print_error(error)
            return PROBLEMS
        except WriteError as error:
            return print_error(tr("{path} could not be written: {reason}", path=path, reason=describe_os_error(error)))
    problems = {path: _problems(path, home) for path in options.file}
    if options.format == "json":
        print(rendering.as_json([problem for of_file in problems.values() for problem in of_file]))
    elif options.format == "github":
        for of_file in problems.values():
            for problem in of_file:
                print(rendering.for_github(problem))
    else:
        for path, of_file in problems.items():
            _print(path, of_file)
    return PROBLEMS if any(problems.values()) else FINE


def _repair(path: Path, *, convert: bool) -> None:
    """Rewrite a file as UTF-8 or lower its scores. Raises InvalidFileError or WriteError."""
    from mlew_tui.storage import repairs  # lazy: tomlrt takes 70 ms to import, and most checks repair nothing

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


def _problems(path: Path, home: Home) -> tuple[Problem, ...]:
    """Return every problem of a file, and of its deck once the file itself is valid."""
    report = home.sound.load_report(path)
    if report.workshop is None:
        return report.problems
    try:
        steps = decks.ids_of(report.workshop, path)
    except InvalidFileError as error:
        return error.problems
    return decks.unknown_steps(report.workshop, steps, path, report.text)


def _print(path: Path, problems: tuple[Problem, ...]) -> None:
    if not problems:
        print_out(tr("{path}: fine", path=path))
        return
    width = shutil.get_terminal_size().columns
    has_colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for problem in problems:
        for row in rendering.rows(problem, width):
            print(rendering.coloured(row) if has_colour else rendering.plain(row), file=sys.stderr)
        print(file=sys.stderr)
    print_error(f"{path}: " + rendering.count_words(len(problems)))
