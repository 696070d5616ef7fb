"""Evaluation sheets as cells: what stands in one, what comes back of it, and what is refused at which cell."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui import score_sheets
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets.score_cell import parse_points
from mlew_tui.score_sheets.sheet_grid import grid_values
from mlew_tui.score_sheets.sheet_remarks import remark_text
from mlew_tui.tabular.cells import Cell, Cells, Fault, Formula, Merged, Remark, address
from workshops import example, people, workshop

Written = list[list[Any]]


def sheet(of: Workshop, person: str = "m1") -> Written:
    """Return a participant's sheet as it is when it comes back untouched."""
    return [list(row) for row in grid_values(score_sheets.build_grid(of, person))]


def small(**tables: Any) -> Workshop:
    """Return a workshop of two people, three criteria and two cases."""
    return workshop(
        **{
            "participants": [{"id": "m1", "name": "佐藤"}, {"id": "m2", "name": "鈴木"}],
            "criteria": [
                {"id": f"k{n}", "kind": "problem", "text": text, "weight": weight}
                for n, (text, weight) in enumerate([("遅い", 5), ("高い", 3), ("Hard to find", 1)], start=1)
            ],
            "cases": [{"id": "s1", "title": "Voice"}, {"id": "s2", "title": "要点"}],
            "scores": {"m1": {"s1": {"k1": 2.5}}, "m2": {"s1": {"k1": 4.5}}},
            **tables,
        }
    )


def kinds(remarks: Sequence[Remark]) -> list[tuple[str, str]]:
    return [(remark.cell, remark.kind) for remark in remarks]


def visible(cells: Cells) -> Written:
    """Return what is copied when only what is seen is."""
    return [list(row[1:]) for number, row in enumerate(cells) if number != 3]


def test_a_sheet_holds_one_participants_scores_and_nobody_elses() -> None:
    rows = sheet(small())
    assert rows[7] == ["s1", "Voice", 2.5, None, None, None]
    assert rows[0][1] == "A small one"
    assert rows[1][1:3] == ["佐藤", "m1"]
    assert rows[6][2:5] == [5, 3, 1]
    assert "4.5" not in str(rows)
    assert {len(row) for row in rows} == {6}
    with pytest.raises(LookupError):
        score_sheets.build_grid(small(), "m9")


@given(st.data())
def test_any_scores_come_back_as_they_were_whatever_the_texts_are(data: st.DataObject) -> None:
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
        ["=1+1", "@x", "mlew-tui ids", "mlew-tui workshop", "mlew-tui total", "m2", "k1", "s2", "Total", "5"]
    )
    of = small(
        title=data.draw(texts),
        participants=[{"id": "m1", "name": data.draw(texts)}, {"id": "=m2", "name": data.draw(texts)}],
        criteria=[
            {"id": name, "kind": "strength", "text": data.draw(texts), "weight": data.draw(st.sampled_from([1, 3, 5]))}
            for name in ("k1", "+k", "k3")
        ],
        cases=[{"id": name, "title": data.draw(texts)} for name in ("s1", "@s")],
        scores={},
    )
    for case in of.cases:
        for criterion in of.criteria:
            halves = data.draw(st.none() | st.integers(0, 2 * criterion.weight))
            given_points = None if halves is None else Fraction(halves, 2)
            of = changes.set_score(of, "=m2", case.id, criterion.id, given_points)
    back = score_sheets.read_sheet(of, sheet(of, "=m2"))
    assert back.person == "=m2"
    assert back.refusals == ()
    mine = of.scores.get("=m2", {})
    assert back.scores == {(c.id, k.id): mine.get(c.id, {}).get(k.id) for c in of.cases for k in of.criteria}
    assert score_sheets.take_over([back], hand_in=False)(of) == of


