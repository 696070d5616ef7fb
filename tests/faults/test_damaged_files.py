"""Files no hand wrote: cut, flipped, mixed up or plain noise; each is told of, none brings the program down."""

import time
import tomllib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broken_files import TEAM
from handwriting import written
from mlew_tui.diagnosis.examine import examine
from mlew_tui.diagnosis.file_report import FileReport
from mlew_tui.diagnosis.scan import scan
from mlew_tui.diagnosis.syntax_check import parse
from mlew_tui.model.workshop import Workshop
from workshops import ENGLISH, FARM, example, full_tree

PATH = Path("workshop.toml")
FILES = (TEAM.encode(), ENGLISH.read_bytes(), FARM.read_bytes())
LONGEST = 8.0
"""Seconds of processor time: linear takes about one, quadratic takes minutes, and CI may be busy."""


def examined(data: bytes) -> FileReport:
    """Examine bytes and hold what is said to what every report needs."""
    found = examine(PATH, data)
    assert (found.workshop is None) == bool(found.problems)
    lines = found.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in found.problems:
        assert problem.what
        assert problem.hint
        for spot in (problem.spot, *(note.spot for note in problem.notes)):
            if spot.line:
                assert 1 <= spot.column < spot.end <= len(spot.excerpt) + 2
                assert spot.line <= len(lines)
    assert len({(p.line, p.column, p.what) for p in found.problems}) == len(found.problems), "none is told twice"
    return found


def agrees_with_the_parser(text: str) -> None:
    """A syntax problem is told exactly when the standard library's parser refuses the text."""
    try:
        tomllib.loads(text)
        is_toml = True
    except (ValueError, RecursionError):
        is_toml = False
    assert (not parse(PATH, text).problems) == is_toml
    slips = scan(text).issues
    assert not (is_toml and slips), slips


def damaged(luck: Random, data: bytes) -> bytes:
    """Return a file after one accident."""
    start = luck.randrange(len(data))
    end = min(len(data), start + luck.choice((1, 2, 20, 400)))
    lines = data.split(b"\n")
    one, other = luck.randrange(len(lines)), luck.randrange(len(lines))
    match luck.randrange(7):
        case 0:
            return data[:start]
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:start] + bytes([data[start] ^ (1 << luck.randrange(8))]) + data[start + 1 :]
        case 3:
            lines[one], lines[other] = lines[other], lines[one]
            return b"\n".join(lines)
        case 4:
            return b"\n".join([*lines[:one], lines[other], *lines[one:]])
        case 5:
            source = luck.choice(FILES)
            at = luck.randrange(len(source))
            return data[:start] + source[at : at + luck.choice((3, 30, 300))] + data[start:]
        case _:
            return data[:start] + luck.choice(_PIECES).encode() + data[start:]


_PIECES = (
    '"',
    "'",
    '"""',
    "'''",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ",",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\x1b",
    "\\",
    "#",
    ".",
    "“",
    "”",
    "「",
    "」",
    "＝",
    "、",
    "　",
    "［",
    "＃",
    "：",
    "\ufeff",
    "1",
    "true",
    "2026-12-20",
    "a",
    "あ",
    "a = 1\n",
    "[a]\n",
    "[[a]]\n",
    "a.b = {c = [1, 'x']}\n",
    '"a" = """x\n"""\n',
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> a\n",
    "- a\n",
    "// a\n",
    "(",
    ")",
    "x = ",
    "[reviews]\n",
    "[[reviews]]\n",
    "id = 'r1'\n",
    "weight = 2\n",
    "title = 't'\n",
    " ",
    "-",
    "+",
    "_",
    "e",
    ":",
)


@pytest.mark.parametrize("seed", range(6))
def test_accidents_are_told_and_bring_nothing_down(seed: int) -> None:
    luck = Random(seed)
    for _ in range(25):
        data = luck.choice(FILES)
        for _ in range(luck.randint(1, 4)):
            data = damaged(luck, data) or b"\n"
        found = examined(data)
        if found.encoding == "utf-8":
            agrees_with_the_parser(found.text.removeprefix("\ufeff"))


@given(st.binary(max_size=200))
def test_any_bytes_are_examined(data: bytes) -> None:
    examined(data)


@given(st.text(max_size=200))
def test_any_text_is_examined(text: str) -> None:
    examined(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_whatever_the_parser_refuses_is_told_and_nothing_else(text: str) -> None:
    agrees_with_the_parser(text)
    examined(text.encode())


@pytest.mark.parametrize("seed", range(8))
def test_every_style_of_toml_passes(seed: int) -> None:
    made = Workshop.model_validate(full_tree()) if seed % 2 else example(FARM)
    text = written(made, seed)
    assert scan(text.removeprefix("\ufeff")).issues == ()
    assert examined(text.encode()).workshop == made


NASTY = (
    *_PIECES,
    "a.",
    "[a",
    '["a".',
    "a = [",
    "a = {",
    'a = "',
    'a = """',
    "a = '''\n",
    "a = [\n",
    "a={b=",
    "a=[{",
    "x ",
    "あ\n",
    '"""\n',
    "x = 2026/1/1 ",
    "x = “",
    "x = 「",
    "[１",
    '"a" ',
    "\\\\",
    "\\\n",
    'x = "a\\',
    'x = "a" "',
    "a = 1 \\",
    " \n",
    "x = 1 ",
    "((",
    "{a}\n",
    "［",
    "é",
    "x = [1 ",
    "x = {a = 1 ",
    "# a\n",
    "= ",
    "a =\n- b\n",
    'x = "a\n',
)


@pytest.mark.parametrize("piece", NASTY)
def test_even_the_nastiest_file_is_examined_while_people_wait(piece: str) -> None:
    size = 200_000
    data = (piece * (size // len(piece.encode()) + 1)).encode()[:size]
    begin = time.process_time()
    examine(PATH, data)
    assert time.process_time() - begin < LONGEST


@pytest.mark.parametrize(
    "opening", ["x = " + "[" * 10_000, "x = " + "{a=" * 10_000, "a." * 10_000 + "a = 1", "[" + "a." * 10_000 + "a]"]
)
@pytest.mark.parametrize("closing", ["", "closed"])
def test_ten_thousand_levels_are_no_abyss(opening: str, closing: str) -> None:
    ends = {"[": "]", "{": "1" + "}" * 10_000}
    text = opening + (ends.get(opening[4], "") * (10_000 if opening[4] == "[" else 1) if closing else "")
    assert examined(f'title = "x"\n{text}\n'.encode()).problems
