"""Reads a text statement by statement; reports, fixes and skips whatever is not TOML."""

import re
from collections.abc import Mapping

from mlew_tui.diagnosis.cursor import STATEMENT, Cursor
from mlew_tui.diagnosis.defined_keys import Clash, Loc, Positions, Registry, Stretch
from mlew_tui.diagnosis.key_reader import KeyReader
from mlew_tui.diagnosis.value_reader import ValueReader

_ODD_HEADER = re.compile(
    r"(?P<open>[{(<（｛＜])[ \t]*(?P<name>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*[})>）｝＞](?=[ \t]*(?:#|[\r\n]|$))"
)
_OTHER_COMMENT = re.compile(r"//|/\*|<!--|--|;|※|＊|％|%")
_BULLET_LINES = re.compile(r"[-*・•][ \t\u3000]+[^\r\n]+(?:\r?\n[ \t]*[-*・•][ \t\u3000]+[^\r\n]+)*")
_OPEN = {"[": "[", "［": "[", "【": "["}
_CLOSE = {"]": "]", "］": "]", "】": "]"}


class Scanner:
    """Reads headers and pairs from start to end; a duplicate table or key is reported and left out."""

    def __init__(self, text: str) -> None:
        self.cursor = Cursor(text)
        self.positions = Positions()
        self.statement = 0
        self._registry = Registry()
        self._keys = KeyReader(self.cursor)
        self._values = ValueReader(self.cursor, self._keys, self._registry, self.positions)

    def statements(self) -> None:
        """Read all statements."""
        table: Loc = ()
        left_out = -1
        while True:
            self.statement = self.cursor.at
            self.cursor.pass_blanks()
            if self.cursor.is_over:
                break
            self.statement = self.cursor.at
            if self.cursor.sign in _OPEN or _ODD_HEADER.match(self.cursor.text, self.cursor.at):
                if left_out >= 0:
                    self.cursor.blank_out(left_out, self.cursor.at)
                start = self.cursor.at
                found = self._header()
                left_out = start if found is None else -1
                table = self._registry.unused_path() if found is None else found
            else:
                before = self.cursor.at
                self._values.pair(table, is_inline=False)
                if self.cursor.at == before:
                    self._not_a_line()
            self._rest_of_line()
        if left_out >= 0:
            self.cursor.blank_out(left_out, len(self.cursor.text))

    # --- headers --------------------------------------------------------------------------------

    def _header(self) -> Loc | None:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path, or None if it is already defined."""
        start = self.cursor.at
        odd = _ODD_HEADER.match(self.cursor.text, start)
        if odd:
            count, names, self.cursor.at = 1, odd["name"].split("."), odd.end()
            self.cursor.add_issue("wide-bracket", start, start + 1, character=odd["open"], form=f"[{odd['name']}]")
            self.cursor.add_fix(start, self.cursor.at, f"[{odd['name'].strip('.')}]")
        else:
            count = self._brackets(_OPEN, 2)
            self.cursor.pass_spaces()
            names = self._keys.names()
            self.cursor.pass_spaces()
            closed = self._brackets(_CLOSE, 2) if self.cursor.sign and self.cursor.sign in _CLOSE else 0
            if not names:
                self.cursor.add_issue("unnamed-header", start, max(self.cursor.at, start + 1), lossy=True)
                self.cursor.blank_out(start, self.cursor.line_end())
                self.cursor.at = self.cursor.line_end()
                return None
            if closed != count:
                count = max(count, closed)
                form = "[" * count + ".".join(names) + "]" * count
                self.cursor.add_issue("unclosed-header", start, self.cursor.at, form=form)
                self.cursor.add_fix(start, start, "[" if closed == 2 else "")
                self.cursor.add_fix(self.cursor.at, self.cursor.at, "]" * (count - closed))
        stretch = (start, self.cursor.at)
        path, clash = self._registry.item(names, stretch) if count == 2 else self._registry.table(names, stretch)
        if clash is None:
            self.positions.add_tables(path, stretch)
            return path
        return self._header_twice(names, count, path, clash, stretch)

    def _brackets(self, known: Mapping[str, str], most: int) -> int:
        count = 0
        while count < most and self.cursor.sign and self.cursor.sign in known:
            if self.cursor.sign != known[self.cursor.sign]:
                self.cursor.add_issue(
                    "wide-bracket",
                    self.cursor.at,
                    self.cursor.at + 1,
                    character=self.cursor.sign,
                    form=known[self.cursor.sign],
                )
                self.cursor.add_fix(self.cursor.at, self.cursor.at + 1, known[self.cursor.sign])
            self.cursor.at += 1
            count += 1
        return count

    def _header_twice(
        self, names: list[str], count: int, path: Loc, clash: Clash, stretch: Stretch
    ) -> Loc | None:  # fmt: skip
        name = ".".join(names)
        if clash.taken == "items" and count == 1:
            self.cursor.add_issue("one-bracket", *stretch, also=(clash.first,), name=name)
            self.cursor.add_fix(stretch[0], stretch[0], "[")
            self.cursor.add_fix(stretch[1], stretch[1], "]")
            path, _ = self._registry.item(names, stretch)
            self.positions.add_tables(path, stretch)
            return path
        if clash.taken == "table" and count == 2:
            self.cursor.add_issue("one-bracket", *clash.first, also=(stretch,), name=name, lossy=True)
        elif clash.taken == "value":
            self.cursor.add_issue("key-and-table", *stretch, also=(clash.first,), name=name, lossy=True)
        else:
            self.cursor.add_issue("table-twice", *stretch, also=(clash.first,), name=name, lossy=True)
        return None

    # --- invalid lines ----------------------------------------------------------------------

    def _not_a_line(self) -> None:
        """Blank out a line that is neither a table nor a pair."""
        start = self.cursor.at
        bullets = _BULLET_LINES.match(self.cursor.text, start)
        comment = _OTHER_COMMENT.match(self.cursor.text, start)
        self.cursor.at = bullets.end() if bullets else self.cursor.line_end()
        if bullets:
            self.cursor.add_issue("bullet", start, start + 1, lossy=True)
        elif comment:
            self.cursor.add_issue("other-comment", start, comment.end(), sign=comment[0])
        else:
            self.cursor.add_issue(
                "not-a-line", start, start + len(self.cursor.text[start : self.cursor.at].rstrip()), lossy=True
            )
        self.cursor.blank_out(start, self.cursor.at)

    def _rest_of_line(self) -> None:
        """Report and blank out whatever follows a statement on its line, except a comment."""
        self.cursor.pass_spaces()
        if self.cursor.is_over or self.cursor.sign in "\r\n#＃\0":
            return
        start, end = self.cursor.at, self.cursor.line_end()
        rest = self.cursor.text[start:end]
        comment = rest.find("#")
        junk = (rest if comment < 0 else rest[:comment]).rstrip()
        self.cursor.at = start + len(junk)
        if self.cursor.text[start - 1] == '"' and '"' in junk and junk[0] not in '",':
            self.cursor.add_issue("inner-quote", start - 1, start)
        elif junk in (",", "，", "、", ";", "；", "。"):
            self.cursor.add_issue("comma-after", start, start + 1, character=junk)
        elif remark := _OTHER_COMMENT.match(junk):
            self.cursor.add_issue("other-comment", start, start + remark.end(), sign=remark[0])
        elif STATEMENT.match(junk):
            self.cursor.add_issue("two-on-a-line", start, self.cursor.at, lossy=True)
        else:
            self.cursor.add_issue("junk", start, self.cursor.at)
        self.cursor.blank_out(start, self.cursor.at)
