"""Reviews in a table: which column holds what, and a review of each row."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mlew_tui.importing import pasted_lines, review_columns
from mlew_tui.importing.batch import Batch, Item, LineRemark
from mlew_tui.importing.review_columns import ASSUMED, AUTHOR, BAD, GOOD, MOMENT, SENTIMENT, TEXT
from mlew_tui.importing.sentiments import parse_sentiment, split_sentiment
from mlew_tui.model.workshop import Workshop
from mlew_tui.tabular.cells import normalize
from mlew_tui.tabular.delimited import parse_with_lines

_ASSUMED: Mapping[bool, str] = {
    True: "yes y true 1 はい 仮定 想定 推測 仮説 assumed assumption guess ○ 〇 ◯ ✓ ✔ ☑ ?",
    False: "no n false 0 いいえ 実際 事実 実 actual real fact × ✕ ☐ -",
}
_YES, _NO = (frozenset(_ASSUMED[meant].split()) for meant in (True, False))
_TEXTS = (TEXT, GOOD, BAD)
_FIELDS = {MOMENT: "moment", AUTHOR: "by"}

Rows = Sequence[tuple[range, Sequence[str]]]


@dataclass(frozen=True)
class WorkshopWords:
    """The words of a workshop that cells may name: its moments, and its participants by name and id."""

    moments: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


def workshop_words(workshop: Workshop) -> WorkshopWords:
    """Return the words of a workshop; a name that several people share matches none of them."""
    names = [normalize(person.name) for person in workshop.participants]
    people = {normalize(p.name): p.id for p in workshop.participants if names.count(normalize(p.name)) == 1}
    return WorkshopWords(
        {normalize(moment): moment for moment in workshop.customer.moments},
        people | {normalize(person.id): person.id for person in workshop.participants},
    )


def read(text: str, workshop: Workshop) -> Batch:
    """Return the reviews of a text: rows where it is a table, else one of each line. Nothing is raised."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    words = workshop_words(workshop)
    hint = ""
    if text.startswith("sep=") and text[4:5] and text[5:6] in ("\n", ""):
        hint = text[4]
    found = None
    for delimiter in (hint,) if hint else ("\t", ";", ","):
        try:
            rows = parse_with_lines("\n" * bool(hint) + text[6:] if hint else text, delimiter)
        except csv.Error:  # a cell of more than a hundred thousand characters, a delimiter there cannot be
            continue
        found = _table(rows, words, is_sure=delimiter == "\t" and "\t" in text)
        if found is not None:
            break
    if found is None:
        return pasted_lines.read(text)
    if not hint:
        return found
    told = LineRemark("heading-row", 1, column=1, values={"text": text[:5]})
    return Batch(found.path, found.items, (told, *found.remarks))


def read_cells(rows: Rows, workshop: Workshop) -> Batch:
    """Return the reviews of a table that was one already."""
    found = _table(rows, workshop_words(workshop), is_sure=True)
    return found if found is not None else Batch("reviews")


