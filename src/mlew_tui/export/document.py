"""The blocks of a document in any format: headings, texts, tables and charts.

Texts are as people typed them; each format sanitizes and lays them out.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["problem", "strength", "vote"]


@dataclass(frozen=True)
class Passage:
    """A text with its attributes.

    ``label`` goes before it; ``concern`` makes it red (None: not red); ``aside`` goes beside it in small print.
    """

    text: str
    label: str = ""
    assumed: bool = False
    concern: str | None = None
    aside: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 begins a part of the paper, on a page of its own where there are pages."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: plain, the ``lead`` of a section, ``strong`` emphasis, a ``quote``, or a small ``note`` of ours."""

    said: Passage
    tone: Literal["plain", "lead", "strong", "quote", "note"] = "plain"


@dataclass(frozen=True)
class Points:
    """Several short texts: with dots, numbered, or each beside its label."""

    items: tuple[Passage, ...]
    kind: Literal["dots", "numbers", "labels"] = "dots"


@dataclass(frozen=True)
class Question:
    """A question and its answer; what is red or assumed of either stands with the answer."""

    question: str
    answer: Passage


@dataclass(frozen=True)
class Table:
    """Rows of as many cells each; the first names the columns if ``has_head``, its cells may be empty.

    ``to_right`` are columns of numbers, ``narrow`` those that should not wrap, ``strong`` the rows of the adopted
    case. ``has_bars``: the first column is a share of ten cells, █ and ░. ``first_names``: it names the rows.
    ``widths``: per cent of the page for each column, for tables that follow each other; else as their contents ask.
    """

    rows: tuple[tuple[str, ...], ...]
    has_head: bool = True
    to_right: frozenset[int] = frozenset()
    narrow: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()
    has_bars: bool = False
    first_names: bool = False
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of a bar: what it is called in short, how much it is, and of which kind."""

    label: str
    size: Fraction
    kind: Kind
    words: str


@dataclass(frozen=True)
class Bar:
    """A case's bar: ``parts`` of ``whole``, with ``words`` beside it; a ``glyph`` marks the adopted case."""

    name: str
    title: str
    parts: tuple[Part, ...]
    words: str
    glyph: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars of the same ``whole`` under each other; formats without pictures leave them to the tables that follow."""

    caption: str
    bars: tuple[Bar, ...]
    whole: Fraction


Prose = Heading | Paragraph | Points | Question
Block = Prose | Table | Chart


@dataclass(frozen=True)
class Document:
    """A complete document: its title, what it is, a line of facts, and its blocks."""

    title: str
    what: str
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]
