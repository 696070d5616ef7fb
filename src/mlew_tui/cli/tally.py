"""``mlew-tui tally``: the adopted case, why, how safely, and what would change it."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.model.workshop import Workshop
    from mlew_tui.storage.home import Home

_INDENT = "  "


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    tally = commands.add_parser(
        "tally", help=tr("count the evaluation"), description=tr("Print the adopted case and why.")
    )
    tally.add_argument("file", metavar="FILE", type=Path)
    tally.add_argument("--json", action="store_true", help=tr("as JSON"))
    tally.add_argument(
        "--uncover", action="store_true", help=tr("before the reveal, too: for whoever may know the result")
    )
    lang(tally)


def run(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Print the evaluation of a file: the whole story as wide as the terminal, or its data.

    Before the reveal only the turnout is told, unless somebody uncovers it.
    """
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.model.analysis.explanation import explain
    from mlew_tui.model.ballot_secrecy import is_covered
    from mlew_tui.reports import result
    from mlew_tui.storage import workshop_file

    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
    except InvalidFileError as error:
        return print_error(error)
    covered = is_covered(workshop) and not options.uncover
    if options.json:
        import json

        data = result.turnout_as_data(workshop) if covered else result.as_data(workshop, explain(workshop))
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return FINE
    i18n.use(i18n.choose(wish, workshop.language))
    if covered:
        _tell_turnout(workshop, options.file)
    else:
        _tell_story(workshop)
    return FINE


def _tell_turnout(workshop: "Workshop", path: Path) -> None:
    """Print who is in and who is missing, and how to see the result all the same."""
    import shlex
    import shutil

    from mlew_tui.reports import result
    from mlew_tui.text.page_layout import laid_out

    hint = tr("For whoever may know it now: mlew-tui tally {file} --uncover", file=shlex.quote(str(path)))
    for row in laid_out([*result.turnout_words(workshop), hint], shutil.get_terminal_size().columns):
        print_out(row)


def _tell_story(workshop: "Workshop") -> None:
    """Print the result in one sentence and every section that explains it."""
    import shutil

    from mlew_tui.model.analysis.explanation import explain
    from mlew_tui.reports import result
    from mlew_tui.text.page_layout import laid_out

    width = shutil.get_terminal_size().columns
    explanation = explain(workshop)
    for row in laid_out([result.headline(workshop, explanation.tally)], width):
        print_out(row)
    for heading, lines in result.sections(workshop, explanation):
        print_out()
        print_out(heading)
        for row in laid_out(lines, width - len(_INDENT)):
            print_out(_INDENT + row)
