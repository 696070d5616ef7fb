"""``mlew-tui tally``: the adopted case, why, how safely, and what would change it."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import language
from mlew_tui.commands.telling import FINE, say, tell
from mlew_tui.language import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.storage.home import Home

_INDENT = "  "


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    tally = commands.add_parser(
        "tally", help=tr("count the evaluation"), description=tr("Print the adopted case and why.")
    )
    tally.add_argument("file", metavar="FILE", type=Path)
    tally.add_argument("--json", action="store_true", help=tr("as JSON"))
    lang(tally)


def run(options: "Namespace", _home: "Home", wish: str | None) -> int:
    """Print the evaluation of a file: the whole story as wide as the terminal, or its data."""
    from mlew_tui import story
    from mlew_tui.diagnosis.problem import Broken
    from mlew_tui.model.explanation import explain
    from mlew_tui.storage import file

    try:
        workshop, _ = file.read(options.file)
    except Broken as error:
        return say(error)
    explanation = explain(workshop)
    if options.json:
        import json

        print(json.dumps(story.as_data(explanation), ensure_ascii=False, indent=2))
        return FINE
    import shutil

    language.use(language.choose(wish, workshop.language))
    width = shutil.get_terminal_size().columns
    for row in story.laid_out([story.headline(workshop, explanation.tally)], width):
        tell(row)
    for heading, lines in story.sections(workshop, explanation):
        tell()
        tell(heading)
        for row in story.laid_out(lines, width - len(_INDENT)):
            tell(_INDENT + row)
    return FINE
