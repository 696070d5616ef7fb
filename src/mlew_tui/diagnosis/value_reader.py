"""Reads values (strings, numbers, lists, inline tables) and ``key = value`` pairs."""

import re

from mlew_tui.diagnosis.cursor import Cursor
from mlew_tui.diagnosis.defined_keys import Loc, Positions, Registry, Stretch
from mlew_tui.diagnosis.key_reader import KeyReader
from mlew_tui.diagnosis.scalar_fixes import basic_string, correct_scalar, is_scalar
from mlew_tui.diagnosis.string_reader import OPENERS, StringReader

_WIDE_COMMAS = "，、､"
_ARRAY = {"[": "", "［": "[", "【": "[", "〔": "[", "(": "[", "（": "["}
_ARRAY_END = {"]": "", "］": "]", "】": "]", "〕": "]", ")": "]", "）": "]"}
_ARRAY_HERE = re.compile(r"[\[［【〔]|[(（](?=[ \t\r\n]*[\"'“「\d\[{])")
_INLINE = {"{": "", "｛": "{"}
_INLINE_END = {"}": "", "｝": "}"}
_TOKEN = re.compile(r"[^,，、;；\]\}］｝\r\n#＃\"]+")
_BULLETS = re.compile(r"(?:[ \t]*\r?\n[ \t]*[-*・•][ \t\u3000]+[^\r\n]+)+")
_BULLET = re.compile(r"\n[ \t]*([-*・•])[ \t\u3000]+([^\r\n]+)")
_CLOSING_QUOTE = re.compile(r"\"(?=[ \t]*(?:[,，、\]\}#]|$))", re.MULTILINE)
_WITH_COMMA = re.compile(r"(\S+?)[ \t]*[,，、;；。]")
_STRAY = re.compile(r"[^,，、;；\[\]{}［］｛｝\r\n]+")
_BEGINS_VALUE = re.compile(r"[\"'\d“「＂\[{+-]|true\b|false\b")
_EQUALS = re.compile(r"=>|:=|==|[=＝:：＝]")
_WHOLE_LINE = re.compile(r"[^\r\n#＃]+")


