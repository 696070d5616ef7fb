"""Walking a text statement by statement; whatever is no TOML is noted, mended and passed."""

import re
import unicodedata
from collections.abc import Mapping

from mlew_tui.diagnosis.cursor import EndOfTextError
from mlew_tui.diagnosis.defined_keys import Clash, Registry
from mlew_tui.diagnosis.string_reader import OPENERS, STATEMENT
from mlew_tui.diagnosis.value_reader import Loc, Reader, Stretch

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDE_BARE = re.compile(r"[A-Za-z0-9_\-Ａ-Ｚａ-ｚ０-９＿－]+")
_QUOTED = re.compile(r'"(?:\\.|[^"\\\r\n])*"|\'[^\'\r\n]*\'')
_ANY_KEY = re.compile(r"[^\s=＝:：.\[\]［］【】{}｛｝,，、#\"'“”「」]+")
_ODD_HEADER = re.compile(
    r"(?P<open>[{(<（｛＜])[ \t]*(?P<name>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*[})>）｝＞](?=[ \t]*(?:#|[\r\n]|$))"
)
_OTHER_COMMENT = re.compile(r"//|/\*|<!--|--|;|※|＊|％|%")
_BULLET_LINES = re.compile(r"[-*・•][ \t\u3000]+[^\r\n]+(?:\r?\n[ \t]*[-*・•][ \t\u3000]+[^\r\n]+)*")
_BEGINS_VALUE = re.compile(r"[\"'\d“「＂\[{+-]|true\b|false\b")
_EQUALS = re.compile(r"=>|:=|==|[=＝:：＝]")
_MOST_NAMES = 500
"""Names in a dotted key; a workshop has three."""
_OPEN = {"[": "[", "［": "[", "【": "["}
_CLOSE = {"]": "]", "］": "]", "】": "]"}


