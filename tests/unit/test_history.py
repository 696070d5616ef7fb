"""Every saved version of a workshop: kept once, numbered for good, and pruned by clear rules."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.storage.history import HOURLY, LATEST_KEPT, History, VersionNotFoundError, staying

START = datetime(2026, 11, 22, 5, 31, 5, tzinfo=UTC)


def kept(folder: Path, *texts: str, every: timedelta = timedelta(minutes=1)) -> History:
    """Return the history of ``workshop.toml`` in a folder with these versions kept."""
    past = History(folder / "history", folder / "workshop.toml")
    for index, text in enumerate(texts):
        past.keep(text.encode(), START + index * every)
    return past


def numbers(past: History) -> list[int]:
    return [version.number for version in past.versions()]


def test_versions_come_newest_first_with_number_moment_and_bytes(tmp_path: Path) -> None:
    past = kept(tmp_path, "a", "b")
    assert [(version.number, version.at) for version in past.versions()] == [
        (2, START + timedelta(minutes=1)),
        (1, START),
    ]
    assert [past.data(1), past.data(2)] == [b"a", b"b"]
    assert past.versions()[0].path.name == "000002-20261122T053205Z.toml"


def test_what_equals_the_newest_version_is_not_kept_twice_but_an_older_text_is(tmp_path: Path) -> None:
    past = kept(tmp_path, "a", "b")
    assert past.keep(b"b", START) is None
    again = past.keep(b"a", START)
    assert again is not None
    assert again.number == 3


def test_only_the_owner_can_read_the_past_and_a_note_says_whose_it_is(tmp_path: Path) -> None:
    version = kept(tmp_path, "a").versions()[0]
    folder = version.path.parent
    assert [path.stat().st_mode & 0o777 for path in (folder.parent, folder, version.path)] == [0o700, 0o700, 0o600]
    assert (folder / "path.txt").read_bytes() == os.fsencode(tmp_path / "workshop.toml") + b"\n"


def test_a_link_and_its_target_have_one_past_and_two_workshops_two(tmp_path: Path) -> None:
    kept(tmp_path, "a")
    (tmp_path / "link.toml").symlink_to(tmp_path / "workshop.toml")
    assert History(tmp_path / "history", tmp_path / "link.toml").data(1) == b"a"
    assert History(tmp_path / "history", tmp_path / "other.toml").versions() == []


def test_a_number_that_is_not_there_is_told_with_the_last_ones(tmp_path: Path) -> None:
    past = kept(tmp_path, *"abcdefg")
    with pytest.raises(VersionNotFoundError, match=r"no version 9; the last ones are 7, 6, 5, 4, 3$") as caught:
        past.data(9)
    assert caught.value.known == (7, 6, 5, 4, 3, 2, 1)
    with pytest.raises(VersionNotFoundError, match="none is kept"):
        History(tmp_path / "history", tmp_path / "other.toml").data(1)


def test_files_that_are_no_versions_are_neither_seen_nor_removed(tmp_path: Path) -> None:
    past = kept(tmp_path, "a")
    folder = past.versions()[0].path.parent
    foreign = ["notes.toml", "000009-20261399T053105Z.toml", "000008-20261122T053105Z.toml.bak", ".000001.part"]
    for name in foreign:
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "000007-20261122T053105Z.toml").mkdir()
    past.keep(b"b", START)
    assert numbers(past) == [2, 1]
    assert all((folder / name).exists() for name in foreign)


def test_a_version_half_written_when_the_console_was_killed_is_never_seen_and_its_number_not_used(
    tmp_path: Path,
) -> None:
    past = kept(tmp_path, "a")
    claim = past.versions()[0].path.parent / ".000002.part"
    claim.write_bytes(b"ha")
    past.keep(b"b", START)
    assert numbers(past) == [3, 1]
    for index in range(LATEST_KEPT):
        past.keep(b"c%d" % index, START)
    assert not claim.exists()


def test_a_folder_that_cannot_be_written_is_the_callers_to_decide(tmp_path: Path) -> None:
    (tmp_path / "history").write_text("a file where a folder belongs", encoding="utf-8")
    with pytest.raises(OSError, match="history"):
        History(tmp_path / "history", tmp_path / "workshop.toml").keep(b"a", START)


def test_consoles_that_keep_at_once_never_share_a_number(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from mlew_tui.storage.history import History\n"
        "past = History(Path(sys.argv[1]) / 'history', Path(sys.argv[1]) / 'workshop.toml')\n"
        "for n in range(40):\n    past.keep(f'{sys.argv[2]} {n}'.encode(), datetime.now(UTC))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in ("a", "b")]
    assert [process.wait() for process in running] == [0, 0]
    past = History(tmp_path / "history", tmp_path / "workshop.toml")
    versions = past.versions()
    files = list(versions[0].path.parent.glob("*.toml"))
    assert len(versions) == len(files) == 80
    texts = [past.data(version.number).decode() for version in reversed(versions)]
    for name in ("a", "b"):
        assert [text for text in texts if text.startswith(name)] == [f"{name} {n}" for n in range(40)]


# --- pruning ----------------------------------------------------------------------------------------


@st.composite
def pasts(draw: st.DrawFn) -> list[datetime]:
    """Draw the moments of many versions, newest first: minutes, hours or days apart."""
    pace = draw(st.sampled_from([3, 40, 500]))
    gaps = draw(st.lists(st.integers(0, pace), min_size=90, max_size=400))
    at, moments = START, []
    for gap in gaps:
        at -= timedelta(minutes=gap)
        moments.append(at)
    return moments


@given(pasts())
def test_the_latest_hundred_and_the_first_stay_then_one_an_hour_then_one_a_day(moments: list[datetime]) -> None:
    stay = staying(moments)
    assert stay >= {*range(min(LATEST_KEPT, len(moments))), len(moments) - 1}
    middle = [index for index in sorted(stay) if LATEST_KEPT <= index < len(moments) - 1]
    for index in range(LATEST_KEPT, len(moments) - 1):
        at = moments[index]
        hourly = at >= moments[LATEST_KEPT - 1] - HOURLY
        span = [
            other
            for other in range(LATEST_KEPT, len(moments))
            if moments[other].date() == at.date()
            and (moments[other] >= moments[LATEST_KEPT - 1] - HOURLY) == hourly
            and (not hourly or moments[other].hour == at.hour)
        ]
        assert (index in middle) == (index == span[0])


@given(pasts())
def test_pruning_twice_is_pruning_once(moments: list[datetime]) -> None:
    left = [moments[index] for index in sorted(staying(moments))]
    assert staying(left) == set(range(len(left)))


def test_saving_for_days_leaves_few_files_the_first_among_them(tmp_path: Path) -> None:
    past = kept(tmp_path, *map(str, range(900)), every=timedelta(minutes=7))
    found = numbers(past)
    assert found[:LATEST_KEPT] == list(range(900, 800, -1))
    assert found[-1] == 1
    assert LATEST_KEPT + 45 < len(found) < LATEST_KEPT + 60
    assert past.data(1) == b"0"
