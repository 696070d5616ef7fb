"""The problem of a file: its position, message, hint and notes."""

import re
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Spot(NamedTuple):
    """A stretch of one line: ``line`` and columns count from 1, columns in characters, ``end`` exclusive.

    ``line`` 0 means the whole file. ``excerpt`` is the text of the line; ``is_secret`` tells that it may hold
    a score, a first place or the decision.
    """

    line: int = 0
    column: int = 0
    end: int = 0
    excerpt: str = ""
    is_secret: bool = False


class Note(NamedTuple):
    """Another place related to a problem, and why it matters."""

    what: str
    spot: Spot


class Problem(NamedTuple):
    """One problem in a file: message, position, hint how to fix it, and related places.

    ``kind`` is a stable short name for programs: ``unknown-key``, ``curly-quote``.
    """

    path: Path
    kind: str
    what: str
    spot: Spot = Spot()
    hint: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def line(self) -> int:
        """The line, from 1; 0 for the whole file."""
        return self.spot.line

    @property
    def column(self) -> int:
        """The column in characters, from 1; 0 for the whole file."""
        return self.spot.column

    def __str__(self) -> str:
        """Format like a compiler: file:line:column: message (hint)."""
        where = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.path}{where}: {self.what}" + (f" ({self.hint})" if self.hint else "")


class InvalidFileError(Exception):
    """A file that cannot be used and was not changed; carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Lines:
    """Turns offsets of a text into spots; a line ends at LF, CRLF or a lone CR, as editors show it."""

    def __init__(self, text: str) -> None:
        self._text = text
        ends = [(match.start(), match.end()) for match in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._ends = [*(start for start, _ in ends), len(text)]

    def spot(self, start: int, end: int | None = None) -> Spot:
        """Return the spot of a stretch, cut at the end of its first line; one character where no end is given."""
        index = bisect_right(self._starts, start) - 1
        first, last = self._starts[index], self._ends[index]
        until = start + 1 if end is None else min(end, last)
        column, until = start - first + 1, max(until, start + 1) - first + 1
        return Spot(index + 1, column, until, self._text[first:last], index in self._secret)

    @cached_property
    def _secret(self) -> frozenset[int]:
        """The numbers, from 0, of the lines that may tell a score."""
        from mlew_tui.diagnosis.secret_lines import secret_line_numbers  # lazy: most runs meet no problem

        return secret_line_numbers([self._text[start:end] for start, end in zip(self._starts, self._ends, strict=True)])
