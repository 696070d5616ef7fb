"""The result told in steps: who is told when, what the bars show then, and that nothing is named too early."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from test_scoring import DICE, TIE

from mlew_tui import i18n
from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.scoring import Tally, tally
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.result import adopted_line, headline, reveal, sections
from mlew_tui.text.page_layout import Bar, Bars, Section, Strong, Table, lay_out, lay_out_rows
from random_evaluations import many
from workshops import ENGLISH, FARM, example, scored, workshop

AHEAD = {"m1": {"s1": 9, "s2": 4}, "m2": {"s1": 8, "s2": 6}, "m3": {"s1": 2, "s2": 7}}
LEVEL = {"m1": {"s1": 6, "s2": 3}, "m2": {"s1": 3, "s2": 5}}
OVERRULED = {"how": "owner", "case": "s2", "by": "m1", "note": "the partner left"}
ALL = [*many(60, seed=7), example(ENGLISH), example(FARM)]
evaluations = st.integers(0, len(ALL) - 1)
"""Which of ALL: evaluations drawn at random, and the two examples."""


def bars_of(told: Sequence[Section]) -> dict[str, Bar]:
    """Return the bars of the first section by title."""
    (found,) = (line for line in told[0].lines if isinstance(line, Bars))
    return {bar.title: bar for bar in found.rows}


def rows(told: Sequence[Section], width: int = 1000) -> list[str]:
    """Return everything told as rows, headings too."""
    return [row for heading, lines in told for row in (heading, *lay_out(lines, width))]


def all_told(made: Workshop) -> tuple[Tally, list[tuple[Section, ...]]]:
    """Return every step before the whole story."""
    result = tally(made)
    return result, [reveal.step_sections(made, result, step) for step in range(reveal.count_steps(result))]


@given(evaluations)
def test_bars_begin_empty_only_grow_and_end_as_the_votes(number: int) -> None:
    made = ALL[number]
    result, told = all_told(made)
    heights = [[bar.part for bar in bars_of(step).values()] for step in told]
    assert not any(heights[0])
    for before, after in pairwise(heights):
        assert all(old <= new for old, new in zip(before, after, strict=True))
        assert sum(after) - sum(before) in (0, 1)
    assert heights[-1] == [result.votes[case.id] for case in made.cases]


@given(evaluations)
def test_there_is_a_step_for_each_who_counts_one_a_stage_and_the_whole(number: int) -> None:
    made = ALL[number]
    result, told = all_told(made)
    assert len(told) == 1 + len(result.counted) + max(1, len(result.stages))
    heard = [[row for row in rows(step) if " → " in row or "Abstained" in row or "equal best" in row] for step in told]
    assert [len(rows) for rows in heard[: len(result.counted) + 1]] == list(range(len(result.counted) + 1))


@given(evaluations)
def test_no_case_is_named_before_its_first_place_and_none_as_the_winner_before_the_last_stage(number: int) -> None:
    made = ALL[number]
    result, told = all_told(made)
    for step, shown in enumerate(told):
        heard = {
            case for place in result.first_places for case in place.best if place.participant in result.counted[:step]
        }
        sentences = "\n".join(row for row in lay_out([line for line in shown[0].lines if isinstance(line, str)], 1000))
        assert not [case.id for case in made.cases if case.id not in heard and f"“{case.title}”" in sentences]
        marked = [title for title, bar in bars_of(shown).items() if bar.glyph]
        assert marked == (
            [case.title for case in made.cases if case.id == result.winner] if step + 1 == len(told) else []
        )
        assert "provisional" not in sentences


@given(evaluations)
def test_the_last_step_is_the_whole_story_with_the_result_first(number: int) -> None:
    made = ALL[number]
    found = explain(made)
    first, *rest = reveal.all_sections(made, found)
    assert tuple(rest) == sections(made, found)
    assert first.lines[0] == headline(made, found.tally)
    assert isinstance(first.lines[0], Strong)
    assert [bar.part for bar in bars_of([first]).values()] == [found.tally.votes[case.id] for case in made.cases]


def test_each_press_tells_one_thing_and_says_whose_turn_is_next() -> None:
    _, told = all_told(scored(AHEAD))
    assert [step[0].heading for step in told[:2]] == ["First places: 0 of 3 told", "First places: 1 of 3 told"]
    assert "Next: M1" in rows(told[0])
    assert "M1 → “s1”" in rows(told[1])
    assert "Next: M2" in rows(told[1])
    assert rows(told[3])[1] == "M3 → “s2”"
    assert rows(told[3])[-2:] == ["M2 → “s1”", "M1 → “s1”"]
    assert "Next: the result" in rows(told[3])
    assert rows(told[4])[:2] == ["Result", "Most first places: “s1” with 2 of 3."]


@pytest.mark.parametrize(
    ("made", "chain"),
    [
        (scored(AHEAD), ["Most first places: “s1” with 2 of 3."]),
        (scored(LEVEL), ["1 of 2 first places each: “s1”, “s2”.", "Summed scores 9 to 8: “s1” is ahead."]),
        (scored(TIE), ["1 of 2 first places each: “s1”, “s2”.", "Summed scores 8 to 8: still equal."]),
        (
            scored(TIE, decision=DICE),
            [
                "1 of 2 first places each: “s1”, “s2”.", "Summed scores 8 to 8: still equal.",
                "The dice fell on “s2”.",
            ],
        ),
        (scored({"m1": {"s1": 0}}), ["Undecided: nobody put a case first."]),
        (scored(AHEAD, handed_in=[]), ["Nobody of 3 has handed in yet."]),
        (
            scored(AHEAD, decision=OVERRULED),
            [
                "Most first places: “s1” with 2 of 3.",
                "M1 overruled votes and scores (“s1”): “s2”. Reason: the partner left",
            ],
        ),
    ],
)  # fmt: skip
def test_how_it_was_decided_is_told_a_sentence_a_press_the_latest_strong(made: Workshop, chain: list[str]) -> None:
    result, told = all_told(made)
    for number, step in enumerate(told[len(result.counted) + 1 :], start=1):
        assert list(step[0].lines[:number]) == chain[:number]
        assert [isinstance(line, Strong) for line in step[0].lines[:number]] == [False] * (number - 1) + [True]
    assert len(told) == len(result.counted) + 1 + len(chain)


@pytest.mark.parametrize(
    ("made", "said", "votes"),
    [
        (
            scored({"m1": {"s1": 4, "s2": 4}}), "M1 has equal best cases (“s1”, “s2”): 1/2 of a vote each.",
            ["1/2 of 1", "1/2 of 1"],
        ),
        (
            scored({"m1": {"s1": 4, "s2": 4}}, first={"m1": "s2"}),
            "M1 has equal best cases (“s1”, “s2”) and chose “s2”.", ["0/1", "1/1"],
        ),
        (scored({"m1": {"s1": 0, "s2": 0}}), "Abstained (all zero): M1.", ["0/1", "0/1"]),
    ],
)  # fmt: skip
def test_equal_bests_a_choice_and_an_abstention_are_said_with_their_votes(
    made: Workshop, said: str, votes: list[str]
) -> None:
    shown = reveal.step_sections(made, tally(made), 1)
    assert rows(shown)[1] == said
    assert [bar.words for bar in bars_of(shown).values()] == votes


def test_who_is_missing_is_named_at_every_step_and_counts_in_no_bar() -> None:
    made = scored(AHEAD, handed_in=["m1", "m3"])
    result, told = all_told(made)
    for step in told:
        assert "Provisional: not handed in yet: M2." in rows(step)
    assert "M2 →" not in "".join(rows(told[-1]))
    assert bars_of(told[-1])["s1"].words == "1/2"
    assert headline(made, result).startswith("△ Provisional: ")


@pytest.mark.parametrize(
    ("made", "glyph", "words"),
    [
        (scored(AHEAD), "◎", "Adopted: “s1”"),
        (scored(AHEAD, handed_in=["m1"]), "△", "Ahead so far: “s1”  △ provisional"),
        (scored(TIE, decision=DICE), "🎲", "Adopted: “s2”  🎲 by dice"),
        (scored(TIE, decision={"how": "owner", "case": "s1"}), "◎", "Adopted: “s1”  ◎ decided by a person"),
        (scored(AHEAD, decision=OVERRULED), "▲", "Adopted: “s2”  ▲ votes and scores overruled"),
        (
            scored(AHEAD, handed_in=["m1"], decision=OVERRULED), "△",
            "Ahead so far: “s2”  △ provisional  ▲ votes and scores overruled",
        ),
        (scored(TIE), "", ""),
    ],
)  # fmt: skip
def test_how_a_case_came_to_be_adopted_is_said_by_glyph_and_word_wherever_it_is_named(
    made: Workshop, glyph: str, words: str
) -> None:
    found = explain(made)
    assert adopted_line(made, found.tally) == words
    told = reveal.all_sections(made, found)
    assert [bar.glyph for bar in bars_of(told).values() if bar.glyph] == ([glyph] if glyph else [])
    assert headline(made, found.tally).startswith(glyph)
    text = "\n".join(rows(told))
    for aside in words.split("  ")[1:]:
        sign, word = aside.split(" ", 1)
        assert f"{sign} = {word}" in text
        assert aside in text


@pytest.mark.parametrize("note", ["", "  \n"])
def test_an_overruling_without_a_reason_says_that_there_is_none(note: str) -> None:
    decision = {"how": "owner", "case": "s2", "note": note}
    text = "\n".join(rows(reveal.all_sections(made := scored(AHEAD, decision=decision), explain(made))))
    assert "overruled votes and scores (“s1”): “s2”. No reason written." in text
    settled = scored(TIE, decision={"how": "owner", "case": "s1", "note": note})
    assert "No reason" not in "\n".join(rows(reveal.all_sections(settled, explain(settled))))


def test_the_winners_rows_are_strong_in_bars_and_table_and_no_other() -> None:
    told = reveal.all_sections(made := scored(AHEAD), explain(made))
    strong = [row.text for _, lines in told[:3] for row in lay_out_rows(lines, 60) if row.is_strong]
    assert [row.split()[:2] for row in strong] == [["◎", "“s1”"], ["◎", "s1"], ["◎", "s1"]]


@given(evaluations, st.integers(40, 160))
def test_bars_fill_the_room_end_under_each_other_and_show_the_share(number: int, width: int) -> None:
    made = ALL[number]
    result = tally(made)
    shown = reveal.vote_bars(made, result, reveal.count_steps(result))
    drawn = lay_out([shown], width)
    full = [row for row in drawn if "▆" in row or "▁" in row]
    assert len(full) == len(made.cases)
    assert all(cell_len(row) == width for row in full)
    lengths = [(row.count("▆"), row.count("▆") + row.count("▁")) for row in full]
    assert len({whole for _, whole in lengths}) == 1
    for (cells, whole), bar in zip(lengths, shown.rows, strict=True):
        assert (cells == 0) == (bar.part == 0)
        assert (cells == whole) == (bar.part == bar.whole > 0)


def test_a_long_title_goes_on_below_its_bar_and_no_character_is_lost() -> None:
    title = "書いたそばからの直しと、変化を知らせる便り"
    bars = Bars((Bar(title, Fraction(1), 2, "1/2", "🎲"), Bar("短い", Fraction(0), 2, "0/2")))
    drawn = lay_out_rows([bars], 40)
    assert [row.is_strong for row in drawn] == [True] * (len(drawn) - 1) + [False]
    assert "".join(row.text.strip("🎲▆▁ 12/0") for row in drawn[:-1]) == title
    assert all(cell_len(row.text) <= 40 for row in drawn)


def test_in_japanese_a_step_reads_as_a_facilitator_speaks() -> None:
    i18n.use("ja")
    made = example(ENGLISH)
    text = rows(reveal.step_sections(made, tally(made), 3))
    assert "田中さん → 「発音を音ごとに採点するコーチ」" in text
    assert "次：高橋さん" in text


def test_an_evaluation_without_cases_or_people_is_told_too() -> None:
    made = workshop()
    _, told = all_told(made)
    assert rows(told[-1])[1] == "Nobody of 0 has handed in yet."
    assert isinstance(reveal.all_sections(made, explain(made)), tuple)
    assert not any(isinstance(line, Table) for line in told[-1][0].lines)
