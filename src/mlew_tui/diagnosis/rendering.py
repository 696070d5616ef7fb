"""Format problems: as text with excerpt and caret, as JSON, and for GitHub's checks."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from mlew_tui.diagnosis.problem import Problem, Spot
from mlew_tui.i18n import tr
from mlew_tui.text.sanitize import one_line
from mlew_tui.text.wrapping import wrap

Role = Literal["place", "what", "gutter", "code", "caret", "note", "help"]
_TAB = _HANG = "    "
_LEAST = 8
"""Fewest cells of a row."""


@dataclass(frozen=True)
class Part:
    """A piece of a line with the role that decides its colour. Its text is sanitised."""

    text: str
    role: Role


Row = tuple[Part, ...]


def rows(problem: Problem, width: int = 80) -> list[Row]:
    """Return a problem as rows at most ``width`` cells wide: place, excerpt, caret, hint and the other places."""
    where = f":{problem.line}:{problem.column}" if problem.line else ""
    place = f"{one_line(str(problem.path))}{where}: "
    told = _hanging(Part(place, "place"), one_line(problem.what), "what", width)
    gutter = max((len(str(spot.line)) for spot in _spots(problem)), default=1)
    if problem.line:
        told += _excerpt(problem.spot, gutter, width, "^", "")
    for note in problem.notes:
        found = _excerpt(note.spot, gutter, width, "-", one_line(note.what))
        told += found[1:] if note.spot.line == problem.line else [(Part(" " * gutter + " ⋮", "gutter"),), *found]
    if problem.hint:
        told += _hanging(Part(" " * gutter + " = ", "gutter"), one_line(problem.hint), "help", width)
    return told


def _spots(problem: Problem) -> Iterable[Spot]:
    yield problem.spot
    yield from (note.spot for note in problem.notes)


def _excerpt(spot: Spot, gutter: int, width: int, sign: str, words: str) -> list[Row]:
    """Return the line of a spot and, under it, a caret under exactly the characters meant."""
    room = max(width - gutter - 3, 20)
    before, meant, after = _window(spot, room)
    caret = " " * cell_len(before) + sign * max(1, cell_len(meant))
    number = f"{spot.line:>{gutter}} │ "
    edge = Part(" " * gutter + " │ ", "gutter")
    told: list[Row] = [(Part(number, "gutter"), Part(before + meant + after, "code"))]
    if words and cell_len(caret) + 1 + cell_len(words) <= room:
        return [*told, (edge, Part(f"{caret} {words}", "note"))]
    told.append((edge, Part(caret, "caret" if sign == "^" else "note")))
    return told + [(edge, Part(row, "note")) for row in wrap(words, room) if row]


def _window(spot: Spot, room: int) -> tuple[str, str, str]:
    """Return what stands before, at and after a spot in its line, cut with … to ``room`` cells."""
    line = spot.excerpt
    before, meant, after = (
        one_line(part.replace("\t", _TAB))
        for part in (line[: spot.column - 1], line[spot.column - 1 : spot.end - 1], line[spot.end - 1 :])
    )
    if cell_len(before + meant + after) <= room:
        return before, meant, after
    meant = _cut(meant, room * 2 // 3)
    keep = min(room // 2, room - cell_len(meant) - 1)
    if cell_len(before) > keep:
        while before and cell_len(before) > keep - 1:
            before = before[1:]
        before = "…" + before
    return before, meant, _cut(after, room - cell_len(before + meant))


def _cut(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    while text and cell_len(text) > room - 1:
        text = text[: -max(1, (len(text) - room) // 2)]
    return text + "…" if room > 0 else ""


def _hanging(head: Part, words: str, role: Role, width: int) -> list[Row]:
    """Return words after a head; continuation rows are indented."""
    first, *more = wrap(words, max(width - len(_HANG), _LEAST), max(width - cell_len(head.text), _LEAST))
    return [(head, Part(first, role)), *((Part(_HANG, "gutter"), Part(row, role)) for row in more)]


def as_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON list; lines and columns from 1, columns in characters, ``end_column`` exclusive."""
    return json.dumps(
        [
            {
                "file": str(problem.path), "kind": problem.kind, **_place(problem.spot),
                "message": problem.what, "hint": problem.hint,
                "notes": [{**_place(note.spot), "message": note.what} for note in problem.notes],
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )  # fmt: skip


def _place(spot: Spot) -> dict[str, int]:
    return {"line": spot.line, "column": spot.column, "end_column": spot.end}


def for_github(problem: Problem) -> str:
    """Return a problem as a workflow command, so that it stands at its line in a pull request."""
    words = problem.what + (f"\n{problem.hint}" if problem.hint else "")
    place = f",line={problem.line},col={problem.column},endColumn={problem.spot.end}" if problem.line else ""
    title = _escaped(problem.kind, in_property=True)
    return f"::error file={_escaped(str(problem.path), in_property=True)}{place},title={title}::{_escaped(words)}"


def _escaped(text: str, *, in_property: bool = False) -> str:
    signs = {"%": "%25", "\r": "%0D", "\n": "%0A"} | ({":": "%3A", ",": "%2C"} if in_property else {})
    return "".join(signs.get(sign, sign) for sign in text)


def plain(row: Row) -> str:
    """Return a row without roles."""
    return "".join(part.text for part in row)


def coloured(row: Row) -> str:
    """Return a row with ANSI colours; no information is in the colours alone."""
    codes = {"place": "1", "what": "1;31", "gutter": "36", "caret": "1;31", "note": "36", "help": "32"}
    return "".join(
        f"\x1b[{codes[part.role]}m{part.text}\x1b[0m" if part.role in codes and part.text else part.text for part in row
    )


def count_words(count: int) -> str:
    """Return the number of problems in words."""
    return tr("1 problem") if count == 1 else tr("{count} problems", count=count)
