"""What is known to be sound is read without asking again, and nothing else is."""

import subprocess
import sys
from pathlib import Path

import pytest

from mlew_tui.diagnosis.examine import examine_file
from mlew_tui.storage import validation_cache
from mlew_tui.storage.validation_cache import ValidationCache
from workshops import ENGLISH, FARM


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    return tmp_path / "state" / "sound"


@pytest.mark.parametrize("example", [ENGLISH, FARM])
@pytest.mark.parametrize("head", ["", "\ufeff"])
def test_a_file_read_again_is_the_same_workshop_and_text(example: Path, head: str, tmp_path: Path, marks: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text(head + example.read_text("utf-8"), "utf-8")
    first, known = ValidationCache(marks).load_report(path), ValidationCache(marks).load_report(path)
    assert first.workshop == known.workshop == examine_file(path).workshop
    assert first.text == known.text
    assert first.tree == known.tree
    assert (known.problems, known.encoding) == ((), "utf-8")


def test_a_changed_file_is_asked_everything(tmp_path: Path, marks: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text('title = "A"\n', "utf-8")
    assert ValidationCache(marks).load_report(path).workshop is not None
    path.write_text('title = "A"\ntitel = "B"\n', "utf-8")
    for _ in range(2):  # a broken file is never taken for known
        assert [problem.kind for problem in ValidationCache(marks).load_report(path).problems] == ["extra-forbidden"]


def test_a_known_file_builds_no_validator(marks: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom mlew_tui.storage.validation_cache import ValidationCache\n"
        "made = ValidationCache(Path(sys.argv[1])).load_report(Path(sys.argv[2])).workshop\n"
        "print(len(made.reviews), type(made).__pydantic_complete__)"
    )
    run = [sys.executable, "-c", code, str(marks), str(ENGLISH)]
    told = [subprocess.run(run, capture_output=True, text=True, check=True).stdout.split() for _ in range(2)]
    assert [words[1] for words in told] == ["True", "False"]
    assert told[0][0] == told[1][0]


def test_another_version_of_the_program_asks_again(
    tmp_path: Path, marks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text('title = "A"\n', "utf-8")
    ValidationCache(marks).load_report(path)
    monkeypatch.setattr(validation_cache, "_program", lambda: b"another")
    ValidationCache(marks).add(b"")
    before = marks.read_text("ascii").split()
    ValidationCache(marks).load_report(path)
    assert len(marks.read_text("ascii").split()) == len(before) + 1


def test_the_older_half_of_many_marks_is_let_go_and_the_newest_stay(marks: Path) -> None:
    known = ValidationCache(marks)
    for number in range(1203):
        known.add(b"%d" % number)
    left = marks.read_text("ascii").split()
    assert 250 <= len(left) <= 500
    ValidationCache(marks).add(b"1202")
    assert marks.read_text("ascii").split() == left


def test_marks_that_cannot_be_kept_or_read_are_let_go(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text('title = "A"\n', "utf-8")
    (tmp_path / "file").write_bytes(b"\xff\xfe")
    for place in (tmp_path / "file" / "sound", tmp_path / "file"):
        assert ValidationCache(place).load_report(path).workshop is not None
