"""``mlew-tui export``: write a workshop in other programs' formats."""

import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, WRONG_USE, print_error, print_out
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.session import export_files
from mlew_tui.storage import decks, workshop_file
from mlew_tui.storage.home import Home
from mlew_tui.text import os_errors

_STANDARD_OUTPUT: Final = "-"


def run(options: Namespace, home: Home, lang: str | None) -> int:
    """Write the files and print where; return 1 where something was there already or could not be written."""
    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
        deck = decks.of(workshop, options.file)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(lang, workshop.language))
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
            reason = os_errors.describe_os_error(error) if isinstance(error, OSError) else error
            path = getattr(error, "filename", None) or made.where
            return print_error(tr("{path} could not be written: {reason}", path=path, reason=reason))
        if len(made.places) > 1:
            print_out(tr("{path}: {count} files written", path=made.where, count=len(made.places)))
        else:
            print_out(tr("{path}: written", path=made.where))
    if export_files.stays_covered(workshop, uncover=options.uncover):
        print_error(tr("Scores and result are left out, for they are not revealed yet; --uncover tells them."))
    return FINE
