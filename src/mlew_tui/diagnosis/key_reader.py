"""Reads bare, quoted and dotted keys, also those written with full-width characters or quotes."""

import re
import unicodedata

from mlew_tui.diagnosis.cursor import Cursor, EndOfTextError
from mlew_tui.diagnosis.string_reader import OPENERS

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDE_BARE = re.compile(r"[A-Za-z0-9_\-Ａ-Ｚａ-ｚ０-９＿－]+")
_QUOTED = re.compile(r'"(?:\\.|[^"\\\r\n])*"|\'[^\'\r\n]*\'')
_ANY_KEY = re.compile(r"[^\s=＝:：.\[\]［］【】{}｛｝,，、#\"'“”「」]+")
_MOST_NAMES = 500
"""Most parts of a dotted key; a workshop has three."""


class KeyReader:
    """Reads one key at the cursor and reports characters that TOML does not allow in keys."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def names(self) -> list[str]:
        """Read a key and return its parts; empty if there is none."""
        names: list[str] = []
        while True:
            name = self._name()
            if name is None:
                return names
            names.append(name)
            if len(names) > _MOST_NAMES:
                raise EndOfTextError("too-deep", self._cursor.at)
            before = self._cursor.at
            self._cursor.pass_spaces()
            if self._cursor.sign != ".":
                self._cursor.at = before
                return names
            self._cursor.at += 1
            self._cursor.pass_spaces()

    def _name(self) -> str | None:
        start = self._cursor.at
        match = _BARE.match(self._cursor.text, start)
        wide = _WIDE_BARE.match(self._cursor.text, start)
        any_key = _ANY_KEY.match(self._cursor.text, start)
        if match and (any_key is None or match.end() >= any_key.end()):
            self._cursor.at = match.end()
            return match[0]
        if quoted := _QUOTED.match(self._cursor.text, start):
            self._cursor.at = quoted.end()
            return quoted[0][1:-1]
        if self._cursor.sign and self._cursor.sign in OPENERS:
            close = self._cursor.text.find(OPENERS[self._cursor.sign], start + 1, self._cursor.line_end())
            if close >= 0:
                self._cursor.at = close + 1
                name = self._cursor.text[start + 1 : close]
                self._cursor.add_issue("wide-quote", start, start + 1, also=((close, close + 1),))
                self._cursor.add_fix(
                    start, self._cursor.at, f'"{name}"' if '"' not in name and "\\" not in name else "'x'"
                )
                return name
        if any_key is None:
            return None
        self._cursor.at = any_key.end()
        name = unicodedata.normalize("NFKC", any_key[0])
        if wide and wide.end() == any_key.end() and _BARE.fullmatch(name):
            self._cursor.add_issue("wide-key", start, self._cursor.at, form=name)
            self._cursor.add_fix(start, self._cursor.at, name)
            return name
        self._cursor.add_issue("key-letters", start, self._cursor.at, name=any_key[0], lossy=True)
        self._cursor.add_fix(start, self._cursor.at, f'"{any_key[0]}"' if "\\" not in any_key[0] else '"x"')
        return any_key[0]
