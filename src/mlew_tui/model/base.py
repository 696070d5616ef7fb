"""What every model of the workshop shares: frozen, strict, and closed to unknown keys."""

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

T = TypeVar("T")


class Frozen(BaseModel):
    """A value of the workshop: changed by making a new one, never in place.

    Validation is strict (``"5"`` is no number) and an unknown key is an error, so that a slip of the
    hand in ``workshop.toml`` is told and never dropped.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True, revalidate_instances="always")


Many = Annotated[tuple[T, ...], Field(strict=False)]
"""Any number of ``T`` in the file's order; TOML arrays arrive as lists."""

Id = Annotated[str, StringConstraints(pattern=r"^\S+$", max_length=64)]
"""A short stable name of an item, unique in the file: ``r1``, ``k3``; no white space."""


def _whole(value: Any) -> Any:
    """Refuse ``true`` and ``5.0`` where a set of whole numbers is meant: Python holds them equal."""
    if isinstance(value, bool | float):
        raise PydanticCustomError("whole_number", "A whole number is needed here, not {value}", {"value": str(value)})
    return value


Weight = Annotated[Literal[1, 3, 5], BeforeValidator(_whole)]
"""How much a criterion matters (deck step ``define.weigh``)."""

Format = Annotated[Literal[1], BeforeValidator(_whole)]
"""The schema version of a file."""


@dataclass(frozen=True)
class Refers:
    """Marks a field whose ids must belong to items of one of ``kinds`` (see ``references.KINDS``)."""

    kinds: tuple[str, ...]


def _half_points(value: Any) -> Fraction:
    """Read a score: a number from 0 in steps of one half, as an exact fraction."""
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
    """Write a score as TOML has it: ``3`` or ``2.5``; halves are exact in binary, so nothing drifts."""
    return int(value) if value.denominator == 1 else float(value)


Score = Annotated[
    Fraction,
    Field(strict=False),
    BeforeValidator(_half_points),
    PlainSerializer(plain_number, return_type=int | float),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 5, "multipleOf": 0.5}),
]
"""Points one participant gives one case for one criterion: 0 up to its weight in steps of 0.5."""
