"""Reviews and cases taken in on the screen, and by the commands with real files: a look, all or nothing, a way back."""

import io
from pathlib import Path

import pytest
from test_import_cases import LISTS

from app_harness import Clock, Room, open_example, open_new, reviews, room
from mlew_tui.app import palette_commands
from mlew_tui.cli.arguments import build_parser
from mlew_tui.cli.run_command import load_handler
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.dialogs.import_items import ImportItemsDialog
from mlew_tui.session import create
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.storage.workshop_file import read

# --- on the screen --------------------------------------------------------------------------------


async def test_a_block_of_a_spreadsheet_is_looked_at_added_and_taken_back_at_once(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await it.at("listen.write")
        await it.paste("コメント\t評価\t担当者\r\n速い\t5\tBob\r\n[bold]=1+1[/]\t2\t\r\nふつう\t\tCy\r\n")
        assert "Add 3 reviews? 1 does not say good or bad: ☺ good (F5)" in it.text()
        assert "☹ [bold]=1+1[/]" in it.text()
        assert "line 4: “Cy” is nobody here" in it.text()
        assert "☺ ふつう" in it.text()
        await it.press("f5")
        assert "1 does not say good or bad: ☹ bad (F5)" in it.text()
        assert "☹ ふつう" in it.text()
        assert reviews(it) == []
        await it.press("enter")
        taken = it.session.workshop.reviews
        assert [(one.text, one.sentiment, one.by) for one in taken] == [
            ("速い", "positive", "m2"), ("[bold]=1+1[/]", "negative", None), ("ふつう", "negative", None),
        ]  # fmt: skip
        await it.paste("+ 速い\n+ ふつう")
        assert "There is nothing new in it" in it.text()
        await it.press("enter", "f5", "escape", "ctrl+z")
        assert reviews(it) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_list_pasted_in_the_rounds_becomes_cases_and_lines_stay_titles(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with room(open_new(tmp_path, Clock()), size) as it:
        await it.at("invent.rounds")
        await it.paste((LISTS / "solutions.en.md").read_text(encoding="utf-8"))
        assert "Add 2 cases?" in it.text()
        assert "Leaf doctor : Green Fields Ltd" in it.text()
        await it.press("enter")
        assert [case.title for case in it.session.workshop.cases] == ["Leaf doctor", "Rain clock"]
        await it.press("ctrl+z")
        assert not any(it.session.workshop.cases)
        await it.paste("one\ntwo")
        await it.press("enter")
        assert [case.title for case in it.session.workshop.cases] == ["one", "two"]


async def take(it: Room, name: str, path: Path) -> None:
    """Choose a command of the palette and type a path."""
    (command,) = (one for one in palette_commands.commands(it.app, it.app.screen) if one.title == name)
    command.callback()
    await it.pilot.pause()
    await it.paste(str(path))
    await it.press("enter")
    for _ in range(100):
        if isinstance(it.app.screen, ImportItemsDialog) and it.is_drawn:
            return
        await it.pilot.pause(0.02)
    raise AssertionError("no preview came")


async def test_two_hundred_reviews_come_from_a_file_while_the_room_goes_on(tmp_path: Path) -> None:
    table = tmp_path / "our voices.csv"
    table.write_bytes(
        "コメント,評価\r\n".encode("cp932") + "".join(f"声 {n}①～,{n % 5 + 1}\r\n" for n in range(200)).encode("cp932")
    )
    async with room(open_example(tmp_path, Clock(), "listen.write", "en")) as it:
        before = it.session.workshop
        await take(it, "Take reviews from a file", table)
        assert "Add 200 reviews? 40 do not say good or bad" in it.text()
        await it.press("enter")
        assert len(it.session.workshop.reviews) == len(before.reviews) + 200
        assert it.session.workshop.reviews[-1].by is None
        await it.press("ctrl+z")
        assert it.session.workshop.reviews == before.reviews
        await take(it, "Take reviews from a file", tmp_path / "gone.csv")
        assert "Nothing can be taken from there" in it.text()
        await it.press("enter")
        assert isinstance(it.app.screen, ImportItemsDialog)
        await it.press("escape")
        await take(it, "Take cases from a file", LISTS / "solutions.ja.md")
        assert "Add 3 cases?" in it.text()
        await it.press("escape")
        assert it.session.workshop == before.with_(progress=it.session.workshop.progress)


# --- the commands ---------------------------------------------------------------------------------


class Team:
    """A workshop file, and the commands as a shell calls them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "workshop.toml"
        self.home = Home(state=folder / "state", config=folder / "config")
        self.path.write_bytes(create.example("ja").read_bytes())

    def run(self, *words: object, lang: str = "en") -> int:
        options = build_parser().parse_args(list(map(str, words)))
        return load_handler(options.handler)(options, self.home, lang)

    def file(self, name: str, data: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
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


def test_reviews_of_several_files_are_previewed_taken_over_and_can_be_taken_back(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    before, count = team.text, len(team.workshop.reviews)
    table = team.file("excel.csv", "コメント,評価,記入者\r\n①速い～,5,佐藤\r\n=1+1,3,\r\n".encode("cp932"))
    lines = team.file("lines.txt", "+ \x1b[31mred\n- 遅い\n")
    assert team.run("import-reviews", team.path, table, lines, "--yes", "--sentiment", "negative") == 0
    told = capsys.readouterr().out
    assert "  line 2: + ①速い～  (m1)\n  line 3: - =1+1\n" in told
    assert f"  Note: {table}:3:2: “3” is neither good nor bad" in told
    assert "In all: 4 reviews (1 do not say good or bad: taken as bad, --sentiment)" in told
    assert "\x1b" not in told
    added = team.workshop.reviews[count:]
    assert [(one.text, one.sentiment, one.by) for one in added] == [
        ("①速い～", "positive", "m1"), ("=1+1", "negative", None), ("\x1b[31mred", "positive", None),
        ("遅い", "negative", None),
    ]  # fmt: skip
    assert team.run("import-reviews", team.path, table, lines, "--yes") == 0
    assert "Nothing changes." in capsys.readouterr().out
    assert team.run("restore", team.path, told.splitlines()[-1].split()[-1]) == 0
    assert team.text == before


def test_cases_are_taken_over_after_a_yes(
    team: Team, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    before, count = team.text, len(team.workshop.cases)
    both = [LISTS / "solutions.ja.md", LISTS / "solutions.en.md"]
    monkeypatch.setattr("sys.stdin", Keyboard("n\n"))
    assert team.run("import-cases", team.path, *both) == 1
    assert team.text == before
    monkeypatch.setattr("sys.stdin", Keyboard("はい\n"))
    assert team.run("import-cases", team.path, *both, lang="ja") == 0
    assert [case.title for case in team.workshop.cases[count:]][:2] == ["会話の相手をする AI", "発音の採点"]
    assert len(team.workshop.cases) == count + 5
    told = capsys.readouterr().out
    assert "知らない問いのため、「喜ばれている点」に残しました" in told


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("gone.csv", None, "it cannot be read"),
        ("empty.csv", b"", "no review is in it"),
        ("heads.csv", "コメント,評価\n", "no review is in it"),
        ("noise.bin", bytes(range(128, 256)), "no text"),
        ("book.xlsx", b"PK\x03\x04 nothing", "no workbook, or a damaged one"),
    ],
)
def test_one_file_that_cannot_be_read_keeps_all_out(
    team: Team, capsys: pytest.CaptureFixture[str], name: str, data: bytes | str | None, words: str
) -> None:
    fine, before = team.file("fine.txt", "+ a"), team.text
    other = team.folder / name if data is None else team.file(name, data)
    assert team.run("import-reviews", team.path, fine, other, "--yes") == 1
    assert words in capsys.readouterr().err
    assert team.text == before


def test_nothing_is_taken_while_a_console_has_the_file_nor_unasked_nor_on_a_dry_run(
    team: Team, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, before = team.file("lines.txt", "+ a"), team.text
    lock = WorkshopLock(team.path)
    assert lock.acquire() is None
    assert team.run("import-reviews", team.path, lines, "--yes") == 1
    assert team.run("import-cases", team.path, LISTS / "solutions.ja.md", "--yes") == 1
    assert "another console" in capsys.readouterr().err
    assert team.run("import-reviews", team.path, lines, "--dry-run") == 0
    lock.release()
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert team.run("import-reviews", team.path, lines) == 2
    assert team.text == before
