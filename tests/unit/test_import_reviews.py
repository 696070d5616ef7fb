"""Reviews out of what people paste and tools save: encodings, dialects, signs and columns, and nothing lost."""

import csv
import io
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_import_cases import accounted

from mlew_tui.importing import Batch, case_list, read_file, reviews
from mlew_tui.importing.remarks import located_remark, summary_lines
from mlew_tui.importing.sentiments import parse_sentiment, split_sentiment
from mlew_tui.model.workshop import Workshop
from mlew_tui.tabular import delimited
from workshops import workshop

TEAM = workshop(
    participants=[{"id": "m1", "name": "佐藤"}, {"id": "m2", "name": "Ann"}],
    customer={"name": "c", "moments": ["登録時", "利用中"]},
)


def read(text: str) -> Batch:
    return reviews.read(text, TEAM)


def rows(batch: Batch) -> list[dict[str, Any]]:
    return [{name: value for name, value in item.fields.items() if value is not None} for item in batch.items]


def kinds(batch: Batch) -> list[tuple[str, int]]:
    return [(told.kind, told.line) for told in batch.remarks]


def good(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "sentiment": "positive", **more}


def bad(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "sentiment": "negative", **more}


# --- signs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "said"),
    [
        ("+ fast", "fast", "positive"),
        ("-\tslow", "slow", "negative"),
        ("＋速い", "速い", "positive"),
        ("－ 遅い", "遅い", "negative"),
        ("☺ a", "a", "positive"),
        ("☹️a", "a", "negative"),
        ("〇案内が丁寧", "案内が丁寧", "positive"),
        ("○ a", "a", "positive"),
        ("×つながらない", "つながらない", "negative"),
        ("✕ a", "a", "negative"),
        ("良い: 速い", "速い", "positive"),
        ("【悪い】高い", "高い", "negative"),
        ("[+] a", "a", "positive"),
        ("Positive: a", "a", "positive"),
        ("★★★★☆ 便利", "便利", "positive"),
        ("★☆☆☆☆ 不便", "不便", "negative"),
        *(
            (text, text, None)
            for text in ("-5 度でも動く", "+81-3-1234", "=SUM(A1)", "@you", "－5 度", "○○社の窓口", "××さん")
        ),
        *((text, text, None) for text in ("3: 三つ目", "https://a.example", "good, but slow", "5")),
    ],
)
def test_a_sign_before_a_text_says_its_sentiment_and_a_text_that_looks_like_one_stays(
    line: str, text: str, said: str | None
) -> None:
    assert (split_sentiment(line).text, split_sentiment(line).said) == (text, said)


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        (
            "positive",
            "+ ＋ ☺ ☺️ 〇 ○ ◎ 良い よい 良かった positive Good ポジティブ 5 ４ 4.5 5/5 星5 5点 ★★★★★ ★★★★☆ 満足 👍",
        ),
        ("negative", "- － − ☹ × ✕ 悪い 悪かった negative BAD ネガティブ 1 ２ 2/5 ★★ ★☆☆☆☆ 不満 👎"),
        ("between", "3 ３ 普通 neutral △ ★★★ 3/5"),
        (None, "9 0.5 6 maybe まあまあかな x 2026/11/22"),
    ],
)
def test_a_cell_says_good_or_bad_by_sign_word_stars_or_grade(said: str | None, cells: str) -> None:
    assert {cell: parse_sentiment(cell) for cell in cells.split()} == dict.fromkeys(cells.split(), said)


# --- lines ----------------------------------------------------------------------------------------


def test_lines_are_reviews_with_their_signs_and_bullets_are_none() -> None:
    batch = read("+ 速い\n\n- 高い\n・普通の行, 読点, あり\n1. 番号\n+\n")
    assert rows(batch) == [good("速い"), bad("高い"), {"text": "普通の行, 読点, あり"}, {"text": "番号"}]
    assert kinds(batch) == [("no-words", 6)]
    assert batch.without("sentiment") == 2


def test_where_every_line_begins_with_a_dash_it_is_a_list() -> None:
    batch = read("- 速い\n- 高い")
    assert rows(batch) == [{"text": "速い"}, {"text": "高い"}]
    assert kinds(batch) == [("dashes", 0)]


