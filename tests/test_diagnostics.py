"""What a broken file is told: which file, which line, and what to do, in words of either language."""

from pathlib import Path

import pytest

from mlew_tui import language
from mlew_tui.storage.diagnostics import Broken, Problem
from mlew_tui.storage.file import read

HEAD = 'format = 1\ntitle = "x"\n'
TABLES = """\
format = 1
title = "x"
[[participants]]
id = "m1"
name = "a"
[[criteria]]
id = "k1"
kind = "problem"
text = "t"
weight = 3
[[cases]]
id = "s1"
title = "c"
"""


def problems(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a file of this content, which must stay as it is."""
    data = content.encode() if isinstance(content, str) else content
    path = folder / "workshop.toml"
    path.write_bytes(data)
    with pytest.raises(Broken) as caught:
        read(path)
    assert path.read_bytes() == data
    assert {problem.path for problem in caught.value.problems} == {path}
    return caught.value.problems


SYNTAX = {
    "curly quotes": (HEAD + "deck = “practice”\n", 3, "plain quotes"),
    "corner brackets": (HEAD + "deck = 「practice」\n", 3, "plain quotes"),
    "full-width quotes": (HEAD + "deck = ＂practice＂\n", 3, "plain quotes"),
    "a curly quote at the end": (HEAD + 'deck = "practice”\nlanguage = "ja"\n', 3, "plain quotes"),
    "full-width equals": (HEAD + 'deck ＝ "practice"\n', 3, "a full-width ＝"),
    "Japanese comma": (HEAD + '[customer]\nmoments = ["a"、"b"]\n', 4, "full-width comma"),
    "full-width comma in a long list": (HEAD + '[customer]\nmoments = [\n"a",\n"b"，\n"c"]\n', 6, "comma"),
    "full-width digits": (HEAD + "[progress]\nround = １\n", 4, "plain digits"),
    "full-width space": (HEAD + 'deck =　"practice"\n', 3, "full-width space"),
    "full-width indent": (HEAD + '　deck = "practice"\n', 3, "full-width space"),
    "conflict marks": (HEAD + '<<<<<<< HEAD\ndeck = "a"\n=======\n>>>>>>> b\n', 3, "conflict marks"),
    "unclosed string": (HEAD + 'deck = "practice\nlanguage = "ja"\n', 3, "not valid TOML"),
    "unclosed long string": (HEAD + '[customer]\nname = """x\n\n[plan]\n# "\n', 4, "not valid TOML"),
    "unclosed literal string": (HEAD + "[customer]\nname = '''x\n\n[plan]\n", 4, "not valid TOML"),
    "colon for equals": (HEAD + 'deck: "practice"\n', 3, "not valid TOML"),
    "a date with slashes": (HEAD + '[[milestones]]\nkind = "model"\ndue = 2026/12/20\n', 5, "not valid"),
    "a day that is not": (HEAD + '[[milestones]]\nkind = "model"\ndue = 2026-02-30\n', 5, "not valid"),
    "a key twice": (HEAD + 'title = "y"\n', 3, "not valid TOML"),
    "a table twice": (HEAD + '[customer]\nname = "a"\n[plan]\n[customer]\n', 6, "not valid TOML"),
    "escape sequence": (HEAD + 'deck = "\x1b[31m"\n', 3, "not valid TOML"),
    "NUL tail": (HEAD + "\0\0\0", 3, "not valid TOML"),
    "old Macintosh line ends": (HEAD.replace("\n", "\r"), 1, "not valid TOML"),
    "CRLF": (HEAD.replace("\n", "\r\n") + "deck = “practice”\r\n", 3, "plain quotes"),
    "byte order mark": ("\ufeff" + HEAD + "deck = practice\n", 3, "not valid TOML"),
}


@pytest.mark.parametrize("name", SYNTAX)
def test_a_slip_of_the_hand_is_told_at_its_line(tmp_path: Path, name: str) -> None:
    content, line, told = SYNTAX[name]
    (problem,) = problems(tmp_path, content)
    assert problem.line == line
    assert told in problem.what
    assert str(problem).startswith(f"{tmp_path / 'workshop.toml'}:{line}:{problem.column}: ")


def test_a_slip_of_the_hand_is_told_at_its_column(tmp_path: Path) -> None:
    for name in ("curly quotes", "full-width equals", "Japanese comma", "full-width digits"):
        content, line, _ = SYNTAX[name]
        (problem,) = problems(tmp_path, content)
        assert content.splitlines()[line - 1][problem.column - 1] in "“＝、１"


def test_an_unclosed_long_string_is_told_where_it_was_opened(tmp_path: Path) -> None:
    content, line, _ = SYNTAX["unclosed long string"]
    (problem,) = problems(tmp_path, content)
    assert content.splitlines()[line - 1][problem.column - 1 :].startswith('"""')


def test_full_width_signs_within_text_are_nobodys_fault(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, HEAD + 'deck = "「１、２」＝　" x\n')
    assert "full-width" not in problem.what


