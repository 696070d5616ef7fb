"""The result told: sentences a tired room understands, and silence where nobody gave anything."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from test_scoring import DICE, TIE
from test_weightings import with_criteria

from mlew_tui import i18n
from mlew_tui.model.analysis.agreement import Agreement, Band
from mlew_tui.model.analysis.explanation import Explanation, explain
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import result
from mlew_tui.text.page_layout import Line, lay_out
from workshops import ENGLISH, FARM, example, people, scored, workshop


def told(made: Workshop, width: int = 1000) -> dict[str, list[str]]:
    """Return the rows under each heading of a workshop's story."""
    return {heading: lay_out(lines, width) for heading, lines in result.sections(made, explain(made))}


def everything(made: Workshop, width: int = 1000) -> str:
    """Return the whole story as one text."""
    first = result.headline(made, explain(made).tally)
    return "\n".join([first, *(row for rows in told(made, width).values() for row in rows)])


AHEAD = {"m1": {"s1": 9, "s2": 4}, "m2": {"s1": 8, "s2": 6}, "m3": {"s1": 2, "s2": 7}}
LEVEL = {"m1": {"s1": 6, "s2": 3}, "m2": {"s1": 3, "s2": 5}}
SAFE = {"m1": {"s1": 9, "s2": 4}, "m2": {"s1": 8, "s2": 6}, "m3": {"s1": 9, "s2": 7}}
SPLIT = {"m1": {"s1": 5, "s2": 0}, "m2": {"s1": 5, "s2": 0}, "m3": {"s1": 0, "s2": 15}}
OVERRULED = {"how": "owner", "case": "s2", "by": "m1", "note": "the partner left"}

DECIDED, SAFELY, CARRIED = "How it was decided", "How safely it leads", "What carried it"
CHANGES, WEIGHTS, AGREED = "What would change it", "With other weights", "How far people agree"
COUNTED, TALK, BEHIND = "Counted in other ways", "Talk about this one", "Cases nowhere ahead of another"
OPEN = "What the cases leave open"