@pytest.mark.parametrize(
    ("cell", "points", "noted"),
    [
        (0, 0, ""),
        (5, 5, ""),
        (2.5, Fraction(5, 2), ""),
        (2.5000000000000004, Fraction(5, 2), ""),
        ("5", 5, ""),
        (" 2.5 ", Fraction(5, 2), ""),
        ("2.50", Fraction(5, 2), ""),
        ("５", 5, "respelt"),
        ("２．５", Fraction(5, 2), "respelt"),
        ("2。5", Fraction(5, 2), "respelt"),
        ("2,5", Fraction(5, 2), "respelt"),
        ("2½", Fraction(5, 2), "respelt"),
        ("½", Fraction(1, 2), "respelt"),
        (Formula("=1+2", 3), 3, "computed"),
        (Formula("=1+2", "３"), 3, "computed"),
        (None, None, ""),
        ("", None, ""),
        (" 　", None, ""),
    ],
)
def test_a_score_is_read_however_it_is_spelt(cell: Cell, points: int | Fraction | None, noted: str) -> None:
    found = parse_points(cell, 5)
    assert (found.points, found.noted, found.refused) == (points, noted, "")


REFUSED: Sequence[tuple[Cell, str]] = [
    (3.5, "over-weight"),
    ("5", "over-weight"),
    ("９９９", "over-weight"),
    (Formula("=2*2", 4), "over-weight"),
    (-1, "negative"),
    ("−0.5", "negative"),
    (0.25, "off-step"),
    ("1.2", "off-step"),
    ("x", "text"),
    ("-", "text"),
    (".", "text"),
    ("3点", "text"),
    ("9" * 5000, "text"),
    ("nan", "text"),
    (float("nan"), "text"),
    (float("inf"), "text"),
    (True, "text"),
    ("٣", "text"),
    (datetime(2026, 2, 5), "date"),  # noqa: DTZ001
    (date(2026, 2, 5), "date"),
    (time(2, 5), "date"),
    ("2/5", "date"),
    ("2月5日", "date"),
    ("2-May", "date"),
    ("May-02", "date"),
    ("2026/2/5", "date"),
    ("2026-02-05 00:00:00", "date"),
    ("2:30", "date"),
    ("=1+2", "formula"),
    ("＝1", "formula"),
    (Formula("=1+2", None), "formula"),
    (Formula("=NOW()", date(2026, 2, 5)), "date"),
    (Formula("=1/0", Fault("#DIV/0!")), "fault"),
    (Fault("#REF!"), "fault"),
    (Merged("D8:E8", 3), "merged"),
]


@pytest.mark.parametrize(("cell", "kind"), REFUSED)
def test_what_is_no_score_is_refused_by_its_cell_and_nothing_of_the_sheet_is_taken(cell: Cell, kind: str) -> None:
    rows = sheet(small())
    rows[7][3] = cell
    back = score_sheets.read_sheet(small(), rows)
    assert kinds(back.refusals) == [("D8", kind)]
    assert back.scores == {}
    assert remark_text(back.refusals[0]).startswith("D8: ")
    with pytest.raises(ValueError, match="whole sheets"):
        score_sheets.take_over([back], hand_in=False)


def test_every_wrong_cell_is_told_not_only_the_first() -> None:
    rows = sheet(small())
    rows[7][2:5] = ["x", 4, Merged("E8:E9", 1)]
    rows[8][2:5] = [5.5, None, Merged("E8:E9", None)]
    back = score_sheets.read_sheet(small(), rows)
    assert kinds(back.refusals) == [("C8", "text"), ("D8", "over-weight"), ("E8", "merged"), ("C9", "over-weight")]


def test_blank_takes_a_score_back_and_numbers_replace_it() -> None:
    rows = sheet(small())
    rows[7][2:5], rows[8][2:5] = [None, 0, "１"], [5, "", 0.5]
    back = score_sheets.read_sheet(small(), rows)
    assert kinds(back.notes) == [("E8", "respelt")]
    after = score_sheets.take_over([back], hand_in=False)(small()).validated()
    assert after.scores["m1"] == {"s1": {"k2": 0, "k3": 1}, "s2": {"k1": 5, "k3": Fraction(1, 2)}}
    assert after.scores["m2"] == small().scores["m2"]
    assert after.ballots.handed_in == ()


