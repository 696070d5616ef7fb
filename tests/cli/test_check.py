"""A file that cannot be used is left alone, and every way of asking tells the same of it."""

import json
import re
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from broken_files import TEAM
from broken_syntax import SYNTAX
from mlew_tui import i18n
from mlew_tui.cli import check
from mlew_tui.diagnosis.examine import examine
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.diagnosis.syntax_text import WORDS
from mlew_tui.storage.home import Home
from mlew_tui.storage.workshop_file import read

QUOTED = TEAM.replace('name = "佐藤"', "name = 「佐藤」")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workshop.toml"


def checked(*files: Path, form: str = "text", **wishes: Any) -> int:
    options = Namespace(file=list(files), format=form, **{"convert": False, "cap": False, **wishes})
    return check.run(options, Home(), None)


def test_the_file_the_slips_are_made_in_is_sound() -> None:
    assert examine(Path("x"), TEAM.encode()).problems == ()


def test_a_broken_file_is_refused_and_left_alone(path: Path) -> None:
    path.write_text(QUOTED, "utf-8")
    with pytest.raises(InvalidFileError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{path}:10:8: ")
    assert str(caught.value) == str(problem)
    assert path.read_text("utf-8") == QUOTED


def test_full_width_signs_within_text_are_nobodys_fault() -> None:
    text = TEAM.replace("夜の予約が取れない", "「１、２」＝　【予約】＃：；“夜”")
    assert examine(Path("x"), text.encode()).problems == ()


def test_every_kind_of_slip_is_met_by_an_example() -> None:
    met = {told.kind for slip in SYNTAX.values() for told in slip.told}
    elsewhere = {"lone-cr", "zero-tail", "too-deep", "too-many", "stray"}
    assert set(WORDS) - elsewhere <= met


DECKS = {
    "unknown": ('deck = "practise"', None, "no-such-deck", 5, "./my.toml"),
    "missing": ('deck = "./team.toml"', None, "no-file", 0, "team.toml"),
    "no TOML": ('deck = "./team.toml"', "title = 「実践編」\n", "wide-quote", 1, "plain quotes"),
    "no deck": ('deck = "./team.toml"', "", "empty", 0, "history"),
}


@pytest.mark.parametrize("name", DECKS)
def test_a_deck_that_cannot_be_used_is_told_where_it_is_wrong(
    path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line, deck, kind, at, hint = DECKS[name]
    path.write_text(TEAM.replace('deck = "practice"', line), "utf-8")
    if deck is not None:
        path.with_name("team.toml").write_text(deck, "utf-8")
    assert checked(path, form="json") == 1
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["kind"], first["line"]) == (kind, at)
    assert hint in first["hint"]


def test_steps_the_deck_does_not_have_are_told_at_their_keys(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEAM.replace('"listen.write" = 7', '"listen.wirte" = 7').replace('step = "define.count"', 'step = "zzz"')
    path.write_text(text, "utf-8")
    assert checked(path, form="json") == 1
    near, far = json.loads(capsys.readouterr().out)
    assert (near["line"], near["column"]) == (22, 13)
    assert "listen.write" in near["hint"]
    assert (far["line"], far["column"]) == (text[: text.index('"zzz"')].count("\n") + 1, 8)
    assert "define.count" in far["hint"]


def test_check_says_that_a_sound_file_is_fine(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text("\ufeff" + TEAM, "utf-8")
    assert checked(path) == 0
    assert capsys.readouterr().out == f"{path}: fine\n"


def test_check_tells_every_file_in_each_form(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = path.with_name("other.toml")
    path.write_text(QUOTED, "utf-8")
    other.write_text(TEAM.replace("weight = 3", "weight = 2"), "utf-8")
    assert checked(path, other, form="json") == 1
    assert [Path(told["file"]).name for told in json.loads(capsys.readouterr().out)] == ["workshop.toml", "other.toml"]
    assert checked(path, other, form="github") == 1
    assert [line[:12] for line in capsys.readouterr().out.splitlines()] == ["::error file"] * 2
    assert checked(path, other) == 1
    told = capsys.readouterr().err
    assert "10 │ name = 「佐藤」\n   │        ^^\n" in told
    assert "\x1b" not in told


def test_check_converts_then_tells_what_is_left(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(QUOTED.encode("cp932"))
    assert checked(path, convert=True) == 1
    out, err = capsys.readouterr()
    assert "workshop.cp932.toml" in out
    assert "encoding" not in err
    assert "10:8" in err


def test_check_caps_scores_and_is_fine(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text(TEAM.replace("weight = 5", "weight = 3"), "utf-8")
    assert checked(path) == 1
    assert checked(path, cap=True) == 0
    assert "scores lowered: 1" in capsys.readouterr().out


@pytest.mark.parametrize("spoken", i18n.LANGUAGES)
def test_every_slip_can_be_told_in_either_language(spoken: str) -> None:
    i18n.use(spoken)
    for name, slip in SYNTAX.items():
        text = TEAM.replace(slip.before, slip.after.replace("▸", "").replace("▹", ""))
        for problem in examine(Path("x"), text.encode()).problems:
            assert not re.search(r"\{[a-z_]+\}", problem.what + problem.hint), name
