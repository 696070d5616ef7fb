"""What is wrong with a file, where, and what to do, in the words of the workshop."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mlew_tui.language import mark, tr
from mlew_tui.storage import places

_LARGEST = 20_000_000


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: ``line`` and ``column`` count from 1; 0 when the whole file is meant."""

    path: Path
    what: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write it as compilers do: file:line:column: what."""
        where = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.path}{where}: {self.what}"


class Broken(Exception):
    """A file that cannot be used as it is; it was left alone. Carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


_MESSAGES: Mapping[str, str] = {
    "missing": mark("“{field}” is missing here"),
    "extra_forbidden": mark("“{field}” is not a key of this table"),
    "string_type": mark("“{field}” must be text in quotes"),
    "string_pattern_mismatch": mark("“{field}” must be a short name without spaces"),
    "string_too_long": mark("“{field}” is too long"),
    "bool_type": mark("“{field}” must be true or false"),
    "int_type": mark("“{field}” must be a whole number"),
    "int_from_float": mark("“{field}” must be a whole number"),
    "whole_number": mark("“{field}” must be a whole number"),
    "float_type": mark("“{field}” must be a number"),
    "date_type": mark("“{field}” must be a date such as 2026-12-20, without quotes"),
    "datetime_type": mark("“{field}” must be a date and time such as 2026-11-22T13:00:00, without quotes"),
    "no_offset": mark("“{field}” needs its offset from UTC, as in 2026-11-22T13:00:00+09:00"),
    "literal_error": mark("“{field}” must be one of {expected}"),
    "tuple_type": mark("“{field}” must be a list"),
    "list_type": mark("“{field}” must be a list"),
    "too_short": mark("“{field}” must not be empty"),
    "model_type": mark("“{field}” must be a table"),
    "mapping_type": mark("“{field}” must be a table"),
    "dict_type": mark("“{field}” must be a table"),
    "greater_than_equal": mark("“{field}” must be {ge} or more"),
    "less_than_equal": mark("“{field}” must be {le} or less"),
    "score_type": mark("A score must be a number, not {value}"),
    "score_step": mark("A score is 0 or more in steps of 0.5, not {value}"),
    "score_over_weight": mark("The score {value} is more than {weight}, the weight of {criterion}"),
    "duplicate_id": mark("“{value}” is used twice"),
    "duplicate_moment": mark("The moment “{value}” stands twice"),
    "unknown_moment": mark("The customer's journey has no moment “{value}”"),
    "dangling": mark("Nothing has the id “{value}”"),
    "wrong_kind": mark("“{value}” names something of another kind ({found})"),
    "dice_among": mark("Dice choose among at least two tied cases, and “{value}” must be one of them"),
}

_SYNTAX = (
    (re.compile(r"[＝]"), mark("a full-width ＝ stands where = belongs")),
    (
        re.compile(r"[“”「」『』＂]"),
        mark('text must stand in plain quotes " ", not full-width or curly ones'),
    ),
    (re.compile(r"\u3000"), mark("there is a full-width space outside quotes")),
    (re.compile(r"[，、]"), mark("a full-width comma stands where , belongs")),
    (re.compile(r"[０-９]"), mark("numbers must be plain digits, not full-width ones")),
    (
        re.compile(r"^(<{7}|={7}|>{7})"),
        mark("git left conflict marks here: keep one side and delete the marks"),
    ),
)


