"""``mlew-tui export``: a workshop in other programs' formats."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, WRONG_USE, print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.storage.home import Home

_STANDARD_OUTPUT = "-"


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    from mlew_tui.export import FORMATS

    export = commands.add_parser(
        "export", help=tr("write a workshop in another format"),
        description=tr(
            "Write a workshop for others: the proposal with the day's record as md, html or docx, tables as xlsx or "
            "csv, everything as json, dates as ics, a page for the workshop's newer edition as discovery-md."
        ),
    )  # fmt: skip
    export.add_argument("file", metavar="FILE", type=Path)
    export.add_argument("--to", choices=FORMATS, required=True, metavar="FORMAT", help=", ".join(FORMATS))
    export.add_argument(
        "-o", "--output", metavar="OUT",
        help=tr("a file, a folder, or - for the standard output; default: beside FILE"),
    )  # fmt: skip
    export.add_argument("--force", action="store_true", help=tr("over what is there already"))
    export.add_argument(
        "--uncover", action="store_true", help=tr("before the reveal, too: for whoever may know the result")
    )
    lang(export)


def run(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Write the files and say where; end with 1 where something was there already or could not be written."""
    from datetime import UTC, datetime

    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.session import export_files
    from mlew_tui.storage import atomic_write, decks, workshop_file

    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
        deck = decks.of(workshop, options.file)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(wish, workshop.language))
    to, to_stdout = options.to, options.output == _STANDARD_OUTPUT
    if to_stdout and to not in export_files.TEXTS:
        print_error(tr("{format} is no single text: name a file or a folder instead of -", format=to))
        return WRONG_USE
    files = export_files.make(workshop, deck, options.file, datetime.now(UTC), to, uncover=options.uncover)
    if to_stdout:
        sys.stdout.buffer.write(files[0].content)
        sys.stdout.flush()
    else:
        made = export_files.parcel(files, to, options.file, Path(options.output) if options.output else None)
        try:
            export_files.deliver(made, options.file, force=options.force)
        except export_files.TargetIsWorkshopError:
            return print_error(
                tr("{path} is the workshop itself and was left alone: name another file", path=options.file)
            )
        except FileExistsError as error:
            words = tr("{path} exists already and was left alone: --force, or name another file", path=error.filename)
            return print_error(words)
        except (OSError, ValueError) as error:
            reason = atomic_write.reason(error) if isinstance(error, OSError) else error
            path = getattr(error, "filename", None) or made.where
            return print_error(tr("{path} could not be written: {reason}", path=path, reason=reason))
        if len(made.places) > 1:
            print_out(tr("{path}: {count} files written", path=made.where, count=len(made.places)))
        else:
            print_out(tr("{path}: written", path=made.where))
    if export_files.stays_covered(workshop, uncover=options.uncover):
        print_error(tr("Scores and result are left out, for they are not revealed yet; --uncover tells them."))
    return FINE
