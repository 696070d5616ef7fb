"""Several sheets read for one workshop, with the checks that need all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.score_sheets.sheet_reader import SheetContent, read_sheet
from mlew_tui.tabular import reading
from mlew_tui.tabular.cells import Remark


@dataclass(frozen=True)
class Sheet:
    """A table that was read: its name and content."""

    name: str
    content: SheetContent


def gather(workshop: Workshop, paths: Iterable[Path], person: str | None = None) -> Sequence[Sheet]:
    """Read every file; what cannot be read becomes a refusal, and so does a second sheet of the same person."""
    sheets = [sheet for path in paths for sheet in _of_file(workshop, path, person)]
    first: dict[str, str] = {}
    told = []
    for sheet in sheets:
        who = sheet.content.person
        if who is not None and who in first:
            told.append(
                _refused(
                    sheet,
                    Remark("person-twice", "", {"id": who, "name": person_name(workshop, who), "other": first[who]}),
                )
            )
            continue
        if who is not None:
            first[who] = sheet.name
        told.append(sheet)
    return told


def _of_file(workshop: Workshop, path: Path, person: str | None) -> Sequence[Sheet]:
    """Read a file's tables; sheets without an evaluation table are ignored where another sheet has one."""
    try:
        tables = reading.read(path)
    except reading.UnreadableFileError as error:
        return [Sheet(str(path), SheetContent(refusals=(error.remark,)))]
    found = [Sheet(table.name, read_sheet(workshop, table.cells, person)) for table in tables]
    with_table = [sheet for sheet in found if not _is_without_table(sheet.content)]
    return with_table or found[:1]


def _is_without_table(said: SheetContent) -> bool:
    return any(remark.kind == "no-sheet" for remark in said.refusals)


def _refused(sheet: Sheet, remark: Remark) -> Sheet:
    return Sheet(sheet.name, replace(sheet.content, scores={}, refusals=(*sheet.content.refusals, remark)))