def test_several_sheets_are_taken_at_once_and_handed_in_only_where_asked_to() -> None:
    of = small()
    both = [score_sheets.read_sheet(of, sheet(of, who)) for who in ("m1", "m2")]
    assert score_sheets.take_over(both, hand_in=False)(of) == of
    assert score_sheets.take_over(both, hand_in=True)(of).ballots.handed_in == ("m1", "m2")
    again = small(ballots={"handed_in": ["m2", "m1"]})
    assert score_sheets.take_over(both, hand_in=True)(again) == again
    with pytest.raises(ValueError, match="different people"):
        score_sheets.take_over([both[0], both[0]], hand_in=True)


def swapped(rows: Written, one: int, other: int) -> Written:
    """Return the rows with two columns in each other's place."""
    for row in rows:
        row[one], row[other] = row[other], row[one]
    return rows


def test_columns_and_rows_that_were_moved_go_to_their_criterion_and_case() -> None:
    rows = swapped(sheet(small()), 2, 4)
    rows[7], rows[8] = rows[8], rows[7]
    back = score_sheets.read_sheet(small(), rows)
    assert back.scores["s1", "k1"] == Fraction(5, 2)
    assert back.places["s1", "k1"] == "E9"
    assert kinds(back.notes) == [("", "criteria-moved"), ("", "cases-moved")]


def test_a_column_and_a_row_put_in_are_left_out_and_told() -> None:
    rows = [[*row[:3], None, *row[3:]] for row in sheet(small())]
    rows[4][3], rows[7][3] = "感想", "よい"
    rows.insert(8, [None, "第三の案", 5, None, 1, 1, None])
    back = score_sheets.read_sheet(small(), rows)
    assert back.refusals == ()
    assert back.scores["s1", "k1"] == Fraction(5, 2)
    assert len(back.scores) == 6
    assert kinds(back.notes) == [("D5", "column-left-out"), ("B9", "row-left-out")]


def test_a_column_and_a_row_taken_out_keep_their_scores_and_are_told() -> None:
    of = changes.set_score(small(), "m1", "s2", "k2", Fraction(1))
    rows = [[cell for column, cell in enumerate(row) if column != 3] for row in sheet(of)[:8]]
    back = score_sheets.read_sheet(of, rows)
    assert kinds(back.notes) == [("", "criterion-missing"), ("", "case-missing")]
    assert score_sheets.take_over([back], hand_in=False)(of) == of


def test_a_column_or_row_that_stands_twice_is_refused() -> None:
    rows = [[*row, row[2]] for row in sheet(small())]
    rows.append(rows[7])
    back = score_sheets.read_sheet(small(), rows)
    assert kinds(back.refusals) == [("G5", "criterion-twice"), ("B10", "case-twice")]
    assert back.refusals[0].values["other"] == "C5"


def test_an_id_and_a_text_that_say_different_things_are_refused() -> None:
    rows = sheet(small())
    rows[4][2], rows[4][3] = rows[4][3], rows[4][2]
    back = score_sheets.read_sheet(small(), rows)
    assert kinds(back.refusals) == [("C5", "criterion-conflict"), ("D5", "criterion-conflict")]


def test_without_its_hidden_row_and_column_a_sheet_is_read_by_what_is_seen_and_that_is_told() -> None:
    back = score_sheets.read_sheet(small(), visible(sheet(small())))
    assert back.person == "m1"
    assert back.scores == score_sheets.read_sheet(small(), sheet(small())).scores
    told = [("B2", "person-by-name"), ("", "criterion-all-by-text"), ("", "case-all-by-text")]
    assert kinds(back.notes) == told


def test_a_bare_block_is_read_for_the_person_it_is_said_to_be_of() -> None:
    block = visible(sheet(small()))[3:]
    assert kinds(score_sheets.read_sheet(small(), block).refusals) == [("", "person-missing")]
    back = score_sheets.read_sheet(small(), block, "m2")
    assert (back.person, back.scores["s1", "k1"]) == ("m2", Fraction(5, 2))