@pytest.mark.parametrize(
    ("made", "heading", "line"),
    [
        (scored(AHEAD), DECIDED, "Most first places: “s1” with 2 of 3."),
        (scored(LEVEL), DECIDED, "1 of 2 first places each: “s1”, “s2”."),
        (scored(LEVEL), DECIDED, "Summed scores 9 to 8: “s1” is ahead."),
        (scored(TIE), DECIDED, "Summed scores 8 to 8: still equal."),
        (scored(TIE, decision=DICE), DECIDED, "The dice fell on “s2”."),
        (scored(TIE, decision={"how": "owner", "case": "s1"}), DECIDED, "the person in charge decided: “s1”."),
        (
            scored(AHEAD, decision=OVERRULED), DECIDED,
            "M1 overruled votes and scores (“s1”): “s2”. Reason: the partner left",
        ),
        (scored(AHEAD, handed_in=["m1"]), DECIDED, "Provisional: not handed in yet: M2, M3."),
        (scored({**AHEAD, "m4": {}}), DECIDED, "Abstained (all zero): M4."),
        (scored(AHEAD, decision=DICE), DECIDED, "Dice were rolled for another tie and no longer count."),
        (scored({"m1": {"s1": 4, "s2": 4}}), DECIDED, "M1 has equal best cases (“s1”, “s2”): 1/2 of a vote each."),
        (
            scored({"m1": {"s1": 4, "s2": 4}}, first={"m1": "s2"}), DECIDED,
            "M1 has equal best cases (“s1”, “s2”) and chose “s2”.",
        ),
        (scored(AHEAD), SAFELY, "“s1”: 2 of 3 first places, 19 of 45 points."),
        (scored(AHEAD), SAFELY, "Margin over “s2”: +1 first places, +2 points."),
        (
            scored(SAFE), SAFELY,
            "For another case to win, at least 2 of 3 people would have to change their first place.",
        ),
        (scored(SPLIT), SAFELY, "Margin over “s2”: +1 first places, -5 points."),
        (scored(AHEAD, decision=OVERRULED), SAFELY, "Margin over “s1”: -1 first places, -2 points."),
        (scored(TIE, decision=DICE), SAFELY, "Margin over “s1”: ±0 first places, ±0 points."),
        (scored(AHEAD), CARRIED, "12 of its 19 points come from “k1” (k1)."),
        (scored(AHEAD), CARRIED, "████████░░   12/15      -2  k1  k1"),
        (
            scored(SAFE), CHANGES,
            "No single change matters: 6 other weights, 3 criteria left out and 3 people away were tried.",
        ),
        (
            scored({"m1": {"s1": 9, "s2": 4}}), CHANGES,
            "No single change matters: 6 other weights and 3 criteria left out were tried.",
        ),
        (scored(AHEAD), CHANGES, "away      m1  M1"),
        (scored(TIE, decision=DICE), CHANGES, "Asked of votes and scores alone, which name a tie of “s1”, “s2”:"),
        (scored(AHEAD, decision=OVERRULED), CHANGES, "Asked of votes and scores alone, which name “s1”:"),
        (scored(SAFE), WEIGHTS, "“s1” wins 100 % of all 27 weightings (each criterion 1, 3 or 5)."),
        (scored(SAFE), WEIGHTS, "██████████  100 %  27  s1"),
        (scored(SAFE), WEIGHTS, "In none of them: “s2”."),
        (
            scored(TIE), WEIGHTS,
            "No case alone wins any of the 27 weightings tried (each criterion 1, 3 or 5).",
        ),
        (scored(TIE), WEIGHTS, "██████████  100 %  27  undecided"),
        (scored({"m1": {"s1": 9, "s2": 4}}), AGREED, "Only one person gave points: there is no agreement to measure."),
        (
            scored({"m1": {"s1": 4, "s2": 4}, "m2": {"s1": 5, "s2": 5}}), AGREED,
            "Everybody holds all cases equal: there is no order to agree on.",
        ),
        (
            scored(SAFE), AGREED,
            "Agreement on the order (Kendall's W, from 0 to 1): 1.00, with 3 people and 2 cases.",
        ),
        (scored(AHEAD), AGREED, "Hardly any: there is no common order. Ask why before going on."),
        (scored(SAFE), COUNTED, "First places, summed scores and duels all name “s1”."),
        (scored(SPLIT), COUNTED, "summed scores  “s2”"),
        (scored(SPLIT), COUNTED, "“s1” wins 1 of its 1 duels."),
        (scored({**TIE, "m3": {"s1": 4, "s2": 4}}, first={"m3": "s1"}), COUNTED, "duels          “s1”, “s2”"),
        (
            scored({**TIE, "m3": {"s1": 4, "s2": 4}}, first={"m3": "s1"}), COUNTED,
            "No case wins its duels against all others.",
        ),
        (scored(SPLIT), TALK, "“s1” on “k1” (k1): from 0 to 5 of 5 points."),
        (scored(SPLIT), TALK, "5  M1, M2"),
        (scored(SPLIT), TALK, "0  M3"),
        (scored(SAFE), BEHIND, "Nobody puts these above “s1”; so many put “s1” above them:"),
        (scored(SAFE), BEHIND, "3/3  s2"),
        (scored(SAFE), BEHIND, "On none of 3 criteria do these have more points than “s1”:"),
        (scored(AHEAD), OPEN, "Nobody gave a point for: “k3” (k3) of weight 5."),
    ],
)  # fmt: skip
def test_a_workshop_is_told_in_these_words(made: Workshop, heading: str, line: str) -> None:
    assert line in told(made)[heading]


def test_changes_with_the_same_outcome_stand_together_with_how_many_were_tried() -> None:
    rows = told(example(FARM))[CHANGES]
    assert rows == [
        "Each alone: 1 of 10 other weights, 2 of 5 criteria left out and 0 of 4 people away change it.",
        "Then it would be “A diagnosis from one picture of a leaf”:",
        "weight 5 → 1  k1  The answer comes after the box order has closed",
        "left out      k1  The answer comes after the box order has closed",
        "Then it would be “An assistant that answers from local sources”:",
        "left out  k4  Trouble is caught while most of the bed can be saved",
    ]


def test_two_weights_of_a_criterion_with_the_same_outcome_are_one_line() -> None:
    assert "weight 5 → 1 or 3  k1  会議の本番で言葉が出ない" in told(example(ENGLISH))[CHANGES]


