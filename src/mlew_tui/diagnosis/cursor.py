"""A position in a text that may be invalid TOML, with the syntax issues found so far and their fixes."""

import re
from dataclasses import dataclass, field
from typing import Final

WIDE_SPACES: Final = "\u3000\u00a0\u2002\u2003\u2009\u200b\u202f\ufeff"
STATEMENT: Final = re.compile(
    r"[ \t]*(?:[A-Za-z_][\w-]*(?:\.[\w-]+)*[ \t]*[=＝](?!=)"
    r"|\[\[?[ \t]*[A-Za-z_][\w.-]*[ \t]*\]\]?[ \t]*(?:#.*)?$)",
    re.ASCII | re.MULTILINE,
)
"""The start of a line that is probably a pair or a table header."""
_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)")
_SIDES = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)", re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"[\r\n]|$")
_DEEPEST = 60
"""Most levels of nesting that are read; a workshop has six."""
_MOST = 200
"""Most syntax issues reported for one text."""


@dataclass(frozen=True)
class SyntaxIssue:
    """One place where a text is not TOML: kind, offsets, related places, and values for the message.

    ``is_lossy``: the fix leaves out a part of the text.
    """

    kind: str
    start: int
    end: int
    also: tuple[tuple[int, int], ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    is_lossy: bool = False


@dataclass(frozen=True)
class Fix:
    """A replacement that makes a part of the text valid, so that the rest can be checked too."""

    start: int
    end: int
    text: str


class EndOfTextError(Exception):
    """The scan stops: the nesting is too deep or there are too many issues; carries the issue that says so."""

    def __init__(self, kind: str, at: int) -> None:
        super().__init__(kind)
        self.issue = SyntaxIssue(kind, at, at + 1, is_lossy=True)


class Cursor:
    """A position that moves forward through a text and collects syntax issues and fixes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.issues: list[SyntaxIssue] = []
        self.fixes: list[Fix] = []
        self._second_sides: dict[int, int] = {}
        self._tail = len(text.rstrip("\0 \t\r\n"))

    # --- issues ---------------------------------------------------------------------------------

    def add_issue(
        self, kind: str, start: int, end: int, *, also: tuple[tuple[int, int], ...] = (), lossy: bool = False,
        **values: str,
    ) -> None:  # fmt: skip
        """Add a syntax issue. Raises EndOfTextError if there are too many."""
        if len(self.issues) >= _MOST:
            raise EndOfTextError("too-many", start)
        self.issues.append(SyntaxIssue(kind, start, end, also, values, lossy))

    def add_fix(self, start: int, end: int, text: str) -> None:
        """Add the replacement for a part of the text."""
        self.fixes.append(Fix(start, end, text))

    def blank_out(self, start: int, end: int) -> None:
        """Add a fix that blanks out a part of the text; line ends are kept."""
        self.add_fix(start, end, re.sub(r"[^\r\n]", " ", self.text[start:end]))

    def bookmark(self) -> tuple[int, int, int]:
        """Return the state that ``go_back`` restores."""
        return self.at, len(self.issues), len(self.fixes)

    def go_back(self, bookmark: tuple[int, int, int]) -> None:
        """Move back to a bookmark and drop the issues and fixes added since."""
        self.at, issues, fixes = bookmark
        del self.issues[issues:], self.fixes[fixes:]

    def descend(self) -> None:
        """Enter one more level of nesting. Raises EndOfTextError if that is too deep."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise EndOfTextError("too-deep", self.at)

    # --- reading --------------------------------------------------------------------------------

    @property
    def sign(self) -> str:
        """The character at the cursor, "" at the end."""
        return self.text[self.at : self.at + 1]

    @property
    def is_over(self) -> bool:
        """Whether the cursor is at the end of the text."""
        return self.at >= len(self.text)

    @property
    def starts_line(self) -> bool:
        """Whether only spaces and tabs precede the cursor on its line."""
        before = self.at
        while before and self.text[before - 1] in " \t":
            before -= 1
        return not before or self.text[before - 1] in "\r\n"

    @property
    def at_statement(self) -> bool:
        """Whether the next statement begins here, at the start of a line."""
        return self.starts_line and bool(STATEMENT.match(self.text, self.at))

    def line_end(self, at: int | None = None) -> int:
        """Return the offset where the line ends."""
        found = _LINE_END.search(self.text, self.at if at is None else at)
        return found.start() if found else len(self.text)

    # --- moving ---------------------------------------------------------------------------------

    def pass_spaces(self) -> None:
        """Skip spaces and tabs; report full-width spaces and control characters."""
        while True:
            text, at = self.text, self.at
            while text[at : at + 1] in (" ", "\t"):
                at += 1
            self.at, sign = at, text[at : at + 1]
            if not sign or " " < sign < "\x7f":
                return
            if sign in WIDE_SPACES:
                self._pass_wide_spaces()
            elif sign == "\0":
                self._pass_zeros()
            elif _CONTROLS.match(sign):
                self.note_controls(at, at + 1)
                self.at += 1
            else:
                return

    def pass_blanks(self) -> None:
        """Skip spaces, line ends, comments, conflict markers and zero bytes."""
        while not self.is_over:
            self.pass_spaces()
            sign = self.sign
            if sign in ("\r", "\n"):
                self._pass_line_end()
            elif sign in ("#", "＃"):
                self.pass_comment()
            elif sign not in ("<", "|", "=", ">") or not (self.starts_line and self._pass_conflict()):
                return

    def _pass_wide_spaces(self) -> None:
        start = self.at
        while self.sign and self.sign in WIDE_SPACES:
            self.at += 1
        self.add_issue("wide-space", start, self.at, character=f"U+{ord(self.text[start]):04X}")
        self.add_fix(start, self.at, " " * (self.at - start))

    def _pass_line_end(self) -> None:
        if self.sign == "\r" and not self.text.startswith("\r\n", self.at):
            if not any(issue.kind == "lone-cr" for issue in self.issues):
                self.add_issue("lone-cr", self.at, self.at + 1)
            self.add_fix(self.at, self.at + 1, "\n")
        self.at += 1

    def pass_comment(self) -> None:
        """Skip a comment to the end of its line."""
        start, self.at = self.at, self.line_end()
        if self.text[start] == "＃":
            self.add_issue("wide-hash", start, start + 1)
            self.add_fix(start, start + 1, "#")
        if self.text.find("\0", start, self.at) >= self._tail:
            self.at = max(self._tail, start)
        self.note_controls(start, self.at)

    def note_controls(self, start: int, end: int) -> None:
        """Report the first control character of a range and fix all of them."""
        found = list(_CONTROLS.finditer(self.text, start, end))
        for match in found:
            self.add_fix(match.start(), match.end(), " ")
        if found:
            code = f"U+{ord(found[0][0]):04X}"
            self.add_issue("control-character", found[0].start(), found[0].end(), character=code)

    def _pass_zeros(self) -> None:
        start = self.at
        while self.sign == "\0":
            self.at += 1
        if self.at < self._tail:
            self.add_issue("control-character", start, self.at, character="U+0000")
            self.blank_out(start, self.at)
        else:
            self.add_issue("zero-tail", start, self.at, count=str(self.text.count("\0", start)))
            self.blank_out(start, len(self.text))
            self.at = len(self.text)

    def _pass_conflict(self) -> bool:
        """Skip a line with a git conflict marker; of two sides the first is read."""
        match = _MARK.match(self.text, self.at)
        if match is None:
            return False
        start, end = self.at, self.line_end()
        if start in self._second_sides:
            self.at = self._second_sides[start]
            return True
        also: tuple[tuple[int, int], ...] = ()
        if match[1][0] == "<":
            sides = self._other_sides(end)
            if sides:
                self._second_sides[sides[0][0]] = self.line_end(sides[-1][0])
                self.blank_out(sides[0][0], self.line_end(sides[-1][0]))
                also = tuple(sides)
        self.add_issue("conflict", start, match.end(), also=also, lossy=True)
        self.blank_out(start, end)
        self.at = end
        return True

    def _other_sides(self, at: int) -> list[tuple[int, int]]:
        """Return the markers between the sides of a conflict and the closing one; none if that is missing."""
        sides: list[tuple[int, int]] = []
        for match in _SIDES.finditer(self.text, at):
            if match[0][0] == "<":
                break
            sides.append(match.span())
            if match[0][0] == ">":
                return sides if len(sides) > 1 else []
        return []
