"""Mistakes made by chance in whole files, each with the one place where a person would look for it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Any

from mlew_tui.diagnosis.scan import Scan, scan
from workshops import Loc

_SIMPLE = re.compile(r"[^\W\d_][^\s\"'\\,、，;；:#\[\]{}()（）=]*")
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Mutation:
    """A file with one mistake, and the offset where it is."""

    text: str
    at: int

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, both from 1."""
        return self.text.count("\n", 0, self.at) + 1, self.at - self.text.rfind("\n", 0, self.at)


@dataclass(frozen=True)
class Source:
    """A whole file and where its values of each type stand."""

    text: str

    @cached_property
    def found(self) -> Scan:
        return scan(self.text)

    @cached_property
    def leaves(self) -> tuple[tuple[Loc, Any, Stretch], ...]:
        return tuple((loc, value, self.found.values[loc]) for loc, value in _leaves(tomllib.loads(self.text)))

    def of(self, kind: type, test: Callable[[str], bool] = bool) -> list[Stretch]:
        """Return where the values of a type stand whose spelling passes a test."""
        return [place for _, value, place in self.leaves if type(value) is kind and test(self.text[slice(*place)])]

    @cached_property
    def texts(self) -> list[Stretch]:
        """Texts on one line in double quotes, without escapes or commas."""
        return self.of(str, lambda told: bool(re.fullmatch(r'"[^"\\\n,、，\[\]{}#=]{2,}"', told)))

    @cached_property
    def line_texts(self) -> list[Stretch]:
        """Such texts that are the value of a line's only key."""
        return [(s, e) for s, e in self.texts if _is_line(self.line(s)) and not self.text[e : e + 1].strip()]

    @cached_property
    def pairs(self) -> list[Stretch]:
        """Keys that begin a line, with a value of one line behind them."""
        keys = {place for loc, place in self.found.keys.items() if loc and isinstance(loc[-1], str)}
        return sorted((s, e) for s, e in keys if self.text[s] not in "[\"'" and _is_line(self.line(s), self.text[s:e]))

    @cached_property
    def headers(self) -> list[Stretch]:
        return sorted({place for place in self.found.keys.values() if self.text[place[0]] == "["})

    def line(self, at: int) -> str:
        """Return the line around an offset."""
        end = self.text.find("\n", at)
        return self.text[self.text.rfind("\n", 0, at) + 1 : len(self.text) if end < 0 else end]

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1


def _leaves(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*loc, key))
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*loc, index))
    if not isinstance(value, list) or not any(isinstance(item, dict) for item in value):
        yield loc, value


def _is_line(line: str, key: str = r"[A-Za-z_]+") -> bool:
    """Tell whether a line is one pair and no more."""
    return bool(re.fullmatch(rf"[ \t]*{key}[ \t]*=[ \t]*(?:\"[^\"\\]*\"|'[^']*'|[\w.:+-]+)[ \t]*(?:#.*)?", line))


def _put(text: str, stretch: Stretch, new: str, at: int = 0) -> Mutation:
    """Replace a stretch; the mistake is ``at`` characters behind its start."""
    start, end = stretch
    return Mutation(text[:start] + new + text[end:], start + at)


Mutator = Callable[[Random, Source], Mutation]
MUTATORS: dict[str, Mutator] = {}


def _mutator(name: str) -> Callable[[Mutator], Mutator]:
    def keep(made: Mutator) -> Mutator:
        MUTATORS[name] = made
        return made

    return keep


def _quotes(opening: str, closing: str, at_close: bool = False) -> Mutator:
    def made(luck: Random, source: Source) -> Mutation:
        start, end = luck.choice(source.texts)
        inside = source.text[start + 1 : end - 1]
        return _put(source.text, (start, end), f"{opening}{inside}{closing}", len(inside) + 1 if at_close else 0)

    return made


MUTATORS |= {
    "curly quotes": _quotes("“", "”"),
    "corner brackets": _quotes("「", "」"),
    "full-width quotes": _quotes("＂", "＂"),
    "a curly quote at the end": _quotes('"', "”", at_close=True),
    "no closing quote": _quotes('"', ""),
    "no opening quote": _quotes("", '"'),
}


def _sign(sign: str, at: int = 0) -> Mutator:
    def made(luck: Random, source: Source) -> Mutation:
        _, end = luck.choice(source.pairs)
        equals = source.text.index("=", end)
        gap = equals - end if sign else 0
        return _put(source.text, (end, equals + 1), " " * gap + sign, gap + at)

    return made


MUTATORS |= {
    "＝": _sign("＝"),
    ":": _sign(":"),
    "：": _sign("："),
    "==": _sign("=="),
    "=>": _sign("=>"),
    "no equals": _sign(""),
}


def _within(piece: str, at: int = 0) -> Mutator:
    def made(luck: Random, source: Source) -> Mutation:
        start, end = luck.choice(source.line_texts)
        middle = luck.randint(start + 2, end - 1)
        return _put(source.text, (middle, middle), piece, at)

    return made


MUTATORS |= {
    "a quote within": _within('"x'),
    "a backslash": _within("\\d"),
    "a control character": _within("\x1b"),
    "a zero byte": _within("\0"),
}


