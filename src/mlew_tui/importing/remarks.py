"""The words of each kind of remark on a batch."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from mlew_tui.fields.registry import FIELDS
from mlew_tui.i18n import mark, tr, trn
from mlew_tui.importing.batch import LEFT_OUT, Batch, LineRemark
from mlew_tui.reports.vocabulary import COUNTED
from mlew_tui.text.sanitize import one_line

_WORDS: Mapping[str, str] = {
    "no-words": mark("“{text}” has no words of its own: left out"),
    "heading-line": mark("“{text}” is said of the lines below it"),
    "dashes": mark("every line begins with {sign}: a list, so the dashes say nothing"),
    "between": mark("“{text}” is neither good nor bad: taken as one that does not say"),
    "unknown-sentiment": mark("“{text}” is no way to say good or bad: taken as one that does not say"),
    "unknown-moment": mark("“{text}” is no moment of this journey: taken without one"),
    "unknown-author": mark("“{text}” is nobody here: taken without a name"),
    "unknown-assumed": mark("“{text}” is neither yes nor no: taken as not assumed"),
    "column-left-out": mark("the column “{text}” is nothing a review has: left out"),
    "nameless-column": mark("column {text} has no heading that is known: left out"),
    "there-already": mark("there already: “{text}”"),
    "stray-question": mark("no case's heading above it (## name : provider): “{text}”"),
    "unknown-question": mark("no question that is known; kept under {part}: “{text}”"),
    "nested-heading": mark("a heading within a case; kept under {part}: “{text}”"),
    "no-case": mark("no case, for no question is answered under it: “{text}”"),
    "other-phase": mark("“{text}” is another phase of the page: cases stand under Invent"),
    "heading-row": mark("taken for the headings: {text}"),
    "blank-row": mark("an empty row"),
    "no-file": mark("it cannot be read: {reason}"),
    "too-big": mark("it is too big to be a list or a table"),
    "old-workbook": mark("it is an old or password-protected workbook: save it as .xlsx without a password"),
    "damaged": mark("it is no workbook, or a damaged one: open it in a spreadsheet and save it as .xlsx"),
    "no-text": mark("it is no text in UTF-8 or Shift_JIS: save it as “CSV UTF-8”"),
    "no-reviews": mark("no review is in it"),
    "no-cases": mark("no case is in it: a heading “## name : provider” with the questions under it makes one"),
}
PARTS: Mapping[str, str] = {field.name: field.label for field in FIELDS["cases"] if field.name != "title"}
"""The parts of a case beside its title, in the order they are told."""
_LONGEST = 60
_SAMPLES = 3
"""Lines of one kind that are told one by one; of more the first, and how many."""


def remark_text(told: LineRemark) -> str:
    """Return a remark in the current language, people's text on one line."""
    values = {name: _cut(one_line(value)) for name, value in told.values.items()}
    if "part" in values:
        values["part"] = tr(PARTS[told.values["part"]])
    return tr(_WORDS[told.kind], **values)


def located_remark(told: LineRemark, name: str = "") -> str:
    """Return a remark after its place: ``file:line:column: ...``."""
    numbers = [str(number) for number in (told.line, told.column if told.line else 0) if number]
    place = ":".join([one_line(name)] * bool(name) + numbers)
    return f"{place}: {remark_text(told)}" if place else remark_text(told)


def summary_lines(batch: Batch) -> Iterator[str]:
    """Yield a batch's remarks with their lines: grouped by kind, long groups shortened, blank rows left out."""
    kinds = sorted(
        (one for one in batch.remarks if one.kind != "blank-row"), key=lambda one: list(_WORDS).index(one.kind)
    )
    for _, group in groupby(kinds, key=lambda one: one.kind):
        alike = list(group)
        for one in alike[: _SAMPLES if len(alike) > _SAMPLES + 1 else None]:
            yield tr("line {line}: {words}", line=one.line, words=remark_text(one)) if one.line else remark_text(one)
        if len(alike) > _SAMPLES + 1:
            yield trn("… and {count} more like this", "… and {count} more like these", len(alike) - _SAMPLES)


def count_items(batches: Iterable[Batch]) -> str:
    """Return the number of all items in words."""
    found = list(batches)
    return COUNTED[found[0].path](sum(len(batch.items) for batch in found))


def is_left_out(told: LineRemark) -> bool:
    """Tell whether words of people were left out: headings were read, and empty rows had none."""
    return told.kind in LEFT_OUT and told.kind not in ("heading-row", "heading-line", "blank-row")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
