"""Reading texts in quotes: plain, long, unclosed, and in the quotes of a Japanese or a smart keyboard."""

import re
from typing import Final

from mlew_tui.diagnosis.cursor import Cursor
from mlew_tui.diagnosis.scalar_fixes import quoted

OPENERS: Final = {
    "“": "”", "”": "”", "„": "”", "‟": "”", "＂": "＂", "〝": "〟", "「": "」", "『": "』",
    "‘": "’", "’": "’", "＇": "＇", "«": "»", "`": "`",
}  # fmt: skip
STATEMENT: Final = re.compile(
    r"[ \t]*(?:[A-Za-z_][\w-]*(?:\.[\w-]+)*[ \t]*[=＝](?!=)"
    r"|\[\[?[ \t]*[A-Za-z_][\w.-]*[ \t]*\]\]?[ \t]*(?:#.*)?$)",
    re.ASCII | re.MULTILINE,
)
"""How a pair or a table begins that somebody meant as one."""
_NEXT_STATEMENT = re.compile(f"^{STATEMENT.pattern}", re.MULTILINE | re.ASCII)
_WIDE_CLOSERS = "”“＂〟」』’"
_WIDE_AT_END = re.compile(rf"[{_WIDE_CLOSERS}](?=[ \t]*[,，、\]\}}］｝ \t]*(?:#.*)?$)")
_RAN_ON = re.compile(rf"(?P<close>[{_WIDE_CLOSERS}])?[ \t]*[,，、][ \t]*$")
_ENDS_VALUE = re.compile(r"[ \t\u3000]*(?:[,，、;；\]\}］｝#\r\n]|$)")
_ENDS_WIDE = re.compile(r'["”＂」』’]')
_ESCAPE = re.compile(r'\\(?:[btnfr"\\]|u(?!D[89A-Fa-f])[0-9A-Fa-f]{4}|U00(?:0|10)[0-9A-Fa-f]{5}|U0010[0-9A-Fa-f]{4})')
_CONTINUED = re.compile(r"\\[ \t]*\r?\n")
_LONG = {
    '"': re.compile(r'"""(?:\\.|[^\\])*?"{3,5}', re.DOTALL),
    "'": re.compile(r"'''.*?'{3,5}", re.DOTALL),
}
_PLAIN = {'"': re.compile(r'(?:\\.|[^"])*+'), "'": re.compile("[^']*+")}
"""What stands between plain quotes, up to the closing one or the end of the line."""
_MOST_LINES = 30
"""Lines a text in single quotes may run over before it counts as never closed."""