def _spelled(kind: type, spell: Callable[[str], str], test: Callable[[str], bool] = bool, at: int = 0) -> Mutator:
    def made(luck: Random, source: Source) -> Mutation:
        start, end = luck.choice(source.of(kind, test))
        return _put(source.text, (start, end), spell(source.text[start:end]), at)

    return made


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
MUTATORS |= {
    "full-width digits": _spelled(int, lambda told: told.translate(_WIDE), str.isdigit),
    "a leading zero": _spelled(int, lambda told: f"0{told}", str.isdigit),
    "a point at the end": _spelled(int, lambda told: f"{told}.", str.isdigit),
    "True": _spelled(bool, str.capitalize),
    "はい": _spelled(bool, lambda _: "はい"),
    "a date with slashes": _spelled(date, lambda told: told.replace("-", "/")),
    "a Japanese date": _spelled(date, lambda told: "{}年{}月{}日".format(*told.split("-"))),
    "an unclosed list": _spelled(list, lambda told: told[:-1].rstrip(), lambda told: "#" not in told and len(told) > 2),
    "no quotes": _spelled(str, lambda told: told[1:-1], lambda told: bool(_SIMPLE.fullmatch(told.strip('"')))),
}


@_mutator("a Japanese comma")
def _wide_comma(luck: Random, source: Source) -> Mutation:
    start, end = luck.choice(source.of(list, lambda told: "," in told and "#" not in told))
    at = luck.choice([m.start() for m in re.finditer(r"(?<=[\"'])[ \t]*,", source.text[start:end])]) + start
    at = source.text.index(",", at)
    return _put(source.text, (at, at + 1), "、")


@_mutator("a missing comma")
def _no_comma(luck: Random, source: Source) -> Mutation:
    start, end = luck.choice(source.of(list, lambda told: bool(re.search(r"[\"'],\s*[\"']", told)) and "#" not in told))
    match = luck.choice(list(re.finditer(r"(?<=[\"']),(?=\s*[\"'])", source.text[start:end])))
    return _put(source.text, (start + match.start(), start + match.end()), " ")


@_mutator("an unclosed table")
def _unclosed_header(luck: Random, source: Source) -> Mutation:
    start, end = luck.choice(source.headers)
    return Mutation(source.text[:start] + source.text[start:end].rstrip("]") + source.text[end:], start)


@_mutator("a table twice")
def _table_twice(luck: Random, source: Source) -> Mutation:
    start, end = luck.choice([(s, e) for s, e in source.headers if source.text[s : s + 2] != "[["])
    text = source.text.rstrip("\n") + "\n\n"
    return Mutation(text + source.text[start:end] + "\n", len(text))


@_mutator("a key twice")
def _key_twice(luck: Random, source: Source) -> Mutation:
    start, _ = luck.choice(source.pairs)
    line = source.line(start)
    end = source.line_start(start) + len(line)
    return _put(source.text, (end, end), f"\n{line}", 1 + len(line) - len(line.lstrip()))


@_mutator("a line of prose")
def _prose(luck: Random, source: Source) -> Mutation:
    start, _ = luck.choice(source.headers)
    at = source.line_start(start)
    return _put(source.text, (at, at), "ここはあとで直す\n")


@_mutator("a conflict")
def _conflict(luck: Random, source: Source) -> Mutation:
    start, _ = luck.choice(source.pairs)
    line, at = source.line(start), source.line_start(start)
    return _put(source.text, (at, at + len(line)), f"<<<<<<< HEAD\n{line}\n=======\n{line} # x\n>>>>>>> theirs")


@_mutator("a full-width indent")
def _wide_indent(luck: Random, source: Source) -> Mutation:
    start, _ = luck.choice(source.pairs)
    return _put(source.text, (start, start), "　")


@_mutator("junk behind a value")
def _junk(luck: Random, source: Source) -> Mutation:
    _, end = luck.choice(source.line_texts)
    return _put(source.text, (end, end), " あとで", 1)


@_mutator("full-width letters in a key")
def _wide_key(luck: Random, source: Source) -> Mutation:
    start, end = luck.choice(source.pairs)
    key = source.text[start:end]
    return _put(source.text, (start, end), "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in key))


@_mutator("an unknown key")
def _unknown_key(luck: Random, source: Source) -> Mutation:
    start, end = luck.choice(source.pairs)
    return _put(source.text, (end, end), "x", start - end)


@_mutator("an id of nobody")
def _dangling(luck: Random, source: Source) -> Mutation:
    places = [place for loc, _, place in source.leaves if loc[-1] in ("by", "owner", "told_by")]
    return _put(source.text, luck.choice(places), '"nobody"')


@_mutator("an id twice")
def _id_twice(luck: Random, source: Source) -> Mutation:
    places = sorted(
        place for loc, _, place in source.leaves if loc[:1] in (("reviews",), ("cases",)) and loc[-1] == "id"
    )
    return _put(source.text, luck.choice(places[1:]), source.text[slice(*places[0])])


@_mutator("a weight of 2")
def _weight(luck: Random, source: Source) -> Mutation:
    return _put(source.text, luck.choice([place for loc, _, place in source.leaves if loc[-1] == "weight"]), "2")


@_mutator("a score over every weight")
def _score(luck: Random, source: Source) -> Mutation:
    return _put(source.text, luck.choice([place for loc, _, place in source.leaves if loc[0] == "scores"]), "9")


@_mutator("a number for a text")
def _number_for_text(luck: Random, source: Source) -> Mutation:
    places = [place for loc, _, place in source.leaves if loc[-1] in ("text", "title", "name", "label")]
    return _put(source.text, luck.choice(places), "5")


def mutations(sources: Mapping[str, Source], seeds: int) -> Iterator[tuple[str, Mutation]]:
    """Yield every mutator's mistakes in every file, by name."""
    for name, source in sources.items():
        for kind, mutate in MUTATORS.items():
            for seed in range(seeds):
                luck = Random(f"{name} {kind} {seed}")
                try:
                    yield f"{kind} in {name} ({seed})", mutate(luck, source)
                except IndexError:
                    continue  # nothing of this kind stands in this file