def test_a_criterion_without_which_no_points_are_left_says_so() -> None:
    made = scored({"m1": {"s1": 5, "s2": 3}, "m2": {"s1": 5, "s2": 3}})
    assert "Then it would be no case, for no points are left:" in told(made)[CHANGES]


def test_a_sample_of_weightings_is_called_one_with_its_size() -> None:
    lines = told(with_criteria(9))[WEIGHTS]
    assert "of 6,561 weightings drawn as a sample" in lines[0]


def test_weightings_stand_most_won_first_and_a_tie_in_all_of_them_names_no_case_as_losing() -> None:
    assert [row.split()[3] for row in told(example(ENGLISH))[WEIGHTS][1:6]] == ["167", "55", "13", "6", "2"]
    assert len(told(scored(TIE))[WEIGHTS]) == 2


def test_the_adopted_case_is_marked_and_so_is_everybodys_first_place() -> None:
    rows = told(scored(AHEAD))["Votes and points"]
    assert rows[1:3] == ["◎  s1  2      19  s1", "   s2  1      17  s2"]
    assert rows[5:] == ["M1  ★9   4", "M2  ★8   6", "M3   2  ★7"]


def test_a_case_is_told_to_be_behind_the_adopted_one_else_behind_the_one_with_most_points() -> None:
    sheets = {"m1": {"s1": 9, "s2": 6, "s3": 2}, "m2": {"s1": 8, "s2": 7, "s3": 1}}
    by_numbers, by_owner = scored(sheets), scored(sheets, decision={"how": "owner", "case": "s2"})
    assert told(by_numbers)[BEHIND][1:3] == ["2/2  s2", "2/2  s3"]
    assert [row for row in told(by_owner)[BEHIND] if row.startswith("Nobody")] == [
        "Nobody puts these above “s1”; so many put “s1” above them:",
        "Nobody puts these above “s2”; so many put “s2” above them:",
    ]


def test_the_order_of_one_person_alone_is_no_news() -> None:
    assert not any(row.startswith("Nobody puts") for row in told(scored({"m1": {"s1": 9, "s2": 4}}))[BEHIND])


@pytest.mark.parametrize(
    ("w", "band", "said"),
    [
        (Fraction(4999, 10000), "weak", "0.49"),
        (Fraction(1, 2), "moderate", "0.50"),
        (Fraction(6999, 10000), "moderate", "0.69"),
        (Fraction(1, 30), "none", "0.03"),
    ],
)
def test_the_figure_of_agreement_never_contradicts_its_word(w: Fraction, band: Band, said: str) -> None:
    made = scored(SAFE)
    found = Agreement(w, 3, 2)
    assert found.band == band
    figure, meaning = map(str, result.agreement_lines(made, explain(made)._replace(agreement=found)))
    assert f": {said}, with" in figure
    assert {"none": "Hardly any", "weak": "Weak", "moderate": "Moderate"}[band] in meaning


def test_what_no_case_solves_or_uses_is_named_heaviest_first() -> None:
    criteria = [
        {"id": "k1", "kind": "problem", "text": "slow", "weight": 1},
        {"id": "k2", "kind": "problem", "text": "dear", "weight": 5},
        {"id": "k3", "kind": "strength", "text": "near", "weight": 3},
    ]
    made = workshop(
        participants=people("m1"), criteria=criteria, cases=[{"id": "s1", "title": "S"}],
        scores={"m1": {"s1": {"k1": 1}}}, ballots={"handed_in": ["m1"]},
    )  # fmt: skip
    assert told(made)[OPEN] == [
        "No case solves: “dear” (k2) of weight 5, “slow” (k1) of weight 1.",
        "No case uses: “near” (k3) of weight 3.",
        "Nobody gave a point for: “dear” (k2) of weight 5, “near” (k3) of weight 3.",
    ]


