"""``mlew-tui findings``: what to improve, phase by phase, with the numbers behind it."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.storage.home import Home

_INDENT = "  "


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    findings = commands.add_parser(
        "findings",
        help=tr("what to improve, and why"),
        description=tr("Print what to improve, phase by phase, with the numbers behind it."),
    )
    findings.add_argument("file", metavar="FILE", type=Path)
    findings.add_argument("--json", action="store_true", help=tr("as JSON"))
    lang(findings)


def run(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Print what was found in a file, as wide as the terminal, or as data; findings are no errors.

    Before the reveal nothing that rests on scores is found.
    """
    from datetime import datetime

    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.model.findings.collect import findings
    from mlew_tui.reports import findings as evidence
    from mlew_tui.storage import decks, workshop_file

    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
        deck = decks.of(workshop, options.file)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(wish, workshop.language))
    today = datetime.now().astimezone().date()
    found = findings(workshop, deck.thresholds, today)
    if options.json:
        import json

        print(json.dumps(evidence.as_data(workshop, deck, found, today), ensure_ascii=False, indent=2))
        return FINE
    import shutil

    from mlew_tui.text.page_layout import laid_out

    width = shutil.get_terminal_size().columns
    for number, (heading, lines) in enumerate(evidence.phases(workshop, deck, found)):
        if number:
            print_out()
        print_out(heading)
        for row in laid_out(lines, width - len(_INDENT)):
            print_out(_INDENT + row)
    return FINE
