"""A workshop in somebody's own hand: every way of writing TOML people really have, comments everywhere.

How a thing is written depends only on the seed and on the thing's place (``reviews/r3/text``), never on
its value, its neighbours or their order. So the same hand writing the workshop before and after an edit
differs only where a careful person would have changed the file: that difference is the reference edit.

Comments say whose they are: ``@place`` of what they stand above or beside (``@@`` heads a list), ``%block``
of the table they stand in, ``^place`` of the table right above. Those of nobody say ``~place``, after the
table they once followed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import Any

from mlew_tui.model import plain_tree
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import document

Plain = Any
Lines = list[str]

_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_OF_NOBODY = re.compile(r"^[ \t]*(#.*(?:~/|@@|@ ).*?)\r?$", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def written(workshop: Workshop, seed: int) -> str:
    """Return the workshop in the hand of ``seed``."""
    return StepUiState(seed).text_of(workshop)


def comments_of_nobody(text: str) -> list[str]:
    """Return the comments of a text that belong to nobody, in order; those that head a list are among them."""
    return _OF_NOBODY.findall(text)


def name_of(path: str, item: Mapping[str, Plain]) -> str:
    """Return what tells an item from its siblings: its id or kind, else what it says up to a colon."""
    if path == "log":
        return f"{item['started']:%H%M%S}"
    named = item.get("id", item.get("kind"))
    return str(named) if named is not None else str(item.get("text", item.get("reason"))).partition(":")[0]


def are_tables(value: Plain) -> bool:
    """Tell whether a value is a list of items."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


