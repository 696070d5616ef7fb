"""Who has written what: the people of a step who have nothing of their own in it yet."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from mlew_tui.model import references
from mlew_tui.model.workshop import Participant, Workshop

AUTHORS: Mapping[str, str] = MappingProxyType({"reviews": "by", "posts": "by", "cases": "told_by", "todos": "owner"})
"""Collections to which every participant adds, and the field that names the author; objections are optional."""


def asks_everybody(collections: Collection[str]) -> bool:
    """Tell whether everybody writes something of their own into one of these collections."""
    return any(path in AUTHORS for path in collections)


def not_yet(workshop: Workshop, collections: Collection[str]) -> tuple[Participant, ...]:
    """Return the voters who wrote nothing into these collections, in the order of the participants."""
    written = set(_authors(workshop, collections))
    return tuple(person for person in workshop.participants if person.is_voter and person.id not in written)


def unsigned(workshop: Workshop, collections: Collection[str]) -> int:
    """Count the items of these collections that do not say who wrote them."""
    return _authors(workshop, collections).count(None)


def _authors(workshop: Workshop, collections: Collection[str]) -> list[str | None]:
    return [
        getattr(item, AUTHORS[path])
        for path in collections
        if path in AUTHORS
        for item in references.collection(workshop, path)
    ]
