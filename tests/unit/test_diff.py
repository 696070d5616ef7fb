"""What differs between two workshops, and what moved the adopted case."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_edits import ALL_KINDS, adding, anything_people_do, editing, logging, moving, progress, removing, setting
from mlew_tui.model import changes, scoring
from mlew_tui.model.analysis import causes
from mlew_tui.model.analysis.causes import CAUSES, Reweighed, results_moved
from mlew_tui.model.changes import Change
from mlew_tui.model.invent import Decision
from mlew_tui.model.merging.diff import (
    Added,
    Balloted,
    Decided,
    Diced,
    Difference,
    Edited,
    FieldChange,
    Moved,
    Ran,
    Removed,
    Scored,
    Told,
    Valued,
    Went,
    compare,
)
from mlew_tui.model.workshop import Workshop
from workshops import example, scored, workshop


def after(*edits: Change, of: Workshop | None = None) -> tuple[Workshop, Workshop]:
    """Return a workshop before and after some edits."""
    old = of or example()
    new = old
    for edit in edits:
        new = edit(new)
    return old, new.validated()


def said(workshop: Workshop) -> Workshop:
    """Return a workshop without what says nothing: blank rows of scores."""
    sheets = {who: {case: row for case, row in sheet.items() if row} for who, sheet in workshop.scores.items()}
    return workshop.with_(scores={who: sheet for who, sheet in sheets.items() if sheet})


def places(differences: tuple[Difference, ...]) -> list[tuple[type, str]]:
    """Return kind and place of differences of items."""
    items = (Added, Removed, Edited, Moved)
    return [(type(one), f"{one.path}/{one.key}") for one in differences if isinstance(one, items)]


def test_every_edit_people_make_is_told_and_going_back_is_told_as_well() -> None:
    old = example()
    for edit in ALL_KINDS:
        new = edit(old).validated()
        assert bool(compare(old, new)) == bool(compare(new, old)) == (old != new)
        old = new


@given(st.data())
def test_nothing_differs_exactly_when_both_say_the_same(data: st.DataObject) -> None:
    old = example()
    new = data.draw(anything_people_do(old))
    new = data.draw(anything_people_do(new))
    assert compare(new, new) == ()
    assert bool(compare(old, new)) == (said(old) != said(new))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (adding("groups", label="x"), [(Added, "groups/g7")]),
        (removing("posts/p2"), [(Removed, "posts/p2")]),
        (editing("reviews/r3", text="x"), [(Edited, "reviews/r3")]),
        (moving("reviews/r5", 3), [(Moved, "reviews/r5")]),
        (moving("reviews/r5", -3), [(Moved, "reviews/r5")]),
        (removing("milestones/profit"), [(Removed, "milestones/profit")]),
        (editing("customer.objections/0", settled=True), [(Edited, "customer.objections/0")]),
        (removing("next_step.improve/0"), [(Removed, "next_step.improve/0")]),
        (adding("next_step.improve", phase="listen", reason="x"), [(Added, "next_step.improve/3")]),
        (moving("next_step.improve/0", 1), [(Moved, "next_step.improve/0")]),
    ],
)
def test_an_item_is_named_by_its_place_and_by_what_happened_to_it(edit: Change, expected: Any) -> None:
    old, new = after(edit)
    assert places(compare(old, new)) == expected


@given(st.permutations(range(8)))
def test_moving_is_told_of_as_few_items_as_could_have_been_moved(order: list[int]) -> None:
    rows = [{"id": f"g{n}", "label": str(n)} for n in range(8)]
    old, new = workshop(groups=rows), workshop(groups=[rows[n] for n in order])
    moved = {one.key for one in compare(old, new) if isinstance(one, Moved)}
    stayed = [f"g{n}" for n in order if f"g{n}" not in moved]
    assert stayed == sorted(stayed)
    longest = max(
        sum(mask >> n & 1 for n in range(8))
        for mask in range(256)
        if (run := [order[n] for n in range(8) if mask >> n & 1]) == sorted(run)
    )
    assert len(stayed) == longest


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (setting("title", "x"), Valued("title", example().title, "x")),
        (setting("customer.name", "x"), Valued("customer.name", example().customer.name, "x")),
        (setting("readiness.data", False), Valued("readiness.data", True, False)),
        (setting("plan.minutes", {}), Valued("plan.minutes", 25, None, "invent.rounds")),
        (setting("ballots.revealed", False), Valued("ballots.revealed", True, False)),
        (lambda w: changes.choose_first(w, "m1", "s1"), Valued("ballots.first", None, "s1", "m1")),
        (lambda w: changes.hand_in(w, "m2", False), Balloted("m2", False)),
        (lambda w: changes.hand_in(w, "m6", True), Balloted("m6", True)),
        (
            lambda w: changes.set_score(w, "m1", "s1", "k2", None),
            Scored("m1", "s1", "k2", Fraction(1), None),
        ),
        (setting("decision", Decision(how="owner", case="s3")), Decided(None, Decision(how="owner", case="s3"))),
        (progress(step="listen.write"), Went(example().progress.step, "listen.write")),
        (progress(case="s2", stage="score"), Told("s2", "score")),
        (logging("listen.write", 120), Ran(120)),
        (lambda w: changes.note_dice_roll(w, w.log[-1].step, "x"), Diced("x")),
    ],
)
def test_what_is_no_item_is_told_with_before_and_after(edit: Change, expected: Difference) -> None:
    old, new = after(edit)
    assert compare(old, new) == (expected,)


def test_a_changed_item_tells_exactly_the_fields_that_changed() -> None:
    old, new = after(editing("reviews/r3", text="x", assumed=not example().reviews[2].assumed))
    (one,) = compare(old, new)
    assert isinstance(one, Edited)
    assert one.fields == (
        FieldChange("text", old.reviews[2].text, "x"),
        FieldChange("assumed", old.reviews[2].assumed, not old.reviews[2].assumed),
    )


def test_who_handed_in_first_and_an_empty_sheet_say_nothing() -> None:
    old = example()
    order = tuple(reversed(old.ballots.handed_in))
    new = changes.put(old, "ballots.handed_in", order).with_(scores={**old.scores, "m6": {"s1": {}}})
    assert compare(old, new.validated()) == ()


# --- why the result moved -------------------------------------------------------------------------


def weighing(criterion: str, weight: int) -> Change:
    return lambda w: changes.set_weight(w, criterion, weight)


def scoring_(person: str, case: str, criterion: str, points: float) -> Change:
    return lambda w: changes.set_score(w, person, case, criterion, Fraction(points))


def handing_in(person: str) -> Change:
    return lambda w: changes.hand_in(w, person, True)


TWO = {"m1": {"s1": 9.0, "s2": 7.0}}
"""One person: s1 has 5 and 4 on k1 and k2, s2 has 5 and 2."""
OTHERS = {"m1": {"s1": 9.0, "s2": 7.0}, "m2": {"s1": 9.0, "s2": 10.0}, "m3": {"s1": 1.0, "s2": 2.0}}


def test_a_result_that_stays_has_no_cause() -> None:
    old, new = after(setting("title", "x"), scoring_("m1", "s1", "k2", 5), of=scored(TWO))
    assert results_moved(old, new) is None


@pytest.mark.parametrize(
    ("old", "edits", "expected"),
    [
        (scored(TWO), [scoring_("m1", "s2", "k2", 5)], ("scores",)),
        (scored(TWO), [setting("decision", Decision(how="owner", case="s2"))], ("decision",)),
        (scored(TWO), [removing("cases/s1")], ("cases",)),
        (scored(TWO), [scoring_("m1", "s2", "k3", 1), removing("criteria/k2")], ("criteria",)),
        (scored(OTHERS, handed_in=["m1"]), [handing_in("m2"), handing_in("m3")], ("ballots",)),
        (scored({"m1": {"s1": 4, "s2": 4}}), [lambda w: changes.choose_first(w, "m1", "s2")], ("ballots",)),
    ],
)
def test_each_kind_of_change_that_alone_moved_the_result_is_a_cause(
    old: Workshop, edits: list[Change], expected: tuple[str, ...]
) -> None:
    old, new = after(setting("title", "x"), *edits, of=old)
    moved = results_moved(old, new)
    assert moved is not None
    assert moved.after.winner == "s2"
    assert moved.causes == expected
    assert not moved.together


def test_a_lowered_weight_is_the_cause_and_not_the_scores_it_capped() -> None:
    """One person: s1 has 5 on k1 alone, s2 has 3 on each of k2 and k3 less one half."""
    old = scored({"m1": {"s1": 5, "s2": 0}})
    for criterion, points in (("k2", 3), ("k3", 1.5)):
        old = scoring_("m1", "s2", criterion, points)(old)
    moved = results_moved(*after(weighing("k1", 3), of=old.validated()))
    assert moved is not None
    assert moved.causes == ("weights",)
    assert moved.weights == (Reweighed("k1", 5, 3),)
    assert not moved.weights_together


def test_of_two_weights_only_the_one_that_moved_the_winner_is_named() -> None:
    old = scoring_("m1", "s2", "k2", 4)(scored({"m1": {"s1": 5, "s2": 0}})).validated()
    moved = results_moved(*after(weighing("k1", 3), weighing("k3", 1), of=old))
    assert moved is not None
    assert moved.weights == (Reweighed("k1", 5, 3),)


def test_weights_that_moved_the_winner_only_in_company_are_named_together() -> None:
    """s1 has 5 and 5, s2 has 7: one weight down to 3 leaves 8, both leave 6."""
    old = scored({"m1": {"s1": 10, "s2": 0}})
    old = scoring_("m1", "s2", "k3", 5)(old)
    old = old.with_(criteria=(*old.criteria, old.criteria[0].model_copy(update={"id": "k4"})))
    old = scoring_("m1", "s2", "k4", 2)(old).validated()
    made = weighing("k2", 3)(weighing("k1", 3)(old))
    moved = results_moved(old, made.validated())
    assert moved is not None
    assert (moved.before.winner, moved.after.winner) == ("s1", "s2")
    assert moved.weights_together
    assert [one.criterion for one in moved.weights] == ["k1", "k2"]


def test_a_raised_weight_counts_because_its_scores_would_not_have_been_possible_below_it() -> None:
    old = scoring_("m1", "s1", "k3", 1)(weighing("k2", 3)(scored({"m1": {"s1": 8, "s2": 7}}))).validated()
    moved = results_moved(*after(weighing("k2", 5), scoring_("m1", "s2", "k2", 5), of=old))
    assert moved is not None
    assert moved.causes == ("weights", "scores")


def test_kinds_that_moved_the_result_only_in_company_are_told_together() -> None:
    """s1 is 2 ahead: the weight takes 3 from it and 1 from s2, the score gives 1 to s2."""
    moved = results_moved(*after(weighing("k2", 1), scoring_("m1", "s2", "k3", 1), of=scored(TWO)))
    assert moved is not None
    assert moved.causes == ("weights", "scores")
    assert moved.together


def test_the_scores_of_who_newly_hands_in_belong_to_the_ballot() -> None:
    old = scored({"m1": {"s1": 9, "s2": 7}, "m2": {"s1": 9, "s2": 9}}, handed_in=["m1"])
    moved = results_moved(
        *after(scoring_("m2", "s1", "k1", 0), scoring_("m2", "s2", "k3", 5), handing_in("m2"), of=old)
    )
    assert moved is not None
    assert moved.after.winner == "s2"
    assert moved.causes == ("ballots",)


@st.composite
def evaluations(draw: st.DrawFn) -> Workshop:
    """Draw a small evaluation: who is there, what is weighed, scored and handed in, and what was decided."""
    people = draw(st.lists(st.sampled_from(["m1", "m2", "m3"]), unique=True, min_size=1))
    cases = draw(st.lists(st.sampled_from(["s1", "s2", "s3"]), unique=True, min_size=1))
    weights = draw(st.dictionaries(st.sampled_from(["k1", "k2"]), st.sampled_from([1, 3, 5]), min_size=1))
    points = {k: st.integers(0, 2 * weight).map(lambda halves: halves / 2) for k, weight in weights.items()}
    sheets = {
        who: {case: {k: draw(points[k]) for k in weights if draw(st.booleans())} for case in cases} for who in people
    }
    tables: dict[str, Any] = {}
    if draw(st.booleans()):
        tables["decision"] = {"how": "owner", "case": draw(st.sampled_from(cases))}
    elif len(cases) > 1 and draw(st.booleans()):
        tables["decision"] = {"how": "dice", "case": cases[0], "among": cases[:2]}
    return workshop(
        participants=[{"id": who, "name": who, "votes": draw(st.booleans())} for who in people],
        criteria=[{"id": k, "kind": "problem", "text": k, "weight": weight} for k, weight in weights.items()],
        cases=[{"id": case, "title": case} for case in cases],
        scores=sheets,
        ballots={
            "handed_in": [who for who in people if draw(st.booleans())],
            "first": {who: draw(st.sampled_from(cases)) for who in people if draw(st.booleans())},
        },
        **tables,
    )


@given(evaluations(), evaluations())
def test_any_moved_result_has_a_cause_and_its_way_back_has_the_same(old: Workshop, new: Workshop) -> None:
    moved, back = results_moved(old, new), results_moved(new, old)
    before, now = scoring.tally(old), scoring.tally(new)
    assert (moved is None) == (back is None) == ((before.winner, before.status) == (now.winner, now.status))
    if moved is not None and back is not None:
        assert moved.causes
        assert moved.causes == back.causes
        assert ("weights" in moved.causes) <= bool(moved.weights)


@given(evaluations(), evaluations())
def test_all_kinds_of_change_in_company_always_suffice(old: Workshop, new: Workshop) -> None:
    made = causes.made(old, new, CAUSES, causes.reweighings(old, new))
    result, wanted = scoring.tally(made), scoring.tally(new)
    assert (result.winner, result.status, result.sums) == (wanted.winner, wanted.status, wanted.sums)
