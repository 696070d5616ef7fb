"""The words of each kind of remark on a sheet."""

from collections.abc import Mapping

from mlew_tui.i18n import mark, tr
from mlew_tui.tabular.cells import Remark
from mlew_tui.text.sanitize import COVER, one_line

_WORDS: Mapping[str, str] = {
    "no-sheet": mark("no evaluation table of this workshop is in it"),
    "block-size": mark("{size} cells (cases x criteria) are more than there are from here on: {room}"),
    "no-file": mark("it cannot be read: {reason}"),
    "too-big": mark("it is too big to be an evaluation sheet"),
    "old-workbook": mark("it is an old or password-protected workbook: save it as .xlsx without a password"),
    "damaged": mark("it is no workbook, or a damaged one: open it in a spreadsheet and save it as .xlsx"),
    "no-text": mark("it is no text in UTF-8 or Shift_JIS: save it as “CSV UTF-8”"),
    "other-workshop": mark(
        "this is the sheet of another workshop, “{title}”; here is “{now}”. If it is one of this workshop after all, "
        "write a new sheet and copy the scores"
    ),
    "retitled": mark("the workshop was called “{title}” when the sheet was written"),
    "person-missing": mark("it does not say whose sheet it is: --person ID"),
    "person-unknown": mark("{id} “{name}” is nobody in this workshop: --person ID"),
    "person-ambiguous": mark("it could be the sheet of any of {ids}: --person ID"),
    "person-conflict": mark("the sheet was written for {id} “{name}” and names “{text}” ({other}): whose is it?"),
    "person-other": mark("it is the sheet of {id} “{name}”"),
    "person-no-vote": mark("{id} “{name}” does not vote"),
    "person-twice": mark("another sheet here is of {id} “{name}” as well: {other}"),
    "person-by-name": mark("taken for the sheet of {id} “{name}”, because that stands there"),
    "person-renamed": mark("{id} is called “{name}” now, “{text}” in the sheet"),
    "criterion-all-by-text": mark("no ids are left in it: the criteria were found by their texts"),
    "case-all-by-text": mark("no ids are left in it: the cases were found by their titles"),
    "criterion-by-text": mark("taken for criterion {id}, by its text only: “{text}”"),
    "case-by-text": mark("taken for case {id}, by its title only: “{text}”"),
    "criterion-ambiguous": mark("“{text}” could be any of the criteria {id}"),
    "case-ambiguous": mark("“{text}” could be any of the cases {id}"),
    "criterion-conflict": mark("the hidden id says {id}, the text is that of {other}: which criterion is it?"),
    "case-conflict": mark("the hidden id says {id}, the title is that of {other}: which case is it?"),
    "criterion-twice": mark("criterion {id} stands at {other} already"),
    "case-twice": mark("case {id} stands at {other} already"),
    "criterion-reworded": mark("criterion {id} is “{now}” now, “{text}” in the sheet"),
    "case-reworded": mark("case {id} is “{now}” now, “{text}” in the sheet"),
    "criterion-missing": mark("criterion {id} “{text}” is not in it: its scores stay as they are"),
    "case-missing": mark("case {id} “{text}” is not in it: its scores stay as they are"),
    "criteria-moved": mark("the columns stand in another order; each went to its criterion"),
    "cases-moved": mark("the rows stand in another order; each went to its case"),
    "column-left-out": mark("column left out, for it is no criterion of this workshop: “{text}”"),
    "row-left-out": mark("row left out, for it is no case of this workshop: “{text}”"),
    "reweighed": mark("{criterion} has the weight {now} now, {before} in the sheet"),
    "abstention": mark("no case has any points: once handed in, this is an abstention"),
    "over-weight": mark("{text} is more than the weight {weight}"),
    "negative": mark("{text} is less than 0"),
    "off-step": mark("{text} is not in steps of 0.5"),
    "text": mark("“{text}” is no number; leave blank what has nothing to do with it"),
    "date": mark("a date or time ({text}): spreadsheets make one of 2/5. Type the number, such as 2.5"),
    "fault": mark("the formula there ends in {text}"),
    "formula": mark("a formula whose value was not saved ({text}): type the number"),
    "merged": mark("{span} are merged cells: whose score it is cannot be told. Take them apart"),
    "respelt": mark("“{text}” read as {points}"),
    "computed": mark("a formula: its value {points} was taken"),
}


def remark_text(remark: Remark, *, is_covered: bool = False) -> str:
    """Return a remark in the current language, its cell first, people's text on one line.

    ``is_covered`` hides the values of score cells, because the ballot is secret.
    """
    values = {name: one_line(value) for name, value in remark.values.items()}
    if is_covered and {"case", "criterion"} <= values.keys():
        values |= dict.fromkeys(("text", "points") & values.keys(), COVER)
    words = tr(_WORDS[remark.kind], **values)
    return tr("{cell}: {words}", cell=remark.cell, words=words) if remark.cell else words
