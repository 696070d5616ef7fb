"""What each key does to a ballot, without a screen."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens import scorecard
from mlew_tui.screens.phases.define import criteria_in_columns
from mlew_tui.screens.scorecard import Stroke
from random_evaluations import drawn
from workshops import people, workshop

POINTS = {"0": 0.0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "q": 0.5, "w": 1.5, "e": 2.5, "r": 3.5, "t": 4.5}


@pytest.fixture
def team() -> Workshop:
    """Return two people, three cases, a problem of weight 5, a strength of 3 written before it, a problem of 1."""
    return workshop(
        participants=people("m1", "m2"),
        criteria=[
            {"id": "k1", "kind": "strength", "text": "quick", "weight": 3},
            {"id": "k2", "kind": "problem", "text": "dear", "weight": 5},
            {"id": "k3", "kind": "problem", "text": "slow", "weight": 1},
        ],
        cases=[{"id": case, "title": case} for case in ("s1", "s2", "s3")],
        scores={"m1": {"s1": {"k1": 1, "k2": 4.5}, "s2": {"k1": 2.5}}, "m2": {"s1": {"k3": 1}}},
    )


def made(team: Workshop, stroke: Stroke) -> Workshop:
    """Return the workshop after a key that changes something."""
    assert stroke.change is not None
    assert not stroke.words
    return stroke.change(team).validated()


def point(team: Workshop, case: str, criterion: str, person: str = "m1") -> Fraction | None:
    """Return one score."""
    return team.scores.get(person, {}).get(case, {}).get(criterion)


@pytest.mark.parametrize("key", [*POINTS, *("３", "ｅ", "０")])
def test_a_single_key_gives_points_whole_or_half_and_goes_on(team: Workshop, key: str) -> None:
    stroke = scorecard.stroke(team, "m1", (1, 0), key)
    plain = {"３": "3", "ｅ": "e", "０": "0"}.get(key, key)
    assert point(made(team, stroke), "s2", "k2") == Fraction(POINTS[plain])
    assert stroke.step == 1


@pytest.mark.parametrize(("column", "criterion", "weight"), [(0, "k2", 5), (1, "k3", 1), (2, "k1", 3)])
def test_points_above_the_weight_are_refused_with_the_weight_named(
    team: Workshop, column: int, criterion: str, weight: int
) -> None:
    assert [k.id for k in criteria_in_columns(team)][column] == criterion, "problems stand first"
    for key, points in POINTS.items():
        stroke = scorecard.stroke(team, "m1", (0, column), key)
        assert (stroke.change is None) == (points > weight)
        assert (str(weight) in stroke.words) == (points > weight)
        assert stroke.step == (points <= weight)


@pytest.mark.parametrize("key", ["6", "9", "a", "-", "%", "あ", "²"])
def test_any_other_key_is_answered_with_the_keys_there_are(team: Workshop, key: str) -> None:
    stroke = scorecard.stroke(team, "m1", (0, 0), key)
    if key == "²":
        assert point(made(team, stroke), "s1", "k2") == 2
        return
    assert stroke.change is None
    assert "q w e r t" in stroke.words
    assert stroke.step == 0


def test_delete_blanks_here_and_backspace_blanks_the_cell_before(team: Workshop) -> None:
    assert point(made(team, scorecard.stroke(team, "m1", (0, 0), "delete")), "s1", "k2") is None
    back = scorecard.stroke(team, "m1", (1, 0), "backspace")
    assert point(made(team, back), "s1", "k1") is None, "the last cell of the row above"
    assert back.step == -1
    assert scorecard.before(team, (0, 0)) == (0, 0)


def test_space_leaves_a_cell_as_it_is_and_goes_on(team: Workshop) -> None:
    assert scorecard.stroke(team, "m1", (0, 0), " ") == Stroke(step=1)


def test_a_copied_column_brings_its_blanks_and_leaves_everybody_else_alone(team: Workshop) -> None:
    after = made(team, scorecard.copy_column(team, "m1", "k1", 0))
    assert [point(after, case, "k2") for case in ("s1", "s2", "s3")] == [1, Fraction(5, 2), None]
    assert after.scores["m2"] == team.scores["m2"]


def test_a_column_is_not_copied_into_a_lower_weight_whatever_was_scored(team: Workshop) -> None:
    for person in ("m1", "m2"):
        stroke = scorecard.copy_column(team, person, "k2", 2)
        assert stroke.change is None
        assert "3" in stroke.words


def test_a_column_is_copied_as_it_is_when_the_change_is_made(team: Workshop) -> None:
    stroke = scorecard.copy_column(team, "m1", "k1", 0)
    later = changes.set_score(team, "m1", "s3", "k1", Fraction(3))
    assert point(made(later, stroke), "s3", "k2") == 3


def test_filling_down_gives_every_case_below_the_points_here(team: Workshop) -> None:
    after = made(team, scorecard.fill_down(team, "m1", (1, 2)))
    assert [point(after, case, "k1") for case in ("s1", "s2", "s3")] == [1, Fraction(5, 2), Fraction(5, 2)]
    blank = made(team, scorecard.fill_down(team, "m1", (2, 0)))
    assert blank.scores == team.scores


def test_a_shown_ballot_has_every_score_and_its_total(team: Workshop) -> None:
    view = scorecard.card_view(team, "m1", is_masked=False)
    assert [row.values for row in view.rows] == [
        ("4.5", "·", "1", "5.5"),
        ("·", "·", "2.5", "2.5"),
        ("·", "·", "·", "0"),
    ]


@given(seed=st.integers(0, 10**6), one=st.integers(0, 6), other=st.integers(0, 6))
def test_a_masked_ballot_is_the_same_whoever_scored_what(seed: int, one: int, other: int) -> None:
    team = drawn(Random(seed))
    persons = [person.id for person in team.participants]
    views = [scorecard.card_view(team, persons[n % len(persons)], is_masked=True) for n in (one, other)]
    assert views[0] == views[1]
    assert not any(character.isdigit() for row in views[0].rows for value in row.values for character in value)


@settings(deadline=None)
@given(seed=st.integers(0, 10**6), keys=st.lists(st.sampled_from("012345qwert ＝あ９dcv"), max_size=12))
def test_whatever_is_typed_the_workshop_stays_valid(seed: int, keys: list[str]) -> None:
    team = drawn(Random(seed))
    view = scorecard.card_view(team, "m0", is_masked=True)
    at = (0, 0)
    for key in keys:
        stroke = scorecard.stroke(team, "m0", at, key)
        if stroke.change is not None:
            team = stroke.change(team).validated(team)
        if stroke.step and at != view.last:
            at = (at[0], at[1] + 1) if at[1] < view.last[1] else (at[0] + 1, 0)
    assert team == team.validated()


@settings(deadline=None)
@given(seed=st.integers(0, 10**6), points=st.sampled_from([0, 0.5, 1, 3, 4.5, 5, 5.5, 0.3, -1]), other=st.booleans())
def test_checking_only_the_rows_that_changed_finds_what_checking_everything_finds(
    seed: int, points: float, other: bool
) -> None:
    draw = Random(seed)
    before = drawn(draw)
    person = draw.choice([*(p.id for p in before.participants), "nobody"])
    case = draw.choice([*(c.id for c in before.cases), "nothing"])
    criterion = draw.choice([*(k.id for k in before.criteria), "nowhere"])
    scores = {who: dict(sheet) for who, sheet in before.scores.items()}
    sheet = scores.setdefault(person, {})
    sheet[case] = {**sheet.get(case, {}), criterion: Fraction(points)}
    after = before.with_(scores=scores)
    if other:
        after = after.with_(title="", ballots=before.ballots.model_copy(update={"handed_in": ("who",)}))
    outcomes: list[object] = []
    for whole in (True, False):
        try:
            outcomes.append(after.validated() if whole else after.validated(before))
        except ValidationError as error:
            outcomes.append(sorted((problem["loc"], problem["type"]) for problem in error.errors()))
    assert outcomes[0] == outcomes[1]
