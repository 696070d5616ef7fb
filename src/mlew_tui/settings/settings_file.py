"""Read and validate an existing settings file; valid settings are kept, invalid ones become problems."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mlew_tui import i18n
from mlew_tui.diagnosis import encoding, syntax_check
from mlew_tui.diagnosis.problem import InvalidFileError, Lines, Note, Problem
from mlew_tui.diagnosis.rule_text import HINTS, MESSAGES
from mlew_tui.i18n import mark, tr
from mlew_tui.settings import key_bindings
from mlew_tui.settings.key_bindings import InvalidBindingError, Loc
from mlew_tui.settings.settings import THEMES, Settings

if TYPE_CHECKING:
    from mlew_tui.diagnosis.scan import Scan

_DEFAULTS: Final = mark("Mend it or delete it; until then the defaults are used")
_MESSAGES: Final = {
    "folder": mark("A folder stands where the settings file should be"),
    "too-big": mark("This file is too big to be a settings file"),
    "empty": mark("The settings file holds nothing but zero bytes; it was probably damaged"),
}
"""Messages used instead of those for workshop files."""


def read(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings and every problem in the file's order. Never raises."""
    try:
        data = encoding.read_bytes(path)
    except InvalidFileError as error:
        return Settings(), tuple(_reworded(error.problems))
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        return Settings(), ()
    decoded = encoding.decode(path, data)
    body = decoded.text.removeprefix("\ufeff")
    if any(problem.kind == "empty" for problem in decoded.problems):
        return Settings(), tuple(_reworded(decoded.problems))
    parsed = syntax_check.parse(path, body)
    page = _SettingsReader(path, body, parsed.scan, [*_reworded(decoded.problems), *_reworded(parsed.problems)])
    settings = _read_settings(page, parsed.tree or {})
    return settings, tuple(sorted(page.problems, key=lambda problem: (problem.line, problem.column)))


def _reworded(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems with messages and hints that fit a settings file, which has no earlier versions."""
    for problem in problems:
        is_workshops = problem.kind in _MESSAGES or "mlew-tui " in problem.hint
        what = tr(_MESSAGES[problem.kind]) if problem.kind in _MESSAGES else problem.what
        hint = tr("Save it as UTF-8") if problem.kind == "encoding" else tr(_DEFAULTS)
        yield problem._replace(what=what, hint=hint) if is_workshops else problem


class _SettingsReader:
    """The text of a settings file, the positions in it, and the problems found so far."""

    def __init__(self, path: Path, body: str, found: "Scan | None", problems: list[Problem]) -> None:
        self._path, self._body, self._found = path, body, found
        self.problems = problems
        self._reported_lines = {problem.line for problem in problems}

    @cached_property
    def _scan(self) -> "Scan":
        return self._found or syntax_check.scan_text(self._body)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._body)

    def is_damaged(self, loc: Loc) -> bool:
        """Tell whether a line of this key or its value has a syntax issue; its value is then ignored."""
        if not self._reported_lines - {0}:
            return False
        start, end = self._scan.key_stretch(loc)[0], self._scan.value_stretch(loc)[1]
        lines = range(self._lines.spot(start).line, self._lines.spot(max(end - 1, start)).line + 1)
        return not self._reported_lines.isdisjoint(lines)

    def report(self, loc: Loc, wrong: InvalidBindingError) -> None:
        """Add a problem at a path."""
        loc = (*loc, *wrong.inside)
        stretch = self._scan.key_stretch(loc) if wrong.is_key else self._scan.value_stretch(loc)
        notes = tuple(Note(words, self._lines.spot(*self._scan.value_stretch(place))) for words, place in wrong.notes)
        spot = self._lines.spot(*stretch)
        self.problems.append(Problem(self._path, wrong.kind, wrong.what, spot, wrong.hint, notes))


def _read_settings(page: _SettingsReader, tree: Mapping[str, Any]) -> Settings:
    """Return the settings of a tree; invalid values are reported and keep their defaults."""
    taken: dict[str, Any] = {}
    for name, value in tree.items():
        if name == "keys" and isinstance(value, dict):
            taken[name] = _keys(page, value)
            continue
        if page.is_damaged((name,)):
            continue
        try:
            taken[name] = _check(name)(name, value)
        except InvalidBindingError as wrong:
            page.report((name,), wrong)
    return Settings(**taken)


def _keys(page: _SettingsReader, table: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    chosen = {}
    for name, (loc, value) in key_bindings.flatten_keys(table).items():
        if page.is_damaged(("keys", *loc)):
            continue
        try:
            chosen[name] = key_bindings.check_keys(name, value)
        except InvalidBindingError as wrong:
            page.report(("keys", *loc), wrong)
    places = {name: ("keys", *loc) for name, (loc, _) in key_bindings.flatten_keys(table).items()}
    for name, double in list(key_bindings.duplicates(chosen, places)):
        page.report(places[name], double)
        chosen.pop(name, None)
    return chosen


# --- the values of each key -------------------------------------------------------------------------


def _check(name: str) -> Callable[[str, Any], Any]:
    """Return the function that checks a key's value. Raises InvalidBindingError for an unknown key."""
    if name in _CHECKS:
        return _CHECKS[name]
    near = _nearest(name, _CHECKS)
    known = tr("Keys of this table: {keys}", keys=", ".join(_CHECKS))
    hint = tr("Did you mean “{near}”?", near=near) if near else known
    raise InvalidBindingError("unknown-key", _message("extra_forbidden", field=name), hint, is_key=True)


def _nearest(written: str, known: Iterable[str]) -> str:
    """Return the most similar known name, "" if none is."""
    return next(iter(difflib.get_close_matches(written.lower(), list(known), n=1, cutoff=0.5)), "")


def _one_of(*allowed: str) -> Callable[[str, Any], str]:
    def check(name: str, value: Any) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        near = _nearest(str(value), allowed)
        hint = tr("Did you mean “{near}”?", near=near) if near else _hint("literal_error")
        quoted = [f'"{each}"' for each in allowed]
        expected = tr(" or ").join((tr(", ").join(quoted[:-1]), quoted[-1]))
        raise InvalidBindingError("literal-error", _message("literal_error", field=name, expected=expected), hint)

    return check


def _boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise InvalidBindingError("bool-type", _message("bool_type", field=name), _hint("bool_type", field=name))


def _seconds(name: str, value: Any) -> tuple[int, ...]:
    """Return the seconds left at which the clock warns. Raises InvalidBindingError."""
    words = tr("“{field}” must be a list of whole seconds, each 0 or more", field=name)
    hint = tr("Write {field} = [60, 0] for one minute before the end and the end itself", field=name)
    if not isinstance(value, list):
        raise InvalidBindingError("seconds", words, hint)
    for index, each in enumerate(value):
        if not isinstance(each, int) or isinstance(each, bool) or each < 0:
            raise InvalidBindingError("seconds", words, hint, inside=(index,))
    return tuple(value)


def _table(name: str, _: Any) -> Any:
    """Reject a value that is not a table; tables are read before."""
    raise InvalidBindingError("model-type", _message("model_type", field=name), _hint("model_type", field=name))


_CHECKS: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    "language": _one_of(*i18n.LANGUAGES),
    "theme": _one_of(*THEMES),
    "bell": _boolean,
    "warnings": _seconds,
    "keys": _table,
}


def _message(kind: str, **values: object) -> str:
    """Return the message that workshop files use for a kind of problem."""
    return tr(MESSAGES[kind], **values)


def _hint(kind: str, **values: object) -> str:
    """Return the hint that workshop files use for a kind of problem."""
    return tr(HINTS[kind], **values)
