"""Named tuples of different kinds that are never equal: an item added is no item removed, whatever else they share."""

from typing import Any, TypeVar

T = TypeVar("T", bound=type)


def distinct(kind: T) -> T:
    """Return a kind of named tuple whose values are equal only to such of their own kind, for one of several kinds."""
    for name, method in (("__eq__", _is_equal), ("__ne__", _is_unequal), ("__hash__", _hashed)):
        setattr(kind, name, method)
    return kind


def _is_equal(one: Any, other: Any) -> bool:
    return type(one) is type(other) and tuple(one) == tuple(other)


def _is_unequal(one: Any, other: Any) -> bool:
    return not _is_equal(one, other)


def _hashed(one: Any) -> int:
    return hash((type(one), *one))
