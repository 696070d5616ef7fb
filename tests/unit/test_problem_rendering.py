"""How problems are drawn: carets under exactly the characters meant, in cells, whatever the line holds."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mlew_tui.diagnosis import rendering
from mlew_tui.diagnosis.problem import Lines, Note, Problem, Spot
from mlew_tui.text.sanitize import one_line

PATH = Path("workshop.toml")


def problem(line: str, meant: str, **parts: object) -> Problem:
    """Return a problem at the first place of a piece of a line."""
    start = line.index(meant)
    values: dict[str, object] = {"what": "what is wrong", "hint": "what to do", **parts}
    return Problem(PATH, "kind", spot=Spot(7, start + 1, start + len(meant) + 1, line), **values)  # type: ignore[arg-type]


def drawn(told: Problem, width: int = 80) -> list[str]:
    return [rendering.plain(row) for row in rendering.rows(told, width)]


def under_caret(rows: list[str]) -> str:
    """Return what stands above the carets, by cells."""
    code, caret = (row.partition("│ ")[2] for row in rows[1:3])
    start, end = caret.index("^"), caret.rindex("^") + 1
    cells: list[str] = []
    for sign in code:
        cells += [sign] + [""] * (cell_len(sign) - 1) if cell_len(sign) else []
    return "".join(cells[start:end])


@pytest.mark.parametrize(
    ("line", "meant", "shown"),
    [
        ("name = “佐藤”", "“", "“"),
        ("name = “佐藤”", "佐藤", "佐藤"),
        ('"英語"、"会議"', "、", "、"),
        ("ﾊﾝｶｸ ＝ 1", "＝", "＝"),
        ("\tname\t= 5", "5", "5"),
        ('"\x1b[31m" x', "\x1b", "␛"),
        ('"\x1b[31m" x', "x", "x"),
        ("e\u0301te\u0301 = x", "x", "x"),
        ("か\u3099き\u3099 = x", "x", "x"),
        ("か\u3099 = x", "か\u3099", "が"),
        ("x =\u200b 5", "5", "5"),
        ("🎲🎲 = x", "x", "x"),
    ],
)
def test_carets_stand_under_exactly_the_characters_meant(line: str, meant: str, shown: str) -> None:
    assert under_caret(drawn(problem(line, meant))) == shown


@pytest.mark.parametrize("sign", ["\u200b", "\u0301", "\ufe0f"])
def test_even_what_cannot_be_seen_has_a_caret(sign: str) -> None:
    rows = drawn(problem(f"a{sign} = 1", sign))
    assert rows[2].count("^") == 1


def test_a_caret_behind_the_end_of_a_line_stands_there() -> None:
    told = Problem(PATH, "k", "w", Lines("name =\n").spot(6), "h")
    assert drawn(told)[2] == "  │       ^"


@given(
    st.text(st.sampled_from('aあ漢ｱ="、\t\x1b\u0301か\u3099🎲 '), max_size=200),
    st.integers(0, 199),
    st.integers(1, 60),
    st.integers(30, 100),
)
def test_no_row_is_wider_than_the_terminal(line: str, start: int, length: int, width: int) -> None:
    start = min(start, len(line))
    told = Problem(
        PATH, "k", "長い説明 " * 12, Spot(12, start + 1, start + length + 1, line), "こうします " * 20,
        (Note("ここで始まる " * 3, Spot(3, 1, 2, line)),),
    )  # fmt: skip
    for row in drawn(told, width):
        assert cell_len(row) <= width, row


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    rows = drawn(problem("あ" * 100 + "＝" + "い" * 100, "＝"), 60)
    assert rows[1].partition("│ ")[2].startswith("…")
    assert rows[1].endswith("…")
    assert under_caret(rows) == "＝"


def test_words_longer_than_the_terminal_go_on_below_themselves() -> None:
    told = problem("a = 1", "1", what="There are: " + ", ".join(f"name{n}" for n in range(20)), hint="x " * 60)
    rows = drawn(told, 50)
    assert rows[0].startswith("workshop.toml:7:5: There are: name0,")
    assert rows[1].startswith("    name")
    assert "".join(rows).replace(" ", "").count("name19") == 1
    hint = [row for row in rows if row.startswith("  = ")]
    assert len(hint) == 1
    assert rows[-1].startswith("    x")


def test_a_problem_of_the_whole_file_has_no_excerpt() -> None:
    told = Problem(PATH, "empty", "The file is empty", hint="Earlier versions")
    assert drawn(told) == ["workshop.toml: The file is empty", "  = Earlier versions"]


def test_other_places_are_shown_with_their_reason() -> None:
    first = Spot(3, 1, 3, "id = 1")
    told = problem("id = 2", "id", notes=(Note("stands here first", first),))
    assert drawn(told) == [
        "workshop.toml:7:1: what is wrong",
        "7 │ id = 2",
        "  │ ^^",
        "  ⋮",
        "3 │ id = 1",
        "  │ -- stands here first",
        "  = what to do",
    ]


def test_another_place_of_the_same_line_is_shown_under_it() -> None:
    told = problem("name = 「佐藤」", "「", notes=(Note("closed here", Spot(7, 11, 12, "name = 「佐藤」")),))
    assert drawn(told)[1:4] == ["7 │ name = 「佐藤」", "  │        ^^", "  │              -- closed here"]


def test_control_characters_of_the_file_never_reach_the_terminal() -> None:
    told = problem('"\x1b[31m\x07" x', "x", what="\x1b]0;title\x07", hint="\x9b1m")
    for row in rendering.rows(told, 80):
        assert one_line(rendering.plain(row)) == rendering.plain(row)


def test_colours_change_no_word() -> None:
    import re

    for row in rendering.rows(problem("name = “佐藤”", "“"), 80):
        assert re.sub(r"\x1b\[[0-9;]*m", "", rendering.coloured(row)) == rendering.plain(row)
    assert "\x1b[1;31m" in rendering.coloured(rendering.rows(problem("a", "a"), 80)[0])


def test_programs_read_every_place_from_json() -> None:
    told = problem("名前 = “佐藤”", "“", notes=(Note("closed here", Spot(7, 9, 10, "")),))
    assert json.loads(rendering.as_json([told, Problem(PATH, "empty", "w")])) == [
        {
            "file": "workshop.toml", "kind": "kind", "line": 7, "column": 6, "end_column": 7,
            "message": "what is wrong", "hint": "what to do",
            "notes": [{"line": 7, "column": 9, "end_column": 10, "message": "closed here"}],
        },
        {
            "file": "workshop.toml", "kind": "empty", "line": 0, "column": 0, "end_column": 0,
            "message": "w", "hint": "", "notes": [],
        },
    ]  # fmt: skip
    assert json.loads(rendering.as_json([])) == []
    assert "佐" in rendering.as_json([problem("x", "x", what="佐藤")])


def test_checks_of_a_pull_request_read_one_escaped_line() -> None:
    told = Problem(Path("a,b:c%.toml"), "unknown-key", "100% wrong:\nsee, here", Spot(7, 2, 4, "abc"), "do this\r\n")
    assert rendering.for_github(told) == (
        "::error file=a%2Cb%3Ac%25.toml,line=7,col=2,endColumn=4,title=unknown-key::"
        "100%25 wrong:%0Asee, here%0Ado this%0D%0A"
    )
    assert rendering.for_github(Problem(PATH, "empty", "w")) == "::error file=workshop.toml,title=empty::w"
