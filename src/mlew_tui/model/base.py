"""The base of every model of the workshop, and the types of their fields."""

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

T = TypeVar("T")

EMPTY: Mapping[str, Any] = {}
"""The default of a table without entries; no code changes it."""


class Model(BaseModel):
    """A frozen value, changed only by making a new one.

    Validation is strict (``"5"`` is no number) and refuses unknown keys, so that a typing error in ``workshop.toml`` is
    reported and never dropped. Validators are built when a class first validates, for a start reads only what this
    program wrote (``unchecked.construct_unchecked``).
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True, revalidate_instances="always")


Many = Annotated[tuple[T, ...], Field(strict=False)]
"""Any number of ``T`` in the file's order; not strict, for a TOML array arrives as a list."""

Id = Annotated[str, StringConstraints(pattern=r"^\S+$", max_length=64)]
"""A short stable name of an item, unique in the file: ``r1``, ``k3``; no white space."""


def _require_whole_number(value: object) -> object:
    """Refuse ``true`` and ``5.0``, which Python holds equal to whole numbers."""
    if isinstance(value, bool | float):
        raise PydanticCustomError("whole_number", "A whole number is needed here, not {value}", {"value": str(value)})
    return value


Weight = Annotated[Literal[1, 3, 5], BeforeValidator(_require_whole_number)]
"""How much a criterion matters (deck step ``define.weigh``)."""

Format = Annotated[Literal[1], BeforeValidator(_require_whole_number)]
"""The schema version of a file."""


class Refers(NamedTuple):
    """Marks a field whose ids must belong to items of one of ``kinds`` (see ``references.KINDS``)."""

    kinds: tuple[str, ...]


def half_points(value: object) -> Fraction:
    """Return a score, a number from 0 in steps of one half, as an exact fraction. Raises PydanticCustomError."""
    if isinstance(value, Fraction):
        if value.denominator <= 2 and value.numerator >= 0:
            return value
        points = value
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("score_type", "A score is a number, not {value}", {"value": repr(value)})
    elif isinstance(value, float) and not isfinite(value):
        points = Fraction(-1)
    else:
        points = Fraction(value)
    if points < 0 or (points * 2).denominator != 1:
        raise PydanticCustomError(
            "score_step", "A score is 0 or more in steps of 0.5, not {value}", {"value": str(value)}
        )
    return points


def plain_number(value: Fraction) -> int | float:
    """Return a score as TOML has it, ``3`` or ``2.5``; halves are exact in binary."""
    return int(value) if value.denominator == 1 else float(value)


Score = Annotated[
    Fraction,
    PlainValidator(half_points),
    PlainSerializer(plain_number),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 5, "multipleOf": 0.5}),
]
"""Points one participant gives one case for one criterion: 0 up to its weight in steps of 0.5."""
