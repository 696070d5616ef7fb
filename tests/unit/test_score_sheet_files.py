"""Evaluation sheets as real files: workbooks and delimited texts, written, filled in, read back, damaged."""

import csv
import re
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from mlew_tui import i18n, score_sheets
from mlew_tui.model import changes
from mlew_tui.model.workshop import Participant, Workshop
from mlew_tui.score_sheets import file_names
from mlew_tui.score_sheets.sheet_csv import render_csv
from mlew_tui.score_sheets.sheet_grid import grid_values
from mlew_tui.score_sheets.sheet_reader import SheetContent
from mlew_tui.score_sheets.sheet_workbook import render_xlsx
from mlew_tui.session import score_sheet_files
from mlew_tui.tabular import delimited, reading, workbook_reading
from mlew_tui.tabular.cells import Cells, Formula
from workshops import example, workshop

HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "''-1", "＝1", '=HYPERLINK("x")',
    "_x0041_", "_x005F_", "\x07\x1b[31m", "\ufffe", "#REF!", "a,b;c\td", 'say "x"', "line\nline\r\nline", "true", "007",
]  # fmt: skip
texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=10)


def filled(data: bytes, change: Callable[[Worksheet], Any]) -> bytes:
    """Return a workbook after somebody changed it and saved it."""
    book = openpyxl.load_workbook(BytesIO(data))
    change(book.worksheets[0])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(**cells: Any) -> Callable[[Worksheet], None]:
    """Return the change that puts values into cells."""

    def change(sheet: Worksheet) -> None:
        for name, value in cells.items():
            sheet[name] = value

    return change


def back(data: bytes, of: Workshop | None = None) -> SheetContent:
    """Read a workbook's first sheet back."""
    return score_sheets.read_sheet(of or example(), workbook_reading.read(data)[0][1])


def mine(of: Workshop | None = None, person: str = "m1") -> bytes:
    return render_xlsx(score_sheets.build_grid(of or example(), person))


def strange(texts: list[str]) -> Workshop:
    """Return a workshop whose every text is one of these."""
    return workshop(
        title=texts[0],
        participants=[{"id": "@m", "name": texts[1]}],
        criteria=[{"id": "=k", "kind": "problem", "text": texts[2], "weight": 5}],
        cases=[{"id": "+s", "title": texts[3]}],
    )


def stripped(cells: Cells) -> list[list[Any]]:
    """Return what matters of cells: nothing at the end of a row, formulas aside."""
    return [[None if isinstance(cell, Formula) or cell == "" else cell for cell in row[:3]] for row in cells]


@given(st.lists(texts, min_size=4, max_size=4))
def test_a_text_is_never_a_formula_in_a_workbook_and_comes_back_unchanged(four: list[str]) -> None:
    rows = score_sheets.build_grid(strange(four), "@m")
    cells = workbook_reading.read(render_xlsx(rows))[0][1]
    assert stripped(cells) == stripped(grid_values(rows))