class Texts(Cursor):
    """Reads one text and notes how its quotes went wrong."""

    @property
    def at_statement(self) -> bool:
        """Whether the next statement begins here, at the start of a line."""
        return self.starts_line and bool(STATEMENT.match(self.text, self.at))

    def quoted_text(self, *, within: bool) -> None:
        """Read a text in plain quotes; ``within`` a list or inline table a comma may follow."""
        quote = self.sign
        if self.text.startswith(quote * 3, self.at):
            self._long_text(quote)
            return
        start = self.at
        self.at += 1
        end = self.line_end()
        inside = _PLAIN[quote].match(self.text, self.at, end)
        self.at = inside.end() if inside else end
        if self.sign != quote:
            self._unclosed(start, end, quote, within=within)
        elif within and self._ran_into_next(start, quote):
            return
        else:
            self.at += 1
            self._inside(start + 1, self.at - 1, quote)

    def _ran_into_next(self, start: int, quote: str) -> bool:
        """Tell whether the closing quote here rather opens the next item; then the text ends before the comma."""
        ran_on = _RAN_ON.search(self.text[start + 1 : self.at])
        if ran_on is None or _ENDS_VALUE.match(self.text, self.at + 1):
            return False
        close = start + 1 + ran_on.start()
        if ran_on["close"]:
            self.slip("wide-close", close, close + 1, also=((start, start + 1),))
            self.mend(close, close + 1, quote)
            self.at = close + 1
        else:
            self.slip("unclosed-text", start, start + 1)
            self.mend(close, close, quote)
            self.at = close
        self._inside(start + 1, close, quote)
        return True

    def _unclosed(self, start: int, end: int, quote: str, *, within: bool) -> None:
        """A text without its closing quote: the full-width one at its end, or where the line must end."""
        line = self.text[start + 1 : end]
        wide = _WIDE_AT_END.search(line)
        if wide:
            close = start + 1 + wide.start()
            self.slip("wide-close", close, close + 1, also=((start, start + 1),))
            self.mend(close, close + 1, quote)
            self.at = close + 1
        elif not within and (far := self._closed_below(end, quote)):
            self.slip("text-over-lines", start, start + 1, also=((far, far + 1),))
            inside = self.text[start + 1 : far]
            self.mend(start, far + 1, quoted(re.sub(r"[\r\n]", " ", inside)) + "\n" * inside.count("\n"))
            self.at = far + 1
            return
        else:
            tail = re.search(r"[ \t]*[,\]\}][ \t,\]\}]*$" if within else r"[ \t]*$", line)
            close = start + 1 + (tail.start() if tail else len(line))
            self.slip("unclosed-text", start, start + 1)
            self.mend(close, close, quote)
            self.at = close
        self._inside(start + 1, close, quote)

    def _closed_below(self, end: int, quote: str) -> int:
        """Return where one of the next lines of the same paragraph closes a text and ends, 0 if none does."""
        for _ in range(_MOST_LINES):
            start = end + (2 if self.text.startswith("\r\n", end) else 1)
            end = self.line_end(start) if start < len(self.text) else start
            line = self.text[start:end]
            if not line.strip() or STATEMENT.match(line):
                return 0
            close = line.find(quote)
            if close >= 0:
                return start + close if not line[close + 1 :].partition("#")[0].strip() else 0
        return 0

    def _long_text(self, quote: str) -> None:
        start = self.at
        match = _LONG[quote].match(self.text, start)
        if match and (
            _ENDS_VALUE.match(self.text, match.end())
            or not _NEXT_STATEMENT.search(self.text, self.line_end(), match.end())
        ):
            self.at = match.end()
            self._inside(start + 3, self.at - 3, quote)
            return
        found = _NEXT_STATEMENT.search(self.text, self.line_end())
        until = found.start() if found else len(self.text)
        while until > start + 3 and self.text[until - 1].isspace():
            until -= 1
        self.at = until
        self.slip("unclosed-long-text", start, start + 3)
        self.mend(self.at, self.at, quote * 3)
        self._inside(start + 3, self.at, quote)

    def _inside(self, start: int, end: int, quote: str) -> None:
        """Note what a text must not hold: control characters, backslashes that escape nothing."""
        self.note_controls(start, end)
        if quote == "'":
            return
        at, told = start, False
        while (at := self.text.find("\\", at, end)) >= 0:
            match = _ESCAPE.match(self.text, at, end)
            if match:
                at = match.end()
            elif _CONTINUED.match(self.text, at, end):
                at += 1  # a line continued, in a long text
            else:
                if not told:
                    self.slip("backslash", at, min(at + 2, end))
                told = True
                self.mend(at, at, "\\")
                at += 2 if self.text.startswith("\\\\", at) else 1

    def wide_text(self, *, within: bool) -> None:
        """Read a text in full-width or curly quotes."""
        start, end = self.at, self.line_end()
        closer = OPENERS[self.sign]
        close = self.text.find(closer, start + 1, end)
        if not within and close >= 0:
            close = self.text.rfind(closer, start + 1, end)
        if close < 0:
            match = _ENDS_WIDE.search(self.text, start + 1, end)
            close = match.start() if match else -1
        inside = self.text[start + 1 : close if close >= 0 else end]
        if close < 0:
            inside = re.split(r"[,\]\}]", inside)[0].rstrip() if within else inside.rstrip()
            self.slip("wide-quote", start, start + 1)
            self.at = start + 1 + len(inside)
        else:
            self.slip("wide-quote", start, start + 1, also=((close, close + 1),))
            self.at = close + 1
        self.mend(start, self.at, quoted(inside))
