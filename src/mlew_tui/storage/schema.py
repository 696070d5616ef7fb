"""The JSON Schema by which an editor completes, explains and checks ``workshop.toml`` as it is typed."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from errno import EEXIST
from inspect import get_annotations
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from mlew_tui import i18n
from mlew_tui.fields.descriptions import DESCRIPTIONS
from mlew_tui.i18n import mark, tr
from mlew_tui.model.workshop import FORMAT, Workshop
from mlew_tui.storage import atomic_write
from mlew_tui.storage.atomic_write import WriteError

NAME = "workshop.schema.json"
DIRECTIVE = f"#:schema ./{NAME}"
"""The first line of a workshop by which an editor finds the schema beside it."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_OURS = "urn:mlew-tui:workshop:"
_GENERATED = mark("Generated, so changes here are lost. To generate it anew: mlew-tui schema --write")
_WITH_OFFSET = ("Clock.at", "LogEntry.started")
_NAMES_A_SCHEMA = re.compile(r"\s*#:schema\s")


class ForeignFileError(WriteError):
    """A file of the schema's name that this program did not write; it was left alone."""


def schema(spoken: str) -> dict[str, Any]:
    """Return the schema with its descriptions in ``ja`` or ``en``.

    Every table is spelled out where it stands, for not every editor shows descriptions beside a ``$ref``.
    """
    with _speaking(spoken):
        made = _inlined(Workshop.model_json_schema(schema_generator=_InWords))
        note = tr(_GENERATED)
    head = {"$schema": _DRAFT, "$id": f"{_OURS}{FORMAT}", "$comment": note, "title": "workshop.toml"}
    return {**head, **_described_lists(made)}


def text(spoken: str) -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema(spoken), ensure_ascii=False, indent=2) + "\n"


def is_foreign(folder: Path) -> bool:
    """Tell whether ``folder`` has a file of the schema's name that this program did not write."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    except (OSError, ValueError, RecursionError):
        return True
    return not (isinstance(found, dict) and str(found.get("$id")).startswith(_OURS))


def write(folder: Path, spoken: str) -> Path:
    """Write the schema durably into ``folder`` and return its path. Raises ForeignFileError, WriteError."""
    path = folder / NAME
    if is_foreign(folder):
        raise ForeignFileError(EEXIST, tr("this schema was not written by mlew-tui"), str(path))
    atomic_write.write(path, text(spoken).encode())
    return path


def with_directive(workshop: str) -> str:
    """Return a workshop's text with the schema named in its first line, unless a line of its head names one.

    Byte order mark and line ends stay as they are; editors look no further than the comments on top.
    """
    mark_, body = ("\ufeff", workshop[1:]) if workshop.startswith("\ufeff") else ("", workshop)
    for line in body.split("\n"):
        if _NAMES_A_SCHEMA.match(line):
            return workshop
        if line.strip() and not line.lstrip().startswith("#"):
            break
    end = "\r\n" if body.partition("\n")[0].endswith("\r") else "\n"
    return f"{mark_}{DIRECTIVE}{end}{body}"


@contextmanager
def _speaking(spoken: str) -> Iterator[None]:
    """Speak another language for a while."""
    before = i18n.current()
    i18n.use(spoken)
    try:
        yield
    finally:
        i18n.use(before)


class _InWords(GenerateJsonSchema):
    """Pydantic's schema as TOML and people need it: no null, no titles of its own, everything described."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Leave null out: in TOML an absent value is not written."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Name a default only where it is a plain value worth reading."""
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, str | int) and default != "" else inner

    def datetime_schema(self, schema: core_schema.DatetimeSchema) -> JsonSchemaValue:
        """Allow both of TOML's spellings: with an offset from UTC and local."""
        with_offset = super().datetime_schema(schema)
        return {"anyOf": [with_offset, {**with_offset, "format": "date-time-local"}]}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Describe a table and its fields; a field that holds tables is described by their model."""
        made = super().model_schema(schema)
        model = schema["cls"]
        made.pop("title")
        made["description"] = _words(model.__name__, {})
        for name, field in made["properties"].items():
            owner = next((base for base in model.__mro__ if name in get_annotations(base)), None)
            place = name if owner is None else f"{owner.__name__.removesuffix('Fields')}.{name}"
            if place in _WITH_OFFSET:
                made["properties"][name] = field = field["anyOf"][0]
            _describe(place, field)
        return made


def _describe(place: str, field: dict[str, Any]) -> None:
    """Put the words of a place, for a title that repeats the key, into a field's schema and its entries'."""
    field.pop("title", None)
    if place in DESCRIPTIONS:
        field["description"] = _words(place, field)
    entries = field.get("additionalProperties")
    if isinstance(entries, dict):
        _describe(f"{place}.*", entries)


def _words(place: str, field: Mapping[str, Any]) -> str:
    """Return the description of a place, with a line for each value it may have."""
    values = field.get("enum", [field["const"]] if "const" in field else [])
    meanings = (f"- {value}: " + tr(DESCRIPTIONS[f"{place}={value}"]) for value in values)
    return "\n".join((tr(DESCRIPTIONS[place]), *meanings))


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with every ``$ref`` replaced by its definition; what stands beside the reference goes first."""
    definitions = schema.pop("$defs", {})

    def inline(node: Any) -> Any:
        if isinstance(node, list):
            return [inline(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            name = node["$ref"].removeprefix("#/$defs/")
            return inline({**definitions[name], **{key: value for key, value in node.items() if key != "$ref"}})
        return {key: inline(value) for key, value in node.items()}

    result: dict[str, Any] = inline(schema)
    return result


def _described_lists(node: Any) -> Any:
    """Return a schema with each list of tables described by its tables, where nothing else describes it."""
    if isinstance(node, list):
        return [_described_lists(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _described_lists(value) for key, value in node.items()}
    if made.get("type") == "array" and "description" not in made:
        return {"description": made["items"]["description"], **made}
    return made
