"""Every id and every reference of a workshop, found by the ``Refers`` marks on its fields."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from mlew_tui.model.base import Model, Refers
from mlew_tui.model.workshop_fields import WorkshopFields

Loc = tuple[str | int, ...]
"""A path into the workshop as pydantic writes it: ``("posts", 2, "refers_to", 0)``."""

M = TypeVar("M", bound=Model)
W = TypeVar("W", bound=WorkshopFields)

KINDS: Mapping[str, Loc] = {
    "participants": ("participant",),
    "customer.facts": ("fact",),
    "reviews": ("review",),
    "groups": ("group",),
    "posts": ("post",),
    "criteria": ("criterion",),
    "cases": ("case",),
    "proposal.message": ("proposal",),
    "proposal.steps": ("proposal",),
    "proposal.customer_faq": ("proposal",),
    "proposal.internal_faq": ("proposal",),
    "todos": ("todo",),
    "meetings": ("meeting",),
}
"""Each collection with ids, and the kind its items have in ``Refers``."""


class Reference(NamedTuple):
    """One place where an item names another: where, which id, which kinds are allowed."""

    loc: Loc
    target: str
    kinds: tuple[str, ...]


def collection(workshop: WorkshopFields, path: str) -> tuple[Any, ...]:
    """Return the items under a dotted path such as ``customer.facts``."""
    value: Any = workshop
    for name in path.split("."):
        value = getattr(value, name)
    return tuple(value)


def ids(workshop: WorkshopFields) -> Iterator[tuple[str, str, Loc]]:
    """Yield every id with its kind and place, in the file's order; milestones count by their kind."""
    for path, (kind, *_) in KINDS.items():
        base: Loc = tuple(path.split("."))
        for index, item in enumerate(collection(workshop, path)):
            yield item.id, str(kind), (*base, index, "id")


@cache
def _marked(model: type[Model]) -> dict[str, Refers | None]:
    """Return the fields of a model that may refer, with the mark each carries, or none where its items may refer."""
    marks = {
        name: next((mark for mark in info.metadata if isinstance(mark, Refers)), None)
        for name, info in model.model_fields.items()
    }
    fields = model.model_fields
    return {name: mark for name, mark in marks.items() if mark or _holds_models(fields[name].annotation)}


def _holds_models(annotation: Any) -> bool:
    """Tell whether a value of this type is a model, or may have some in it."""
    is_model = isinstance(annotation, type) and issubclass(annotation, Model)
    return is_model or any(map(_holds_models, get_args(annotation)))


def references(workshop: WorkshopFields) -> Iterator[Reference]:
    """Yield every reference of the workshop, score sheets and first choices included."""
    yield from of_items(workshop)
    yield from of_scores(workshop)


def of_items(workshop: WorkshopFields) -> Iterator[Reference]:
    """Yield every reference but those of the score sheets."""
    yield from _in_model(workshop, ())
    for person in workshop.ballots.first:
        yield Reference(("ballots", "first", person), person, ("participant",))


def of_scores(workshop: WorkshopFields, known: Collection[str] = ()) -> Iterator[Reference]:
    """Yield the references of the score sheets, leaving out criteria that are ``known``: there are very many."""
    for person, sheet in workshop.scores.items():
        yield Reference(("scores", person), person, ("participant",))
        for case, row in sheet.items():
            yield Reference(("scores", person, case), case, ("case",))
            for criterion in row:
                if criterion not in known:
                    yield Reference(("scores", person, case, criterion), criterion, ("criterion",))


def _in_model(value: Model, loc: Loc) -> Iterator[Reference]:
    for name, mark in _marked(type(value)).items():
        inner = getattr(value, name)
        here = (*loc, name)
        if mark is not None:
            yield from _ids_of(inner, here, mark)
        elif isinstance(inner, Model):
            yield from _in_model(inner, here)
        elif isinstance(inner, tuple):
            for index, item in enumerate(inner):
                if isinstance(item, Model):
                    yield from _in_model(item, (*here, index))


def _ids_of(value: Any, loc: Loc, mark: Refers) -> Iterator[Reference]:
    if isinstance(value, str):
        yield Reference(loc, value, mark.kinds)
    elif isinstance(value, Mapping):
        for key, target in value.items():
            yield Reference((*loc, key), target, mark.kinds)
    elif value is not None:
        for index, target in enumerate(value):
            yield Reference((*loc, index), target, mark.kinds)


def without(workshop: W, gone: Callable[[str, tuple[str, ...]], bool]) -> W:
    """Return the workshop with every reference dropped for which ``gone(id, allowed kinds)`` holds.

    A required reference cannot be dropped: a decision about a case that is gone goes as a whole, and so
    do dice rolled among it, for they stand only for exactly their tie.
    """
    decision = workshop.decision
    if decision is not None:
        stands_on = (decision.case, *(decision.among if decision.how == "dice" else ()))
        if any(gone(case, ("case",)) for case in stands_on):
            workshop = workshop.with_(decision=None)
    scores = {
        person: {
            case: {k: points for k, points in row.items() if not gone(k, ("criterion",))}
            for case, row in sheet.items()
            if not gone(case, ("case",))
        }
        for person, sheet in workshop.scores.items()
    }
    return _prune(workshop.with_(scores=scores), gone)


def _prune(value: M, gone: Callable[[str, tuple[str, ...]], bool]) -> M:
    changed: dict[str, Any] = {}
    for name, mark in _marked(type(value)).items():
        inner = getattr(value, name)
        new: Any = inner
        if mark is not None:
            new = _prune_ids(inner, mark, gone)
        elif isinstance(inner, Model):
            new = _prune(inner, gone)
        elif isinstance(inner, tuple) and any(isinstance(item, Model) for item in inner):
            items = tuple(_prune(item, gone) for item in inner)
            new = inner if all(a is b for a, b in zip(items, inner, strict=True)) else items
        if new is not inner:
            changed[name] = new
    return value.model_copy(update=changed) if changed else value


def _prune_ids(value: Any, mark: Refers, gone: Callable[[str, tuple[str, ...]], bool]) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return None if gone(value, mark.kinds) else value
    if isinstance(value, Mapping):
        kept = {key: target for key, target in value.items() if not gone(target, mark.kinds)}
        return value if len(kept) == len(value) else kept
    left = tuple(target for target in value if not gone(target, mark.kinds))
    return value if len(left) == len(value) else left
