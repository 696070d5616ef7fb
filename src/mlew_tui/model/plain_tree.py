"""Values of the workshop as trees of plain values, as TOML has them.

Pydantic could say the same, in one long call that nothing else runs beside: on a large workshop a screen would wait for
it at every save.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from mlew_tui.model.base import Model, plain_number


def tree(value: Model, *, departures: bool = False) -> dict[str, Any]:
    """Return a value as dicts, lists, texts, numbers, truths and dates; an optional that is absent is left out.

    With ``departures`` whatever is as by default is left out, too, on every level.
    """
    found = {}
    for name, field in type(value).model_fields.items():
        inner = getattr(value, name)
        if inner is None or (departures and not field.is_required() and inner == field.default):
            continue
        found[name] = _plain(inner, departures)
    return found


def _plain(value: Any, departures: bool) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Model):
        return tree(value, departures=departures)
    if isinstance(value, Mapping):
        return {key: _plain(item, departures) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item, departures) for item in value]
    return plain_number(value) if isinstance(value, Fraction) else value