WHOLE = {
    "empty": (b"", "the file is empty"),
    "only blanks": ("\ufeff \r\n\n".encode(), "the file is empty"),
    "only zeros": (b"\0" * 4096, "the file is empty"),
    "newer": (b'format = 2\ntitle = "x"\nnew = [1]\n', "it needs a newer mlew-tui"),
    "bottomless": (HEAD.encode() + b"deck = " + b"[" * 5000, "nested too deeply"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_wrong_with_the_whole_file_has_no_line(tmp_path: Path, name: str) -> None:
    content, told = WHOLE[name]
    (problem,) = problems(tmp_path, content)
    assert (problem.line, problem.column) == (0, 0)
    assert told in problem.what
    assert str(problem).startswith(f"{tmp_path / 'workshop.toml'}: ")


@pytest.mark.parametrize("encoding", ["cp932", "euc-jp", "utf-16"])
def test_another_encoding_is_told_at_its_first_character(tmp_path: Path, encoding: str) -> None:
    (problem,) = problems(tmp_path, (HEAD + 'deck = "練習"\n').encode(encoding))
    assert (problem.line, problem.column) == ((1, 1) if encoding == "utf-16" else (3, 9))
    assert "UTF-8" in problem.what


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="this is a folder"):
        read(tmp_path)
    with pytest.raises(Broken, match="there is no such file"):
        read(tmp_path / "workshop.toml")
    (tmp_path / "file").touch()
    with pytest.raises(Broken, match="the file cannot be read"):
        read(tmp_path / "file" / "workshop.toml")


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    with path.open("wb") as stream:
        stream.truncate(21_000_000)
    with pytest.raises(Broken, match=r"too big to be a workshop \(21 MB\)"):
        read(path)


RULES: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "unknown key": (
        TABLES.replace("name =", "nmae ="),
        [(3, "“name” is missing here"), (5, "“nmae” is not a key of this table. Did you mean “name”?")],
    ),
    "unknown table": (HEAD + "[[reveiws]]\n", [(3, "“reveiws” is not a key of this table. Did you mean “reviews”?")]),
    "unknown key within a line": (
        HEAD + "[progress]\nclock = { left = 1, running = true, runing = 1, at = 2026-11-22T10:00:00Z }\n",
        [(4, "“runing” is not a key of this table. Did you mean “running”?")],
    ),
    "nothing like it": (HEAD + "zzz = 1\n", [(3, "“zzz” is not a key of this table")]),
    "dangling": (
        TABLES + 'told_by = "m11"\nsolves = [\n"k1",\n"k10"]\n',
        [(14, "Nothing has the id “m11”. Did you mean “m1”?"), (17, "Nothing has the id “k10”. Did you mean “k1”?")],
    ),
    "wrong kind": (TABLES + 'solves = ["m1"]\n', [(14, "“m1” names something of another kind (participant)")]),
    "twice": (TABLES + '[[cases]]\nid = "k1"\ntitle = "c"\n', [(15, "“k1” is used twice")]),
    "score over the weight": (
        TABLES + "[scores.m1]\ns1 = { k1 = 5 }\n",
        [(15, "The score 5 is more than 3, the weight of k1")],
    ),
    "score off the steps": (
        TABLES + "[scores.m1]\ns1 = { k1 = 0.3 }\n",
        [(15, "A score is 0 or more in steps of 0.5, not 0.3")],
    ),
    "score as text": (TABLES + "[scores.m1]\ns1 = { k1 = '3' }\n", [(15, "A score must be a number, not '3'")]),
    "unknown moment": (
        HEAD + '[customer]\nmoments = ["登録時"]\n[[reviews]]\nid = "r1"\ntext = "t"\nsentiment = "positive"\n'
        'moment = "登録"\n',
        [(9, "The customer's journey has no moment “登録”. Did you mean “登録時”?")],
    ),
    "weight": (TABLES.replace("= 3", "= 2"), [(10, "“weight” must be one of 1, 3 or 5")]),
    "missing": (TABLES.replace('text = "t"\n', ""), [(6, "“text” is missing here")]),
    "a table for a list": (HEAD + '[groups]\nid = "g1"\n', [(3, "“groups” must be a list")]),
    "text for a date": (
        HEAD + '[[milestones]]\nkind = "model"\ndue = "2026-12-20"\n',
        [(5, "“due” must be a date such as 2026-12-20, without quotes")],
    ),
    "no offset": (
        HEAD + "[progress]\nclock = { left = 1, running = true, at = 2026-11-22T10:00:00 }\n",
        [(4, "“at” needs its offset from UTC, as in 2026-11-22T13:00:00+09:00")],
    ),
    "an endless score": (TABLES + f"[scores.m1]\ns1 = {{ k1 = 1{'0' * 400} }}\n", [(15, "more than 3, the weight")]),
    "too much time": (HEAD + "[plan.minutes]\n'listen.write' = 601\n", [(4, "must be 600 or less")]),
}


@pytest.mark.parametrize("name", RULES)
def test_a_broken_rule_is_told_at_its_line(tmp_path: Path, name: str) -> None:
    content, expected = RULES[name]
    found = problems(tmp_path, content)
    assert [problem.line for problem in found] == [line for line, _ in expected]
    for problem, (_, told) in zip(found, expected, strict=True):
        assert told in problem.what


def test_a_number_nobody_can_mean_is_told_and_no_crash(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, HEAD + f"[progress]\nround = {'9' * 5000}\n")
    assert "not valid TOML" in problem.what


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_lines_and_columns_count_characters_and_no_byte_order_mark(tmp_path: Path, start: str) -> None:
    text = f'{start}title = "x"\ncustomer = {{ name = "日本語", moment = 1 }}\n'
    (problem,) = problems(tmp_path, text)
    assert (problem.line, problem.column) == (2, text.splitlines()[1].index("moment") + 1)


BROKEN: dict[str, str | bytes] = {name: content for name, (content, _, _) in SYNTAX.items()}
BROKEN |= {name: content for name, (content, _) in WHOLE.items()}
BROKEN |= {name: content for name, (content, _) in RULES.items()}


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_is_told_in_either_language(tmp_path: Path, name: str) -> None:
    english = problems(tmp_path, BROKEN[name])
    language.use("ja")
    japanese = problems(tmp_path, BROKEN[name])
    assert [problem.line for problem in japanese] == [problem.line for problem in english]
    for ours, theirs in zip(english, japanese, strict=True):
        assert ours.what != theirs.what
        assert any("ぁ" <= letter <= "ん" for letter in theirs.what)
