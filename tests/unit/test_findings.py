"""What Next Step finds: each signal on workshops made by hand, both ways, and on any workshop at all."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.model import changes
from mlew_tui.model.deck import Thresholds
from mlew_tui.model.findings.collect import findings, light, taken
from mlew_tui.model.findings.finding import KINDS, PHASES, Figure, Finding
from mlew_tui.model.findings.iterate import day, has_number
from mlew_tui.model.references import KINDS as COLLECTIONS
from mlew_tui.model.schedule.days import months_after
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import decks
from random_teams import team
from workshops import ENGLISH, FARM, Tree, example, people, scored, workshop

DECK = decks.load("practice", ENGLISH)
USUAL = Thresholds()
DAY = datetime(2026, 11, 19, 13, 0)  # noqa: DTZ001
FULL = {"who": "30 people", "what": "the reaction", "how": "4.2 or more", "baseline": "3.1"}


def found(made: Workshop, **bounds: Any) -> dict[str, Finding]:
    """Return what is found by kind."""
    return {one.kind: one for one in findings(made, Thresholds(**bounds))}


def reviews(*signs: str, **same: Any) -> list[Tree]:
    """Return reviews by their signs: + good, - bad, ? assumed; a letter and a digit behind are author and moment."""
    made = []
    for number, sign in enumerate(signs, 1):
        row: Tree = {"id": f"r{number}", "text": sign, "sentiment": "positive" if "+" in sign else "negative", **same}
        row |= {"assumed": True} if "?" in sign else {}
        row |= {"by": f"m{at}"} if (at := sign.strip("+-?")[:1]) else {}
        row |= {"moment": f"t{at}"} if (at := sign.strip("+-?")[1:2]) else {}
        made.append(row)
    return made


def listening(*signs: str, members: int = 3, moments: int = 2) -> Workshop:
    """Return a workshop with these reviews."""
    names = [f"m{n}" for n in range(1, members + 1)]
    customer = {"moments": [f"t{n}" for n in range(1, moments + 1)]}
    return workshop(participants=people(*names), customer=customer, reviews=reviews(*signs))


def defining(*criteria: Tree, **tables: Any) -> Workshop:
    """Return a workshop with two reviews in a group, a third and a fact, and these criteria."""
    rows = [{"id": f"k{n}", "kind": "problem", "text": "x", **row} for n, row in enumerate(criteria, 1)]
    heard = reviews("-", "-", "+")
    heard[0]["group"] = heard[1]["group"] = "g1"
    return workshop(
        customer={"facts": [{"id": "c1", "text": "x"}]}, reviews=heard, groups=[{"id": "g1", "label": "x"}],
        criteria=rows, **tables,
    )  # fmt: skip


def told(made: Workshop) -> Workshop:
    """Return a workshop with the result revealed."""
    return changes.put(made, "ballots.revealed", True)


def posting(*refers_to: str) -> list[Tree]:
    """Return a post that refers to these."""
    return [{"id": "p1", "decision": "stop", "text": "x", "refers_to": list(refers_to)}]


def proposing(red: int, black: int) -> Workshop:
    """Return a proposal of so many red and black steps."""
    steps = [{"id": f"f{n}", "text": "x", "concern": "unclear" if n < red else ""} for n in range(red + black)]
    return workshop(proposal={"steps": steps})


def measuring(first: Tree | None = None, **tables: Any) -> Workshop:
    """Return three milestones in which nothing is missing but what the first is given."""
    kinds = ("experience", "profit", "model")
    rows = [{"kind": kind, **FULL, **((first or {}) if kind == "experience" else {})} for kind in kinds]
    return workshop(**{"milestones": rows, "plan": {"starts": DAY}, **tables})


# --- Listen -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "kind", "figures", "places"),
    [
        (
            listening(*"+-+-+-+-"), "few-reviews", {"reviews": Figure(8, least=9)},
            [f"reviews/r{n}" for n in range(1, 9)],
        ),
        (listening(*"+-+-+-+-+"), "few-reviews", None, []),
        (
            listening("+?", "-?", "+"), "assumed-reviews", {"assumed": Figure(2, 3, most_share=0.5)},
            ["reviews/r1", "reviews/r2"],
        ),
        (listening("+?", "-"), "assumed-reviews", None, []),
        (listening(), "assumed-reviews", None, []),
        (
            listening("+", "-", "-", "-", "-"), "one-sided-sentiment", {"negative": Figure(4, 5, most_share=0.75)},
            ["reviews/r2", "reviews/r3", "reviews/r4", "reviews/r5"],
        ),
        (listening("+", "-", "-", "-"), "one-sided-sentiment", None, []),
        (listening("-", "-", "-"), "one-sided-sentiment", None, []),
        (
            listening("+11", "-11", "+21", "-21", "+32"), "one-sided-moment", {"moment": Figure(4, 5, most_share=0.75)},
            ["reviews/r1", "reviews/r2", "reviews/r3", "reviews/r4"],
        ),
        (listening("+11", "-11", "+21", "-22"), "one-sided-moment", None, []),
        (listening("+11", "-11", "+21", "-21", moments=1), "one-sided-moment", None, []),
        (
            listening("+11", "-11", "+22", "-22", moments=3), "empty-moment", {"moments": Figure(1, 3, most=0)},
            ["=customer.moments"],
        ),
        (listening("+11", "-11", "+22", "-22"), "empty-moment", None, []),
        (listening("+11", "-11", "+22"), "one-sided-author", None, []),
        (
            listening("+1", "-1", "+1", "-2", "+"), "one-sided-author", {"author": Figure(3, 4, most_share=0.5)},
            ["participants/m1", "reviews/r1", "reviews/r2", "reviews/r3"],
        ),
        (listening("+1", "-1", "+2", "-3"), "one-sided-author", None, []),
        (listening("+1", "-1", "+1", "-2", members=2), "one-sided-author", None, []),
    ],
)  # fmt: skip
def test_listen_asks_for_enough_real_voices_from_all_sides(
    made: Workshop, kind: str, figures: Mapping[str, Figure] | None, places: list[str]
) -> None:
    one = found(made).get(kind)
    assert (one and one.figures) == figures
    assert one is None or list(one.places) == places


def test_what_a_side_is_goes_with_the_finding() -> None:
    one_sided = found(listening("+11", "+11", "+11", "+11", moments=3))
    assert one_sided["one-sided-sentiment"].about == ("positive",)
    assert one_sided["one-sided-moment"].about == ("t1",)
    assert one_sided["empty-moment"].about == ("t2", "t3")


# --- Define -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "voices"),
    [
        ([], 0), (["r3"], 1), (["c1"], 1), (["r1"], 1), (["r1", "r1"], 1), (["r3", "c1"], None), (["r1", "r3"], None),
        (["g1"], None), (["g1", "r1"], None),
    ],
)  # fmt: skip
def test_a_criterion_of_weight_5_rests_on_two_voices_at_least(sources: list[str], voices: int | None) -> None:
    one = found(defining({"weight": 5, "sources": sources}, {"weight": 3})).get("thin-criteria")
    if voices is None:
        assert one is None
    else:
        assert one is not None
        assert one.figures["criteria"] == Figure(1, 1, most=0)
        assert one.figures["voices"] == Figure(voices, least=2)
        assert (one.places[0], len(one.places)) == ("criteria/k1", 1 + voices)


@pytest.mark.parametrize(
    ("refers_to", "left"),
    [
        (["r3", "c1"], []), (["r3"], ["criteria/k2"]), (["r1", "c1"], ["criteria/k1"]),
        ([], ["criteria/k1", "criteria/k2"]),
    ],
)  # fmt: skip
def test_every_criterion_is_touched_by_a_post(refers_to: list[str], left: list[str]) -> None:
    made = defining({"sources": ["r3"]}, {"sources": ["c1", "r2"]}, posts=posting(*refers_to))
    one = found(made).get("unreferred-criteria")
    assert (list(one.places) if one else []) == left
    assert one is None or one.figures["criteria"] == Figure(len(left), 2, most=0)


def test_a_post_about_one_of_a_groups_reviews_touches_what_rests_on_the_group() -> None:
    assert "unreferred-criteria" not in found(defining({"sources": ["g1"]}, posts=posting("r2")))


def test_nothing_to_build_on_is_found_too() -> None:
    kinds = [(one.kind, one.severity) for one in findings(workshop(), USUAL)]
    nothing = ["few-reviews", "no-criteria", "few-cases", "no-proposal", "milestone-gaps"]
    assert kinds == [(kind, "now") for kind in nothing]
    assert not {"no-criteria", "no-proposal"} & found(example()).keys()


# --- Invent -----------------------------------------------------------------------------------------


def test_fewer_than_four_cases_are_few() -> None:
    three = found(scored({"m1": {"s1": 1, "s2": 2, "s3": 3}}))["few-cases"]
    assert (three.figures, three.places) == ({"cases": Figure(3, least=4)}, ("cases/s1", "cases/s2", "cases/s3"))
    assert "few-cases" not in found(scored({"m1": {"s1": 1, "s2": 2, "s3": 3, "s4": 4}}))


SPLIT = scored({"m1": {"s1": 9, "s2": 1}, "m2": {"s1": 1, "s2": 9}})
FIRM = scored({m: {"s1": 15, "s2": 1} for m in ("m1", "m2", "m3")})


def test_evaluations_waver_below_half_of_kendalls_w() -> None:
    one = found(told(SPLIT))["wavering"]
    assert one.figures["w"] == Figure(Fraction(0), 1, least=0.5)
    assert (one.figures["people"], one.figures["cases"]) == (Figure(2), Figure(2))
    assert (one.figures["lowest"], one.figures["highest"]) == (Figure(Fraction(1), 5), Figure(Fraction(5), 5))
    assert one.places == ("cases/s1", "criteria/k1")
    assert "wavering" not in found(told(FIRM))
    assert "wavering" not in found(told(SPLIT), min_agreement=0.0)
    assert "wavering" not in found(told(scored({"m1": {"s1": 9, "s2": 1}}))), "one person cannot disagree"


@pytest.mark.parametrize(
    ("sheets", "margin"),
    [
        ({"m1": "12", "m2": "12", "m3": "12"}, None),
        ({"m1": "12", "m2": "12", "m3": "21"}, Figure(Fraction(1), 3, least=2)),
        ({"m1": "12", "m2": "21"}, Figure(Fraction(0), 2, least=2)),
    ],
)
def test_a_margin_of_one_vote_is_fragile(sheets: Mapping[str, str], margin: Figure | None) -> None:
    points = {m: {f"s{case}": 15 - 6 * n for n, case in enumerate(order)} for m, order in sheets.items()}
    dice = {"how": "dice", "case": "s1", "among": ["s1", "s2"]}
    made = scored(points, decision=dice if len(sheets) == 2 else None)
    one = found(told(made)).get("fragile-decision")
    assert (one and one.figures["margin"]) == margin


def weighed(*weights: int) -> Workshop:
    """Return three people who agree: s1 is perfect on the first criterion, s2 on the others."""
    criteria = [{"id": f"k{n}", "kind": "problem", "text": "x", "weight": w} for n, w in enumerate(weights, 1)]
    sheet = {"s1": {"k1": weights[0]}, "s2": {f"k{n}": w for n, w in enumerate(weights[1:], 2)}}
    return workshop(
        participants=people("m1", "m2", "m3"), criteria=criteria, cases=[{"id": s, "title": s} for s in ("s1", "s2")],
        scores=dict.fromkeys(("m1", "m2", "m3"), sheet),
        ballots={"handed_in": ["m1", "m2", "m3"], "revealed": True},
    )  # fmt: skip


def test_a_decision_one_change_would_move_is_fragile_whatever_its_margin() -> None:
    one = found(weighed(5, 3))["fragile-decision"]
    assert one.figures["margin"] == Figure(Fraction(3), 3)
    # k1 of 1 or 3 lets s2 lead or tie, k2 of 5 ties, without k1 s2 leads; nobody's absence matters
    assert one.figures["weights"] == Figure(3, 4)
    assert one.figures["left_out"] == Figure(1, 2)
    assert one.figures["away"] == Figure(0, 3)
    assert one.figures["changes"] == Figure(4, 9, most=0)
    assert one.places == ("cases/s1", "cases/s2", "criteria/k1", "criteria/k2")


def test_what_a_person_decided_against_the_numbers_does_not_hang_on_them() -> None:
    assert "fragile-decision" not in found(weighed(5, 3).with_(decision={"how": "owner", "case": "s2"}).validated())


def test_weighty_problems_the_adopted_case_does_not_solve_are_left() -> None:
    made = changes.edit(weighed(5, 3, 1), "cases/s1", solves=("k1",))
    one = found(made)["unsolved-problems"]
    assert one.figures == {"problems": Figure(1, 2, most=0), "weight": Figure(3)}
    assert one.places == ("cases/s1", "criteria/k2")
    assert "unsolved-problems" not in found(changes.edit(made, "cases/s1", solves=("k1", "k2")))
    assert "unsolved-problems" not in found(changes.edit(made, "criteria/k2", kind="strength"))


# --- Refine -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("red", "black", "severity", "figure"),
    [
        (0, 3, None, None),
        (1, 2, "look", Figure(1, 3, most=0)),
        (2, 3, "now", Figure(2, 5, most_share=0.334)),
    ],
)
def test_any_red_place_is_worth_a_look_and_more_than_a_third_is_urgent(
    red: int, black: int, severity: str | None, figure: Figure | None
) -> None:
    one = found(proposing(red, black)).get("red-items")
    assert (one and one.severity) == severity
    assert one is None or (one.figures["red"], len(one.places)) == (figure, red)


# --- Test/Iterate -----------------------------------------------------------------------------------


def test_a_plan_in_which_nothing_is_missing_has_nothing_to_improve() -> None:
    assert not [one for one in findings(measuring({"due": date(2027, 2, 19)}), USUAL) if one.phase == "iterate"]


@pytest.mark.parametrize("blank", ["who", "what", "how"])
def test_a_milestone_without_who_what_or_how_has_a_gap(blank: str) -> None:
    one = found(measuring({blank: " "}))["milestone-gaps"]
    assert one.figures == {"milestones": Figure(1, 3, most=0), blank: Figure(1, 3)}
    assert one.places == ("milestones/experience",)


def test_a_milestone_that_is_not_there_lacks_everything_and_a_fixed_use_case_nothing() -> None:
    one = found(workshop(milestones=[{"kind": "use_case"}, {"kind": "profit", **FULL}]))["milestone-gaps"]
    assert {name: figure.value for name, figure in one.figures.items()} == {
        "milestones": 2,
        "who": 2,
        "what": 2,
        "how": 2,
    }
    assert one.places == ("milestones/experience", "milestones/model")


LATE = {"due": date(2027, 2, 20)}
RUN = {"step": "listen.write", "planned": 1, "actual": 1}


@pytest.mark.parametrize(
    ("made", "late"),
    [
        (measuring(LATE), True),
        (measuring({"due": date(2027, 2, 19)}), False),
        (measuring({**LATE, "reached": True}), False),
        (measuring(), False),
        (measuring(LATE, plan={}), False),
        (measuring(LATE, log=[{**RUN, "started": datetime(2026, 11, 20, 1, tzinfo=UTC)}]), False),
        (measuring(LATE, log=[{**RUN, "round": 2, "started": datetime(2026, 12, 20, 1, tzinfo=UTC)}]), True),
        (
            measuring(
                LATE,
                progress={"round": 2},
                log=[{**RUN, "round": 2, "started": datetime(2026, 12, 20, 1, tzinfo=UTC)}],
            ),
            False,
        ),
    ],
)
def test_the_first_milestone_is_within_three_months_of_the_rounds_day(made: Workshop, late: bool) -> None:
    one = found(made).get("late-milestone")
    assert (one is not None) == late
    if one is not None:
        assert one.figures["due"] == Figure(date(2027, 2, 20), most=date(2027, 2, 19))
        assert one.places == ("milestones/experience",)


def test_today_counts_only_where_the_file_names_no_day() -> None:
    made = measuring(LATE, plan={})
    assert "late-milestone" in [one.kind for one in findings(made, USUAL, date(2026, 11, 19))]
    assert day(measuring(), date(2030, 1, 1)) == date(2026, 11, 19)
    clock = {"left": 1, "running": False, "at": datetime(2026, 12, 1, tzinfo=UTC)}
    assert day(workshop(progress={"clock": clock}), date(2030, 1, 1)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("begun", "months", "latest"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 9, 1), 3, date(2026, 12, 1)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(9999, 11, 1), 3, date.max),
    ],
)
def test_months_end_on_the_last_day_there_is(begun: date, months: int, latest: date) -> None:
    assert months_after(begun, months) == latest


@pytest.mark.parametrize(
    ("how", "is_number"),
    [
        ("mean of 4.2 or more", True), ("平均４．２以上", True), ("二十人のうち八割が合格", True), ("③を選ぶ", True),
        ("十分間で終わる", True), ("nine of ten say yes", True), ("twice as many", True), ("half of them", True),
        ("満足度を上げる", False), ("十分に満足する", False), ("一緒に見て、一番よいものを選ぶ", False),
        ("everyone is happy", False), ("the newer one wins", False),
    ],
)  # fmt: skip
def test_a_number_is_a_number_in_any_script(how: str, is_number: bool) -> None:
    assert has_number(how) == is_number
    assert ("no-number" in found(measuring({"how": how}))) != is_number


def test_a_milestone_without_todays_value_is_named() -> None:
    one = found(measuring({"baseline": "", "how": ""}))
    assert one["no-baseline"].figures == {"milestones": Figure(1, 3, most=0)}
    assert one["no-baseline"].places == ("milestones/experience",)
    assert "no-number" not in one, "what is not said is a gap and no vague method"


def test_red_steps_are_tested_by_a_milestone() -> None:
    proposal = {"steps": [{"id": f"f{n}", "text": "x", "concern": "?" * (n < 3)} for n in (1, 2, 3)]}
    one = found(measuring({"tests": ["f1", "f3"]}, proposal=proposal))["untested-red"]
    assert (one.figures, one.places) == ({"steps": Figure(1, 2, most=0)}, ("proposal.steps/f2",))
    assert "untested-red" not in found(measuring({"tests": ["f1", "f2"]}, proposal=proposal))


# --- all of it --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (ENGLISH, ["fragile-decision", "unsolved-problems", "red-items"]),
        (FARM, ["fragile-decision", "unsolved-problems", "red-items"]),
    ],
)
def test_the_examples_show_what_a_facilitator_would_point_at(path: Any, expected: list[str]) -> None:
    made = example(path)
    all_found = findings(made, DECK.thresholds)
    assert [one.kind for one in all_found] == expected
    assert [light(made, all_found, phase) for phase in PHASES] == ["fine", "fine", "look", "look", "fine"]
    assert taken(made, found(made)["red-items"]), "the team saw the red places itself"
    assert not taken(made, found(made)["unsolved-problems"])


def test_the_examples_figures_are_those_counted_by_hand() -> None:
    team_a, team_b = found(example(ENGLISH)), found(example(FARM))
    assert team_a["fragile-decision"].figures["margin"] == Figure(Fraction(0), 5, least=2)  # 2 to 2 to 1
    assert team_a["unsolved-problems"].places == ("cases/s1", "criteria/k2")
    assert team_a["red-items"].figures["red"] == Figure(2, 20, most=0)
    assert team_b["fragile-decision"].figures["margin"] == Figure(Fraction(3, 2), 4, least=2)  # m4 splits its vote
    assert team_b["unsolved-problems"].places == ("cases/s4", "criteria/k2")
    assert team_b["red-items"].figures["red"] == Figure(2, 19, most=0)


def test_before_the_reveal_nothing_found_rests_on_scores_votes_or_the_decision() -> None:
    made = changes.put(example(), "ballots.revealed", False)
    bare = made.with_(scores={}, decision=None).validated()
    assert findings(made, USUAL) == findings(bare, USUAL)
    assert [one.kind for one in findings(made, USUAL)] == ["red-items"]
    assert light(made, findings(made, USUAL), "invent") == "covered"


def test_the_thresholds_are_the_decks() -> None:
    usual = DECK.thresholds
    assert usual == USUAL, "what the shipped deck says is what a deck without thresholds gets"
    assert "few-reviews" in found(example(), min_reviews=19)
    assert found(example(), max_red_share=0.05)["red-items"].severity == "now"


def test_every_kind_belongs_to_a_phase_and_has_advice() -> None:
    helped = {kind: inquiry.phase for inquiry in DECK.inquiries for one in inquiry.advice for kind in one.helps}
    assert set(helped) == set(KINDS)
    assert [inquiry.phase for inquiry in DECK.inquiries] == list(PHASES)
    made = scored({"m1": {"s1": 9, "s2": 1}, "m2": {"s1": 1, "s2": 9}, "m3": {"s1": 9}})
    for one in (*findings(told(made), USUAL), *findings(listening(*"+++++1"), USUAL)):
        assert helped[one.kind] == one.phase


@given(st.integers(0, 10**9), st.booleans())
def test_any_workshop_has_findings_whose_figures_agree_with_themselves(seed: int, revealed: bool) -> None:
    made = changes.put(team(Random(seed)), "ballots.revealed", revealed)
    all_found = findings(made, USUAL, date(2026, 11, 19))
    assert all_found == findings(made.validated(), USUAL, date(2026, 11, 19)), "the order is always the same"
    ranks = [(PHASES.index(one.phase), one.severity == "look", KINDS.index(one.kind)) for one in all_found]
    assert ranks == sorted(set(ranks)), "phase by phase, each kind once"
    for one in all_found:
        for figure in one.figures.values():
            assert_agrees(figure)
        for place in one.places:
            assert place == "=customer.moments" or place.startswith("milestones/") or changes.find(made, place)
            assert place.rpartition("/")[0] in {*COLLECTIONS, "milestones", ""}
    if not revealed:
        assert not {one.kind for one in all_found} & {"wavering", "fragile-decision", "unsolved-problems"}


def assert_agrees(figure: Figure) -> None:
    """Assert that a figure is a part of its whole and does not keep its bound."""
    value = figure.value
    if isinstance(value, date):
        assert isinstance(figure.most, date | None)
        assert figure.most is None or value > figure.most
        return
    assert value >= 0
    assert figure.whole is None or value <= figure.whole
    assert figure.least is None or value < figure.least
    assert not isinstance(figure.most, int) or value > figure.most
    assert figure.most_share is None or Fraction(value, figure.whole) > figure.most_share