def test_texts_are_the_same_whatever_their_width_case_and_spaces() -> None:
    block: Written = [["", "ＨＡＲＤ  to find", "遅い"], ["voice", 1, "４．５"]]
    back = score_sheets.read_sheet(small(), block, "m1")
    assert back.scores == {("s1", "k3"): 1, ("s1", "k1"): Fraction(9, 2)}


def test_a_lone_text_that_reads_like_a_tag_is_only_a_text() -> None:
    of = small(cases=[{"id": "s1", "title": "mlew-tui ids"}, {"id": "s2", "title": "要点"}])
    back = score_sheets.read_sheet(of, visible(sheet(of)))
    assert back.scores["s1", "k1"] == Fraction(5, 2)


def test_two_of_the_same_text_are_refused_unless_ids_tell_them_apart() -> None:
    of = small(cases=[{"id": "s1", "title": "Voice"}, {"id": "s2", "title": "voice"}])
    assert score_sheets.read_sheet(of, sheet(of)).refusals == ()
    back = score_sheets.read_sheet(of, visible(sheet(of)))
    assert kinds(back.refusals) == [("A7", "case-ambiguous"), ("A8", "case-ambiguous")]


def renamed(name: str) -> Callable[[Written], None]:
    def change(rows: Written) -> None:
        rows[1][1] = name

    return change


def tagged(person: str) -> Callable[[Written], None]:
    def change(rows: Written) -> None:
        rows[1][0] = f"mlew-tui participant {person}"

    return change


@pytest.mark.parametrize(
    ("change", "person", "told"),
    [
        (renamed("佐藤 花子"), "m1", [("B2", "person-renamed")]),
        (renamed(""), "m1", []),
        (tagged("m9"), "m1", [("B2", "person-by-name")]),
        (renamed("鈴木"), None, [("B2", "person-conflict")]),
        (lambda rows: (tagged("m9")(rows), renamed("田中")(rows)), None, [("B2", "person-unknown")]),
    ],
)
def test_whose_sheet_it_is_stands_by_id_then_by_name_and_is_refused_where_they_disagree(
    change: Callable[[Written], object], person: str | None, told: list[tuple[str, str]]
) -> None:
    rows = sheet(small())
    change(rows)
    back = score_sheets.read_sheet(small(), rows)
    assert back.person == person
    assert kinds(back.notes if person else back.refusals) == told


def test_a_sheet_of_another_person_than_expected_or_of_nobody_who_votes_is_refused() -> None:
    assert kinds(score_sheets.read_sheet(small(), sheet(small()), "m2").refusals) == [("", "person-other")]
    left = small(participants=[{"id": "m1", "name": "佐藤", "votes": False}, *people("m2")])
    assert kinds(score_sheets.read_sheet(left, sheet(small())).refusals) == [("", "person-no-vote")]


def test_two_people_of_one_name_are_told_apart_by_id_or_not_at_all() -> None:
    twins = small(participants=[{"id": "m1", "name": "佐藤"}, {"id": "m2", "name": "佐藤"}])
    assert score_sheets.read_sheet(twins, sheet(twins, "m2")).person == "m2"
    rows = visible(sheet(twins, "m2"))
    assert score_sheets.read_sheet(twins, rows).person == "m2"
    rows[1][1] = None
    back = score_sheets.read_sheet(twins, rows)
    assert (back.person, kinds(back.refusals)) == (None, [("A2", "person-ambiguous")])


def test_another_workshops_sheet_is_refused_though_its_ids_are_the_same() -> None:
    back = score_sheets.read_sheet(small(), sheet(example()))
    assert kinds(back.refusals) == [("B1", "other-workshop")]
    alike = small(title="Another one", cases=[{"id": "s1", "title": "Voice"}, {"id": "s2", "title": "別の案"}])
    assert kinds(score_sheets.read_sheet(small(), sheet(alike)).refusals) == [("B1", "other-workshop")]
    rows = sheet(small())[1:]
    for row, column in ((3, 2), (3, 3), (6, 1)):
        rows[row][column] = "別"
    assert kinds(score_sheets.read_sheet(small(), rows).refusals) == [("", "other-workshop")]