class StepUiState:
    """One person's way of writing: asks its luck at every place, and gets the same answer each time.

    A hand with a ``past`` edits what that one wrote: nothing is commented anew, and a default is spelled out
    only where a value already stood.
    """

    def __init__(self, seed: int, past: "StepUiState | None" = None) -> None:
        self._seed = seed
        self._past = past
        self._known = None if past is None else past.places
        self.answers: dict[str, float] = {} if past is None else past.answers
        self.places: set[str] = set()
        self.rows: dict[str, list[str]] = {}
        self._block = "/"
        self._sections: list[tuple[tuple[float, ...], Lines]] = []
        self._comments = self._luck("", "comments") * 0.6
        self._loose_comments = self._luck("", "loose comments") * 0.4
        self._sections_apart = self._luck("", "apart") < 0.15

    def _luck(self, place: str, what: str) -> float:
        """Return a number from 0 up to 1, always the same for a place and a question."""
        question = f"{self._seed} {place} {what}"
        known = self.answers.get(question)
        if known is None:
            digest = blake2b(question.encode(), digest_size=8).digest()
            known = self.answers[question] = int.from_bytes(digest) / 2**64
        return known

    def _is_new(self, place: str) -> bool:
        return self._known is not None and place not in self._known

    def _choose(self, place: str, what: str, *ways: str) -> str:
        """Choose one of several ways to write a place; what an edit adds is written in the first, plain way."""
        return ways[0] if self._is_new(place) else ways[int(self._luck(place, what) * len(ways))]

    def text_of(self, workshop: Workshop) -> str:
        """Write the whole file."""
        head = ["# これは @ のファイル", ""] if self._luck("", "head") < 0.5 else []
        body = self._body((), "", plain_tree.tree(workshop), document.sparse(workshop))
        for _, lines in sorted(self._sections, key=lambda section: section[0]):
            body += lines
        text = "\n".join(head + body + (["", "# @ おわり"] if self._luck("", "end") < 0.3 else []))
        text += "\n" * int(self._luck("", "last") * 3)
        mark = "\ufeff" if self._luck("", "bom") < 0.2 else ""
        return mark + (text.replace("\n", "\r\n") if self._luck("", "crlf") < 0.3 else text)

    # --- tables -------------------------------------------------------------------------------

    def _spelled(self, place: str, values: Mapping[str, Plain], needed: Mapping[str, Plain]) -> Iterator[str]:
        """Yield the keys that are written, in this hand's order: what must be, and some defaults."""
        for key in sorted(values, key=lambda key: self._luck(f"{place}/{key}", "order")):
            here = f"{place}/{key}"
            chosen = self._luck(here, "spelled") < 0.3 if self._known is None else here in self._known
            if key in needed or chosen:
                self.places.add(here)
                yield key

    def _body(
        self,
        path: tuple[str, ...],
        place: str,
        values: Mapping[str, Plain],
        needed: Mapping[str, Plain],
        prefix: str = "",
    ) -> Lines:
        """Return the key lines of a table; tables with headers of their own go to the sections."""
        lines: Lines = []
        for key in self._spelled(place, values, needed):
            value, need, here = values[key], needed.get(key, {}), f"{place}/{key}"
            name = prefix + self._key(here, key)
            form = self._form(here, value, may_head=not prefix)
            lines += self._inside(here) if lines and form not in ("section", "headers") else []
            if form == "section":
                self._section((*path, key), here, value, need)
            elif form == "dotted":
                lines += self._body((*path, key), here, value, need, f"{name}.")
            elif form == "headers":
                self._items((*path, key), here, value, need)
            else:
                lines += self._pair(here, name, value, need or value)
        return lines

    def _form(self, place: str, value: Plain, *, may_head: bool) -> str:
        luck = 0.0 if self._is_new(place) else self._luck(place, "form")
        if isinstance(value, Mapping):
            if may_head and luck < 0.6:
                return "section"
            return "dotted" if value and luck < 0.8 else "inline"
        if not (may_head and are_tables(value)):
            return "value"
        items = (f"{place}/{name_of(place.split('/')[1], item)}" for item in value)
        return "headers" if luck < 0.8 or all(map(self._is_new, items)) else "value"

    def _rank(self, path: tuple[str, ...]) -> tuple[float, ...]:
        """Return where a section stands: its parent never behind it, children usually close by."""
        ranks = [self._luck("/".join(path[:length]), "rank") for length in range(1, len(path) + 1)]
        return (max(ranks), *ranks) if self._sections_apart else (ranks[0], *ranks)

    def _section(self, path: tuple[str, ...], place: str, values: Mapping[str, Plain], need: Plain) -> None:
        body = self._body_below_header(path, place, values, need)
        if body or not values or self._luck(place, "bare header") < 0.3:
            lines = [*self._header(place, path, "[", "]"), *body, *self._below(place), *self._free(place)]
            self._sections.append((self._rank(path), lines))

    def _body_below_header(
        self, path: tuple[str, ...], place: str, values: Mapping[str, Plain], need: Mapping[str, Plain]
    ) -> Lines:
        around, self._block = self._block, place
        body = self._body(path, place, values, need)
        head = self._inside(place, "head") if body else []
        self._block = around
        return head + body

    def _items(self, path: tuple[str, ...], place: str, values: Sequence[Plain], need: Sequence[Plain]) -> None:
        names = [name_of(path[0], item) for item in values]
        self.rows[place] = names
        free = self._free_rows(place, names)
        rank, lines = self._rank(path), free.pop("", [])
        for index, (name, item) in enumerate(zip(names, values, strict=True)):
            here = f"{place}/{name}"
            self.places.add(here)
            heading = self._header(here, path, "[[", "]]", banner=place if index == 0 else "")
            if index == 0 and not self._is_new(place) and self._is_new(here):
                heading = [*self._placeholders_comments(place), *heading]
            if index and not self._is_new(here) and self._luck(here, "strays") < 0.05:
                self._sections.append((rank, lines))
                rank, lines = max(rank, (self._luck(here, "rank"), *rank[1:])), []
            lines += heading + self._body_below_header(path, here, item, need[index] if need else item)
            lines += self._below(here) + free.pop(name, [])
        self._sections.append((rank, lines))

    def _placeholders_comments(self, place: str) -> Lines:
        """Return the comments of what was ``[]`` before it got a header."""
        above = [self._comment(place, "above")]
        if not (self._is_loose(place, "closing") and self._luck(place, "lines") < 0.4):
            return list(filter(None, above))
        return [
            *filter(None, [self._comment(place, "beside"), f"# %{self._block} {place} closing"]),
            "",
            *filter(None, above),
        ]

    def _free_rows(self, place: str, names: Sequence[str]) -> dict[str, Lines]:
        """Return the comments of nobody by the item they follow, "" before the first; items move, they do not."""
        before = names if self._past is None else self._past.rows.get(place, [])
        blocks = SequenceMatcher(None, before, names, autojunk=False).get_matching_blocks()
        staying = {name for block in blocks for name in before[block.a : block.a + block.size]}
        rows: dict[str, Lines] = {"": []}
        anchor = ""
        for name in dict.fromkeys(before):
            anchor = name if name in staying else anchor
            gone = [] if name in names else self._below(f"{place}/{name}")
            rows.setdefault(anchor, []).extend([*(["", *gone] if gone else []), *self._free(f"{place}/{name}")])
        return rows

    def _header(self, place: str, path: tuple[str, ...], opens: str, closes: str, banner: str = "") -> Lines:
        names = [self._key("/".join(("", *path[: depth + 1])), name) for depth, name in enumerate(path)]
        lines = [""] * int(self._luck("/".join(path), "blank") * 3)
        if banner and not self._is_new(banner) and self._luck(banner, "banner") < self._comments:
            lines = ["", f"# --- @@{banner} ---", ""]
        return [*lines, *self._noted(place, f"{opens}{'.'.join(names)}{closes}", f"{place} of")]

    # --- lines --------------------------------------------------------------------------------

    def _comment(self, place: str, what: str) -> str:
        """Return a comment that names its place, or none; an edit comments nothing new."""
        is_there = not self._is_new(place) and self._luck(place, what) < self._comments
        return f'# @{place} 「[注]」 = "{what}' if is_there else ""

    def _is_loose(self, place: str, what: str) -> bool:
        return not self._is_new(place) and self._luck(place, what) < self._loose_comments

    def _inside(self, place: str, what: str = "inside") -> Lines:
        """Return a comment between the keys of a table that stands at none of them, and a blank line."""
        blank = [""] if self._luck(place, "apart") < 0.4 else []
        return [*blank, f"# %{self._block} {place} = [", ""] if self._is_loose(place, what) else []

    def _below(self, place: str) -> Lines:
        """Return a comment right below a table, and a blank line: else it would stand above the next."""
        return [f"# ^{place} done = true", ""] if self._is_loose(place, "below") else []

    def _free(self, place: str) -> Lines:
        """Return comments of nobody that follow a table, some of them an item put out of use."""
        if not self._is_loose(place, "free"):
            return []
        more = [f'# id = "x" ~{place}'] if self._luck(place, "more") < 0.4 else []
        again = ["", f"# ~{place} 2"] if self._luck(place, "again") < 0.3 else []
        return ["", f"# [[{place.split('/')[1]}]] ~{place}", *more, *again, ""]

    def _noted(self, place: str, text: str, indent_of: str = "") -> Lines:
        """Return a line with this hand's indentation, comments and blank lines around it."""
        indent = "" if self._is_new(place) else "  " * int(self._luck(indent_of or place, "indent") * 1.3)
        above = self._comment(place, "above")
        beside = self._comment(place, "beside")
        gap = " " * (1 + int(self._luck(place, "gap") * 3))
        blank = [""] if not (indent_of or self._is_new(place)) and self._luck(place, "blank") < 0.05 else []
        return [*blank, *([indent + above] if above else []), indent + text + (gap + beside if beside else "")]

    def _pair(self, place: str, name: str, value: Plain, need: Plain) -> Lines:
        sign = self._choose(place, "sign", " = ", " = ", " = ", "=", "   =  ")
        is_long = isinstance(value, list) and (value or self._is_loose(place, "closing"))
        if is_long and not self._is_new(place) and self._luck(place, "lines") < 0.4:
            return self._long_list(place, f"{name}{sign}[", value, need)
        text = self._value(place, value, need, may_break=True)
        return self._noted(place, name + sign + text)

    def _long_list(self, place: str, opening: str, values: Sequence[Plain], need: Plain) -> Lines:
        lines = self._noted(place, opening)
        has_last = self._luck(place, "last comma") < 0.6
        indent = " " * (1 + int(self._luck(place, "depth") * 4))
        for index, item in enumerate(values):
            here = self._entry(place, item)
            comma = "," if has_last or index < len(values) - 1 else ""
            above, beside = self._comment(here, "above"), self._comment(here, "beside")
            lines += ["", f"{indent}# %{self._block} {here}", ""] if index and self._is_loose(here, "inside") else []
            lines += [indent + above] if above else []
            text = self._value(here, item, need[index] if are_tables(need) else item)
            lines.append(indent + text + comma + (f"  {beside}" if beside else ""))
        blank = [""] if self._luck(place, "blank closing") < 0.3 else []
        if self._is_loose(place, "closing"):
            lines += [*blank, f"{indent}# %{self._block} {place} closing"]
        beside = f" # %{self._block} {place} closed" if self._is_loose(place, "closed") else ""
        return [*lines, f"]{beside}"]

    def _entry(self, place: str, item: Plain) -> str:
        name = name_of(place.split("/")[1], item) if isinstance(item, Mapping) else re.sub(r"\s", "_", str(item))
        self.places.add(f"{place}/{name}")
        return f"{place}/{name}"

    # --- values -------------------------------------------------------------------------------

    def _key(self, place: str, key: str) -> str:
        bare = re.fullmatch(r"[A-Za-z0-9_-]+", key)
        return key if bare and self._luck(place, "key") < 0.95 else self._choose(place, "quote", f'"{key}"', f"'{key}'")

    def _value(self, place: str, value: Plain, need: Plain, *, may_break: bool = False) -> str:
        if isinstance(value, Mapping):
            keys = self._spelled(place, value, need)
            pairs = [
                f"{self._key(f'{place}/{key}', key)} = "
                f"{self._value(f'{place}/{key}', value[key], need.get(key, value[key]))}"
                for key in keys
            ]
            gap = self._choose(place, "braces", " ", "")
            return f"{{{gap}{', '.join(pairs)}{gap}}}" if pairs else "{}"
        if isinstance(value, list):
            needs = need if are_tables(need) else value
            inside = [self._value(self._entry(place, item), item, n) for item, n in zip(value, needs, strict=True)]
            return f"[{self._choose(place, 'comma', ', ', ',', ' , ').join(inside)}]"
        if isinstance(value, str):
            return self._string(place, value, may_break=may_break)
        return self._scalar(place, value)

    def _scalar(self, place: str, value: Plain) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            is_score = place.startswith("/scores/")
            return self._choose(
                place, "number", str(value), str(value), f"{value:_}", f"{value:+}",
                f"{value}.0" if is_score else hex(value) if value >= 0 else str(value),
            )  # fmt: skip
        if isinstance(value, float):
            return self._choose(place, "number", str(value), f"{value}0", f"{value * 10:.0f}e-1")
        if isinstance(value, datetime):
            text = value.isoformat(sep=" " if self._luck(place, "time") < 0.4 else "T")
            return text.replace("+00:00", self._choose(place, "zone", "Z", "+00:00"))
        return str(value)

    def _string(self, place: str, value: str, *, may_break: bool) -> str:
        way = self._choose(place, "quotes", "basic", "basic", "literal", "long", "long literal", "escaped")
        is_tame = not _CONTROL.search(value)
        if way == "literal" and is_tame and "'" not in value and "\n" not in value:
            return f"'{value}'"
        if way == "long literal" and may_break and is_tame and "'" not in value:
            return f"'''\n{value}'''" if "\n" in value else f"'''{value}'''"
        if way == "long" and may_break:
            escaped = "".join(char if char in "\n\t" else _escaped(char) for char in value)
            return f'"""\n{escaped}"""'
        return f'"{"".join(_escaped(char, every=way == "escaped") for char in value)}"'


def _escaped(char: str, *, every: bool = False) -> str:
    if char in _SHORT:
        return _SHORT[char]
    return f"\\U{ord(char):08X}" if _CONTROL.match(char) or (every and ord(char) > 0xFFFF) else char
