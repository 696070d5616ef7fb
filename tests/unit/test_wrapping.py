"""Lines are set as print would: phrases whole, no line beginning with 。, figures with their unit, nothing lost."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from mlew_tui.session import create
from mlew_tui.storage import decks
from mlew_tui.text.line_breaking import NEVER_FIRST, NEVER_LAST, SPACES
from mlew_tui.text.sanitize import sanitize
from mlew_tui.text.wrapping import clip, cut, fit, pad, wrap

SIGNS = 'aあ漢ｱ="、。」「…ー\t\x1b\u0301か\u3099🎲 \u3000\n5回%/.―\u0903'
TEXTS = st.one_of(st.text(st.sampled_from(SIGNS), max_size=80), st.text(max_size=60))
WIDTHS = st.integers(-1, 40)


def texts_of(value: object) -> Iterator[str]:
    """Yield every text of a tree that does not fit a narrow column."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from texts_of(part)
    elif isinstance(value, str) and cell_len(value) > 24:
        yield value


PRINTED = [
    *texts_of(tomllib.loads(create.example("ja").read_text(encoding="utf-8"))),
    *(words for step in decks.load("practice", create.example("ja").parent).steps for words in (
        step.instruction.in_("ja"), step.hint.in_("ja"), step.output.in_("ja"), step.instruction.in_("en"),
    ) if words),
]  # fmt: skip
"""What people read on the screen: the shipped example's texts and the deck's."""


def without_spaces(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, f"{SPACES}\n")))


@settings(deadline=None)
@given(TEXTS, WIDTHS, st.none() | WIDTHS, st.booleans())
def test_no_line_is_wider_than_asked_and_nothing_is_lost_but_spaces(
    text: str, width: int, first: int | None, dense: bool
) -> None:
    top, *rest = wrap(text, width, first, dense=dense)
    assert cell_len(top) <= max(2, width if first is None else first)
    assert all(cell_len(line) <= max(2, width) for line in rest)
    assert without_spaces("".join([top, *rest])) == without_spaces(sanitize(text))


@settings(deadline=None)
@given(TEXTS, WIDTHS)
def test_lines_set_again_stay_as_they_are(text: str, width: int) -> None:
    lines = wrap(sanitize(sanitize(text)), width)
    assert [again for line in lines for again in wrap(line, width)] == lines


@pytest.mark.parametrize("width", [16, 26, 38, 60])
def test_what_people_read_begins_no_line_with_a_stop_and_ends_none_with_an_opening_bracket(width: int) -> None:
    for text in PRINTED:
        lines = wrap(text, width)
        assert not [line for line in lines[1:] if line[0] in NEVER_FIRST], text
        assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST], text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (
            "登録から初回の予約まで 4 分。昼休みのうちに済んだ", 26,
            ["登録から初回の予約まで", "4 分。昼休みのうちに済んだ"],
        ),
        (
            "「R が L に聞こえた」とその場で止めて、3 回言い直させてくれた", 36,
            ["「R が L に聞こえた」とその場で", "止めて、3 回言い直させてくれた"],
        ),
        (
            "半年同じ先生なので、部署の事情を最初から説明しなくていい", 36,
            ["半年同じ先生なので、部署の事情を", "最初から説明しなくていい"],
        ),
        (
            "先週直された Let me double-check が、火曜の会議でそのまま使えた", 26,
            ["先週直された", "Let me double-check が、", "火曜の会議でそのまま使えた"],
        ),
        (
            "代表の一人を中心に似た声を寄せ、それぞれに名前を付けましょう。", 47,
            ["代表の一人を中心に似た声を寄せ、それぞれに", "名前を付けましょう。"],
        ),
        (
            "勤め先の語学補助は上限が月 5,000 円。使えているのは利用者の 3 割", 36,
            ["勤め先の語学補助は上限が", "月 5,000 円。使えているのは利用者の", "3 割"],
        ),
        ("Agree on the purpose and the way we work", 26, ["Agree on the purpose and", "the way we work"]),
        ("一行目\n\n三行目", 20, ["一行目", "", "三行目"]),
        ("", 20, [""]),
        ("   ", 20, [""]),
    ],
)  # fmt: skip
def test_lines_end_where_a_reader_would_breathe(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@pytest.mark.parametrize(
    "whole", ["24 回", "3 分", "5/6", "12 %", "¥1,000", "第3回", "１２％", "5 min", "約10 件", "10:30"]
)
def test_a_number_stays_with_its_sign_and_unit(whole: str) -> None:
    text = f"いまのところ全部で {whole} ありました"
    for width in range(12, 40):
        assert any(whole in line for line in wrap(text, width)), width
        assert any(whole in line for line in wrap(text, width, dense=True)), width


@pytest.mark.parametrize("width", range(14, 40))
def test_a_word_stays_whole_where_it_fits_a_line(width: int) -> None:
    text = "次の会議では double-check と follow up を使って話す"
    assert any("double-check" in line for line in wrap(text, width))


def test_an_address_goes_on_behind_a_sign_people_read_as_an_end() -> None:
    text = "出典は https://www.example.com/reports/2026/summary?page=12&lang=ja です"
    lines = wrap(text, 30)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert lines[0] == "出典は"
    assert all(line[-1] in "/.?&=-" for line in lines[1:-1])
    assert lines[-1].endswith("です")


def test_a_word_without_any_end_fills_the_lines() -> None:
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


@pytest.mark.parametrize("width", range(8, 30))
def test_a_phrase_is_broken_only_where_most_of_a_line_would_be_blank(width: int) -> None:
    phrases = ["録音の", "同意を", "どこで", "取るか、", "営業と", "開発者で", "決めます。"]
    ends = {len("".join(phrases[: count + 1])) for count in range(len(phrases))}
    at = 0
    for line in wrap("".join(phrases), max(width, 12)):
        at += len(line)
        assert at in ends


def test_where_lines_are_few_phrases_give_way() -> None:
    text = "会議のあとに「どうだった？」と聞いてくれる先生がいるから続いている"
    assert len(wrap(text, 22)) > len(wrap(text, 22, dense=True)) == 3
    assert not any(line[0] in NEVER_FIRST for line in wrap(text, 22, dense=True))


def test_the_first_line_has_its_own_width() -> None:
    assert wrap("録音の同意をどこで取るか", 30, 8) == ["録音の", "同意をどこで取るか"]


@pytest.mark.parametrize("text", ["か\u3099" * 20, "e\u0301" * 20, "क\u0903" * 20])
def test_a_letter_is_never_torn_from_its_accent(text: str) -> None:
    from unicodedata import category

    for width in range(2, 12):
        assert not any(category(line[0]).startswith("M") for line in wrap(text, width))


@given(st.text(st.sampled_from(SIGNS), max_size=40), st.integers(2, 40))
def test_one_line_is_clipped_cut_and_padded_by_cells(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width
    assert cell_len(pad(text, width)) == width
    assert cell_len(cut(text, width)) <= width
    assert cut(text, width).endswith("…")
    assert text.startswith(fit(text, width))


def test_a_very_long_text_is_set_in_the_time_its_length_asks_for() -> None:
    assert len(wrap("a" * 100_000, 40)) == 2500
    assert len(wrap("あ" * 20_000, 40)) == 1000


def test_what_knows_phrases_is_loaded_only_for_japanese_that_does_not_fit_a_line() -> None:
    program = (
        "import sys; from mlew_tui.text.wrapping import wrap; wrap('短い', 20); wrap('long words ' * 9, 20);"
        "print('budoux' in sys.modules); wrap('録音の同意をどこで取るか', 12); print('budoux' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
