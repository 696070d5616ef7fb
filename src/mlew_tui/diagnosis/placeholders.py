"""Replace invalid values by placeholders, so that the rest of a file can be checked too."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from mlew_tui.model.base import Model

Loc = tuple[str | int, ...]
MARK = "\0stands_in_"
"""Prefix of every placeholder text; no file can contain it."""


def with_placeholders(model: type[Model], tree: Any, broken: Iterable[tuple[str, Loc]]) -> Any:
    """Return a tree in which every invalid value (pydantic's error type and path) is removed or replaced.

    Lists keep their length, so that paths found later still fit.
    """
    tree = deepcopy(tree)
    for number, (kind, loc) in enumerate(broken):
        if loc:
            _repair(model, tree, kind, loc, number)
    return tree


def _repair(model: type[Model], tree: Any, kind: str, loc: Loc, number: int) -> None:
    parent = tree
    for part in loc[:-1]:
        try:
            parent = parent[part]
        except (KeyError, IndexError, TypeError):
            return
    last = loc[-1]
    if isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        parent[last] = _placeholder(_annotation_at(model, loc), number)
    elif isinstance(parent, dict):
        parent.pop(last, None)
        info = _field_at(model, loc)
        if kind != "extra_forbidden" and info is not None and info.is_required():
            parent[last] = _placeholder(info.annotation, number, info)


def _placeholder(annotation: Any, number: int, info: FieldInfo | None = None) -> Any:
    """Return a placeholder of a type."""
    inner = _model_of(annotation)
    if inner is not None:
        return {
            name: _placeholder(field.annotation, number, field)
            for name, field in inner.model_fields.items()
            if field.is_required()
        }
    for plain in _plain_types(annotation):
        if get_origin(plain) is Literal:
            return get_args(plain)[0]
        if plain in (int, float, bool):
            lowest = max((int(getattr(mark, "ge", 0) or 0) for mark in (info.metadata if info else ())), default=0)
            return False if plain is bool else plain(lowest)
        if plain is datetime:
            return datetime(2000, 1, 1, tzinfo=UTC)
        if plain is date:
            return date(2000, 1, 1)
    return f"{MARK}{number}"


def _plain_types(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Literal or not get_args(annotation):
        return [annotation]
    return [plain for part in get_args(annotation) for plain in _plain_types(part)]


def _model_of(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    found = (_model_of(part) for part in get_args(annotation) if get_origin(annotation) is not Literal)
    return next((model for model in found if model is not None), None)


def _field_at(model: type[Model], loc: Loc) -> FieldInfo | None:
    """Return the field a path ends at, or None."""
    inner: type[Model] | None = model
    info: FieldInfo | None = None
    for part in loc:
        if isinstance(part, int):
            continue
        info = None if inner is None else inner.model_fields.get(part)
        if info is None:
            return None
        inner = _model_of(info.annotation)
    return info


def _annotation_at(model: type[Model], loc: Loc) -> Any:
    info = _field_at(model, loc)
    return None if info is None else info.annotation


def keys_at(model: type[Model], loc: Loc) -> list[str]:
    """Return the keys allowed in the table at this path; empty if any are."""
    inner: type[Model] | None = model
    for part in loc:
        if isinstance(part, int):
            continue
        info = None if inner is None else inner.model_fields.get(part)
        if info is None:
            return []
        inner = _model_of(info.annotation)
    return [] if inner is None else list(inner.model_fields)
