"""The layout of a returned sheet: by its tags where they remain, else by its texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets import sheet_headings
from mlew_tui.score_sheets.sheet_grid import CASES, CRITERIA, IDS, MARK, PARTICIPANT, SIDE_TAGS, TOTAL, WEIGHTS
from mlew_tui.score_sheets.sheet_headings import Heading, Item
from mlew_tui.tabular.cells import Cells, address, cell_at, cell_text

Place = tuple[int, int]
_FEWEST_TAGS = 2


@dataclass(frozen=True)
class Layout:
    """The rows that head the criteria (ids, texts) and the columns that head the cases; None where there is none.

    ``tags`` are what the sheet says of itself, each with its row and column.
    """

    tags: Mapping[str, Place]
    ids_row: int | None
    head_row: int | None
    ids_column: int | None
    title_column: int | None

    @property
    def last_head(self) -> int:
        """The last row that is about the criteria; -1 where there is none."""
        heads = (self.ids_row, self.head_row, self.tags[WEIGHTS][0] if WEIGHTS in self.tags else None)
        return max((row for row in heads if row is not None), default=-1)

    @property
    def owner(self) -> tuple[str, Place] | None:
        """The id of the participant that the tags name, and where."""
        named = (
            (name.removeprefix(PARTICIPANT).strip(), place)
            for name, place in self.tags.items()
            if name.startswith(f"{PARTICIPANT} ")
        )
        return next(named, None)


def criterion_items(workshop: Workshop) -> Sequence[Item]:
    """Return the criteria as items that columns can match."""
    return [Item(criterion.id, criterion.text) for criterion in workshop.criteria]


def case_items(workshop: Workshop) -> Sequence[Item]:
    """Return the cases as items that rows can match."""
    return [Item(case.id, case.title) for case in workshop.cases]


def find_layout(workshop: Workshop, cells: Cells) -> Layout:
    """Find rows and columns of headings; a sheet without tags is read by the texts that name the most items."""
    texts = [[cell_text(cell) for cell in row] for row in cells]
    tags = _tags(texts)
    ids_row = tags[IDS][0] if IDS in tags else None
    head_row = tags[CRITERIA][0] if CRITERIA in tags else None
    if ids_row is None and head_row is None:
        head_row = sheet_headings.best_line(texts, criterion_items(workshop))
    tag_columns = [place[1] for name, place in tags.items() if name not in (CASES, TOTAL)]
    title_column = tags[CASES][1] if CASES in tags else None
    if title_column is None:
        below = texts[(head_row if ids_row is None else ids_row) or 0 :]
        sides = [
            column if number not in tag_columns else ()
            for number, column in enumerate(zip_longest(*below, fillvalue=""))
        ]
        title_column = sheet_headings.best_line(sides, case_items(workshop))
    return Layout(tags, ids_row, head_row, min(tag_columns, default=None), title_column)


def _tags(texts: Sequence[Sequence[str]]) -> Mapping[str, Place]:
    """Find the tags in the column that has the most of them, and in its row of ids those of the other columns.

    A lone one is no tag: anybody's title may read like it.
    """
    found: dict[int, dict[str, Place]] = {}
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            if text in SIDE_TAGS or text.startswith(f"{PARTICIPANT} "):
                found.setdefault(column, {}).setdefault(text, (row, column))
    tags = max(found.values(), key=len, default={})
    if len(tags) < _FEWEST_TAGS:
        return {}
    if IDS in tags:
        row = tags[IDS][0]
        tags |= {text: (row, column) for column, text in enumerate(texts[row]) if text in (CASES, TOTAL)}
    return tags


def column_headings(layout: Layout, cells: Cells, known: Sequence[Item]) -> Sequence[Heading]:
    """Return the heading of each column that may hold scores."""
    if layout.ids_row is None and layout.head_row is None:
        return ()
    width = max(map(len, cells))
    aside = {layout.ids_column, layout.title_column, layout.tags[TOTAL][1] if TOTAL in layout.tags else None}
    shown = layout.head_row if layout.head_row is not None else layout.ids_row
    return [
        _heading(cells, (layout.ids_row, column), (layout.head_row, column), column, address(shown or 0, column), known)
        for column in range(width)
        if column not in aside
    ]


def row_headings(layout: Layout, cells: Cells, known: Sequence[Item]) -> Iterator[Heading]:
    """Yield the heading of each row that may hold scores: rows with a case's id, else those below the criteria."""
    ids = {item.id for item in known}
    tagged = {row for row, column in layout.tags.values() if column == layout.ids_column}
    side = layout.title_column if layout.title_column is not None else layout.ids_column
    for row in range(len(cells)):
        place = address(row, side or 0)
        heading = _heading(cells, (row, layout.ids_column), (row, layout.title_column), row, place, known)
        if row not in tagged and (row > layout.last_head or (layout.ids_column is not None and heading.id in ids)):
            yield heading


def _heading(
    cells: Cells,
    id_at: tuple[int | None, int | None],
    text_at: tuple[int | None, int | None],
    place: int,
    cell: str,
    known: Sequence[Item],
) -> Heading:
    """Return a heading; where no ids stand apart, the text itself may be one."""
    name, text = _text(cells, *id_at), _text(cells, *text_at)
    if not name and text in {item.id for item in known}:
        name, text = text, ""
    return Heading(place, cell, "" if name.startswith(f"{MARK} ") else name, text)


def _text(cells: Cells, row: int | None, column: int | None) -> str:
    return "" if row is None or column is None else cell_text(cell_at(cells, row, column)).strip()
