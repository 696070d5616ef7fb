"""A value of one kind is never equal to one of another kind, whatever they hold."""

from typing import NamedTuple

from mlew_tui.model.distinct import distinct


@distinct
class Came(NamedTuple):
    who: str
    place: int = 0


@distinct
class Went(NamedTuple):
    who: str
    place: int = 0


def test_values_are_equal_within_their_kind_only() -> None:
    assert Came("a") == Came("a", 0)
    assert not Came("a") != Came("a")  # noqa: SIM202 - both operators are ours
    others: list[object] = [Came("b"), Went("a"), ("a", 0)]
    for other in others:
        assert Came("a") != other
        assert not Came("a") == other  # noqa: SIM201
    assert len({Came("a"), Came("a"), *others}) == 4
