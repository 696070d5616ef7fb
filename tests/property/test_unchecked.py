"""Values made without asking anything again are the very ones that are made with every question asked."""

import tomllib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mlew_tui.model.base import Model
from mlew_tui.model.deck import Deck, Words
from mlew_tui.model.merging import diff
from mlew_tui.model.plain_tree import tree
from mlew_tui.model.unchecked import construct_unchecked
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import decks, document
from random_teams import team
from workshops import ENGLISH, FARM, full_tree


def types_of(value: object) -> object:
    """Return the types a value is made of, all the way down."""
    if isinstance(value, Model):
        return type(value), [types_of(getattr(value, name)) for name in type(value).model_fields]
    if isinstance(value, tuple | list):
        return type(value), [types_of(item) for item in value]
    if isinstance(value, dict):
        return dict, [(key, types_of(item)) for key, item in value.items()]
    return type(value)


def same(trusted: Model, asked: Model) -> bool:
    return trusted == asked and types_of(trusted) == types_of(asked)


@pytest.mark.parametrize(
    "tree", [*(tomllib.loads(p.read_text(encoding="utf-8")) for p in (ENGLISH, FARM)), full_tree()]
)
def test_a_trusted_example_is_the_one_that_was_asked_everything(tree: dict[str, object]) -> None:
    assert same(construct_unchecked(Workshop, tree), Workshop.model_validate(tree))


@given(st.integers(0, 10**6))
def test_any_team_s_workshop_is_the_same_either_way(seed: int) -> None:
    tree = document.sparse(team(Random(seed)))
    assert same(construct_unchecked(Workshop, tree), Workshop.model_validate(tree))


def listed(value: object) -> object:
    if isinstance(value, dict):
        return {key: listed(item) for key, item in value.items()}
    return [listed(item) for item in value] if isinstance(value, tuple | list) else value


@given(st.integers(0, 10**6))
def test_a_workshop_s_tree_is_the_one_pydantic_makes_of_it(seed: int) -> None:
    workshop = team(Random(seed))
    for departures in (False, True):
        asked = listed(workshop.model_dump(exclude_none=True, exclude_defaults=departures))
        ours = tree(workshop, departures=departures)
        assert ours == asked
        assert types_of(ours) == types_of(asked)


@pytest.mark.parametrize("name", decks.SHIPPED)
def test_a_shipped_deck_is_the_same_either_way(name: str) -> None:
    tree = tomllib.loads((Path(decks.__file__).parents[1] / "decks" / f"{name}.toml").read_text(encoding="utf-8"))
    assert same(construct_unchecked(Deck, tree), Deck.model_validate(tree))


def test_a_model_refuses_unknown_and_missing_fields() -> None:
    with pytest.raises(ValidationError, match="fr\n  Extra inputs are not permitted"):
        Words(ja="はい", en="yes", fr="oui")  # type: ignore[call-arg]
    with pytest.raises(ValidationError, match="en\n  Field required"):
        Words(ja="はい")  # type: ignore[call-arg]


def test_a_model_is_not_changed_in_place() -> None:
    words = Words(ja="はい", en="yes")
    with pytest.raises(ValidationError, match="frozen"):
        words.en = "no"
    with pytest.raises(ValidationError, match="frozen"):
        del words.en
    assert words.model_copy(update={"en": "no"}) == Words(ja="はい", en="no") != words


def test_changes_of_different_kinds_are_never_equal() -> None:
    review = Workshop.model_validate(full_tree()).reviews[0]
    added, again = (diff.Added("reviews", "r1", review) for _ in range(2))
    removed = diff.Removed("reviews", "r1", review)
    assert added == again
    others: list[object] = [removed, ("reviews", "r1", review)]
    for other in others:
        assert added != other
    assert len({added, again, *others}) == 3


@pytest.mark.parametrize("round_", [1, 2])
def test_the_steps_of_a_shipped_deck_are_found_without_taking_it_apart(round_: int) -> None:
    workshop = Workshop.model_validate({"title": "A", "progress": {"round": round_}})
    assert decks.ids_of(workshop, ENGLISH) == [step.id for step in decks.of(workshop, ENGLISH).steps]
