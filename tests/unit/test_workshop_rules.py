"""What a workshop refuses, by which rule and at which place."""

from copy import deepcopy
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.model.workshop import Workshop
from workshops import ENGLISH, FARM, Loc, broken_rules, example, full_tree, put_at, workshop

FULL = full_tree()
NAIVE = datetime(2026, 11, 22, 13, 0)  # noqa: DTZ001


@pytest.mark.parametrize("path", [ENGLISH, FARM])
def test_the_examples_hold_every_rule(path: Path) -> None:
    made = example(path)
    assert made.validated() == made


def test_a_workshop_needs_no_more_than_a_title() -> None:
    made = workshop()
    assert (made.format, made.language, made.deck, made.time_zone) == (1, "ja", "practice", "Asia/Tokyo")
    assert broken_rules({}) == [("missing", ("title",))]


@pytest.mark.parametrize(
    "loc",
    [
        ("titel",),
        ("participants", 2, "roel"),
        ("readiness", "sponsor"),
        ("readiness_day2", "data"),
        ("plan", "start"),
        ("customer", "moment"),
        ("customer", "facts", 1, "by"),
        ("customer", "objections", 0, "owner"),
        ("reviews", 3, "emotion"),
        ("groups", 0, "name"),
        ("posts", 1, "kind"),
        ("criteria", 0, "by"),
        ("cases", 0, "url"),
        ("ballots", "second"),
        ("decision", "winner"),
        ("proposal", "faq"),
        ("proposal", "message", 0, "answer"),
        ("proposal", "steps", 0, "part"),
        ("proposal", "customer_faq", 0, "text"),
        ("milestones", 0, "id"),
        ("next_step", "when"),
        ("next_step", "improve", 0, "id"),
        ("todos", 0, "by"),
        ("meetings", 0, "end"),
        ("progress", "phase"),
        ("progress", "clock", "right"),
        ("log", 0, "ended"),
    ],
)
def test_an_unknown_key_is_an_error_in_every_table(loc: Loc) -> None:
    tree = put_at(FULL, ("readiness_day2",), {})
    assert broken_rules(put_at(tree, loc, "?")) == [("extra_forbidden", loc)]


@pytest.mark.parametrize(
    ("loc", "value", "kind"),
    [
        (("title",), 5, "string_type"),
        (("format",), True, "whole_number"),
        (("format",), 1.0, "whole_number"),
        (("format",), "1", "literal_error"),
        (("language",), "fr", "literal_error"),
        (("participants", 0, "votes"), "yes", "bool_type"),
        (("participants", 0, "votes"), 1, "bool_type"),
        (("participants", 0, "role"), "boss", "literal_error"),
        (("participants", 0, "id"), "m 1", "string_pattern_mismatch"),
        (("participants", 0, "id"), "", "string_pattern_mismatch"),
        (("participants", 0, "id"), "m" * 65, "string_too_long"),
        (("readiness", "data"), "true", "bool_type"),
        (("plan", "minutes", "listen.write"), 7.0, "int_type"),
        (("plan", "minutes", "listen.write"), "7", "int_type"),
        (("plan", "minutes", "listen.write"), True, "int_type"),
        (("plan", "minutes", "listen.write"), -1, "greater_than_equal"),
        (("plan", "minutes", "listen.write"), 601, "less_than_equal"),
        (("plan", "starts"), "2026-11-22T13:00:00", "datetime_type"),
        (("customer", "moments"), "登録時", "tuple_type"),
        (("reviews", 0, "sentiment"), "neutral", "literal_error"),
        (("reviews", 0, "assumed"), 0, "bool_type"),
        (("posts", 0, "decision"), "again", "literal_error"),
        (("criteria", 0, "weight"), True, "whole_number"),
        (("criteria", 0, "weight"), 5.0, "whole_number"),
        (("criteria", 0, "weight"), "5", "literal_error"),
        (("criteria", 0, "weight"), 2, "literal_error"),
        (("milestones", 0, "due"), "2027-02-12", "date_type"),
        (("milestones", 0, "kind"), "money", "literal_error"),
        (("next_step", "build_now"), "no", "bool_type"),
        (("next_step", "improve", 0, "minutes"), 30.0, "int_type"),
        (("meetings", 0, "start"), date(2026, 12, 1), "datetime_type"),
        (("meetings", 0, "minutes"), 0, "greater_than_equal"),
        (("progress", "round"), 0, "greater_than_equal"),
        (("progress", "clock", "left"), 1.5, "int_type"),
        (("progress", "stage"), "vote", "literal_error"),
        (("log", 0, "actual"), "204", "int_type"),
        (("reviews",), {"id": "r1"}, "tuple_type"),
        (("readiness",), [], "model_type"),
    ],
)
def test_a_value_of_the_wrong_type_is_never_bent_into_the_right_one(loc: Loc, value: Any, kind: str) -> None:
    assert (kind, loc) in broken_rules(put_at(FULL, loc, value))


