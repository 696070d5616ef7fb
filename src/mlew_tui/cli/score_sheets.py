"""``mlew-tui sheet`` and ``import-scores``: evaluation sheets sent to each participant, and taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli import confirm_import
from mlew_tui.cli.output import FINE, WRONG_USE, print_error, print_out
from mlew_tui.i18n import tr, trn

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.model.workshop import Workshop
    from mlew_tui.score_sheets.sheet_batch import Sheet
    from mlew_tui.storage.home import Home


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the parsers of these commands; ``lang`` adds the option every command has."""
    sheet = commands.add_parser(
        "sheet", help=tr("write evaluation sheets"),
        description=tr("Write an evaluation sheet for each participant who votes, to be filled in elsewhere."),
    )  # fmt: skip
    sheet.add_argument("file", metavar="FILE", type=Path)
    sheet.add_argument(
        "-o", "--output", metavar="DIR", type=Path, required=True,
        help=tr("the folder for the sheets; those that are there already are left alone"),
    )  # fmt: skip
    sheet.add_argument(
        "--to", choices=("xlsx", "csv"), default="xlsx", help=tr("file format; default: {name}", name="xlsx")
    )

    take = commands.add_parser(
        "import-scores", help=tr("take filled evaluation sheets back"),
        description=tr(
            "Read filled evaluation sheets (xlsx, CSV, or text copied from a spreadsheet), show what they change, "
            "and take them over: all of them or none."
        ),
    )  # fmt: skip
    take.add_argument("file", metavar="FILE", type=Path)
    take.add_argument("sheets", metavar="SHEET", type=Path, nargs="+")
    take.add_argument("--hand-in", action="store_true", help=tr("count these scores: hand each ballot in"))
    take.add_argument("--person", metavar="ID", help=tr("whose sheet it is, where the sheet does not say"))
    confirm_import.add_asking(take)
    for command in (sheet, take):
        lang(command)


def sheet(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Write the sheets; end with 1 when one was there already, for it may not be of today."""
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.score_sheets import sheet_files
    from mlew_tui.storage import atomic_write, workshop_file

    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(wish, workshop.language))
    if not (workshop.cases and workshop.criteria):
        return print_error(tr("{path} has no cases or no criteria yet: there is nothing to score", path=options.file))
    if not any(person.is_voter for person in workshop.participants):
        return print_error(tr("{path} has no participant who votes", path=options.file))
    try:
        written = sheet_files.write(workshop, options.output, options.to)
    except OSError as error:
        path = error.filename or options.output
        return print_error(tr("{path} could not be written: {reason}", path=path, reason=atomic_write.reason(error)))
    for path in written.made:
        print_out(tr("{path}: written", path=path))
    for path in written.kept:
        print_error(tr("{path} is there already and was left alone: it may hold scores", path=path))
    if written.kept:
        return print_error(tr("For new ones of all, name another folder."))
    return FINE


def import_scores(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Show what the sheets change and take them over; the file stays locked from reading to saving."""
    return confirm_import.locked(options, lambda: _import(options, home, wish))


def _import(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Read, preview, ask and save. Raises InvalidFileError, or OSError where the file stays as it is."""
    from mlew_tui.score_sheets.apply_sheets import taking as taken
    from mlew_tui.score_sheets.sheet_batch import gather
    from mlew_tui.storage import workshop_file

    workshop, text = workshop_file.read(options.file)
    i18n.use(i18n.choose(wish, workshop.language))
    if options.person is not None and all(one.id != options.person for one in workshop.participants):
        print_error(tr("{path} has no participant {id}", path=options.file, id=options.person))
        return WRONG_USE
    sheets = gather(workshop, options.sheets, options.person)
    for one in sheets:
        _preview(workshop, one, hand_in=options.hand_in)
    if any(one.said.refusals for one in sheets):
        return print_error(tr("Nothing was taken over: mend these places, or leave that sheet out."))
    changed = taken((one.said for one in sheets), hand_in=options.hand_in)(workshop).validated()
    done = tr("{path}: the scores were taken over", path=options.file)
    return confirm_import.settled(options, home, text, workshop, changed, done)


def _preview(workshop: "Workshop", sheet: "Sheet", *, hand_in: bool) -> None:
    """Print whose sheet it is, what it changes cell by cell, what is to be told, and what was refused."""
    from mlew_tui.model.scoring import points_text
    from mlew_tui.score_sheets.apply_sheets import rescored
    from mlew_tui.score_sheets.sheet_remarks import said
    from mlew_tui.text.sanitize import one_line

    names = {person.id: person.name for person in workshop.participants}
    who, changes = sheet.said.person, list(rescored(workshop, sheet.said))
    print_out(one_line(sheet.name) if who is None else f"{one_line(sheet.name)}: {one_line(names[who])} ({who})")
    for change in changes:
        blank = tr("blank")
        before, after = (blank if points is None else points_text(points) for points in (change.before, change.after))
        line = tr(
            "{cell}: case {case}, {criterion}: {before} → {after}",
            cell=change.cell, case=change.case, criterion=change.criterion, before=before, after=after,
        )  # fmt: skip
        print_out(f"  {line}")
    if not sheet.said.refusals:
        print_out(f"  {_count(len(changes), len(sheet.said.scores))}")
        if who is not None:
            print_out(f"  {_ballot(workshop, who, hand_in=hand_in)}")
    for remark in sheet.said.notes:
        print_out("  " + tr("Note: {words}", words=said(remark)))
    for remark in sheet.said.refusals:
        print_error("  " + tr("Refused: {words}", words=said(remark)))
    print_out()


def _count(changed: int, read: int) -> str:
    return trn("{count} of {all} scores changes", "{count} of {all} scores change", changed, all=read)


def _ballot(workshop: "Workshop", who: str, *, hand_in: bool) -> str:
    """Say whether these scores will count."""
    if who in workshop.ballots.handed_in:
        return tr("handed in already: the scores count at once")
    return tr("handed in with this") if hand_in else tr("not handed in: the scores do not count yet (--hand-in)")
