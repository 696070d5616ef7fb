"""``mlew-tui sheet`` and ``import-scores``: write an evaluation sheet for each participant, and read them back."""

from argparse import Namespace

from mlew_tui import i18n
from mlew_tui.cli import confirm_import
from mlew_tui.cli.output import FINE, WRONG_USE, print_error, print_out
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr, trn
from mlew_tui.model.scoring import points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.score_sheets.apply_sheets import score_changes, take_over
from mlew_tui.score_sheets.sheet_batch import Sheet, gather
from mlew_tui.score_sheets.sheet_remarks import remark_text
from mlew_tui.session import score_sheet_files
from mlew_tui.storage import workshop_file
from mlew_tui.storage.home import Home
from mlew_tui.text import os_errors
from mlew_tui.text.sanitize import one_line


def sheet(options: Namespace, home: Home, lang: str | None) -> int:
    """Write the sheets; return 1 when one was there already, since it may be out of date."""
    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(lang, workshop.language))
    if not (workshop.cases and workshop.criteria):
        return print_error(tr("{path} has no cases or no criteria yet: there is nothing to score", path=options.file))
    if not any(person.is_voter for person in workshop.participants):
        return print_error(tr("{path} has no participant who votes", path=options.file))
    try:
        sheets = score_sheet_files.write(workshop, options.output, options.to)
    except OSError as error:
        path = error.filename or options.output
        return print_error(
            tr("{path} could not be written: {reason}", path=path, reason=os_errors.describe_os_error(error))
        )
    for path in sheets.written:
        print_out(tr("{path}: written", path=path))
    for path in sheets.kept:
        print_error(tr("{path} is there already and was left alone: it may hold scores", path=path))
    if sheets.kept:
        return print_error(tr("For new ones of all, name another folder."))
    return FINE


def import_scores(options: Namespace, home: Home, lang: str | None) -> int:
    """Show what the sheets change and take them over; the file stays locked from reading to saving."""
    return confirm_import.run_locked(options, lambda: _import(options, home, lang))


def _import(options: Namespace, home: Home, lang: str | None) -> int:
    """Read, preview, ask and save. Raises InvalidFileError, or OSError where the file stays as it is."""
    workshop, text = workshop_file.read(options.file)
    i18n.use(i18n.choose(lang, workshop.language))
    if options.person is not None and all(person.id != options.person for person in workshop.participants):
        print_error(tr("{path} has no participant {id}", path=options.file, id=options.person))
        return WRONG_USE
    sheets = gather(workshop, options.sheets, options.person)
    for sheet in sheets:
        _preview(workshop, sheet, hand_in=options.hand_in)
    if any(sheet.content.refusals for sheet in sheets):
        return print_error(tr("Nothing was taken over: mend these places, or leave that sheet out."))
    changed = take_over((sheet.content for sheet in sheets), hand_in=options.hand_in)(workshop).validated()
    done = tr("{path}: the scores were taken over", path=options.file)
    return confirm_import.confirm_and_save(options, home, text, workshop, changed, done)


def _preview(workshop: Workshop, sheet: Sheet, *, hand_in: bool) -> None:
    """Print whose sheet it is, what it changes cell by cell, its notes and its refusals."""
    who, changes = sheet.content.person, list(score_changes(workshop, sheet.content))
    print_out(
        one_line(sheet.name)
        if who is None
        else f"{one_line(sheet.name)}: {one_line(person_name(workshop, who))} ({who})"
    )
    for change in changes:
        blank = tr("blank")
        before, after = (blank if points is None else points_text(points) for points in (change.before, change.after))
        line = tr(
            "{cell}: case {case}, {criterion}: {before} → {after}",
            cell=change.cell, case=change.case, criterion=change.criterion, before=before, after=after,
        )  # fmt: skip
        print_out(f"  {line}")
    if not sheet.content.refusals:
        print_out(f"  {_count(len(changes), len(sheet.content.scores))}")
        if who is not None:
            print_out(f"  {_ballot(workshop, who, hand_in=hand_in)}")
    for remark in sheet.content.notes:
        print_out("  " + tr("Note: {words}", words=remark_text(remark)))
    for remark in sheet.content.refusals:
        print_error("  " + tr("Refused: {words}", words=remark_text(remark)))
    print_out()


def _count(changed: int, read: int) -> str:
    return trn("{count} of {all} scores changes", "{count} of {all} scores change", changed, all=read)


def _ballot(workshop: Workshop, who: str, *, hand_in: bool) -> str:
    """Return whether these scores will count, in words."""
    if who in workshop.ballots.handed_in:
        return tr("handed in already: the scores count at once")
    return tr("handed in with this") if hand_in else tr("not handed in: the scores do not count yet (--hand-in)")