@given(st.lists(texts, min_size=4, max_size=4))
def test_a_text_never_begins_like_a_formula_in_csv_and_comes_back_unchanged(four: list[str]) -> None:
    rows = score_sheets.build_grid(strange(four), "@m")
    data = render_csv(rows)
    expected = [["" if cell is None else str(cell) for cell in row[:-1]] for row in grid_values(rows)]
    assert delimited.read(data) == expected
    for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline="")):
        assert not [field for field in row if field.strip()[:1] in tuple("=+-@")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_strings_in_the_workbooks_own_xml(text: str) -> None:
    with zipfile.ZipFile(BytesIO(mine(strange([text] * 4), "@m"))) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    formulas = re.findall(r"<f>(.*?)</f>", xml)
    assert formulas == ["SUM(C7:C7)", "SUM(C8:C8)"]


@settings(max_examples=15)
@given(st.data())
def test_any_scores_come_back_from_a_workbook_and_from_csv(data: st.DataObject) -> None:
    of = example()
    for case in of.cases:
        for criterion in of.criteria:
            halves = data.draw(st.none() | st.integers(0, 2 * criterion.weight))
            points = None if halves is None else Fraction(halves, 2)
            of = changes.set_score(of, "m2", case.id, criterion.id, points)
    rows = score_sheets.build_grid(of, "m2")
    for cells in (workbook_reading.read(render_xlsx(rows))[0][1], delimited.read(render_csv(rows))):
        said = score_sheets.read_sheet(of, cells)
        assert (said.person, said.refusals) == ("m2", ())
        assert {remark.kind for remark in said.notes} <= {"abstention"}
        assert score_sheets.take_over([said], hand_in=False)(example()).scores["m2"] == of.scores["m2"]


def test_a_workbook_is_protected_but_for_the_scores_checked_and_ready_to_print() -> None:
    i18n.use("ja")
    sheet = openpyxl.load_workbook(BytesIO(mine())).worksheets[0]
    assert sheet.protection.sheet
    open_cells = [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert open_cells == [f"{column}{row}" for row in range(8, 13) for column in "CDEFG"]
    assert (sheet["H8"].value, sheet["H7"].value) == ("=SUM(C8:G8)", "=SUM(C7:G7)")
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["D8:D12"] == "AND(ISNUMBER(D8),D8>=0,D8<=D$7,MOD(D8*2,1)=0)"
    assert len(rules) == 5
    assert all(rule.errorStyle == "stop" and rule.showErrorMessage for rule in sheet.data_validations.dataValidation)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.freeze_panes == "C8"
    assert str(sheet.print_area).endswith("$B$1:$H$12")
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[4].hidden


def test_a_workbook_filled_in_by_hand_is_read_with_every_slip_told_by_its_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        put(C8=4.5, D8="２．５", E8="=1+1", F8=datetime(2026, 2, 5), G8=None, C9=True, D9="x", E9=5)(sheet)  # noqa: DTZ001
        sheet["C10"] = "#DIV/0!"
        sheet.merge_cells("D10:E10")

    said = back(filled(mine(), fill))
    assert [(remark.cell, remark.kind) for remark in said.refusals] == [
        ("E8", "formula"), ("F8", "date"), ("C9", "text"), ("D9", "text"), ("E9", "over-weight"),
        ("C10", "fault"), ("D10", "merged"),
    ]  # fmt: skip
    assert [(remark.cell, remark.kind) for remark in said.notes] == [("D8", "respelt")]


def test_a_formula_counts_by_the_value_the_spreadsheet_stored() -> None:
    data = filled(mine(), put(C8="=2+2.5"))
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"<f>2\+2.5</f><v ?/>|<f>2\+2.5</f><v></v>", b"<f>2+2.5</f><v>4.5</v>", part))
    said = back(stream.getvalue())
    assert said.scores["s1", "k1"] == Fraction(9, 2)
    assert [(remark.cell, remark.kind) for remark in said.notes] == [("C8", "computed")]


def test_rows_and_columns_put_in_taken_out_and_unhidden_in_a_workbook_do_no_harm() -> None:
    def rearrange(sheet: Worksheet) -> None:
        sheet.insert_cols(4)
        sheet.insert_rows(1)
        sheet.delete_rows(10)
        sheet.protection.sheet = False

    said = back(filled(mine(), rearrange))
    assert said.refusals == ()
    assert said.scores["s1", "k1"] == 5
    assert said.places["s1", "k2"] == "E9"
    assert [remark.kind for remark in said.notes] == ["case-missing"]


def test_a_vast_or_faraway_workbook_is_read_or_refused_at_once() -> None:
    assert back(filled(mine(), put(XFD1048576=" "))).refusals == ()
    with pytest.raises(workbook_reading.NotWorkbookError):
        workbook_reading.read(_with(mine(), "xl/worksheets/sheet1.xml", b'<mergeCell ref="A1:XFD1048576"/>'))
    with pytest.raises(workbook_reading.NotWorkbookError):
        workbook_reading.read(_with(mine(), "xl/more.xml", b" " * 61_000_000))


def _with(data: bytes, name: str, more: bytes) -> bytes:
    """Return an archive with bytes added at the end of one of its parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {part: old.read(part) for part in old.namelist()}
        parts[name] = parts.get(name, b"") + more
        for part, content in parts.items():
            new.writestr(part, content)
    return stream.getvalue()


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_workbook_is_refused_or_read_but_never_anything_else(data: st.DataObject) -> None:
    whole = bytearray(_PLAIN)
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([len(whole), len(whole) // 2]))
    try:
        tables = workbook_reading.read(bytes(whole[:cut]))
    except workbook_reading.NotWorkbookError:
        return
    for _, cells in tables:
        score_sheets.read_sheet(example(), cells)


def _stored(data: bytes) -> bytes:
    """Return an archive with its parts as they are, so that damage reaches the XML."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return stream.getvalue()


