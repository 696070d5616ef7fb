"""Reading a text that may not be TOML: where we are, what slipped so far, and how each slip can be mended."""

import re
from dataclasses import dataclass, field
from typing import Final

WIDE_SPACES: Final = "\u3000\u00a0\u2002\u2003\u2009\u200b\u202f\ufeff"
_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)")
_SIDES = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)", re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"[\r\n]|$")
_DEEPEST = 60
"""Levels of nesting followed; a workshop has six."""
_MOST = 200
"""Slips noted before the walk ends: nobody mends more in one go."""


@dataclass(frozen=True)
class SyntaxIssue:
    """One place where a text is not TOML: its kind, the stretch meant, other stretches, values for the words.

    ``is_lossy`` tells that something the text says was left out in mending it.
    """

    kind: str
    start: int
    end: int
    also: tuple[tuple[int, int], ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    is_lossy: bool = False


@dataclass(frozen=True)
class Mend:
    """The stretch of the text to replace, and by what, so that the rest can be checked too."""

    start: int
    end: int
    text: str


class EndOfTextError(Exception):
    """The walk ends here: nested more deeply than any workshop, or too many slips; carries the slip that says so."""

    def __init__(self, kind: str, at: int) -> None:
        super().__init__(kind)
        self.slip = SyntaxIssue(kind, at, at + 1, is_lossy=True)


class Cursor:
    """A place in a text, moving forward; whatever cannot be TOML is noted, mended and passed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.slips: list[SyntaxIssue] = []
        self.mends: list[Mend] = []
        self._second_sides: dict[int, int] = {}
        self._tail = len(text.rstrip("\0 \t\r\n"))

    # --- noting ---------------------------------------------------------------------------------

    def slip(
        self, kind: str, start: int, end: int, *, also: tuple[tuple[int, int], ...] = (), lossy: bool = False,
        **values: str,
    ) -> None:  # fmt: skip
        """Note a slip. Raises Ended when there are very many."""
        if len(self.slips) >= _MOST:
            raise EndOfTextError("too-many", start)
        self.slips.append(SyntaxIssue(kind, start, end, also, values, lossy))

    def mend(self, start: int, end: int, text: str) -> None:
        """Note how a stretch would read if it were TOML."""
        self.mends.append(Mend(start, end, text))

    def blank_out(self, start: int, end: int) -> None:
        """Mend a stretch by leaving it out; line ends stay."""
        self.mend(start, end, re.sub(r"[^\r\n]", " ", self.text[start:end]))

    def deeper(self) -> None:
        """Go one level down. Raises Ended."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise EndOfTextError("too-deep", self.at)

    # --- looking --------------------------------------------------------------------------------

    @property
    def sign(self) -> str:
        """The character here, "" at the end."""
        return self.text[self.at : self.at + 1]

    @property
    def is_over(self) -> bool:
        """Whether the text ends here."""
        return self.at >= len(self.text)

    @property
    def starts_line(self) -> bool:
        """Whether nothing but blanks stands before this on the line."""
        before = self.at
        while before and self.text[before - 1] in " \t":
            before -= 1
        return not before or self.text[before - 1] in "\r\n"

    def line_end(self, at: int | None = None) -> int:
        """Return the offset where the line ends."""
        found = _LINE_END.search(self.text, self.at if at is None else at)
        return found.start() if found else len(self.text)

    # --- moving ---------------------------------------------------------------------------------

    def pass_spaces(self) -> None:
        """Pass spaces and tabs; full-width ones and control characters are noted."""
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
        """Pass spaces, line ends, comments, conflict marks and zero bytes to the next thing said."""
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
        self.slip("wide-space", start, self.at, character=f"U+{ord(self.text[start]):04X}")
        self.mend(start, self.at, " " * (self.at - start))

    def _pass_line_end(self) -> None:
        if self.sign == "\r" and not self.text.startswith("\r\n", self.at):
            if not any(slip.kind == "lone-cr" for slip in self.slips):
                self.slip("lone-cr", self.at, self.at + 1)
            self.mend(self.at, self.at + 1, "\n")
        self.at += 1

    def pass_comment(self) -> None:
        """Pass a comment to the end of its line."""
        start, self.at = self.at, self.line_end()
        if self.text[start] == "＃":
            self.slip("wide-hash", start, start + 1)
            self.mend(start, start + 1, "#")
        if self.text.find("\0", start, self.at) >= self._tail:
            self.at = max(self._tail, start)
        self.note_controls(start, self.at)

    def note_controls(self, start: int, end: int) -> None:
        """Note the first control character of a stretch; all of them are mended."""
        found = list(_CONTROLS.finditer(self.text, start, end))
        for match in found:
            self.mend(match.start(), match.end(), " ")
        if found:
            code = f"U+{ord(found[0][0]):04X}"
            self.slip("control-character", found[0].start(), found[0].end(), character=code)

    def _pass_zeros(self) -> None:
        start = self.at
        while self.sign == "\0":
            self.at += 1
        if self.at < self._tail:
            self.slip("control-character", start, self.at, character="U+0000")
            self.blank_out(start, self.at)
        else:
            self.slip("zero-tail", start, self.at, count=str(self.text.count("\0", start)))
            self.blank_out(start, len(self.text))
            self.at = len(self.text)

    def _pass_conflict(self) -> bool:
        """Pass a line git left in a conflict; of two sides the first is followed."""
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
        self.slip("conflict", start, match.end(), also=also, lossy=True)
        self.blank_out(start, end)
        self.at = end
        return True

    def _other_sides(self, at: int) -> list[tuple[int, int]]:
        """Return the marks between the two sides of a conflict and the one that ends it; none where that is missing."""
        sides: list[tuple[int, int]] = []
        for match in _SIDES.finditer(self.text, at):
            if match[0][0] == "<":
                break
            sides.append(match.span())
            if match[0][0] == ">":
                return sides if len(sides) > 1 else []
        return []