def read_text(path: Path) -> str:
    """Return a file's text. Raises Broken: no file, a folder, no permission, not UTF-8, empty, too big."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Broken((Problem(path, tr("this is a folder, not a workshop file")),))
        if size > _LARGEST:
            raise Broken((Problem(path, tr("this file is too big to be a workshop ({size} MB)", size=size // 10**6)),))
        data = path.read_bytes()
    except FileNotFoundError:
        raise Broken((Problem(path, tr("there is no such file")),)) from None
    except OSError as error:
        raise Broken(
            (Problem(path, tr("the file cannot be read: {reason}", reason=error.strerror or error)),)
        ) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        what = tr("the file is not UTF-8: save it again with the encoding UTF-8")
        raise Broken((Problem(path, what, line, column),)) from None
    if not text.strip("\ufeff \t\r\n\0"):
        raise Broken((Problem(path, tr("the file is empty; it was probably damaged")),))
    return text


def parse(path: Path, text: str) -> dict[str, Any]:
    """Return the TOML tree of a text. Raises Broken with line, column and what people usually meant."""
    text = text.removeprefix("\ufeff")
    try:
        return tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        raise Broken((_syntax_problem(path, text, str(error)),)) from None
    except RecursionError:
        raise Broken((Problem(path, tr("the file is nested too deeply to be a workshop")),)) from None


def _syntax_problem(path: Path, text: str, message: str) -> Problem:
    match = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    lines = text.split("\n")
    line, column = (int(match[1]), int(match[2])) if match and match[1] else (len(lines), len(lines[-1]) + 1)
    reason = message[: match.start()] if match else message
    what = tr("this is not valid TOML ({reason})", reason=reason)
    opener = None if match and match[1] else places.unclosed(text)
    if opener is not None:
        return Problem(path, what, *places.line_and_column(text, opener))
    excerpt = lines[min(line, len(lines)) - 1]
    bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*', lambda quoted: " " * len(quoted[0]), excerpt)
    for pattern, meant in _SYNTAX:
        found = pattern.search(bare)
        if found:
            return Problem(path, f"{what}: {tr(meant)}", line, found.start() + 1)
    return Problem(path, what, line, column)


def of_validation(path: Path, text: str, error: ValidationError) -> Broken:
    """Return every problem pydantic found, at its line and column, in the language spoken now."""
    known = places.offsets(text.lstrip("\ufeff"))
    problems = []
    for detail in error.errors(include_url=False):
        loc = tuple(part for part in detail["loc"] if part != "[key]")
        line, column = places.place_of(text.lstrip("\ufeff"), known, loc)
        problems.append(Problem(path, _words(detail["type"], loc, detail), line, column))
    return Broken(tuple(sorted(problems, key=lambda problem: (problem.line, problem.column))))


def at(path: Path, text: str, loc: places.Loc, what: str) -> Problem:
    """Return a problem at the place of a value."""
    body = text.lstrip("\ufeff")
    line, column = places.place_of(body, places.offsets(body), loc)
    return Problem(path, what, line, column)


def explain(error: ValidationError) -> str:
    """Return the first broken rule of a change in words, for a person who typed it just now."""
    detail = error.errors(include_url=False)[0]
    return _words(detail["type"], tuple(detail["loc"]), detail)


def _words(kind: str, loc: places.Loc, detail: Mapping[str, Any]) -> str:
    context = dict(detail.get("ctx") or {})
    field = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    if "expected" in context:
        values = re.findall(r"'[^']*'|[^\s',]+", str(context["expected"]).replace(" or ", ", "))
        context["expected"] = tr(" or ").join(part for part in (tr(", ").join(values[:-1]), values[-1]) if part)
    message = _MESSAGES.get(kind)
    what = detail["msg"] if message is None else tr(message, **{**context, "field": field})
    wrong = str(context.get("value", detail.get("input", "")))
    near: list[str] = []
    if kind in ("dangling", "unknown_moment"):
        near = difflib.get_close_matches(wrong, list(context.get("known", ())), n=1, cutoff=0.4)
    elif kind == "extra_forbidden":
        near = difflib.get_close_matches(field, _keys_of(loc[:-1]), n=1)
    return tr("{what}. Did you mean “{near}”?", what=what, near=near[0]) if near else what


def _keys_of(loc: places.Loc) -> list[str]:
    """Return the keys a table at this place may have."""
    from mlew_tui.model.workshop import Workshop

    model: Any = Workshop
    for part in loc:
        if isinstance(part, int):
            continue
        info = getattr(model, "model_fields", {}).get(part)
        if info is None:
            return []
        model = _model_in(info.annotation)
    return list(getattr(model, "model_fields", {}))


def _model_in(annotation: Any) -> Any:
    arguments = getattr(annotation, "__args__", ())
    if hasattr(annotation, "model_fields"):
        return annotation
    return next((found for item in arguments if (found := _model_in(item)) is not None), None)
