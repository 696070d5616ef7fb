"""What check mends on request: another encoding, scores above their weight; what was there is kept beside it."""

from pathlib import Path

import pytest

from broken_files import TEAM
from mlew_tui.diagnosis.examine import examine_file
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.storage import repairs

OVER = TEAM.replace("s2 = { k1 = 3, k2 = 1 }", "s2 = { k1 = 3, k2 = 5 }  # 熱い").replace("k2 = 2.5", "k2 = 4.5")


def kept(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_of_another_encoding_becomes_utf_8(tmp_path: Path, encoding: str, newline: str) -> None:
    text = TEAM.replace("\n", newline)
    path = kept(tmp_path / "workshop.toml", text.encode(encoding))
    original = repairs.converted(path)
    assert original is not None
    assert original.parent == tmp_path
    assert original.read_bytes() == text.encode(encoding)
    assert path.read_bytes() == text.encode()
    assert examine_file(path).workshop is not None


def test_smart_quotes_of_a_western_word_processor_are_converted(tmp_path: Path) -> None:
    path = kept(tmp_path / "workshop.toml", 'title = "the room\x92s work"\n'.encode("latin-1"))
    assert repairs.converted(path) is not None
    assert path.read_text("utf-8") == 'title = "the room’s work"\n'


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_in_utf_8_is_left_alone(tmp_path: Path, mark: str) -> None:
    path = kept(tmp_path / "workshop.toml", (mark + TEAM).encode())
    assert repairs.converted(path) is None
    assert repairs.capped(path) is None
    assert [entry.name for entry in tmp_path.glob("*.toml")] == ["workshop.toml"]


def test_an_original_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    originals = []
    for text in (TEAM, TEAM.replace("佐藤", "伊藤"), TEAM.replace("佐藤", "高橋")):
        original = repairs.converted(kept(path, text.encode("cp932")))
        assert original is not None
        originals.append((original, text))
    assert len({original for original, _ in originals}) == 3
    assert all(original.read_bytes() == text.encode("cp932") for original, text in originals)


def test_bytes_nobody_can_tell_are_not_converted(tmp_path: Path) -> None:
    data = TEAM.encode().replace("佐".encode(), b"\xff\xfe\xfd")
    path = kept(tmp_path / "workshop.toml", data)
    with pytest.raises(InvalidFileError) as caught:
        repairs.converted(path)
    assert {problem.kind for problem in caught.value.problems} == {"bytes"}
    assert path.read_bytes() == data


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_scores_above_their_weight_are_lowered_and_nothing_else(tmp_path: Path, mark: str, newline: str) -> None:
    data = (mark + OVER.replace("\n", newline)).encode()
    path = kept(tmp_path / "workshop.toml", data)
    done = repairs.capped(path)
    assert done is not None
    original, count = done
    assert count == 2
    assert original.read_bytes() == data
    expected = OVER.replace("k2 = 5 }", "k2 = 3 }").replace("k2 = 4.5", "k2 = 3")
    assert path.read_bytes() == (mark + expected.replace("\n", newline)).encode()
    assert examine_file(path).workshop is not None


def test_scores_are_not_lowered_while_anything_else_is_wrong(tmp_path: Path) -> None:
    data = OVER.replace('"developer"', '"developper"').encode()
    path = kept(tmp_path / "workshop.toml", data)
    with pytest.raises(InvalidFileError) as caught:
        repairs.capped(path)
    assert [problem.kind for problem in caught.value.problems] == ["literal-error"]
    assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.glob("*.toml")] == ["workshop.toml"]