@pytest.mark.parametrize(
    ("made", "headings"),
    [
        (workshop(), []),
        (workshop(participants=people("m1", "m2")), [DECIDED]),
        (scored(AHEAD, handed_in=[]), [DECIDED]),
        (scored(AHEAD, handed_in=[], decision={"how": "owner", "case": "s2"}), [DECIDED]),
        (scored({"m1": {"s1": 0, "s2": 0}}), [DECIDED, "Votes and points", OPEN]),
        (
            scored({"m1": {"s1": 5}, "m2": {"s1": 5}}),
            [DECIDED, "Votes and points", SAFELY, CARRIED, OPEN],
        ),
    ],
)  # fmt: skip
def test_nothing_is_said_about_what_nobody_gave_or_a_single_case(made: Workshop, headings: list[str]) -> None:
    assert list(told(made)) == headings


def test_with_a_single_case_no_margin_and_no_other_winner_is_spoken_of() -> None:
    text = everything(scored({"m1": {"s1": 5}, "m2": {"s1": 5}}))
    assert "argin" not in text
    assert "another case" not in text


EXAMPLE_FACTS: Mapping[tuple[Path, str], tuple[str, ...]] = {
    (ENGLISH, "en"): (
        "is adopted with 2 of 5 first places.", "Summed scores 49.5 to 44.5", "49.5 of 85 points.",
        "±0 first places, +5 points.", "at least 1 of 5 people", "███████░░░    19/25     +14  k1",
        "4 of 10 other weights, 2 of 5 criteria left out and 2 of 5 people away", "wins 69 % of all 243 weightings",
        "1 %    2  undecided", "0.81, with 5 people and 5 cases.", "Strong:", "wins 4 of its 4 duels",
        "from 3 to 5 of 5 points.", "3  鈴木, 田中, 伊藤", "5/5  購入者の声の要点まとめ",
    ),
    (ENGLISH, "ja"): (
        "を採用します（1 位は 5 人中 2 票）。", "評価点の合計は 49.5 対 44.5", "85 点中 49.5 点", "1 位 ±0 票、+5 点",
        "5 人のうち少なくとも 1 人", "███████░░░    19/25    +14  k1", "10 通りのうち 4 通り", "全 243 通りの重み付け",
        "69 % で 1 位", "0.81（5 人、5 事例）", "よく一致しています", "一対一の比較 4 回のすべてに勝ちます",
        "3 点から 5 点まで（上限 5 点）", "3  鈴木、田中、伊藤", "5/5  購入者の声の要点まとめ",
    ),
    (FARM, "en"): (
        "is adopted with 5/2 of 4 first places.", "with 5/2 of 4.", "Callum has equal best cases", "36 of 68 points.",
        "+3/2 first places, +8.5 points.", "1 of 10 other weights, 2 of 5 criteria left out and 0 of 4 people away",
        "wins 67 % of all 243 weightings", "0.87, with 4 people and 5 cases.", "duels all name “Naming a bird",
        "from 2.5 to 5 of 5 points.", "2.5  Ines", "2/4  A diagnosis from one picture of a leaf",
    ),
    (FARM, "ja"): (
        "1 位は 4 人中 5/2 票", "Callumさんは同点の 1 位が並びました", "68 点中 36 点", "1 位 +3/2 票、+8.5 点",
        "欠席は 4 人のうち 0 人", "67 % で 1 位", "0.87（4 人、5 事例）", "2.5  Ines",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "lang"), EXAMPLE_FACTS)
def test_an_examples_story_holds_what_was_worked_out(path: Path, lang: str) -> None:
    i18n.use(lang)
    text = everything(example(path))
    assert [fact for fact in EXAMPLE_FACTS[path, lang] if fact not in text] == []


def test_in_japanese_no_english_word_of_ours_is_left() -> None:
    i18n.use("ja")
    for made in (scored(AHEAD, decision=OVERRULED), scored(SPLIT), scored(TIE), example(ENGLISH)):
        words = set(re.findall("[A-Za-z]{2,}", everything(made)))
        assert words <= {"AI", "the", "partner", "left"}


@pytest.mark.parametrize(
    "part",
    [
        result.margin_lines,
        result.contribution_lines,
        result.what_if_lines,
        result.weighting_lines,
        result.agreement_lines,
        result.counting_lines,
        result.discussion_lines,
        result.dominated_lines,
        result.coverage_lines,
    ],
)
def test_every_part_of_the_story_may_be_asked_alone(
    part: Callable[[Workshop, Explanation], tuple[Line, ...]],
) -> None:
    made = workshop()
    assert part(made, explain(made)) == ()
