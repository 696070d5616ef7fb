"""``sheet`` and ``import-scores`` with real files: what is written, previewed, asked, refused and taken back."""

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mlew_tui.cli.arguments import build_parser
from mlew_tui.cli.run_command import load_handler
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.storage.workshop_file import read
from workshops import ENGLISH


class Team:
    """A workshop file, and the commands as a shell calls them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "workshop.toml"
        self.sheets = folder / "sheets"
        self.home = Home(state=folder / "state", config=folder / "config")
        self.path.write_bytes(ENGLISH.read_bytes())

    def run(self, *words: object, lang: str = "en") -> int:
        options = build_parser().parse_args(list(map(str, words)))
        return load_handler(options.handler)(options, self.home, lang)

    def fill(self, person: str, **cells: Any) -> Path:
        """Write the sheets where they are missing, and fill some cells of one; return its file."""
        self.run("sheet", self.path, "-o", self.sheets)
        path = next(self.sheets.glob(f"{person}-*.xlsx"))
        book = openpyxl.load_workbook(path)
        for name, value in cells.items():
            book.worksheets[0][name] = value
        book.save(path)
        return path

    @property
    def workshop(self) -> Workshop:
        return read(self.path)[0]

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


@pytest.mark.parametrize("to", ["xlsx", "csv"])
def test_sheets_are_written_for_all_who_vote_and_left_alone_afterwards(
    team: Team, capsys: pytest.CaptureFixture[str], to: str
) -> None:
    assert team.run("sheet", team.path, "-o", team.sheets, "--to", to) == 0
    files = sorted(team.sheets.iterdir())
    assert len(files) == sum(person.is_voter for person in team.workshop.participants)
    assert {path.suffix for path in files} == {f".{to}"}
    assert len(capsys.readouterr().out.splitlines()) == len(files)
    before = files[0].read_bytes()
    files[1].unlink()
    assert team.run("sheet", team.path, "-o", team.sheets, "--to", to) == 1
    told = capsys.readouterr()
    assert told.out == f"{files[1]}: written\n"
    assert f"{files[0]} is there already" in told.err
    assert files[0].read_bytes() == before


def test_a_sheet_speaks_the_files_language_unless_told_otherwise(team: Team) -> None:
    assert team.run("sheet", team.path, "-o", team.sheets, "--to", "csv", lang="en") == 0
    path = next(team.sheets.glob("m1-*.csv"))
    assert "Leave blank" in path.read_text(encoding="utf-8-sig")


def test_a_workshop_without_cases_has_no_sheets(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    team.path.write_text('format = 1\ntitle = "T"\n', encoding="utf-8")
    assert team.run("sheet", team.path, "-o", team.sheets) == 1
    assert "nothing to score" in capsys.readouterr().err
    assert not team.sheets.exists()


def test_a_folder_that_is_a_file_is_said_so(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    team.sheets.write_text("x", encoding="utf-8")
    assert team.run("sheet", team.path, "-o", team.sheets) == 1
    assert f"{team.sheets} could not be written" in capsys.readouterr().err


def test_filled_sheets_are_previewed_taken_over_and_can_be_taken_back(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    before = team.text
    filled = [team.fill("m1", C8=4.5, D8=None), team.fill("m2", C9="２")]
    capsys.readouterr()
    assert team.run("import-scores", team.path, *filled, "--yes") == 0
    told = capsys.readouterr().out
    assert f"{filled[0]}: 佐藤 (m1)\n  C8: case s1, k1: 5 → 4.5\n  D8: case s1, k2: 1 → blank\n" in told
    assert "  2 of 25 scores change\n" in told
    assert "Note: C9: “２” read as 2" in told
    assert team.workshop.scores["m1"]["s1"] == {"k1": Fraction(9, 2), "k3": 3, "k4": 3}
    assert team.workshop.scores["m2"]["s2"]["k1"] == 2
    changed = [line for line in team.text.splitlines() if line not in before.splitlines()]
    assert len(changed) == 2
    hint = told.splitlines()[-1]
    assert hint.startswith("To take this back: ")
    assert team.run("restore", team.path, int(hint.split()[-1])) == 0
    assert team.text == before
    assert len(team.home.history(team.path).versions()) >= 2


def test_a_dry_run_changes_nothing_and_needs_no_lock(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    filled, before = team.fill("m1", C8=1), team.text
    lock = WorkshopLock(team.path)
    assert lock.acquire() is None
    assert team.run("import-scores", team.path, filled, "--dry-run") == 0
    assert "5 → 1" in capsys.readouterr().out
    lock.release()
    assert team.text == before
    assert team.home.history(team.path).versions() == []


def test_one_wrong_cell_keeps_every_sheet_out(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    filled, before = [team.fill("m1", C8=1), team.fill("m2", C8=9)], team.text
    assert team.run("import-scores", team.path, *filled, "--yes") == 1
    told = capsys.readouterr()
    assert "Refused: C8: 9 is more than the weight 5" in told.err
    assert "Nothing was taken over" in told.err
    assert team.text == before


def test_two_sheets_of_one_person_are_refused(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    filled = team.fill("m1", C8=1)
    twin = filled.with_name("twin.xlsx")
    twin.write_bytes(filled.read_bytes())
    assert team.run("import-scores", team.path, filled, twin, "--yes") == 1
    assert f"another sheet here is of m1 “佐藤” as well: {filled}" in capsys.readouterr().err


def test_ballots_are_handed_in_only_when_asked_to(team: Team) -> None:
    team.path.write_text(team.text.replace('handed_in = ["m1", ', "handed_in = ["), encoding="utf-8")
    assert "m1" not in team.workshop.ballots.handed_in
    others = team.workshop.ballots.handed_in
    filled = team.fill("m1", C8=1)
    assert team.run("import-scores", team.path, filled, "--yes") == 0
    assert team.workshop.ballots.handed_in == others
    assert team.run("import-scores", team.path, filled, "--yes", "--hand-in") == 0
    assert team.workshop.ballots.handed_in == (*others, "m1")


def test_an_untouched_sheet_changes_nothing(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    filled, before = team.fill("m1"), team.text
    assert team.run("import-scores", team.path, filled, "--yes") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing changes."
    assert team.text == before


def test_it_is_refused_while_a_console_has_the_file(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    filled, before = team.fill("m1", C8=1), team.text
    lock = WorkshopLock(team.path)
    assert lock.acquire() is None
    assert team.run("import-scores", team.path, filled, "--yes") == 1
    lock.release()
    assert "another console" in capsys.readouterr().err
    assert team.text == before
    assert not list(team.path.parent.glob(".workshop.toml.*"))


class Keyboard(io.StringIO):
    """Somebody at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("はい\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_on_a_terminal_it_asks_and_only_a_yes_is_one(
    team: Team, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    filled, before = team.fill("m1", C8=1), team.text
    monkeypatch.setattr("sys.stdin", Keyboard(answer))
    assert team.run("import-scores", team.path, filled) == status
    assert (team.text == before) == bool(status)


def test_without_a_terminal_it_takes_nothing_over_unasked(
    team: Team, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filled, before = team.fill("m1", C8=1), team.text
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert team.run("import-scores", team.path, filled) == 2
    assert "--yes" in capsys.readouterr().err
    assert team.text == before


def test_pasted_text_is_taken_for_the_person_named(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    criterion, case = team.workshop.criteria[0], team.workshop.cases[0]
    pasted = team.path.with_name("pasted.txt")
    pasted.write_text(f"\t{criterion.text}\r\n{case.title}\t3.5\r\n", encoding="utf-8")
    assert team.run("import-scores", team.path, pasted, "--yes") == 1
    assert "--person ID" in capsys.readouterr().err
    assert team.run("import-scores", team.path, pasted, "--yes", "--person", "m99") == 2
    assert team.run("import-scores", team.path, pasted, "--yes", "--person", "m2") == 0
    assert team.workshop.scores["m2"][case.id][criterion.id] == Fraction(7, 2)


def test_all_sheets_may_stand_in_one_workbook_beside_somebodys_notes(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    path = team.fill("m1", C8=1)
    book = openpyxl.load_workbook(path)
    book.create_sheet("メモ")["A1"] = "質問"
    other = openpyxl.load_workbook(team.fill("m2", C8=2)).worksheets[0]
    copied = book.create_sheet("鈴木")
    for row in other.iter_rows():
        for cell in row:
            copied[cell.coordinate] = cell.value
    book.save(path)
    capsys.readouterr()
    assert team.run("import-scores", team.path, path, "--yes") == 0
    assert f"{path} [鈴木]" in capsys.readouterr().out
    assert [team.workshop.scores[who]["s1"]["k1"] for who in ("m1", "m2")] == [1, 2]


@pytest.mark.parametrize("content", [None, "title = 「x」"])
def test_a_missing_or_broken_workshop_is_a_problem_not_a_traceback(
    team: Team, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    filled = team.fill("m1")
    if content is None:
        team.path.unlink()
    else:
        team.path.write_text(content, encoding="utf-8")
    for words in (["sheet", team.path, "-o", team.sheets], ["import-scores", team.path, filled, "--yes"]):
        assert team.run(*words) == 1
        assert str(team.path) in capsys.readouterr().err
    assert not list(team.path.parent.glob(".workshop.toml.*"))


def test_a_sheet_that_is_not_there_is_told_with_its_name(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    assert team.run("import-scores", team.path, team.sheets / "gone.xlsx", "--yes") == 1
    told = capsys.readouterr()
    assert "gone.xlsx" in told.out
    assert "the file or folder is not there" in told.err


def test_escape_sequences_in_a_sheet_are_never_sent_to_the_terminal(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = team.fill("m1", C8="_x001B_[31m", I5="_x001B_]0;x_x0007_", I8="x")
    capsys.readouterr()
    assert team.run("import-scores", team.path, filled, "--dry-run") == 1
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert "␛" in told.err
    assert "␛" in told.out