def _table(rows: Rows, words: WorkshopWords, *, is_sure: bool) -> Batch | None:
    """Read rows as a table; None where they look like none. ``is_sure``: only a table has such a delimiter."""
    filled = [(where, cells) for where, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return None
    where, first = filled[0]
    roles = review_columns.roles(first)
    if any(role in _TEXTS for role in roles.values()) or (is_sure and len(roles) > 1):
        if len(first) == 1 and (
            all(len(span) == 1 for span, _ in filled) or any(len(cells) > 1 for _, cells in filled)
        ):
            return None  # a heading over lines, with commas in them perhaps
        return _with_headings(rows, where, first, roles, words)
    widths = {len(cells) for _, cells in filled}
    is_quoted = widths == {1} and any(len(span) > 1 for span, _ in filled)
    is_prose = any(cell[:1] == " " for _, cells in filled for cell in cells[1:])
    if not (is_sure or is_quoted or (len(widths) == 1 and widths != {1} and not is_prose)):
        return None
    roles = _by_content([cells for _, cells in filled], words)
    if not is_sure and not is_quoted and SENTIMENT not in roles.values():
        return None
    return _rows(rows, roles, words, [])


def _with_headings(
    rows: Rows, where: range, first: Sequence[str], roles: dict[int, str], words: WorkshopWords
) -> Batch:
    told = [
        LineRemark("heading-row", where.start, where.stop - 1, 1, {"text": " | ".join(cell for cell in first if cell)})
    ]
    below = [(span, cells) for span, cells in rows if span != where]
    if not any(role in _TEXTS for role in roles.values()):
        longest = _longest([cells for _, cells in below], roles)
        if longest is None:
            return Batch("reviews", (), (*told, *(LineRemark("no-words", s.start, s.stop - 1) for s, _ in below)))
        roles = roles | {longest: TEXT}
    return _rows(below, roles, words, told, first)


def _by_content(rows: Sequence[Sequence[str]], words: WorkshopWords) -> dict[int, str]:
    """Return what each column holds by what stands in it, where no headings say it."""
    found: dict[int, str] = {}
    for column in range(max(map(len, rows))):
        cells = [cells[column].strip() for cells in rows if column < len(cells) and cells[column].strip()]
        if not cells:
            continue
        if all(parse_sentiment(cell) and not unicodedata.normalize("NFKC", cell).isdecimal() for cell in cells):
            role = SENTIMENT
        elif _most(normalize(cell) in words.moments for cell in cells):
            role = MOMENT
        elif _most(normalize(cell) in words.people for cell in cells):
            role = AUTHOR
        elif all(normalize(cell) in _YES | _NO for cell in cells):
            role = ASSUMED
        else:
            continue
        if role not in found.values():
            found[column] = role
    longest = _longest(rows, found)
    return found if longest is None else found | {longest: TEXT}


def _most(tests: Iterator[bool]) -> bool:
    answers = list(tests)
    return sum(answers) * 2 >= len(answers)


def _longest(rows: Sequence[Sequence[str]], taken: Mapping[int, str]) -> int | None:
    """Return the column with the most text in it among those that hold nothing else."""
    sizes = {
        column: sum(len(cells[column].strip()) for cells in rows if column < len(cells))
        for column in range(max(map(len, rows), default=0))
        if column not in taken
    }
    best = max(sizes, key=lambda column: sizes[column], default=None)
    return best if best is not None and sizes[best] else None


def _rows(
    rows: Rows, roles: Mapping[int, str], words: WorkshopWords, told: list[LineRemark], first: Sequence[str] = ()
) -> Batch:
    """Return a review for each text of each row, with remarks for the unrecognized columns."""
    items: list[Item] = []
    for column in range(max((len(cells) for _, cells in rows), default=0)):
        line = next((span.start for span, cells in rows if column < len(cells) and cells[column].strip()), 0)
        if column not in roles and line:
            name = first[column] if column < len(first) and first[column].strip() else ""
            kind = "column-left-out" if name else "nameless-column"
            at = told[0].line if name and told else line
            told.append(LineRemark(kind, at, column=column + 1, values={"text": name or str(column + 1)}))
    for span, cells in rows:
        texts = 0
        said, notes = _said(span, cells, roles, words)
        for column, role in roles.items():
            text = cells[column].strip() if column < len(cells) else ""
            if role not in _TEXTS or not text:
                continue
            own = dict(said)
            if role != TEXT:
                own["sentiment"] = "positive" if role == GOOD else "negative"
            elif "sentiment" not in own:
                found = split_sentiment(text)
                text = found.text
                if found.said in ("positive", "negative"):
                    own["sentiment"] = found.said
            if text:
                items.append(Item({"text": text, **own}, span))
                texts += 1
        if texts:
            told += notes
        elif any(cell.strip() for cell in cells):
            told.append(
                LineRemark("no-words", span.start, span.stop - 1, values={"text": " | ".join(filter(str.strip, cells))})
            )
        elif cells:
            told.append(LineRemark("blank-row", span.start, span.stop - 1))
    return Batch("reviews", tuple(items), tuple(told))


def _said(
    span: range, cells: Sequence[str], roles: Mapping[int, str], words: WorkshopWords
) -> tuple[dict[str, object], list[LineRemark]]:
    """Return the values from a row's other columns, and remarks on cells that are not understood.

    Where there is a column for the moment or the author and it says nothing, nothing is said by others either.
    """
    said: dict[str, object] = {_FIELDS[role]: None for role in roles.values() if role in _FIELDS}
    notes = []
    for column, role in roles.items():
        cell = cells[column].strip() if column < len(cells) else ""
        if not cell or role in _TEXTS:
            continue
        for name, value in _value(role, cell, words):
            if value is not None:
                said[name] = value
            else:
                notes.append(LineRemark(name, span.start, column=column + 1, values={"text": cell}))
    return said, notes


def _value(role: str, cell: str, words: WorkshopWords) -> Iterator[tuple[str, object]]:
    """Yield the field a cell fills with its value; or the kind of what is to be told, with None."""
    name = normalize(cell)
    if role == SENTIMENT:
        found = parse_sentiment(cell)
        if found in ("positive", "negative"):
            yield "sentiment", found
        else:
            yield ("between" if found else "unknown-sentiment"), None
    elif role == MOMENT:
        yield ("moment", words.moments[name]) if name in words.moments else ("unknown-moment", None)
    elif role == AUTHOR:
        yield ("by", words.people[name]) if name in words.people else ("unknown-author", None)
    elif name in _YES | _NO:
        yield "assumed", name in _YES
    else:
        yield "unknown-assumed", None