class Scanner(Reader):
    """Reads headers and pairs; a second table or key is noted with the first and left out."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._registry = Registry()
        self._twice = 0
        self.statement = 0

    def statements(self) -> None:
        """Walk from the first statement to the last."""
        table: Loc = ()
        left_out = -1
        while True:
            self.statement = self.at
            self.pass_blanks()
            if self.is_over:
                break
            self.statement = self.at
            if self.sign in _OPEN or _ODD_HEADER.match(self.text, self.at):
                if left_out >= 0:
                    self.blank_out(left_out, self.at)
                start = self.at
                found = self._header()
                left_out = start if found is None else -1
                table = self._aside() if found is None else found
            else:
                before = self.at
                self.pair(table, is_inline=False)
                if self.at == before:
                    self._not_a_line()
            self._rest_of_line()
        if left_out >= 0:
            self.blank_out(left_out, len(self.text))

    def _aside(self) -> Loc:
        """Return a path of its own for what is said a second time."""
        self._twice += 1
        return ("\0", self._twice)

    # --- headers --------------------------------------------------------------------------------

    def _header(self) -> Loc | None:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path, or None where it is taken already."""
        start = self.at
        odd = _ODD_HEADER.match(self.text, start)
        if odd:
            count, names, self.at = 1, odd["name"].split("."), odd.end()
            self.slip("wide-bracket", start, start + 1, character=odd["open"], form=f"[{odd['name']}]")
            self.mend(start, self.at, f"[{odd['name'].strip('.')}]")
        else:
            count = self._brackets(_OPEN, 2)
            self.pass_spaces()
            names = self._names()
            self.pass_spaces()
            closed = self._brackets(_CLOSE, 2) if self.sign and self.sign in _CLOSE else 0
            if not names:
                self.slip("unnamed-header", start, max(self.at, start + 1), lossy=True)
                self.blank_out(start, self.line_end())
                self.at = self.line_end()
                return None
            if closed != count:
                count = max(count, closed)
                form = "[" * count + ".".join(names) + "]" * count
                self.slip("unclosed-header", start, self.at, form=form)
                self.mend(start, start, "[" if closed == 2 else "")
                self.mend(self.at, self.at, "]" * (count - closed))
        stretch = (start, self.at)
        path, clash = self._registry.item(names, stretch) if count == 2 else self._registry.table(names, stretch)
        if clash is None:
            self._note_header(path, stretch)
            return path
        return self._header_twice(names, count, path, clash, stretch)

    def _brackets(self, known: Mapping[str, str], most: int) -> int:
        count = 0
        while count < most and self.sign and self.sign in known:
            if self.sign != known[self.sign]:
                self.slip("wide-bracket", self.at, self.at + 1, character=self.sign, form=known[self.sign])
                self.mend(self.at, self.at + 1, known[self.sign])
            self.at += 1
            count += 1
        return count

    def _note_header(self, path: Loc, stretch: Stretch) -> None:
        for length in range(1, len(path) + 1):
            self.keys.setdefault(path[:length], stretch)
            self.values.setdefault(path[:length], stretch)

    def _header_twice(
        self, names: list[str], count: int, path: Loc, clash: Clash, stretch: Stretch
    ) -> Loc | None:  # fmt: skip
        name = ".".join(names)
        if clash.taken == "items" and count == 1:
            self.slip("one-bracket", *stretch, also=(clash.first,), name=name)
            self.mend(stretch[0], stretch[0], "[")
            self.mend(stretch[1], stretch[1], "]")
            path, _ = self._registry.item(names, stretch)
            self._note_header(path, stretch)
            return path
        if clash.taken == "table" and count == 2:
            self.slip("one-bracket", *clash.first, also=(stretch,), name=name, lossy=True)
        elif clash.taken == "value":
            self.slip("key-and-table", *stretch, also=(clash.first,), name=name, lossy=True)
        else:
            self.slip("table-twice", *stretch, also=(clash.first,), name=name, lossy=True)
        return None

    # --- keys and pairs -------------------------------------------------------------------------

    def _names(self) -> list[str]:
        """Read a key, dotted or not; empty where there is none."""
        names: list[str] = []
        while True:
            name = self._name()
            if name is None:
                return names
            names.append(name)
            if len(names) > _MOST_NAMES:
                raise EndOfTextError("too-deep", self.at)
            before = self.at
            self.pass_spaces()
            if self.sign != ".":
                self.at = before
                return names
            self.at += 1
            self.pass_spaces()

    def _name(self) -> str | None:
        start = self.at
        match = _BARE.match(self.text, start)
        wide = _WIDE_BARE.match(self.text, start)
        any_key = _ANY_KEY.match(self.text, start)
        if match and (any_key is None or match.end() >= any_key.end()):
            self.at = match.end()
            return match[0]
        if quoted := _QUOTED.match(self.text, start):
            self.at = quoted.end()
            return quoted[0][1:-1]
        if self.sign and self.sign in OPENERS:
            close = self.text.find(OPENERS[self.sign], start + 1, self.line_end())
            if close >= 0:
                self.at = close + 1
                name = self.text[start + 1 : close]
                self.slip("wide-quote", start, start + 1, also=((close, close + 1),))
                self.mend(start, self.at, f'"{name}"' if '"' not in name and "\\" not in name else "'x'")
                return name
        if any_key is None:
            return None
        self.at = any_key.end()
        name = unicodedata.normalize("NFKC", any_key[0])
        if wide and wide.end() == any_key.end() and _BARE.fullmatch(name):
            self.slip("wide-key", start, self.at, form=name)
            self.mend(start, self.at, name)
            return name
        self.slip("key-letters", start, self.at, name=any_key[0], lossy=True)
        self.mend(start, self.at, f'"{any_key[0]}"' if "\\" not in any_key[0] else '"x"')
        return any_key[0]

    def pair(self, table: Loc, *, is_inline: bool) -> bool:
        """Read ``key = value``; return False where there is none."""
        start, slips, mends = self.at, len(self.slips), len(self.mends)
        names = self._names()
        end = self.at
        self.pass_spaces()
        if not names or not self._equals((start, end), is_inline=is_inline):
            del self.slips[slips:], self.mends[mends:]
            self.at = start
            return False
        path, clash = self._registry.key(table, names, (start, end))
        if clash is not None:
            self.slip("key-twice", start, end, also=(clash.first,), name=".".join(names))
            path = self._aside()
        for length in range(len(table) + 1, len(path)):
            self.keys.setdefault(path[:length], (start, end))
            self.values.setdefault(path[:length], (start, end))
        self.keys.setdefault(path, (start, end))
        self.pass_spaces()
        mends = len(self.mends)
        self.value(path, within=is_inline)
        if clash is not None and not is_inline:
            del self.mends[mends:]
            self.blank_out(start, self.at)
        return True

    def _equals(self, key: Stretch, *, is_inline: bool) -> bool:
        """Pass the equals sign; return False where this is no pair at all."""
        match = _EQUALS.match(self.text, self.at)
        if match is None:
            if not is_inline and _BEGINS_VALUE.match(self.text, self.at):
                self.slip("missing-equals", key[1], key[1] + 1)
                self.mend(key[1], key[1], " = ")
                return True
            return False
        self.at = match.end()
        if match[0] != "=":
            kind = "wide-equals" if match[0] == "＝" else "colon"
            self.slip(kind, match.start(), match.end(), character=match[0])
            self.mend(match.start(), match.end(), "=")
        return True

    # --- what is left over ----------------------------------------------------------------------

    def _not_a_line(self) -> None:
        """Leave out a line that is neither a table nor a pair."""
        start = self.at
        bullets = _BULLET_LINES.match(self.text, start)
        comment = _OTHER_COMMENT.match(self.text, start)
        self.at = bullets.end() if bullets else self.line_end()
        if bullets:
            self.slip("bullet", start, start + 1, lossy=True)
        elif comment:
            self.slip("other-comment", start, comment.end(), sign=comment[0])
        else:
            self.slip("not-a-line", start, start + len(self.text[start : self.at].rstrip()), lossy=True)
        self.blank_out(start, self.at)

    def _rest_of_line(self) -> None:
        """After a statement only a comment may follow on its line."""
        self.pass_spaces()
        if self.is_over or self.sign in "\r\n#＃\0":
            return
        start, end = self.at, self.line_end()
        rest = self.text[start:end]
        comment = rest.find("#")
        junk = (rest if comment < 0 else rest[:comment]).rstrip()
        self.at = start + len(junk)
        if self.text[start - 1] == '"' and '"' in junk and junk[0] not in '",':
            self.slip("inner-quote", start - 1, start)
        elif junk in (",", "，", "、", ";", "；", "。"):
            self.slip("comma-after", start, start + 1, character=junk)
        elif remark := _OTHER_COMMENT.match(junk):
            self.slip("other-comment", start, start + remark.end(), sign=remark[0])
        elif STATEMENT.match(junk):
            self.slip("two-on-a-line", start, self.at, lossy=True)
        else:
            self.slip("junk", start, self.at)
        self.blank_out(start, self.at)
