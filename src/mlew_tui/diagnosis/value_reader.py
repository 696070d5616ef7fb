"""Reading values: texts, numbers, lists and inline tables, as people type them."""

import re

from mlew_tui.diagnosis.scalar_fixes import is_scalar, meant_by, quoted
from mlew_tui.diagnosis.string_reader import OPENERS, Texts

Loc = tuple[str | int, ...]
Stretch = tuple[int, int]

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
_WHOLE_LINE = re.compile(r"[^\r\n#＃]+")


class Reader(Texts):
    """Reads one value at a time and notes where each stands; ``pair`` reads ``key = value``."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.keys: dict[Loc, Stretch] = {}
        self.values: dict[Loc, Stretch] = {(): (0, 1)}

    def pair(self, table: Loc, *, is_inline: bool) -> bool:
        """Read ``key = value``; return False where there is none."""
        raise NotImplementedError

    def value(self, loc: Loc, *, within: bool) -> None:
        """Read the value here and note its place; ``within`` a list or inline table a comma ends it."""
        start, sign = self.at, self.sign
        if sign in ('"', "'"):
            self.quoted_text(within=within)
        elif sign in OPENERS and sign:
            self.wide_text(within=within)
        elif _ARRAY_HERE.match(self.text, start):
            self._array(loc)
        elif sign in _INLINE and sign:
            self._inline(loc)
        else:
            self._scalar(within=within)
        self.values.setdefault(loc, (start, max(self.at, start + 1)))

    # --- numbers, dates, truth ------------------------------------------------------------------

    def _scalar(self, *, within: bool) -> None:
        start = self.at
        match = (_TOKEN if within else _WHOLE_LINE).match(self.text, start)
        token = match[0].rstrip() if match else ""
        if not token:
            self._nothing(start, within=within)
            return
        comma = _WITH_COMMA.fullmatch(token)
        if comma and is_scalar(comma[1]):
            token = comma[1]
        closes = _CLOSING_QUOTE.match(self.text, start + len(token)) if within else None
        if closes or (token.endswith('"') and token.count('"') == 1):
            self._unopened(start, token.removesuffix('"'))
            return
        self.at = start + len(token)
        if is_scalar(token):
            return
        meant = meant_by(token)
        short = token.split()[0]
        if meant.kind == "no-quotes" and is_scalar(short):
            self.at = start + len(short)
            return
        self.slip(meant.kind, start, self.at, lossy=meant.is_lossy, token=token, form=meant.mend)
        self.mend(start, self.at, meant.mend)

    def _unopened(self, start: int, inside: str) -> None:
        """A text that only lacks its first quote."""
        self.at = start + len(inside) + 1
        self.slip("unopened-text", start, start + 1, form=quoted(inside))
        self.mend(start, self.at, quoted(inside))

    def _nothing(self, start: int, *, within: bool) -> None:
        """No value: perhaps the list follows as bullets, else it is missing behind what stands before."""
        bullets = None if within else _BULLETS.match(self.text, start)
        if bullets:
            items = list(_BULLET.finditer(bullets[0]))
            self.slip("bullet", start + items[0].start(1), start + items[0].end(1))
            texts = ", ".join(quoted(item[2].strip().strip('"“”「」')) for item in items)
            self.at = bullets.end()
            self.mend(start, self.at, f" [{texts}]" + "\n" * len(items))
            return
        before = start - 1
        while before > 0 and self.text[before] in " \t":
            before -= 1
        self.slip("no-value", max(before, 0), max(before, 0) + 1)
        self.mend(start, start, ' ""')

    # --- lists and inline tables ----------------------------------------------------------------

    def _array(self, loc: Loc) -> None:
        start = self.at
        self._bracket(_ARRAY)
        self.deeper()
        index, last, comma = 0, self.at, True
        while True:
            self.pass_blanks()
            if self.is_over or self.at_statement:
                self.slip("unclosed-list", start, start + 1)
                self.mend(last, last, "]")
                self.at = last
                break
            if self.sign in _ARRAY_END:
                self._bracket(_ARRAY_END)
                break
            if self._comma(after_value=not comma):
                comma, last = True, self.at
                continue
            before = self.at
            self.value((*loc, index), within=True)
            if self.at == before:
                self._pass_stray()
                continue
            if not comma:
                self._missing_comma(last)
            index, last, comma = index + 1, self.at, False
        self.depth -= 1

    def _inline(self, loc: Loc) -> None:
        start = self.at
        self._bracket(_INLINE)
        self.deeper()
        last, comma, comma_at, told = self.at, True, -1, False
        while True:
            before = self.at
            self.pass_blanks()
            has_line_end = "\n" in self.text[before : self.at] or "\r" in self.text[before : self.at]
            if self.is_over or (has_line_end and self.at_statement and (not comma or self.sign == "[")):
                self.slip("unclosed-inline", start, start + 1)
                self.mend(last, last, "}")
                self.at = last
                break
            if has_line_end:
                if not told:
                    self.slip("inline-lines", start, start + 1)
                told = True
                self.mends = [mend for mend in self.mends if mend.start < before]
                self.mend(before, self.at, " ")
            if self.sign in _INLINE_END:
                if comma and comma_at >= 0:
                    self.slip("last-comma", comma_at, comma_at + 1)
                    self.mend(comma_at, comma_at + 1, " ")
                self._bracket(_INLINE_END)
                break
            here = self.at
            if self._comma(after_value=not comma):
                comma, last, comma_at = True, self.at, here
                continue
            if self.pair(loc, is_inline=True):
                if not comma:
                    self._missing_comma(last)
                last, comma = self.at, False
            elif self.at == here:
                self._pass_stray()
        self.depth -= 1

    def _bracket(self, known: dict[str, str]) -> None:
        mend = known[self.sign]
        if mend:
            kind = "parenthesis" if self.sign in "()（）" else "wide-bracket"
            self.slip(kind, self.at, self.at + 1, character=self.sign, form=mend)
            self.mend(self.at, self.at + 1, mend)
        self.at += 1

    def _comma(self, *, after_value: bool) -> bool:
        """Pass a comma; full-width ones, semicolons and those with nothing before them are noted."""
        sign = self.sign
        if not sign or sign not in "," + _WIDE_COMMAS + ";；":
            return False
        if sign in _WIDE_COMMAS:
            self.slip("wide-comma", self.at, self.at + 1, character=sign)
        elif sign != ",":
            self.slip("semicolon", self.at, self.at + 1, character=sign)
        elif not after_value:
            self.slip("comma-alone", self.at, self.at + 1)
        if sign != "," or not after_value:
            self.mend(self.at, self.at + 1, "," if after_value else " ")
        self.at += 1
        return True

    def _missing_comma(self, behind: int) -> None:
        self.slip("missing-comma", behind, behind + 1)
        self.mend(behind, behind, ",")

    def _pass_stray(self) -> None:
        """Pass what nothing can begin with here, up to the next comma or bracket."""
        start, match = self.at, _STRAY.match(self.text, self.at)
        self.at = match.end() if match else self.at + 1
        self.slip("stray", start, self.at, lossy=True, character=self.text[start])
        self.blank_out(start, self.at)
