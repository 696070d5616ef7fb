"""Files damaged below the text: another encoding, cut, emptied, out of reach."""

import os
from pathlib import Path

import pytest

from broken_files import TEAM, unmarked
from mlew_tui.diagnosis.encoding import LARGEST
from mlew_tui.diagnosis.examine import examine, examine_file
from mlew_tui.diagnosis.problem import Problem
from refusing_disks import an_ordinary_users_folder

PATH = Path("workshop.toml")
FIRST = (1, 3)
"""Where the first character that is not ASCII stands: in the comment of line 1."""


def told(data: bytes) -> tuple[Problem, ...]:
    found = examine(PATH, data)
    assert found.workshop is None
    assert all(problem.hint for problem in found.problems)
    return found.problems


@pytest.mark.parametrize(
    ("encoding", "name", "place"),
    [
        ("cp932", "Shift_JIS (CP932)", FIRST),
        ("euc_jp", "EUC-JP", FIRST),
        ("iso2022_jp", "ISO-2022-JP (JIS)", FIRST),
        ("utf-16", "UTF-16", (0, 0)),
        ("utf-16-le", "UTF-16", (0, 0)),
        ("utf-16-be", "UTF-16", (0, 0)),
        ("utf-32", "UTF-32", (0, 0)),
    ],
)
def test_another_encoding_is_named_once_with_the_way_out(encoding: str, name: str, place: tuple[int, int]) -> None:
    (problem,) = told(TEAM.encode(encoding))
    assert problem.kind == "encoding"
    assert (problem.line, problem.column) == place
    assert f"The file is in {name}, not UTF-8" in problem.what
    assert "check --convert workshop.toml" in problem.hint


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
@pytest.mark.parametrize(
    "text",
    ['title = "英語"\n', 'title = "ワークショップ"\n', 'title = "顧客の声を聴く"\n', "title = 'リスキリング研修'\n"],
)
def test_even_a_few_characters_tell_the_encoding(encoding: str, text: str) -> None:
    (problem,) = told(text.encode(encoding))
    assert {"cp932": "CP932", "euc_jp": "EUC-JP"}[encoding] in problem.what


def test_mistakes_in_a_file_of_another_encoding_are_told_in_the_same_go() -> None:
    found = told(TEAM.replace('name = "佐藤"', "name = 「佐藤」").encode("cp932"))
    assert [(problem.line, problem.column, problem.kind) for problem in found] == [
        (1, 3, "encoding"),
        (10, 8, "wide-quote"),
    ]


def test_quotes_of_a_western_word_processor_tell_the_encoding() -> None:
    (problem,) = told('title = "the room\x92s work"\n'.encode("latin-1"))
    assert "Windows-1252" in problem.what
    assert (problem.line, problem.column) == (1, 18)


def test_a_byte_order_mark_is_fine_and_counts_for_no_column() -> None:
    assert examine(PATH, b"\xef\xbb\xbf" + TEAM.encode()).workshop is not None
    (problem,) = told(b"\xef\xbb\xbftitle = x\n")
    assert (problem.line, problem.column) == (1, 9)


def test_windows_line_ends_are_fine_and_count_for_no_column() -> None:
    assert examine(PATH, TEAM.replace("\n", "\r\n").encode()).workshop is not None
    (problem,) = told(TEAM.replace('name = "佐藤"', "name = 佐藤").replace("\n", "\r\n").encode())
    assert (problem.line, problem.column, problem.kind) == (10, 8, "no-quotes")


def test_lines_that_end_in_cr_alone_are_told_once() -> None:
    (problem,) = told(TEAM.replace("\n", "\r").encode())
    assert (problem.line, problem.kind) == (1, "lone-cr")


@pytest.mark.parametrize("count", [1, 3, 4096])
def test_zero_bytes_at_the_end_are_told_as_a_save_that_failed(count: int) -> None:
    (problem,) = told(TEAM.encode() + b"\0" * count)
    assert problem.kind == "zero-tail"
    assert (problem.line, problem.column) == (TEAM.count("\n") + 1, 1)
    assert str(count) in problem.what
    assert "mlew-tui history workshop.toml" in problem.hint


def test_a_file_cut_in_the_middle_of_a_character_is_told_at_its_end() -> None:
    data = TEAM.encode()
    (problem,) = told(data[: data.index("佐".encode()) + 1])
    assert problem.kind == "cut-off"
    assert (problem.line, problem.column) == (10, 9)
    assert "history" in problem.hint


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ('[[participants]]\nid = "m1"\nname = ▸"佐', "unclosed-text"),
        ('[customer]\nmoments = ▸["登録時", "利用', "unclosed-list"),
        ("[plan]\nminutes = ▸{ a = 1", "unclosed-inline"),
        ("▸[[partici", "unclosed-header"),
        ("[customer]\nname ▸=", "no-value"),
        ('[customer]\nname = ▸"""海外\n', "unclosed-long-text"),
    ],
)
def test_a_file_cut_in_the_middle_of_a_statement_is_told_where_that_began(start: str, kind: str) -> None:
    file = unmarked('format = 1\ntitle = "x"\n' + start)
    found = told(file.text.encode())
    assert (found[0].line, found[0].column) == file.told[0]
    assert kind in [problem.kind for problem in found]
    assert "cut off" in found[0].hint or kind == "unclosed-long-text"


def test_a_flipped_byte_is_told_at_its_character() -> None:
    data = bytearray(TEAM.encode())
    data[data.index("鈴".encode())] ^= 0x40
    problem, *_ = told(bytes(data))
    assert problem.kind == "bytes"
    assert (problem.line, problem.column) == (16, 9)


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t\n", b"\xef\xbb\xbf", b"\0" * 4096])
def test_an_empty_file_is_damage_and_no_new_workshop(data: bytes) -> None:
    (problem,) = told(data)
    assert (problem.kind, problem.line) == ("empty", 0)
    assert "history" in problem.hint


def test_a_file_out_of_reach_is_told_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, kind in (
        (tmp_path, "folder"), (tmp_path / "no.toml", "no-file"), (tmp_path / "file" / "x.toml", "unreadable"),
        (tmp_path / ("x" * 300), "unreadable"), (tmp_path / "a\0b", "unreadable"),
    ):  # fmt: skip
        (problem,) = examine_file(path).problems
        assert problem.kind == kind
        assert problem.hint


def test_a_pipe_and_a_device_are_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "pipe.toml", Path("/dev/zero")):
        (problem,) = examine_file(path).problems
        assert problem.kind == "no-plain-file"
        assert problem.hint


def test_a_file_nobody_may_read_is_told_with_the_way_out() -> None:
    with an_ordinary_users_folder() as folder:
        path = folder / "workshop.toml"
        path.write_text(TEAM, "utf-8")
        path.chmod(0)
        (problem,) = examine_file(path).problems
        assert problem.kind == "no-permission"
        assert "chmod u+r workshop.toml" in problem.hint


@pytest.mark.parametrize("size", [LARGEST + 1, 50_000_000])
def test_a_huge_file_is_not_even_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "workshop.toml"
    with path.open("wb") as stream:
        stream.truncate(size)
    (problem,) = examine_file(path).problems
    assert problem.kind == "too-big"
    assert f"({size // 10**6} MB)" in problem.what