def test_a_heading_that_says_good_or_bad_holds_for_the_lines_below_it() -> None:
    batch = read("良かった点\n・速い\n## Bad points:\n- dear\nlate\n+ cheap")
    assert rows(batch) == [good("速い"), bad("dear"), bad("late"), good("cheap")]
    assert [kind for kind, _ in kinds(batch)] == ["heading-line", "heading-line"]


# --- what real tools save -------------------------------------------------------------------------

HEADED = [
    ["コメント", "評価", "場面", "記入者"],
    ["①～案内が丁寧、速い", "5", "登録時", "佐藤"],
    ["=1+1 と出た", "２", "利用中", ""],
]
FOUND = [good("①～案内が丁寧、速い", moment="登録時", by="m1"), bad("=1+1 と出た", moment="利用中")]


def saved(table: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(table)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        saved(HEADED).encode("cp932"),  # Excel in Japan
        saved(HEADED).encode("utf-8-sig"),  # Excel, CSV UTF-8
        saved(HEADED, end="\n").encode(),  # Google Sheets, Numbers
        saved(HEADED, "\t").encode("utf-16"),  # Excel, Unicode text
        saved(HEADED, "\t").encode("utf-16-le"),
        saved(HEADED, ";").encode("utf-8-sig"),  # Excel where the comma is decimal
        ("sep=;\r\n" + saved(HEADED, ";")).encode(),
        saved(HEADED, end="\r").encode("cp932"),
    ],
    ids=["cp932", "bom", "sheets", "utf-16", "utf-16-le", "semicolon", "sep", "old mac"],
)
def test_a_table_is_read_as_real_tools_save_it(data: bytes) -> None:
    text = delimited.decode(data)
    found = rows(read(text))
    assert found == FOUND


def test_a_survey_with_line_breaks_and_a_column_for_each_side_becomes_reviews_with_their_lines() -> None:
    table = [
        ["タイムスタンプ", "良かった点を教えてください", "改善してほしい点はありますか？", "お名前"],
        ["2026/11/22 10:00:00", "速い。\nとても", "高い", "佐藤"],
        ["2026/11/22 10:01:00", "", "重い, 遅い", "ななし"],
        ["2026/11/22 10:02:00", "", "", "Ann"],
    ]
    batch = read(saved(table, end="\n"))
    assert rows(batch) == [good("速い。\nとても", by="m1"), bad("高い", by="m1"), bad("重い, 遅い")]
    assert [item.lines for item in batch.items] == [range(2, 4), range(2, 4), range(4, 5)]
    assert kinds(batch) == [("heading-row", 1), ("column-left-out", 1), ("unknown-author", 4), ("no-words", 5)]
    assert located_remark(batch.remarks[2], "a.csv") == "a.csv:4:4: “ななし” is nobody here: taken without a name"


@pytest.mark.parametrize(
    "headings",
    [
        "Review,Rating,Stage,By,Assumed?",
        "text,stars,moment,author,assumed",
        "お客様コメント,総合評価（5点満点）,段階,担当者,仮定",
    ],
)
def test_columns_are_known_by_their_headings_in_any_order(headings: str) -> None:
    names, values = headings.split(","), ["fast", "4", "登録時", "ann", "yes"]
    for turn in range(5):
        order = [*range(turn, 5), *range(turn)]
        table = [[cells[at] for at in order] for cells in (names, values)]
        assert rows(read(saved(table))) == [good("fast", moment="登録時", by="m2", assumed=True)]


def test_a_block_copied_from_a_spreadsheet_needs_no_headings() -> None:
    batch = read("佐藤\t案内が丁寧\t+\t登録時\r\nAnn\t回線が切れる、声も\t-\t解約時\r\n\t\t\t\r\n")
    assert rows(batch) == [good("案内が丁寧", by="m1", moment="登録時"), bad("回線が切れる、声も", by="m2")]
    assert kinds(batch) == [("unknown-moment", 2), ("blank-row", 3)]