def test_this_workshops_older_sheet_is_taken_and_what_changed_since_is_told() -> None:
    rows = sheet(small())
    later = changes.edit(small().with_(title="A new title"), "participants/m2", name="鈴木 一")
    later = changes.set_weight(later, "k1", 3)
    back = score_sheets.read_sheet(later, rows)
    assert kinds(back.notes) == [("B1", "retitled"), ("C7", "reweighed")]
    reworded = changes.edit(small(), "criteria/k2", text="料金が高い")
    assert kinds(score_sheets.read_sheet(reworded, rows).notes) == [("D5", "criterion-reworded")]


def test_a_weight_lowered_since_refuses_what_is_above_it() -> None:
    of = small()
    rows = sheet(changes.set_score(of, "m1", "s2", "k1", Fraction(5)))
    back = score_sheets.read_sheet(changes.set_weight(of, "k1", 3), rows)
    assert kinds(back.refusals) == [("C9", "over-weight")]


@pytest.mark.parametrize("cells", [[], [[]], [[None]], [["x", 1], [], [None, "y"]], [["Voice"]], [["遅い"]]])
def test_what_is_no_sheet_is_refused_as_that(cells: Cells) -> None:
    assert kinds(score_sheets.read_sheet(small(), cells).refusals) == [("", "no-sheet")]


anything: st.SearchStrategy[Cell] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.dates(), st.times(),
    st.sampled_from(["k1", "s1", "遅い", "Voice", "佐藤", "mlew-tui ids", "mlew-tui cases", "mlew-tui workshop"]),
    st.builds(Formula, st.text(max_size=3), st.none() | st.integers(0, 9)),
    st.builds(Merged, st.just("A1:B2"), st.none() | st.text(max_size=3)),
)  # fmt: skip


@given(st.lists(st.lists(anything, max_size=6), max_size=8), st.data())
def test_whatever_comes_back_is_told_in_words_and_what_is_taken_keeps_every_rule(
    cells: Written, data: st.DataObject
) -> None:
    rows = data.draw(st.sampled_from([cells, [*sheet(small()), *cells], [*cells, *sheet(small())]]))
    for _ in range(data.draw(st.integers(0, 4))):
        row = data.draw(st.integers(0, max(0, len(rows) - 1)))
        if rows and rows[row]:
            rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(anything)
    back = score_sheets.read_sheet(small(), rows)
    assert all(remark_text(remark) for remark in (*back.refusals, *back.notes))
    if not back.refusals:
        after = score_sheets.take_over([back], hand_in=True)(small()).validated()
        assert after.scores.get("m2" if back.person == "m1" else "m1") == small().scores.get(
            "m2" if back.person == "m1" else "m1"
        )


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((6, 2), "C7"), ((0, 25), "Z1"), ((9, 26), "AA10"), ((0, 702), "AAA1")]
)
def test_cells_are_named_as_spreadsheets_name_them(place: tuple[int, int], name: str) -> None:
    assert address(*place) == name


def test_words_of_a_remark_show_peoples_text_literally() -> None:
    texts: Mapping[str, str] = {"text": "\x1b[31m{id}\n"}
    assert remark_text(Remark("text", "C7", texts)) == (
        "C7: “␛[31m{id}⏎” is no number; leave blank what has nothing to do with it"
    )


def test_a_sheet_without_any_points_is_told_to_be_an_abstention() -> None:
    rows = sheet(small())
    rows[7][2:5] = [0, None, ""]
    assert kinds(score_sheets.read_sheet(small(), rows).notes) == [("", "abstention")]


def test_what_the_command_line_loads_at_its_start_loads_no_workbook_library() -> None:
    code = (
        "import sys, mlew_tui.cli.score_sheets, mlew_tui.score_sheets.sheet_batch; sys.exit('openpyxl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
