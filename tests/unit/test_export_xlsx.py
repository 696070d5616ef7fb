"""The workbook: every text a text, nothing computes, and the evaluation as the tally has it."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import example as of
from hypothesis import given, settings

from export_cases import HOSTILE, NOW, full, listing, many_texts, only, saying
from mlew_tui import i18n
from mlew_tui.model.base import plain_number
from mlew_tui.model.scoring import tally
from mlew_tui.model.workshop import Workshop
from mlew_tui.tabular import workbook_reading
from mlew_tui.tabular.escaping import is_formula_like
from mlew_tui.text.sanitize import neutralize
from workshops import example, scored, workshop


def opened(made: Workshop, *, uncover: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(only("xlsx", made, uncover=uncover)))


@pytest.mark.parametrize("text", [HOSTILE[0], HOSTILE[7], HOSTILE[16]])
def test_wherever_a_text_stands_it_is_a_text(text: str) -> None:
    for sheet in opened(saying(text)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type in ("s", "n", "d"), cell.coordinate
            assert cell.hyperlink is None
            assert cell.data_type != "s" or not is_formula_like(str(cell.value)) or cell.quotePrefix, cell.coordinate


@settings(max_examples=10)
@given(many_texts)
@of(HOSTILE)
def test_a_text_is_shown_as_it_is(texts: list[str]) -> None:
    tables = dict(workbook_reading.read(only("xlsx", listing(texts))))
    shown = [neutralize(text.replace("\r\n", "\n").replace("\r", "\n")) or None for text in texts]
    assert [row[1] for row in tables.get("Todos", [])[1:]] == shown


@pytest.mark.parametrize("spoken", ["ja", "en"])
def test_it_opens_with_everything_people_look_for(spoken: str) -> None:
    i18n.use(spoken)
    made = full()
    book = opened(made)
    assert len(book.sheetnames) == 14
    assert all(len(name) <= 31 and not set(name) & set(r"[]:*?/\'") for name in book.sheetnames)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows
    meetings, todos = book.worksheets[-1], book.worksheets[-2]
    assert meetings["D2"].value == datetime(2026, 12, 1, 10)  # noqa: DTZ001
    assert meetings["D2"].number_format == "yyyy-mm-dd hh:mm"
    assert todos["E2"].is_date


def test_the_evaluation_is_the_tally() -> None:
    made, result = example(), tally(example())
    sheet = opened(made)["Evaluation"]
    table = {row[0]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    for case, points in result.sums.items():
        *each, total, votes, adopted = table[case][2:]
        assert total == sum(each) == plain_number(points)  # type: ignore[arg-type]
        assert votes == result.votes[case]
        assert bool(adopted) == (case == result.winner)
    votes_page = list(opened(made)["Votes"].iter_rows(min_row=2, values_only=True))
    assert [row[1:-1] for row in votes_page] == [
        tuple(plain_number(points) for points in row.values()) for row in result.totals.values()
    ]


def test_thirds_of_a_vote_look_like_thirds() -> None:
    made = scored({"a": {"s1": 3, "s2": 3, "s3": 3}, "b": {"s1": 5}})
    cell = opened(made, uncover=True)["Evaluation"]["G6"]
    assert (round(float(cell.value), 3), cell.number_format) == (0.333, "# ??/??")


def test_it_is_the_same_bytes_for_the_same_workshop_and_says_when_it_was_written() -> None:
    assert only("xlsx", full()) == only("xlsx", full())
    assert opened(full()).properties.modified == NOW.replace(tzinfo=None)


def test_nothing_to_say_is_a_workbook_all_the_same() -> None:
    assert opened(workshop()).sheetnames == ["Overview"]
