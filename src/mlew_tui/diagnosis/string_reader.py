"""Reads strings: single-line, multi-line, unclosed, and in curly or full-width quotes."""

import re
from typing import Final

from mlew_tui.diagnosis.cursor import STATEMENT, Cursor
from mlew_tui.diagnosis.scalar_fixes import basic_string

OPENERS: Final = {
    "“": "”", "”": "”", "„": "”", "‟": "”", "＂": "＂", "〝": "〟", "「": "」", "『": "』",
    "‘": "’", "’": "’", "＇": "＇", "«": "»", "`": "`",
}  # fmt: skip
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
"""The content between plain quotes, up to the closing one or the end of the line."""
_MOST_LINES = 30
"""Most lines over which a single-line string is searched for its closing quote."""


class StringReader:
    """Reads one string at the cursor and reports wrong, missing or extra quotes."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def read_quoted(self, *, within: bool) -> None:
        """Read a string in plain quotes; ``within`` a list or inline table a comma may follow."""
        quote = self._cursor.sign
        if self._cursor.text.startswith(quote * 3, self._cursor.at):
            self._long_text(quote)
            return
        start = self._cursor.at
        self._cursor.at += 1
        end = self._cursor.line_end()
        inside = _PLAIN[quote].match(self._cursor.text, self._cursor.at, end)
        self._cursor.at = inside.end() if inside else end
        if self._cursor.sign != quote:
            self._unclosed(start, end, quote, within=within)
        elif within and self._ran_into_next(start, quote):
            return
        else:
            self._cursor.at += 1
            self._inside(start + 1, self._cursor.at - 1, quote)

    def _ran_into_next(self, start: int, quote: str) -> bool:
        """Tell whether the quote here opens the next item; if so, end the string before the comma."""
        ran_on = _RAN_ON.search(self._cursor.text[start + 1 : self._cursor.at])
        if ran_on is None or _ENDS_VALUE.match(self._cursor.text, self._cursor.at + 1):
            return False
        close = start + 1 + ran_on.start()
        if ran_on["close"]:
            self._cursor.add_issue("wide-close", close, close + 1, also=((start, start + 1),))
            self._cursor.add_fix(close, close + 1, quote)
            self._cursor.at = close + 1
        else:
            self._cursor.add_issue("unclosed-text", start, start + 1)
            self._cursor.add_fix(close, close, quote)
            self._cursor.at = close
        self._inside(start + 1, close, quote)
        return True

    def _unclosed(self, start: int, end: int, quote: str, *, within: bool) -> None:
        """Close a string at a full-width closing quote, on a later line, or at the end of its line."""
        line = self._cursor.text[start + 1 : end]
        wide = _WIDE_AT_END.search(line)
        if wide:
            close = start + 1 + wide.start()
            self._cursor.add_issue("wide-close", close, close + 1, also=((start, start + 1),))
            self._cursor.add_fix(close, close + 1, quote)
            self._cursor.at = close + 1
        elif not within and (far := self._closed_below(end, quote)):
            self._cursor.add_issue("text-over-lines", start, start + 1, also=((far, far + 1),))
            inside = self._cursor.text[start + 1 : far]
            self._cursor.add_fix(
                start, far + 1, basic_string(re.sub(r"[\r\n]", " ", inside)) + "\n" * inside.count("\n")
            )
            self._cursor.at = far + 1
            return
        else:
            tail = re.search(r"[ \t]*[,\]\}][ \t,\]\}]*$" if within else r"[ \t]*$", line)
            close = start + 1 + (tail.start() if tail else len(line))
            self._cursor.add_issue("unclosed-text", start, start + 1)
            self._cursor.add_fix(close, close, quote)
            self._cursor.at = close
        self._inside(start + 1, close, quote)

    def _closed_below(self, end: int, quote: str) -> int:
        """Return where a later line of the same paragraph closes the string and ends, 0 if none does."""
        for _ in range(_MOST_LINES):
            start = end + (2 if self._cursor.text.startswith("\r\n", end) else 1)
            end = self._cursor.line_end(start) if start < len(self._cursor.text) else start
            line = self._cursor.text[start:end]
            if not line.strip() or STATEMENT.match(line):
                return 0
            close = line.find(quote)
            if close >= 0:
                return start + close if not line[close + 1 :].partition("#")[0].strip() else 0
        return 0

    def _long_text(self, quote: str) -> None:
        start = self._cursor.at
        match = _LONG[quote].match(self._cursor.text, start)
        if match and (
            _ENDS_VALUE.match(self._cursor.text, match.end())
            or not _NEXT_STATEMENT.search(self._cursor.text, self._cursor.line_end(), match.end())
        ):
            self._cursor.at = match.end()
            self._inside(start + 3, self._cursor.at - 3, quote)
            return
        found = _NEXT_STATEMENT.search(self._cursor.text, self._cursor.line_end())
        until = found.start() if found else len(self._cursor.text)
        while until > start + 3 and self._cursor.text[until - 1].isspace():
            until -= 1
        self._cursor.at = until
        self._cursor.add_issue("unclosed-long-text", start, start + 3)
        self._cursor.add_fix(self._cursor.at, self._cursor.at, quote * 3)
        self._inside(start + 3, self._cursor.at, quote)

    def _inside(self, start: int, end: int, quote: str) -> None:
        """Note what a text must not hold: control characters, backslashes that escape nothing."""
        self._cursor.note_controls(start, end)
        if quote == "'":
            return
        at, told = start, False
        while (at := self._cursor.text.find("\\", at, end)) >= 0:
            match = _ESCAPE.match(self._cursor.text, at, end)
            if match:
                at = match.end()
            elif _CONTINUED.match(self._cursor.text, at, end):
                at += 1  # a line continued, in a long text
            else:
                if not told:
                    self._cursor.add_issue("backslash", at, min(at + 2, end))
                told = True
                self._cursor.add_fix(at, at, "\\")
                at += 2 if self._cursor.text.startswith("\\\\", at) else 1

    def read_wide_quoted(self, *, within: bool) -> None:
        """Read a text in full-width or curly quotes."""
        start, end = self._cursor.at, self._cursor.line_end()
        closer = OPENERS[self._cursor.sign]
        close = self._cursor.text.find(closer, start + 1, end)
        if not within and close >= 0:
            close = self._cursor.text.rfind(closer, start + 1, end)
        if close < 0:
            match = _ENDS_WIDE.search(self._cursor.text, start + 1, end)
            close = match.start() if match else -1
        inside = self._cursor.text[start + 1 : close if close >= 0 else end]
        if close < 0:
            inside = re.split(r"[,\]\}]", inside)[0].rstrip() if within else inside.rstrip()
            self._cursor.add_issue("wide-quote", start, start + 1)
            self._cursor.at = start + 1 + len(inside)
        else:
            self._cursor.add_issue("wide-quote", start, start + 1, also=((close, close + 1),))
            self._cursor.at = close + 1
        self._cursor.add_fix(start, self._cursor.at, basic_string(inside))