_PLAIN = _stored(mine())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("is_tagged", [True, False])
def test_a_text_of_any_spreadsheet_is_read(encoding: str, sign: str, end: str, is_tagged: bool) -> None:
    of = example()
    rows = [
        ["" if cell is None else str(cell) for cell in row] for row in grid_values(score_sheets.build_grid(of, "m1"))
    ]
    if sign == ";":
        rows = [[re.sub(r"^(\d)\.(\d)$", r"\1,\2", cell) for cell in row] for row in rows]
    if not is_tagged:
        rows = [row[1:] for number, row in enumerate(rows) if number != 3]
    stream = "".join(sign.join(row) + end for row in rows)
    said = score_sheets.read_sheet(of, delimited.read(stream.encode(encoding)))
    assert said.refusals == ()
    assert said.person == "m1"
    given_points = {spot: points for spot, points in said.scores.items() if points is not None}
    assert given_points == {(s, k): points for s, row in of.scores["m1"].items() for k, points in row.items()}


def test_excels_own_hint_of_the_separator_is_followed() -> None:
    assert delimited.parse("sep=;\r\na,b;c\r\n") == [[""], ["a,b", "c"]]


def test_csv_is_for_excel_and_computes_nothing() -> None:
    data = render_csv(score_sheets.build_grid(example(), "m1"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 12
    assert b"=" not in data


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6), st.data())
def test_file_names_are_safe_on_every_system_and_no_two_are_alike(called: list[str], data: st.DataObject) -> None:
    ids = data.draw(
        st.lists(st.from_regex(r"\S{1,8}", fullmatch=True), min_size=len(called), max_size=len(called), unique=True)
    )
    people = [Participant(id=name, name=text) for name, text in zip(ids, called, strict=True)]
    stems = file_names.file_stems(people)
    assert len({stem.casefold() for stem in stems.values()}) == len(people)
    for stem in stems.values():
        assert not set(stem) & set("<>:\"/\\|?*. \t\n\0$`'&;")
        assert all(unicodedata.category(sign)[0] in "LNM" or sign in "-_" for sign in stem)
        assert 0 < len(stem.encode()) < 200
        assert not stem.startswith("-")
        assert stem.upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


def test_a_sheet_for_each_who_votes_and_none_is_ever_written_over(tmp_path: Path) -> None:
    of = example()
    written = score_sheet_files.write(of, tmp_path / "new" / "sheets", "xlsx")
    voters = [person for person in of.participants if person.is_voter]
    assert [path.name for path in written.written] == [f"{person.id}-{person.name}.xlsx" for person in voters]
    before = written.written[0].read_bytes()
    written.written[1].unlink()
    again = score_sheet_files.write(of, tmp_path / "new" / "sheets", "xlsx")
    assert again.written == [written.written[1]]
    assert len(again.kept) == len(voters) - 1
    assert written.written[0].read_bytes() == before


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04 nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old-workbook"),
        (b"a\x81 \xfd\xfe\xff", "no-text"),
        (b"x" * 20_000_001, "too-big"),
        (b'"' + b"x" * 200_000, "no-text"),
        (None, "no-file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes | None, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(reading.UnreadableFileError) as caught:
        reading.read(path)
    assert caught.value.remark.kind == kind


def test_names_that_differ_only_in_case_or_in_what_is_not_kept_get_numbers() -> None:
    people = [Participant(id=name, name="A B") for name in ("m1", "M1", "m:1", "m/1")]
    assert list(file_names.file_stems(people).values()) == ["m1-A_B", "M1-A_B-2", "m_1-A_B", "m_1-A_B-2"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "'=1", "＝1"])
def test_csv_puts_an_apostrophe_before_what_begins_like_a_formula(text: str) -> None:
    row = next(csv.reader(StringIO(render_csv(score_sheets.build_grid(strange([text] * 4), "@m")).decode("utf-8-sig"))))
    assert row[1].startswith("'")
