"""A bare block of scores pasted from a spreadsheet onto a ballot."""

from fractions import Fraction

import pytest

from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets import build_grid, read_block
from mlew_tui.score_sheets.sheet_grid import grid_values
from mlew_tui.screens.dialogs.import_scores import read_pasted
from mlew_tui.tabular import delimited
from workshops import people, workshop


@pytest.fixture
def team() -> Workshop:
    """Return two people, two cases and three criteria of weights 5, 3 and 1."""
    return workshop(
        participants=people("m1", "m2"),
        criteria=[
            {"id": f"k{n}", "kind": "problem", "text": f"worry {n}", "weight": weight}
            for n, weight in ((1, 5), (2, 3), (3, 1))
        ],
        cases=[{"id": "s1", "title": "one"}, {"id": "s2", "title": "two"}],
        scores={"m1": {"s1": {"k1": 1}}},
    )


def test_a_block_lies_from_the_cursor_on_and_a_blank_cell_is_a_blank_score(team: Workshop) -> None:
    said = read_pasted(team, "3\t\t1\r\n2.5\t０．５\t0\r\n\r\n", "m1", (0, 0)).content
    assert not said.refusals
    assert said.person == "m1"
    assert said.scores == {
        ("s1", "k1"): 3, ("s1", "k2"): None, ("s1", "k3"): 1,
        ("s2", "k1"): Fraction(5, 2), ("s2", "k2"): Fraction(1, 2), ("s2", "k3"): 0,
    }  # fmt: skip
    assert [remark.cell for remark in said.notes] == ["B2"], "full-width digits are told"


def test_a_part_goes_where_the_cursor_is(team: Workshop) -> None:
    said = read_pasted(team, "1", "m1", (1, 2)).content
    assert said.scores == {("s2", "k3"): 1}


@pytest.mark.parametrize(
    ("text", "cell", "kind"),
    [
        ("5\t4\t1", "B1", "over-weight"),
        ("5\t3\t-1", "C1", "negative"),
        ("5\n0.3", "A2", "off-step"),
        ("five", "A1", "text"),
        ("=1+1\t1", "A1", "formula"),
        ("2026-02-05\t1", "A1", "date"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_of_the_block_is_taken(
    team: Workshop, text: str, cell: str, kind: str
) -> None:
    said = read_pasted(team, text, "m1", (0, 0)).content
    assert [(remark.cell, remark.kind) for remark in said.refusals] == [(cell, kind)]
    assert said.scores == {}


@pytest.mark.parametrize(
    ("text", "at"), [("1\t1\t1\t1", (0, 0)), ("1\n1\n1", (0, 0)), ("1\t1", (0, 2)), ("1\n1", (1, 0))]
)
def test_a_block_that_does_not_fit_is_refused_with_both_sizes(team: Workshop, text: str, at: tuple[int, int]) -> None:
    (remark,) = read_pasted(team, text, "m1", at).content.refusals
    assert remark.kind == "block-size"
    assert remark.values["size"] != remark.values["room"]


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n"])
def test_nothing_pasted_is_said_to_be_no_sheet(team: Workshop, text: str) -> None:
    assert [remark.kind for remark in read_pasted(team, text, "m1", (0, 0)).content.refusals] == ["no-sheet"]


def test_a_whole_sheet_pasted_is_known_by_its_headings_wherever_the_cursor_is(team: Workshop) -> None:
    rows = [["" if cell is None else str(cell) for cell in row] for row in grid_values(build_grid(team, "m1"))]
    text = "\n".join("\t".join(row) for row in rows)
    said = read_pasted(team, text, "m1", (1, 2)).content
    assert not said.refusals
    assert said.scores["s1", "k1"] == 1
    assert [remark.kind for remark in read_pasted(team, text, "m2", (0, 0)).content.refusals] == ["person-other"]


def test_a_block_alone_may_be_smaller_than_the_ballot(team: Workshop) -> None:
    said = read_block(team, delimited.parse("1\t2"), "m2", ["s2"], ["k1", "k2", "k3"])
    assert said.scores == {("s2", "k1"): 1, ("s2", "k2"): 2}
