"""Builds models from trees that already passed validation, without validating again."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from mlew_tui.model.base import Model, half_points

M = TypeVar("M", bound=Model)

_Converter = Callable[[Any], Any]

_SCALARS: Mapping[Any, _Converter] = {Fraction: half_points, float: float}
"""Types whose values stand in a tree as values of another type."""


def construct_unchecked(model: type[M], tree: Mapping[str, Any]) -> M:
    """Return what ``model.model_validate(tree)`` would, for a tree that is known to pass.

    Unlike ``model_construct`` it builds nested models, too, and needs no validator.
    """
    value: M = _constructor(model)(tree)
    return value


@cache
def _constructor(model: type[Model]) -> _Converter:
    fields = model.model_fields
    converters = {name: convert for name, field in fields.items() if (convert := _converter(field.annotation))}
    defaults = {name: field.default for name, field in fields.items() if not field.is_required()}

    def construct(tree: Mapping[str, Any]) -> Model:
        values = {**defaults, **tree}
        for name in converters.keys() & tree.keys():
            values[name] = converters[name](tree[name])
        instance = object.__new__(model)
        object.__setattr__(instance, "__dict__", values)
        object.__setattr__(instance, "__pydantic_fields_set__", set(tree))
        object.__setattr__(instance, "__pydantic_extra__", None)
        object.__setattr__(instance, "__pydantic_private__", None)
        return instance

    return construct


def _converter(annotation: Any) -> _Converter | None:
    """Return the function from a tree's value to the type's, None where they are the same."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _converter(inner[0])
    if origin in (Union, UnionType):
        return next((convert for part in inner if part is not NoneType and (convert := _converter(part))), None)
    if origin is tuple:
        each = _converter(inner[0])
        return tuple if each is None else partial(_convert_items, each)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        each = _converter(inner[1])
        return None if each is None else partial(_convert_values, each)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _constructor(annotation)
    return _SCALARS.get(annotation)


def _convert_items(each: _Converter, items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(map(each, items))


def _convert_values(each: _Converter, table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each(value) for key, value in table.items()}
