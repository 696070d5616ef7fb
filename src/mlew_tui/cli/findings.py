"""``mlew-tui findings``: print what to improve, phase by phase, with the numbers behind it."""

import json
import shutil
from argparse import Namespace
from datetime import datetime
from typing import Final

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, print_error, print_out
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.model.findings import collect
from mlew_tui.reports import findings as report
from mlew_tui.storage import decks, workshop_file
from mlew_tui.storage.home import Home
from mlew_tui.text.page_layout import lay_out

_INDENT: Final = "  "


def run(options: Namespace, home: Home, lang: str | None) -> int:
    """Print a file's findings, as wide as the terminal or as JSON, and return 0: findings are no errors.

    Before the reveal nothing that rests on scores is a finding.
    """
    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
        deck = decks.of(workshop, options.file)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(lang, workshop.language))
    today = datetime.now().astimezone().date()
    findings = collect.findings(workshop, deck.thresholds, today)
    if options.json:
        print(json.dumps(report.as_data(workshop, deck, findings, today), ensure_ascii=False, indent=2))
        return FINE
    width = shutil.get_terminal_size().columns
    for number, (heading, lines) in enumerate(report.phase_sections(workshop, deck, findings)):
        if number:
            print_out()
        print_out(heading)
        for row in lay_out(lines, width - len(_INDENT)):
            print_out(_INDENT + row)
    return FINE
