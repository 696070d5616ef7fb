"""Exports on disk: by the command and from the screen; never over the workshop, over nothing else unasked."""

import sys
from datetime import UTC, datetime
from errno import ENOSPC
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from app_harness import Clock, Room, open_example, room
from mlew_tui.cli.main import main
from mlew_tui.export.source import File
from mlew_tui.screens.dialogs.export_dialogs import FormatDialog
from mlew_tui.session import export_files
from mlew_tui.storage import atomic_write, decks
from workshops import ENGLISH, example


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return a copy of the example, its result covered again."""
    path = tmp_path / "team.toml"
    path.write_text(
        ENGLISH.read_text(encoding="utf-8").replace("revealed = true", "revealed = false"), encoding="utf-8"
    )
    return path


def export(path: Path, *words: object) -> int:
    """Run the command in English."""
    return main(["export", str(path), *map(str, words), "--lang", "en"])


# --- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "name"),
    [
        ("md", "team.md"),
        ("html", "team.html"),
        ("docx", "team.docx"),
        ("discovery-md", "team-discovery.md"),
        ("xlsx", "team.xlsx"),
        ("json", "team.json"),
        ("ics", "team.ics"),
    ],
)
def test_an_export_lies_beside_the_workshop_and_says_so(
    team: Path, to: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(team, "--to", to) == 0
    told = capsys.readouterr()
    assert told.out == f"{team.with_name(name)}: written\n"
    assert "not revealed yet" in told.err
    assert team.with_name(name).stat().st_size > 1000


def test_what_is_there_already_is_left_alone_unless_forced(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = team.with_name("team.md")
    there.write_text("mine")
    assert export(team, "--to", "md") == 1
    assert there.read_text() == "mine"
    assert f"{there} exists already and was left alone" in capsys.readouterr().err
    assert export(team, "--to", "md", "--force") == 0
    assert there.read_text(encoding="utf-8").startswith("# 会議リハーサル")


@pytest.mark.parametrize("way", ["name", "link"])
def test_the_workshop_itself_is_never_replaced(team: Path, way: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = team.read_bytes()
    out = team
    if way == "link":
        out = team.with_name("link.toml")
        out.symlink_to(team)
    assert export(team, "--to", "html", "-o", out, "--force") == 1
    assert team.read_bytes() == before
    assert "is the workshop itself" in capsys.readouterr().err


def test_out_may_be_a_file_or_a_folder_yet_to_be_made(team: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert export(team, "--to", "md", "-o", tmp_path / "there") == 0
    assert (tmp_path / "there" / "team.md").is_file()
    assert export(team, "--to", "md", "-o", tmp_path / "new" / "paper.md") == 0
    assert (tmp_path / "new" / "paper.md").is_file()


def test_many_tables_are_told_in_one_line(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(team, "--to", "csv") == 0
    folder = team.with_name("team-csv")
    assert capsys.readouterr().out == f"{folder}: {len(list(folder.iterdir()))} files written\n"


def test_several_files_go_into_a_folder_of_their_own(tmp_path: Path) -> None:
    files = [File("reviews.csv", b"a,b\n1,2\n3,4\n"), File("todos.csv", b"a\n")]
    made = export_files.parcel(files, "csv", tmp_path / "team.toml")
    assert made.where == tmp_path / "team-csv"
    (tmp_path / "team-csv").mkdir()
    (tmp_path / "team-csv" / "todos.csv").write_text("mine")
    with pytest.raises(FileExistsError):
        export_files.deliver(made, tmp_path / "team.toml")
    assert not (tmp_path / "team-csv" / "reviews.csv").exists()
    elsewhere = export_files.parcel(files, "csv", tmp_path / "team.toml", tmp_path / "out")
    export_files.deliver(elsewhere, tmp_path / "team.toml")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["reviews.csv", "todos.csv"]
    assert list(export_files.summary(files)) == ["reviews.csv: 2 rows", "todos.csv: 0 rows"]


def test_tables_and_dates_are_summed_up_for_who_looks_first(team: Path) -> None:
    made, deck = example(), decks.load("practice", team)
    at = datetime(2026, 11, 28, tzinfo=UTC)
    told = {
        to: " ".join(export_files.summary(export_files.make(made, deck, team, at, to)))
        for to in ("csv", "xlsx", "ics", "json")
    }
    assert "reviews.csv: 18 rows" in told["csv"]
    assert told["xlsx"].count("team.xlsx › ") > 5
    assert told["ics"].startswith("team.ics: 3 entries 2027-02-12  ☐ ")
    assert "2027-06-30  ☐ " in told["ics"]
    assert told["json"].startswith("team.json: ")


def test_a_text_goes_to_the_standard_output_and_a_word_document_does_not(
    team: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export(team, "--to", "docx", "-o", "-") == 2
    assert "docx is no single text" in capsys.readouterr().err
    out = TextIOWrapper(BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    assert export(team, "--to", "md", "-o", "-", "--uncover") == 0
    text = out.buffer.getvalue().decode()
    assert text.startswith("# 会議リハーサル\n")
    assert "◎" in text
    assert [path.name for path in team.parent.iterdir() if path.is_file()] == ["team.toml"]


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("no\0name", "could not be written"),
        ("team.toml/x.md", "could not be written"),
        ("x" * 300, "the name is too long"),
    ],
)
def test_a_place_no_disk_takes_is_told_in_words(
    team: Path, out: str, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(team.parent)
    assert export(team, "--to", "md", "-o", out) == 1
    assert words in capsys.readouterr().err


# --- the screen -----------------------------------------------------------------------------------


async def told(it: Room) -> str:
    """Return what is told next."""
    for _ in range(100):
        if it.app._notifications:  # noqa: SLF001
            words = " ".join(one.message for one in it.app._notifications)  # noqa: SLF001
            it.app.clear_notifications()
            return words
        await it.pilot.pause(0.1)
    raise AssertionError("nothing was told")


async def test_on_screen_a_format_is_looked_at_and_written_and_said_where(tmp_path: Path) -> None:
    clock = Clock()
    async with room(open_example(tmp_path, clock, "next.decide", "en"), (100, 30)) as it:
        await it.press("ctrl+s")
        assert isinstance(it.app.screen, FormatDialog)
        await it.press("enter")
        await it.until("Will be written")
        text = it.text()
        assert "workshop.html" in text
        assert "Field Check" in text
        await it.press("right", "right", "right")
        assert "▲ Red" in it.text()
        clock.go(1)
        it.app.tick()  # the room goes on
        await it.press("enter")
        await it.until("Written:")
        page = (tmp_path / "workshop.html").read_text(encoding="utf-8")
        assert page.startswith("<!DOCTYPE html>")

        await it.press("ctrl+s", "enter")  # once more: what is there is asked about
        await it.until("Will be written")
        await it.press("enter")
        await it.until("exists already")
        await it.press("escape")
        await it.until("Will be written")
        await it.press("enter")
        await it.until("exists already")
        await it.press("r")
        await it.until("Written:")
        assert it.session.undo() is None, "an export changes nothing"


async def test_on_screen_another_place_is_asked_for_and_what_fails_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise atomic_write.WriteError(ENOSPC, "", "x")

    async with room(open_example(tmp_path, Clock(), "next.decide", "en"), (100, 30)) as it:
        await it.press("ctrl+s", "down", "enter")
        await it.until("Will be written")
        assert "# Field Check" in it.text(), "Markdown is shown as it is"
        for name, words in (("workshop.toml", "the workshop itself"), ("a" * 300, "could not be written")):
            await it.press("e")
            it.app.screen.query_one("Line").value = str(tmp_path / name)  # type: ignore[attr-defined]
            await it.press("enter")
            await it.until(name[:20])
            await it.press("enter")
            if words == "the workshop itself":
                await it.until("exists already")
                await it.press("r")
            assert words in await told(it)
        await it.press("e")
        it.app.screen.query_one("Line").value = str(tmp_path / "new" / "paper.md")  # type: ignore[attr-defined]
        await it.press("enter")
        await it.until("paper.md")
        with monkeypatch.context() as patch:
            patch.setattr(atomic_write, "write", full)
            await it.press("enter")
            assert "no space left" in await told(it)
        await it.press("enter")
        await it.until("Written:")
        assert (tmp_path / "new" / "paper.md").is_file()


async def test_on_screen_a_covered_result_stays_covered(tmp_path: Path) -> None:
    console = open_example(tmp_path, Clock(), "next.decide", "ja")
    async with room(console) as it:
        it.session.commit("", lambda w: w.with_(ballots=w.ballots.model_copy(update={"revealed": False})))
        it.app.show()
        await it.press("ctrl+s", "down", "enter")
        await it.until("書き出し先")
        assert "まだ公開されていない" in it.text()
        await it.press("enter")
        await it.until("書き出しました")
        text = (tmp_path / "workshop.md").read_text(encoding="utf-8")
        assert "49.5" not in text
        assert "採用" not in text
