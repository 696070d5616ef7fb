"""Where each value of a TOML text stands, so that a broken rule can point at its line and column."""

import re
from collections.abc import Mapping

Loc = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, both from 1; the column counts characters."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONG = r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}'
_SHORT = r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_STRING = re.compile(f"{_LONG}|{_SHORT}", re.DOTALL)
_OPENED = re.compile(rf"#[^\n]*|{_LONG}|(?P<opener>\"\"\"|''')|{_SHORT}", re.DOTALL)
_SCALAR = re.compile(r"[^,\]\}\n#]+")


class _Scanner:
    """Walks a text that is valid TOML and notes the offset of every key, item and header."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Loc, int] = {(): 0}
        self.counts: dict[Loc, int] = {}

    def scan(self) -> dict[Loc, int]:
        """Return the offset of every path."""
        table: Loc = ()
        while self._skip() < len(self.text):
            table = self._header() if self.text[self.at] == "[" else self._pair(table)
        return self.found

    def _skip(self) -> int:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _header(self) -> Loc:
        start = self.at
        is_item = self.text.startswith("[[", start)
        self.at += 2 if is_item else 1
        names = self._key()
        self.at = self.text.find("\n", self.at)
        self.at = len(self.text) if self.at < 0 else self.at
        path: Loc = ()
        for name in names[:-1]:
            path = self._latest((*path, name))
        path = (*path, names[-1])
        if is_item:
            self.counts[path] = self.counts.get(path, -1) + 1
            self.found.setdefault(path, start)
            path = (*path, self.counts[path])
        else:
            path = self._latest(path)
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], start)
        return path

    def _latest(self, path: Loc) -> Loc:
        return (*path, self.counts[path]) if path in self.counts else path

    def _key(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip()
            match = _BARE.match(self.text, self.at) or _STRING.match(self.text, self.at)
            if match is None:
                self.at += 1
                return names or [""]
            raw = match[0]
            names.append(raw[1:-1] if raw[0] in "\"'" else raw)
            self.at = match.end()
            while self.at < len(self.text) and self.text[self.at] in " \t":
                self.at += 1
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _pair(self, table: Loc) -> Loc:
        start = self.at
        path = (*table, *self._key())
        self.found.setdefault(path, start)
        for length in range(len(table) + 1, len(path)):
            self.found.setdefault(path[:length], start)
        self.at = self.text.find("=", self.at) + 1 or len(self.text)
        self._value(path)
        return table

    def _value(self, path: Loc) -> None:
        self._skip()
        sign = self.text[self.at : self.at + 1]
        if sign == "[":
            self._items(path)
        elif sign == "{":
            self._inline(path)
        else:
            match = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = match.end() if match else self.at + 1

    def _items(self, path: Loc) -> None:
        self.at += 1
        index = 0
        while self._skip() < len(self.text) and self.text[self.at] != "]":
            self.found.setdefault((*path, index), self.at)
            self._value((*path, index))
            index += 1
            if self._skip() < len(self.text) and self.text[self.at] == ",":
                self.at += 1
        self.at += 1

    def _inline(self, path: Loc) -> None:
        self.at += 1
        while self._skip() < len(self.text) and self.text[self.at] != "}":
            self._pair(path)
            if self._skip() < len(self.text) and self.text[self.at] == ",":
                self.at += 1
        self.at += 1


def offsets(text: str) -> Mapping[Loc, int]:
    """Return the character offset of every key, item and header of a valid TOML text."""
    return _Scanner(text).scan()


def place_of(text: str, known: Mapping[Loc, int], loc: Loc) -> Place:
    """Return line and column of a path, or of its nearest parent that stands in the text."""
    while loc not in known:
        loc = loc[:-1]
    return line_and_column(text, known[loc])


def line_and_column(text: str, offset: int) -> Place:
    """Return line and column of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def unclosed(text: str) -> int | None:
    """Return the offset of the multi-line string that is never closed, or None."""
    return next((match.start() for match in _OPENED.finditer(text) if match["opener"]), None)
