"""The story printed: aligned in cells, within the width, people's text literal."""

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import tomli_w
from rich.cells import cell_len
from test_result_report import told

from mlew_tui import i18n
from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import result
from mlew_tui.reports.labels import format_percent, sign_points, sign_votes
from mlew_tui.text.bars import bar
from mlew_tui.text.page_layout import Table, lay_out
from workshops import ENGLISH, FARM, Tree, example, scored


def run(*arguments: object, columns: int = 80) -> str:
    """Return what ``mlew-tui tally`` prints, run as a shell does."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1", "COLUMNS": str(columns)}
    command = [sys.executable, "-m", "mlew_tui", "tally", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("path", [ENGLISH, FARM])
@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_command_prints_the_whole_story_and_no_row_is_wider_than_the_terminal(
    path: Path, lang: str, columns: int
) -> None:
    printed = run(path, "--lang", lang, columns=columns).splitlines()
    i18n.use(lang)
    made = example(path)
    assert [row for row in printed if cell_len(row) > columns] == []
    assert [row for row in printed if row and not row.startswith(" ")][-len(told(made)) :] == list(told(made))
    flat = "".join("".join(printed).split())
    assert "".join(result.headline(made, explain(made).tally).split()) in flat


def test_columns_stand_under_each_other_in_cells_whatever_the_script() -> None:
    table = Table((("名前", "1", "a"), ("ab", "22.5", "半角ｶﾅ"), ("ｶﾅ漢", "3", "z")), 2, frozenset({1}))
    assert lay_out([table], 80) == ["名前     1  a", "ab    22.5  半角ｶﾅ", "ｶﾅ漢     3  z"]


def test_what_wraps_stays_in_its_column_or_hangs() -> None:
    table = Table((("k1", "one two three"), ("k2", "四五六七八九")), 1)
    assert lay_out([table, "aaaa bbbb cccc"], 12) == [
        "k1  one two", "    three", "k2  四五六七", "    八九", "aaaa bbbb", "  cccc",
    ]  # fmt: skip


def test_more_than_eight_cases_go_on_in_a_second_table() -> None:
    made = scored({"m1": {f"s{n}": n / 2 for n in range(1, 11)}})
    tables = [line for line in result.score_lines(made, explain(made).tally) if isinstance(line, Table)]
    assert [table.rows[0][1:] for table in tables[1:]] == [tuple(f"s{n}" for n in range(1, 9)), ("s9", "s10")]
    assert tables[2].rows[1] == ("M1", "4.5", "★5")


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 10, "0 %"), (1, 243, "<1 %"), (2, 243, "1 %"), (242, 243, ">99 %"), (243, 243, "100 %"), (1, 3, "33 %")],
)
def test_zero_and_a_hundred_per_cent_are_said_only_where_they_are_exact(part: int, whole: int, said: str) -> None:
    assert format_percent(part, whole) == said


@pytest.mark.parametrize(
    ("part", "filled"), [(0, 0), (Fraction(1, 2), 1), (1, 1), (24, 9), (Fraction(49, 2), 9), (25, 10)]
)
def test_a_bar_is_empty_only_for_nothing_and_full_only_for_everything(part: Fraction | int, filled: int) -> None:
    assert bar(part, 25) == "█" * filled + "░" * (10 - filled)


def test_a_difference_carries_its_sign() -> None:
    assert [sign_votes(Fraction(n, 2)) for n in (3, 0, -1)] == ["+3/2", "±0", "-1/2"]
    assert [sign_points(Fraction(n, 2)) for n in (3, 0, -1)] == ["+1.5", "±0", "-0.5"]


HOSTILE = "\x1b[31mred\x1b[0m\x07 [/] [@click=app.quit]x[/] {0}\nnext\u202e"


def hostile_tree() -> Tree:
    """Return an evaluation whose every text is an attack on the terminal, on markup and on our messages."""
    return {
        "title": HOSTILE,
        "participants": [{"id": f"m{n}", "name": HOSTILE} for n in range(3)],
        "criteria": [{"id": k, "kind": "problem", "text": HOSTILE, "weight": 5} for k in ("k1", "k2")],
        "cases": [{"id": s, "title": HOSTILE} for s in ("s1", "s2", "s3")],
        "scores": {f"m{n}": {"s1": {"k1": 5 - n}, "s2": {"k1": n, "k2": 2.5}, "s3": {"k1": n}} for n in range(3)},
        "ballots": {"handed_in": ["m0", "m1"], "revealed": True},
        "decision": {"how": "owner", "case": "s3", "by": "m1", "note": HOSTILE},
    }


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_peoples_text_is_printed_literally(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text(tomli_w.dumps(hostile_tree()), encoding="utf-8")
    text = run(path, "--lang", lang, columns=200)
    assert not [sign for sign in text if (sign < " " and sign != "\n") or sign in "\x7f\u202e"]
    assert "␛[31mred" in text
    assert "[/]" in text
    assert "{0}⏎next" in text
    assert max(map(cell_len, text.splitlines())) <= 200


def test_every_sentence_and_cell_can_be_laid_out_as_one_line_of_its_own() -> None:
    made = Workshop.model_validate(hostile_tree())
    for _, lines in result.sections(made, explain(made)):
        for row in lay_out(lines, 80):
            assert row.isprintable()