class ValueReader:
    """Reads values and ``key = value`` pairs at the cursor; notes where each key and value stands."""

    def __init__(self, cursor: Cursor, keys: KeyReader, registry: Registry, positions: Positions) -> None:
        self._cursor, self._keys, self._registry, self._positions = cursor, keys, registry, positions
        self._strings = StringReader(cursor)

    def value(self, loc: Loc, *, within: bool) -> None:
        """Read the value at the cursor and note its position; ``within`` a list or inline table a comma ends it."""
        start, sign = self._cursor.at, self._cursor.sign
        if sign in ('"', "'"):
            self._strings.read_quoted(within=within)
        elif sign in OPENERS and sign:
            self._strings.read_wide_quoted(within=within)
        elif _ARRAY_HERE.match(self._cursor.text, start):
            self._array(loc)
        elif sign in _INLINE and sign:
            self._inline(loc)
        else:
            self._scalar(within=within)
        self._positions.values.setdefault(loc, (start, max(self._cursor.at, start + 1)))

    def pair(self, table: Loc, *, is_inline: bool) -> bool:
        """Read ``key = value``; return False if there is none."""
        bookmark, start = self._cursor.bookmark(), self._cursor.at
        names = self._keys.names()
        end = self._cursor.at
        self._cursor.pass_spaces()
        if not names or not self._equals((start, end), is_inline=is_inline):
            self._cursor.go_back(bookmark)
            return False
        path, clash = self._registry.key(table, names, (start, end))
        if clash is not None:
            self._cursor.add_issue("key-twice", start, end, also=(clash.first,), name=".".join(names))
            path = self._registry.unused_path()
        self._positions.add_tables(path[:-1], (start, end), below=len(table))
        self._positions.keys.setdefault(path, (start, end))
        self._cursor.pass_spaces()
        fixes = len(self._cursor.fixes)
        self.value(path, within=is_inline)
        if clash is not None and not is_inline:
            del self._cursor.fixes[fixes:]
            self._cursor.blank_out(start, self._cursor.at)
        return True

    def _equals(self, key: Stretch, *, is_inline: bool) -> bool:
        """Skip the equals sign; return False if this is not a pair."""
        match = _EQUALS.match(self._cursor.text, self._cursor.at)
        if match is None:
            if not is_inline and _BEGINS_VALUE.match(self._cursor.text, self._cursor.at):
                self._cursor.add_issue("missing-equals", key[1], key[1] + 1)
                self._cursor.add_fix(key[1], key[1], " = ")
                return True
            return False
        self._cursor.at = match.end()
        if match[0] != "=":
            kind = "wide-equals" if match[0] == "＝" else "colon"
            self._cursor.add_issue(kind, match.start(), match.end(), character=match[0])
            self._cursor.add_fix(match.start(), match.end(), "=")
        return True

    # --- numbers, dates, truth ------------------------------------------------------------------

    def _scalar(self, *, within: bool) -> None:
        start = self._cursor.at
        match = (_TOKEN if within else _WHOLE_LINE).match(self._cursor.text, start)
        token = match[0].rstrip() if match else ""
        if not token:
            self._nothing(start, within=within)
            return
        comma = _WITH_COMMA.fullmatch(token)
        if comma and is_scalar(comma[1]):
            token = comma[1]
        closes = _CLOSING_QUOTE.match(self._cursor.text, start + len(token)) if within else None
        if closes or (token.endswith('"') and token.count('"') == 1):
            self._unopened(start, token.removesuffix('"'))
            return
        self._cursor.at = start + len(token)
        if is_scalar(token):
            return
        correction = correct_scalar(token)
        short = token.split()[0]
        if correction.kind == "no-quotes" and is_scalar(short):
            self._cursor.at = start + len(short)
            return
        self._cursor.add_issue(
            correction.kind, start, self._cursor.at, lossy=correction.is_lossy, token=token, form=correction.text
        )
        self._cursor.add_fix(start, self._cursor.at, correction.text)

    def _unopened(self, start: int, inside: str) -> None:
        """Add the missing opening quote of a string."""
        self._cursor.at = start + len(inside) + 1
        self._cursor.add_issue("unopened-text", start, start + 1, form=basic_string(inside))
        self._cursor.add_fix(start, self._cursor.at, basic_string(inside))

    def _nothing(self, start: int, *, within: bool) -> None:
        """Report a missing value, or read a list written as bullets on the next lines."""
        bullets = None if within else _BULLETS.match(self._cursor.text, start)
        if bullets:
            items = list(_BULLET.finditer(bullets[0]))
            self._cursor.add_issue("bullet", start + items[0].start(1), start + items[0].end(1))
            texts = ", ".join(basic_string(item[2].strip().strip('"“”「」')) for item in items)
            self._cursor.at = bullets.end()
            self._cursor.add_fix(start, self._cursor.at, f" [{texts}]" + "\n" * len(items))
            return
        before = start - 1
        while before > 0 and self._cursor.text[before] in " \t":
            before -= 1
        self._cursor.add_issue("no-value", max(before, 0), max(before, 0) + 1)
        self._cursor.add_fix(start, start, ' ""')

    # --- lists and inline tables ----------------------------------------------------------------

    def _array(self, loc: Loc) -> None:
        start = self._cursor.at
        self._bracket(_ARRAY)
        self._cursor.descend()
        index, last, comma = 0, self._cursor.at, True
        while True:
            self._cursor.pass_blanks()
            if self._cursor.is_over or self._cursor.at_statement:
                self._cursor.add_issue("unclosed-list", start, start + 1)
                self._cursor.add_fix(last, last, "]")
                self._cursor.at = last
                break
            if self._cursor.sign in _ARRAY_END:
                self._bracket(_ARRAY_END)
                break
            if self._comma(after_value=not comma):
                comma, last = True, self._cursor.at
                continue
            before = self._cursor.at
            self.value((*loc, index), within=True)
            if self._cursor.at == before:
                self._pass_stray()
                continue
            if not comma:
                self._missing_comma(last)
            index, last, comma = index + 1, self._cursor.at, False
        self._cursor.depth -= 1

    def _inline(self, loc: Loc) -> None:
        start = self._cursor.at
        self._bracket(_INLINE)
        self._cursor.descend()
        last, comma, comma_at, told = self._cursor.at, True, -1, False
        while True:
            before = self._cursor.at
            self._cursor.pass_blanks()
            has_line_end = (
                "\n" in self._cursor.text[before : self._cursor.at]
                or "\r" in self._cursor.text[before : self._cursor.at]
            )
            if self._cursor.is_over or (
                has_line_end and self._cursor.at_statement and (not comma or self._cursor.sign == "[")
            ):
                self._cursor.add_issue("unclosed-inline", start, start + 1)
                self._cursor.add_fix(last, last, "}")
                self._cursor.at = last
                break
            if has_line_end:
                if not told:
                    self._cursor.add_issue("inline-lines", start, start + 1)
                told = True
                self._cursor.fixes[:] = [fix for fix in self._cursor.fixes if fix.start < before]
                self._cursor.add_fix(before, self._cursor.at, " ")
            if self._cursor.sign in _INLINE_END:
                if comma and comma_at >= 0:
                    self._cursor.add_issue("last-comma", comma_at, comma_at + 1)
                    self._cursor.add_fix(comma_at, comma_at + 1, " ")
                self._bracket(_INLINE_END)
                break
            here = self._cursor.at
            if self._comma(after_value=not comma):
                comma, last, comma_at = True, self._cursor.at, here
                continue
            if self.pair(loc, is_inline=True):
                if not comma:
                    self._missing_comma(last)
                last, comma = self._cursor.at, False
            elif self._cursor.at == here:
                self._pass_stray()
        self._cursor.depth -= 1

    def _bracket(self, known: dict[str, str]) -> None:
        at, sign = self._cursor.at, self._cursor.sign
        plain = known[sign]
        if plain:
            kind = "parenthesis" if sign in "()（）" else "wide-bracket"
            self._cursor.add_issue(kind, at, at + 1, character=sign, form=plain)
            self._cursor.add_fix(at, at + 1, plain)
        self._cursor.at += 1

    def _comma(self, *, after_value: bool) -> bool:
        """Skip a comma; report full-width commas, semicolons and commas without a value before them."""
        sign = self._cursor.sign
        if not sign or sign not in "," + _WIDE_COMMAS + ";；":
            return False
        if sign in _WIDE_COMMAS:
            self._cursor.add_issue("wide-comma", self._cursor.at, self._cursor.at + 1, character=sign)
        elif sign != ",":
            self._cursor.add_issue("semicolon", self._cursor.at, self._cursor.at + 1, character=sign)
        elif not after_value:
            self._cursor.add_issue("comma-alone", self._cursor.at, self._cursor.at + 1)
        if sign != "," or not after_value:
            self._cursor.add_fix(self._cursor.at, self._cursor.at + 1, "," if after_value else " ")
        self._cursor.at += 1
        return True

    def _missing_comma(self, behind: int) -> None:
        self._cursor.add_issue("missing-comma", behind, behind + 1)
        self._cursor.add_fix(behind, behind, ",")

    def _pass_stray(self) -> None:
        """Skip text that no value can begin with, up to the next comma or bracket."""
        start, match = self._cursor.at, _STRAY.match(self._cursor.text, self._cursor.at)
        self._cursor.at = match.end() if match else self._cursor.at + 1
        self._cursor.add_issue("stray", start, self._cursor.at, lossy=True, character=self._cursor.text[start])
        self._cursor.blank_out(start, self._cursor.at)
