"""What the program remembers outside any workshop."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mlew_tui.settings.settings import Settings
from mlew_tui.storage.home import Home

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def home(folder: Path) -> Home:
    return Home(state=folder / "state", config=folder / "config")


def a_file(folder: Path, name: str) -> Path:
    path = folder / name
    path.touch()
    return path


def test_without_a_choice_everything_stands_in_the_persons_own_folders(tmp_path: Path) -> None:
    Home().remember(a_file(tmp_path, "w.toml"), "t", "c", "s", NOON)
    assert [visit.title for visit in Home().visits()] == ["t"]
    assert (tmp_path / "home" / "state" / "mlew-tui" / "sessions.json").is_file()


def test_workshops_are_remembered_once_each_the_newest_first(tmp_path: Path) -> None:
    first, second = a_file(tmp_path, "a.toml"), a_file(tmp_path, "b.toml")
    home(tmp_path).remember(first, "A", "顧客", "listen.write", NOON)
    home(tmp_path).remember(second, "B", "", "", NOON + timedelta(hours=1))
    home(tmp_path).remember(first, "A2", "顧客", "listen.group", NOON + timedelta(hours=2))
    visits = home(tmp_path).visits()
    assert [(visit.path, visit.title, visit.step) for visit in visits] == [
        (str(first), "A2", "listen.group"), (str(second), "B", ""),
    ]  # fmt: skip
    assert visits[0].moment == NOON + timedelta(hours=2)


def test_a_workshop_that_is_gone_is_not_offered(tmp_path: Path) -> None:
    path = a_file(tmp_path, "a.toml")
    home(tmp_path).remember(path, "A", "", "", NOON)
    path.unlink()
    assert home(tmp_path).visits() == []


@pytest.mark.parametrize("damaged", ["", "{", "[1]", '{"path": 1}', '[{"path": "x"}]', "null"])
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "sessions.json").write_text(damaged, encoding="utf-8")
    assert home(tmp_path).visits() == []
    home(tmp_path).remember(a_file(tmp_path, "a.toml"), "A", "", "", NOON)
    assert len(home(tmp_path).visits()) == 1


def test_a_memory_that_cannot_be_written_is_in_nobodys_way(tmp_path: Path) -> None:
    a_file(tmp_path, "state")
    home(tmp_path).remember(a_file(tmp_path, "a.toml"), "A", "", "", NOON)
    home(tmp_path).beat(tmp_path / "a.toml", NOON)
    assert home(tmp_path).visits() == []
    assert home(tmp_path).last_beat(tmp_path / "a.toml") is None


def test_every_workshop_has_a_heartbeat_of_its_own(tmp_path: Path) -> None:
    one, other = tmp_path / "a.toml", tmp_path / "b.toml"
    home(tmp_path).beat(one, NOON)
    home(tmp_path).beat(one, NOON + timedelta(seconds=1.5))
    assert home(tmp_path).last_beat(one) == NOON + timedelta(seconds=1.5)
    assert home(tmp_path).last_beat(other) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, Settings()),
        ("", Settings(None, True)),
        ('language = "ja"\nbell = false\n', Settings("ja", False)),
        ('language = "fr"\n', Settings(None, True)),
        ("language = \n", Settings(None, True)),
    ],
)
def test_settings_that_are_missing_or_unusable_mean_the_defaults(
    tmp_path: Path, text: str | None, expected: Settings
) -> None:
    if text is not None:
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "settings.toml").write_text(text, encoding="utf-8")
    assert home(tmp_path).settings() == expected
