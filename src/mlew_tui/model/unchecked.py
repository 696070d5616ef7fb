"""A tree that is known to be sound, made into a value: nothing is asked again, and pydantic is not needed."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from mlew_tui.model.base import half_points
from mlew_tui.model.frozen import Field, Frozen

F = TypeVar("F", bound=Frozen)

_Make = Callable[[Any], Any]

_SCALARS: Mapping[Any, _Make] = {Fraction: half_points, float: float}
"""Values a tree may have as another type."""


def made(model: type[F], tree: Mapping[str, Any]) -> F:
    """Return the value ``model.model_validate(tree)`` would, of a tree that is known to pass."""
    key: Any = model
    value: F = _maker(key)(tree)
    return value


@cache
def _maker(model: Any) -> _Make:
    """Return what makes values of a class."""
    fields: Mapping[str, Field] = model.model_fields
    found = {name: _of(field.annotation) for name, field in fields.items()}
    makes = {name: make for name, make in found.items() if make is not None}
    defaults = {name: field.default for name, field in fields.items() if not field.is_required()}

    def of_tree(tree: Mapping[str, Any]) -> Any:
        value = object.__new__(model)
        own = {**defaults, **tree}
        for name in makes.keys() & tree.keys():
            own[name] = makes[name](tree[name])
        value.__dict__.update(own)
        return value

    return of_tree


def _of(kind: Any) -> _Make | None:
    """Return what makes a value of a type from a tree's; None where it is the same."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of(inner[0])
    if origin in (Union, UnionType):
        return next((make for part in inner if part is not NoneType and (make := _of(part)) is not None), None)
    if origin is tuple:
        each = _of(inner[0])
        return tuple if each is None else partial(_listed, each)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        each = _of(inner[1])
        return None if each is None else partial(_valued, each)
    if isinstance(kind, type) and issubclass(kind, Frozen):
        model: Any = kind
        made_of: _Make = _maker(model)
        return made_of
    return _SCALARS.get(kind)


def _listed(each: _Make, items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(map(each, items))


def _valued(each: _Make, table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each(value) for key, value in table.items()}
