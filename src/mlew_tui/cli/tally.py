"""``mlew-tui tally``: print the adopted case, why, how safely, and what would change it."""

import json
import shlex
import shutil
from argparse import Namespace
from pathlib import Path
from typing import Final

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, print_error, print_out
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import result
from mlew_tui.storage import workshop_file
from mlew_tui.storage.home import Home
from mlew_tui.text.page_layout import lay_out

_INDENT: Final = "  "


def run(options: Namespace, home: Home, lang: str | None) -> int:
    """Print a file's result with its explanation, as wide as the terminal, or as JSON.

    Before the reveal only the turnout is printed, unless ``--uncover`` is used.
    """
    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
    except InvalidFileError as error:
        return print_error(error)
    covered = is_covered(workshop) and not options.uncover
    if options.json:
        data = result.turnout_as_data(workshop) if covered else result.as_data(workshop, explain(workshop))
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return FINE
    i18n.use(i18n.choose(lang, workshop.language))
    if covered:
        _print_turnout(workshop, options.file)
    else:
        _print_result(workshop)
    return FINE


def _print_turnout(workshop: Workshop, path: Path) -> None:
    """Print who is in and who is missing, and how to see the result nevertheless."""
    hint = tr("For whoever may know it now: mlew-tui tally {file} --uncover", file=shlex.quote(str(path)))
    for row in lay_out([*result.turnout_lines(workshop), hint], shutil.get_terminal_size().columns):
        print_out(row)


def _print_result(workshop: Workshop) -> None:
    """Print the result in one sentence and every section that explains it."""
    width = shutil.get_terminal_size().columns
    explanation = explain(workshop)
    for row in lay_out([result.headline(workshop, explanation.tally)], width):
        print_out(row)
    for heading, lines in result.sections(workshop, explanation):
        print_out()
        print_out(heading)
        for row in lay_out(lines, width - len(_INDENT)):
            print_out(_INDENT + row)