REFERENCES: list[tuple[Loc, str]] = [
    (("customer", "objections", 0, "by"), "r1"),
    (("reviews", 0, "by"), "g1"),
    (("reviews", 0, "group"), "r2"),
    (("posts", 0, "by"), "c1"),
    (("posts", 0, "refers_to", 1), "k1"),
    (("criteria", 0, "sources", 0), "m1"),
    (("criteria", 0, "owner"), "s1"),
    (("cases", 0, "solves", 1), "r1"),
    (("cases", 0, "reinforces", 0), "s2"),
    (("cases", 0, "told_by"), "k1"),
    (("ballots", "handed_in", 4), "s1"),
    (("ballots", "first", "m1"), "m2"),
    (("decision", "case"), "k1"),
    (("decision", "among", 2), "m1"),
    (("decision", "by"), "s1"),
    (("proposal", "message", 0, "sources", 0), "m1"),
    (("proposal", "steps", 0, "sources"), "p1"),
    (("proposal", "customer_faq", 0, "sources", 2), "f1"),
    (("proposal", "internal_faq", 0, "sources"), "t1"),
    (("milestones", 0, "tests", 2), "c1"),
    (("next_step", "improve", 0, "owner"), "e1"),
    (("todos", 0, "owner"), "f1"),
    (("progress", "case"), "g1"),
]


def refer(loc: Loc, target: str) -> tuple[Loc, Any]:
    """Return place and value of a reference; where a list is named, of its only entry."""
    return ((*loc, 0), [target]) if loc[-1] == "sources" else (loc, target)


@pytest.mark.parametrize("loc", [loc for loc, _ in REFERENCES])
def test_a_reference_to_nothing_is_dangling_at_its_place(loc: Loc) -> None:
    place, value = refer(loc, "x99")
    assert ("dangling", place) in broken_rules(put_at(FULL, loc, value))


@pytest.mark.parametrize(("loc", "target"), REFERENCES)
def test_a_reference_to_an_item_of_another_kind_is_refused_at_its_place(loc: Loc, target: str) -> None:
    place, value = refer(loc, target)
    assert ("wrong_kind", place) in broken_rules(put_at(FULL, loc, value))


@pytest.mark.parametrize(
    ("loc", "value", "broken"),
    [
        (("scores", "m9"), {}, ("dangling", ("scores", "m9"))),
        (("scores", "k1"), {}, ("wrong_kind", ("scores", "k1"))),
        (("scores", "m1", "s9"), {}, ("dangling", ("scores", "m1", "s9"))),
        (("scores", "m1", "m1"), {}, ("wrong_kind", ("scores", "m1", "m1"))),
        (("scores", "m1", "s1", "k9"), 1, ("dangling", ("scores", "m1", "s1", "k9"))),
        (("scores", "m1", "s1", "s1"), 1, ("wrong_kind", ("scores", "m1", "s1", "s1"))),
        (("ballots", "first", "m9"), "s1", ("dangling", ("ballots", "first", "m9"))),
        (("ballots", "first", "s2"), "s1", ("wrong_kind", ("ballots", "first", "s2"))),
        (("todos", 0, "milestone"), "use_case", ("dangling", ("todos", 0, "milestone"))),
        (("meetings", 1, "milestone"), "use_case", ("dangling", ("meetings", 1, "milestone"))),
    ],
)
def test_a_key_or_milestone_that_names_nothing_fitting_is_refused(
    loc: Loc, value: Any, broken: tuple[str, Loc]
) -> None:
    assert broken_rules(put_at(FULL, loc, value)) == [broken]


