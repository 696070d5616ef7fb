"""``history``, ``restore`` and ``diff`` with real files: what is listed, put back, refused and told."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from example_edits import editing, setting
from mlew_tui.cli import history
from mlew_tui.cli.arguments import build_parser
from mlew_tui.model import changes
from mlew_tui.model.changes import Change
from mlew_tui.storage import document
from mlew_tui.storage.history import History
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from workshops import ENGLISH, example

START = datetime(2026, 11, 22, 5, 31, 5, tzinfo=UTC)


class Team:
    """A workshop file with a past, and the commands as a shell calls them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "workshop.toml"
        self.home = Home(state=folder / "state", config=folder / "config")
        self.past = History(self.home.state / "history", self.path)
        self.workshop, self.text = example(), ENGLISH.read_text(encoding="utf-8")
        self.at = START
        self.save()

    def save(self, *edits: Change) -> None:
        """Change the workshop, save it and keep the version, as a session does."""
        for edit in edits:
            self.workshop = edit(self.workshop).validated()
        self.text = document.render(self.workshop, self.text)
        self.path.write_text(self.text, encoding="utf-8")
        self.past.keep(self.text.encode(), self.at)
        self.at += timedelta(minutes=1)

    def run(self, command: Callable[[Namespace, Home, str | None], int], *words: object, lang: str = "en") -> int:
        options = build_parser().parse_args([command.__name__, *map(str, words)])
        return command(options, self.home, lang)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Return a team whose workshop was saved three times: as it was, with a new title, with a lower weight."""
    team = Team(tmp_path)
    team.save(setting("title", "新しい題"))
    team.save(lambda workshop: changes.set_weight(workshop, "k1", 1))
    return team


def lines(capsys: pytest.CaptureFixture[str]) -> Sequence[str]:
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("lang", "step", "changed"),
    [("en", "Decide what to improve", "weight of k1 5 → 1"), ("ja", "見直すところを決める", "k1 の重み 5 → 1")],
)
def test_history_tells_number_time_step_and_what_changed_newest_first_in_columns(
    team: Team, capsys: pytest.CaptureFixture[str], lang: str, step: str, changed: str
) -> None:
    assert team.run(history.history, team.path, lang=lang) == 0
    rows = lines(capsys)[1:4]
    assert [row.split()[0] for row in rows] == ["3", "2", "1"]
    assert changed in rows[0]
    local = (START + timedelta(minutes=2)).astimezone()
    assert f"{local:%Y-%m-%d %H:%M:%S}  {step}" in rows[0]
    begin = [row.index(step) + len(step) for row in rows]
    assert len({cell_len(row[:end]) for row, end in zip(rows, begin, strict=True)}) == 1


def test_history_without_a_file_is_that_of_the_newest_workshop(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    assert team.run(history.history) == 1
    team.home.remember(team.path, "T", "", "listen.write", START)
    assert team.run(history.history) == 0
    assert str(team.path) in capsys.readouterr().out


def test_history_shows_twenty_versions_unless_asked_for_all(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    for index in range(20):
        team.save(setting("title", f"title {index}"))
    team.run(history.history, team.path)
    few = lines(capsys)
    team.run(history.history, team.path, "--all")
    assert len(lines(capsys)) == 1 + 23 + 1
    assert len(few) == 1 + 20 + 2
    assert few[-2] == "3 older versions: --all"


def test_a_version_that_is_no_workshop_cannot_be_read_and_the_next_is_compared_past_it(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    team.past.keep("title = 「x」\n".encode(), team.at)
    team.save(setting("title", "again"))
    assert team.run(history.history, team.path) == 0
    _, newest, broken, *_ = lines(capsys)
    assert newest.endswith("title changed")
    assert broken.endswith("cannot be read")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            lambda path: path.write_text(path.read_text("utf-8").replace("新しい題", "x"), "utf-8"),
            "since: title changed",
        ),
        (lambda path: path.write_text(path.read_text("utf-8") + "# hello\n", "utf-8"), "only comments or layout"),
        (lambda path: path.write_text("title = 「x」", "utf-8"), "cannot be compared"),
        (lambda path: path.unlink(), "the file is gone"),
    ],
)
def test_history_says_how_the_file_was_edited_since(
    team: Team, capsys: pytest.CaptureFixture[str], edit: Callable[[Path], object], said: str
) -> None:
    edit(team.path)
    assert team.run(history.history, team.path) == 0
    assert said in lines(capsys)[0]


def test_a_file_without_a_past_is_a_problem(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    assert team.run(history.history, ENGLISH) == 1
    assert "no version" in capsys.readouterr().err


def test_restore_puts_the_bytes_back_keeps_the_present_ones_and_its_hint_takes_it_back(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = team.text.replace("新しい題", "edited by hand")
    team.path.write_text(edited, encoding="utf-8")
    assert team.run(history.restore, team.path, 1) == 0
    assert team.path.read_bytes() == ENGLISH.read_bytes() == team.past.data(5)
    assert team.past.data(4) == edited.encode()
    _, what, hint = lines(capsys)
    assert what == "What changed: weight of k1 1 → 5, title changed, 7 scores changed: adopted case s3 → s1"
    assert hint == f"To take this back: mlew-tui restore {team.path} 4"
    assert team.run(history.restore, team.path, int(hint.split()[-1])) == 0
    assert team.path.read_text(encoding="utf-8") == edited


def test_restoring_the_version_that_is_there_changes_nothing(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    assert team.run(history.restore, team.path, 3) == 0
    assert lines(capsys) == [f"{team.path} is as in version 3 already"]
    assert [version.number for version in team.past.versions()] == [3, 2, 1]


@pytest.mark.parametrize("present", ["title = 「x」", "", None])
def test_restore_works_when_the_file_is_broken_empty_or_gone(team: Team, present: str | None) -> None:
    if present is None:
        team.path.unlink()
    else:
        team.path.write_text(present, encoding="utf-8")
    assert team.run(history.restore, team.path, 3) == 0
    assert team.path.read_text(encoding="utf-8") == team.text
    if present is not None:
        assert team.past.data(4) == present.encode()


def test_restore_refuses_a_wrong_number_and_names_the_last_ones(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    assert team.run(history.restore, team.path, 9) == 2
    assert "the last ones are 3, 2, 1" in capsys.readouterr().err


def test_restore_refuses_while_a_console_has_the_file(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    lock = WorkshopLock(team.path)
    assert lock.acquire() is None
    assert team.run(history.restore, team.path, 1) == 1
    lock.release()
    assert "another console" in capsys.readouterr().err
    assert team.path.read_text(encoding="utf-8") == team.text
    assert team.run(history.restore, team.path, 1) == 0
    assert not list(team.path.parent.glob(".workshop.toml.*"))


def test_restore_refuses_when_the_present_file_cannot_be_kept(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    team.path.unlink()
    team.path.mkdir()
    assert team.run(history.restore, team.path, 1) == 1
    assert "could not be kept" in capsys.readouterr().err
    assert team.path.is_dir()


def test_diff_takes_files_and_kept_versions_and_tells_the_cause(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    assert team.run(history.diff, f"{team.path}@1", team.path) == 0
    told = lines(capsys)
    assert "title: “オンライン英会話と生成 AI” → “新しい題”" in told
    assert told[-2:] == ["Result: adopted case s1 → s3", "Moved by: weight of k1 5 → 1"]
    assert team.run(history.diff, ENGLISH, f"{team.path}@1") == 0
    assert lines(capsys) == ["Nothing differs."]


def test_diff_says_what_is_wrong_with_a_file_or_a_number(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    broken = team.path.with_name("broken.toml")
    broken.write_text("title = 「x」", encoding="utf-8")
    assert team.run(history.diff, team.path, broken) == 1
    assert f"{broken}:1:" in capsys.readouterr().err
    assert team.run(history.diff, team.path, f"{team.path}@7") == 2
    assert "the last ones are" in capsys.readouterr().err


def test_a_file_whose_name_looks_like_a_version_is_that_file(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    twin = team.path.with_name("workshop.toml@1")
    twin.write_text(team.text, encoding="utf-8")
    assert team.run(history.diff, twin, team.path) == 0
    assert lines(capsys) == ["Nothing differs."]


def test_people_s_text_is_printed_literally(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    team.save(editing("reviews/r1", text="\x1b[31mred\x07\nline"))
    assert team.run(history.diff, f"{team.path}@3", team.path) == 0
    assert "\x1b" not in "".join(lines(capsys))
