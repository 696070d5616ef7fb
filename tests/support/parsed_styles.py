"""The console's style sheets, parsed once for a whole run of tests instead of once for each console opened."""

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules  # noqa: SLF001 - what is asked once for each sheet
_KNOWN: dict[tuple[Any, ...], list[RuleSet]] = {}
_SETS: dict[tuple[tuple[str, str], ...], int] = {}


def parsed_once(sheet: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
    """Return the rules of a style sheet: they depend on its text, its place and the theme's values, on nothing else."""
    values = sheet._variables  # noqa: SLF001 - a new dict whenever one of them changes
    seen = vars(sheet).get("values_seen")
    if seen is None or seen[0] is not values:
        seen = values, _SETS.setdefault(tuple(values.items()), len(_SETS))
        vars(sheet)["values_seen"] = seen
    key = (seen[1], css, *where, *more.items())
    if key not in _KNOWN:
        _KNOWN[key] = _parse(sheet, css, *where, **more)
    return _KNOWN[key]