@pytest.mark.parametrize(
    ("loc", "taken", "told_at"),
    [
        (("participants", 5, "id"), "m1", ("participants", 5, "id")),
        (("customer", "facts", 6, "id"), "c1", ("customer", "facts", 6, "id")),
        (("reviews", 1, "id"), "r18", ("reviews", 17, "id")),
        (("groups", 5, "id"), "r1", ("groups", 5, "id")),
        (("posts", 9, "id"), "p1", ("posts", 9, "id")),
        (("proposal", "internal_faq", 1, "id"), "f1", ("proposal", "internal_faq", 1, "id")),
        (("todos", 1, "id"), "m1", ("todos", 1, "id")),
        (("meetings", 0, "id"), "t1", ("meetings", 0, "id")),
    ],
)
def test_an_id_stands_only_once_in_the_file_whatever_it_names(loc: Loc, taken: str, told_at: Loc) -> None:
    found = broken_rules(put_at(FULL, loc, taken))
    assert [problem for problem in found if problem[0] == "duplicate_id"] == [("duplicate_id", told_at)]


def test_a_milestone_of_each_kind_stands_only_once() -> None:
    twice = put_at(FULL, ("milestones", 3), {"kind": "profit"})
    assert broken_rules(twice) == [("duplicate_id", ("milestones", 3, "kind"))]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (5.5, "score_over_weight"),
        (6, "score_over_weight"),
        (10**400, "score_over_weight"),
        (-0.5, "score_step"),
        (0.3, "score_step"),
        (2.25, "score_step"),
        (float("nan"), "score_step"),
        (float("inf"), "score_step"),
        (True, "score_type"),
        ("5", "score_type"),
    ],
)
def test_a_score_lies_between_0_and_the_weight_in_half_steps(value: Any, kind: str) -> None:
    loc = ("scores", "m1", "s1", "k1")
    assert broken_rules(put_at(FULL, loc, value)) == [(kind, loc)]


def test_a_lowered_weight_names_every_score_above_it() -> None:
    lowered = put_at(FULL, ("criteria", 0, "weight"), 3)
    assert broken_rules(lowered) == [
        ("score_over_weight", ("scores", "m1", "s1", "k1")),
        ("score_over_weight", ("scores", "m4", "s1", "k1")),
    ]


@given(st.integers(0, 10), st.booleans())
def test_a_score_is_kept_exactly_however_it_is_spelled(halves: int, as_float: bool) -> None:
    value = halves / 2 if as_float or halves % 2 else halves // 2
    made = Workshop.model_validate(put_at(FULL, ("scores", "m1", "s1", "k1"), value))
    assert made.scores["m1"]["s1"]["k1"] == Fraction(halves, 2)


def test_a_moment_that_is_not_on_the_journey_is_refused() -> None:
    loc = ("reviews", 4, "moment")
    assert broken_rules(put_at(FULL, loc, "退会時")) == [("unknown_moment", loc)]


def test_a_moment_stands_only_once_on_the_journey() -> None:
    loc = ("customer", "moments", 3)
    assert broken_rules(put_at(FULL, loc, "受講中")) == [("duplicate_moment", loc)]


@pytest.mark.parametrize("loc", [("progress", "clock", "at"), ("log", 3, "started")])
def test_a_clock_time_without_its_offset_is_refused(loc: Loc) -> None:
    assert broken_rules(put_at(FULL, loc, NAIVE)) == [("no_offset", loc)]
    with_offset = Workshop.model_validate(put_at(FULL, loc, NAIVE.replace(tzinfo=UTC)))
    assert with_offset.title == FULL["title"]


@pytest.mark.parametrize("among", [[], ["s1"], ["s2", "s3"]])
def test_dice_are_rolled_among_at_least_two_cases_the_result_included(among: list[str]) -> None:
    assert broken_rules(put_at(FULL, ("decision", "among"), among)) == [("dice_among", ("decision", "among"))]


def test_an_owner_needs_no_tie_to_decide() -> None:
    tree = deepcopy(FULL)
    tree["decision"] = {"how": "owner", "case": "s5"}
    assert Workshop.model_validate(tree).decision is not None


def test_every_broken_rule_is_told_at_once() -> None:
    tree = put_at(put_at(FULL, ("reviews", 0, "by"), "m9"), ("reviews", 1, "moment"), "退会時")
    tree = put_at(tree, ("scores", "m1", "s1", "k1"), 6)
    assert [kind for kind, _ in broken_rules(tree)] == ["dangling", "unknown_moment", "score_over_weight"]