def test_what_a_column_says_that_is_not_understood_is_told_with_its_cell_and_the_text_is_kept() -> None:
    batch = read("text,sentiment,moment\na,9,登録時\nb,3,later\nc,,\n")
    assert rows(batch) == [{"text": "a", "moment": "登録時"}, {"text": "b"}, {"text": "c"}]
    assert [(told.kind, told.line, told.column) for told in batch.remarks] == [
        ("heading-row", 1, 1), ("unknown-sentiment", 2, 2), ("between", 3, 2), ("unknown-moment", 3, 3),
    ]  # fmt: skip
    assert batch.rows({"sentiment": "negative", "moment": "利用中"})[2] == bad("c", moment=None)


def test_prose_with_commas_is_no_table() -> None:
    assert rows(read("Good, but slow\nBad, but cheap")) == [{"text": "Good, but slow"}, {"text": "Bad, but cheap"}]
    assert rows(read("Review\nfast, cheap\nslow")) == [{"text": "fast, cheap"}, {"text": "slow"}]


def test_many_things_of_one_kind_are_told_in_short() -> None:
    batch = read("text,by\n" + "".join(f"t{n},nobody{n}\n" for n in range(50)))
    assert list(summary_lines(batch))[-2] == "… and 47 more like these"
    assert len(list(summary_lines(batch))) == 5


def test_a_workbook_is_a_table_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Comment", "Rating"], ["fast", 5], ["slow", 2.0], [None, None]):
        book.worksheets[0].append(row)
    book.create_sheet("notes").append(["a note"])
    book.save(tmp_path / "form.xlsx")
    first, second = read_file.gather(TEAM, "reviews", [tmp_path / "form.xlsx"])
    assert rows(first) == [good("fast"), bad("slow")]
    assert first.name == f"{tmp_path / 'form.xlsx'} [Sheet]"
    assert rows(second) == [{"text": "a note"}]


@pytest.mark.parametrize("piece", ["(", "[", "**a ", "# a" + " " * 99, "★", "+ ", '"', "a:", "\t", "<b>", "![x]("])
def test_a_vast_text_takes_no_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.process_time()
    read(text)
    case_list.read(f"## n : p\n- how? {text}\n{text}")
    assert time.process_time() - began < 4


# --- there already --------------------------------------------------------------------------------


def test_what_is_there_already_is_told_and_not_added_twice_but_two_who_say_the_same_are_two() -> None:
    batch = read("+ 速い\n+ 速い\n- 高い")
    team = batch.change({})(TEAM).validated()
    assert len(team.reviews) == 3
    (again,) = reviews.drop_known_reviews(team, [reviews.read("＋　速い\n＋　速い\n＋　速い\n新しい", team)])
    assert rows(again) == [good("速い"), {"text": "新しい"}]
    assert kinds(again) == [("there-already", 1), ("there-already", 2)]


# --- anything -------------------------------------------------------------------------------------

_CELL = st.sampled_from(
    [
        "+",
        "-",
        "☹",
        "5",
        "text",
        "コメント",
        "評価",
        "良い点",
        '"',
        '""',
        "a b",
        "a, b",
        "佐藤",
        "登録時",
        "",
        " ",
        "- x",
        "=1",
    ]
) | st.text(max_size=12)
_TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(_CELL, max_size=8).map("\n".join),
    st.tuples(st.sampled_from("\t,;"), st.lists(st.lists(_CELL, min_size=1, max_size=4), max_size=6)).map(
        lambda made: "\n".join(made[0].join(row) for row in made[1])
    ),
    st.tuples(st.sampled_from("\t,;"), st.lists(st.lists(_CELL, min_size=1, max_size=4), max_size=6)).map(
        lambda made: saved(made[1], made[0])
    ),
)


@given(_TEXT)
def test_every_line_of_any_text_is_in_a_review_or_told_and_nothing_raises(text: str) -> None:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    batch = read(text)
    spans = {item.lines: item for item in batch.items}  # a row of a survey may hold a good and a bad one
    accounted(Batch("reviews", tuple(spans.values()), batch.remarks), plain)
    made = batch.change({"sentiment": "positive"})(TEAM).validated()
    assert len(made.reviews) == len(batch.items)
    assert all(item.fields["text"].strip() for item in batch.items)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    for kind in ("reviews", "cases"):
        for batch in read_file.gather(Workshop(title="T"), kind, [path]):
            assert bool(batch.items) != bool(batch.refused)
