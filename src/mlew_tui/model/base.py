"""The types every model's fields are made of: ids, lists, weights, scores, and what their marks allow."""

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeVar

from mlew_tui.model.frozen import Frozen

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["NOTHING", "AtLeastOne", "Between", "Format", "Frozen", "Id", "Many", "Refers", "Score", "Weight"]

T = TypeVar("T")

NOTHING: Mapping[str, Any] = {}
"""The default of a table that holds nothing; values are made anew, never changed, so all may share it."""


class Between(NamedTuple):
    """Marks a number that lies between two bounds, both allowed; None is no bound."""

    ge: int | None = None
    le: int | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Set the bounds on the number, also where it may be absent."""
        schema = handler(source)
        number: Any = schema["schema"] if schema["type"] == "nullable" else schema
        number |= {name: bound for name, bound in (("ge", self.ge), ("le", self.le)) if bound is not None}
        return schema


class _Listed:
    """Marks a tuple that arrives as a list, as TOML's arrays do."""

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        return {**handler(source), "strict": False}


class AtLeastOne:
    """Marks a list that may not be empty."""

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Set the least length on the list."""
        schema: Any = handler(source)
        return {**schema, "min_length": 1}


Many = Annotated[tuple[T, ...], _Listed()]
"""Any number of ``T`` in the file's order; TOML arrays arrive as lists."""


class _ShortName:
    """Marks a text without white space, short enough to be read aloud."""

    def __get_pydantic_core_schema__(self, _source: Any, _handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.str_schema(pattern=r"^\S+$", max_length=64)


Id = Annotated[str, _ShortName()]
"""A short stable name of an item, unique in the file: ``r1``, ``k3``; no white space."""


class _Whole:
    """Marks a set of whole numbers of which ``true`` and ``5.0`` are none: Python holds them equal."""

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(_whole, handler(source))


def _whole(value: Any) -> Any:
    if isinstance(value, bool | float):
        from pydantic_core import PydanticCustomError

        raise PydanticCustomError("whole_number", "A whole number is needed here, not {value}", {"value": str(value)})
    return value


Weight = Annotated[Literal[1, 3, 5], _Whole()]
"""How much a criterion matters (deck step ``define.weigh``)."""

Format = Annotated[Literal[1], _Whole()]
"""The schema version of a file."""


class Refers(NamedTuple):
    """Marks a field whose ids must belong to items of one of ``kinds`` (see ``references.KINDS``)."""

    kinds: tuple[str, ...]


def half_points(value: Any) -> Fraction:
    """Read a score: a number from 0 in steps of one half, as an exact fraction. Raises pydantic's own error."""
    if isinstance(value, Fraction):
        if value.denominator <= 2 and value.numerator >= 0:
            return value
        points = value
    elif isinstance(value, bool) or not isinstance(value, int | float):
        from pydantic_core import PydanticCustomError

        raise PydanticCustomError("score_type", "A score is a number, not {value}", {"value": repr(value)})
    elif isinstance(value, float) and not isfinite(value):
        points = Fraction(-1)
    else:
        points = Fraction(value)
    if points < 0 or (points * 2).denominator != 1:
        from pydantic_core import PydanticCustomError

        raise PydanticCustomError(
            "score_step", "A score is 0 or more in steps of 0.5, not {value}", {"value": str(value)}
        )
    return points


def plain_number(value: Fraction) -> int | float:
    """Write a score as TOML has it: ``3`` or ``2.5``; halves are exact in binary, so nothing drifts."""
    return int(value) if value.denominator == 1 else float(value)


class _Points:
    """Marks a score."""

    def __get_pydantic_core_schema__(self, _source: Any, _handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        as_toml = core_schema.plain_serializer_function_ser_schema(plain_number)
        return core_schema.no_info_plain_validator_function(half_points, serialization=as_toml)

    def __get_pydantic_json_schema__(self, _schema: "CoreSchema", _handler: "GetJsonSchemaHandler") -> dict[str, Any]:
        return {"type": "number", "minimum": 0, "maximum": 5, "multipleOf": 0.5}


Score = Annotated[Fraction, _Points()]
"""Points one participant gives one case for one criterion: 0 up to its weight in steps of 0.5."""
