"""What every model of the workshop is made of: frozen values whose rules pydantic checks, loaded when it first must.

Importing pydantic and building its validators takes longer than everything else a start needs, and a start mostly
reads what this very program wrote. So the classes are plain; pydantic asks each for its schema once something is to
be checked.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    NamedTuple,
    Self,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
)

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, TypeAdapter
    from pydantic_core import CoreSchema

_MISSING: Any = object()

F = TypeVar("F", bound="Frozen")


class Field(NamedTuple):
    """One field of a model: its type, the marks ``Annotated`` puts on it, and its default, if any."""

    annotation: Any
    metadata: tuple[Any, ...]
    default: Any = _MISSING

    def is_required(self) -> bool:
        """Tell whether the field must be given."""
        return self.default is _MISSING

    def get_default(self) -> Any:
        """Return what the field is when it is left out; None where it must not be."""
        return None if self.is_required() else self.default


class _Fields:
    """The fields of a class by name, those of its bases first."""

    def __get__(self, _instance: object, owner: Any) -> Mapping[str, Field]:
        return _fields_of(owner)


class _Unkept:
    """An attribute pydantic sets on what it makes, and that nothing here asks for; it reads as ``value``."""

    def __init__(self, value: object = None) -> None:
        self._value = value

    def __get__(self, _instance: object, _owner: type) -> object:
        return self._value

    def __set__(self, _instance: object, _value: object) -> None:
        """Keep nothing."""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Frozen:
    """A value of the workshop: changed by making a new one, never in place.

    Making one checks nothing but its fields' names; ``model_validate`` checks everything. Validation is strict
    (``"5"`` is no number) and an unknown key is an error, so that a slip of the hand in ``workshop.toml`` is told
    and never dropped. A subclass's ``rules`` are checked once each of its fields is right.
    """

    model_fields: ClassVar = _Fields()
    model_config: ClassVar = {"extra": "forbid"}
    __pydantic_fields_set__: ClassVar = _Unkept(set())
    __pydantic_extra__: ClassVar = _Unkept()
    __pydantic_private__: ClassVar = _Unkept()

    def __init__(self, **values: Any) -> None:
        kind: Any = type(self)
        defaults, required = _shape(kind)
        own = {**defaults, **values}
        if len(own) != len(defaults) + len(required) or not required <= own.keys():
            known = {*defaults, *required}
            wrong = sorted(values.keys() - known) or sorted(required - values.keys())
            raise TypeError(f"{type(self).__name__}: {', '.join(wrong)}")
        self.__dict__.update(own)

    def rules(self) -> None:
        """Check what no single field can; a subclass raises ``ValidationError``, or pydantic's own error."""

    # --- checking -----------------------------------------------------------------------------

    @classmethod
    def model_validate(cls, value: Any) -> Self:
        """Return the value of a tree, or this value checked again. Raises ``pydantic.ValidationError``."""
        made: Self = adapter(cls).validate_python(value)
        return made

    @classmethod
    def model_validate_json(cls, data: str | bytes) -> Self:
        """Return the value of a JSON text. Raises ``pydantic.ValidationError``."""
        made: Self = adapter(cls).validate_json(data)
        return made

    def model_dump(self, **how: Any) -> dict[str, Any]:
        """Return the value as a tree of plain values; ``how`` is what pydantic's ``dump_python`` takes."""
        tree: dict[str, Any] = adapter(type(self)).dump_python(self, **how)
        return tree

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Tell pydantic how to check and to make this class."""
        from pydantic_core import core_schema

        fields = {
            name: core_schema.model_field(_field_schema(field, handler)) for name, field in cls.model_fields.items()
        }
        schema = core_schema.model_schema(
            cls,
            core_schema.model_fields_schema(fields, model_name=cls.__name__),
            frozen=True,
            revalidate_instances="always",
            config=core_schema.CoreConfig(title=cls.__name__, strict=True, extra_fields_behavior="forbid"),
        )
        if cls.rules is Frozen.rules:
            return schema
        return core_schema.no_info_after_validator_function(_ruled, schema)

    # --- a value ------------------------------------------------------------------------------

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return a copy with some fields replaced; nothing is checked."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        made.__dict__.update(update)
        return made

    def __setattr__(self, name: str, _value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        if self.__dict__ == other.__dict__:
            return True
        return all(getattr(self, name) == getattr(other, name) for name in self.model_fields)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self.model_fields)))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Yield each field's name and value."""
        return ((name, getattr(self, name)) for name in self.model_fields)

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.model_fields)
        return f"{type(self).__name__}({inner})"


def _ruled(value: F) -> F:
    """Return a value whose fields are right, its own rules checked."""
    value.rules()
    return value


def _field_schema(field: Field, handler: "GetCoreSchemaHandler") -> "CoreSchema":
    from pydantic_core import core_schema

    marked = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    schema = handler.generate_schema(marked)
    return schema if field.is_required() else core_schema.with_default_schema(schema, default=field.default)


def adapter(cls: type[F]) -> "TypeAdapter[F]":
    """Return what checks and takes apart values of a class; this is where pydantic comes in."""
    key: Any = cls
    return _adapter(key)


@cache
def _adapter(cls: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(cls)


@cache
def _fields_of(cls: Any) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for owner in reversed(cls.__mro__):
        for name, annotation in vars(owner).get("__annotations__", {}).items():
            if get_origin(annotation) is not ClassVar and annotation is not ClassVar:
                inner, *marks = get_args(annotation) if get_origin(annotation) is Annotated else (annotation,)
                found[name] = Field(inner, tuple(marks), vars(owner).get(name, _MISSING))
    return found


@cache
def _shape(cls: Any) -> tuple[Mapping[str, Any], frozenset[str]]:
    """Return the defaults of a class's fields, and the names of those that must be given."""
    fields = cls.model_fields.items()
    defaults = {name: field.default for name, field in fields if not field.is_required()}
    return defaults, frozenset(name for name, field in fields if field.is_required())
