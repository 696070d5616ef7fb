"""A document as sections of sentences, tables and bars for the terminal."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import assert_never

from mlew_tui.export import phrases
from mlew_tui.export.document import Block, Chart, Heading, Paragraph, Passage, Points, Question, Table
from mlew_tui.text.page_layout import Bar, Bars, Line, Section, Strong
from mlew_tui.text.page_layout import Table as StoryTable


def sections(made: tuple[Block, ...], first: str) -> tuple[Section, ...]:
    """Return a paper's blocks under their headings, what comes before any heading under ``first``."""
    found: list[tuple[str, list[Line]]] = [(first, [])]
    for block in made:
        if isinstance(block, Heading):
            found.append((block.text, []))
        else:
            found[-1][1].extend(_lines(block))
    return tuple(Section(heading, tuple(lines)) for heading, lines in found if lines)


def markdown_sections(text: str) -> tuple[Section, ...]:
    """Return a Markdown text as it is, cut at its headings."""
    found: list[tuple[str, list[Line]]] = []
    for line in text.splitlines():
        if line.startswith("#") or not found:
            found.append((line, []))
        elif line or found[-1][1]:
            found[-1][1].append(line)
    return tuple(Section(heading, tuple(lines[: -1 if lines and not lines[-1] else None])) for heading, lines in found)


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Heading():
            yield Strong(block.text)
        case Paragraph():
            words_of = list(_said(block.said))
            yield from (Strong(words_of[0]), *words_of[1:]) if block.tone in ("strong", "lead") else words_of
        case Points():
            for number, said in enumerate(block.items, start=1):
                yield from _said(said, f"{number}. " if block.kind == "numbers" else "・" * (block.kind == "dots"))
        case Question():
            yield f"Q. {block.question}"
            yield from _said(block.answer, "A. ")
        case Table():
            yield from _table(block)
        case Chart():
            yield Strong(block.caption)
            yield _bars(block)
        case _:
            assert_never(block)


def _bars(chart: Chart) -> Bars:
    sizes = (sum((part.size for part in one.parts), Fraction(0)) for one in chart.bars)
    whole = ceil(chart.whole)
    made = zip(chart.bars, sizes, strict=True)
    return Bars(tuple(Bar(one.title, size, whole, one.words, one.glyph) for one, size in made))


def _said(said: Passage, before: str = "") -> Iterator[Line]:
    text = f"{said.label}: {said.text}" if said.label else said.text
    mark = phrases.assumed() if said.assumed else ""
    yield before + "  ".join(part for part in (text, mark, f"({said.aside})" if said.aside else "") if part)
    if said.concern is not None:
        yield phrases.red(said.concern)


def _table(block: Table) -> Iterator[Line]:
    """Yield a table whose long texts stand in one column as one, any other a row a line."""
    width = len(block.rows[0])
    flexible = [column for column in range(width) if column not in block.narrow]
    if len(flexible) <= 1:
        column = flexible[0] if flexible else width - 1
        yield StoryTable(block.rows, column, block.to_right, block.strong, has_head=block.has_head)
        return
    head = block.rows[0] if block.has_head else ("",) * width
    for row in block.rows[block.has_head :]:
        named = zip(head, row, strict=True)
        yield phrases.joined(
            f"{name}: {cell}" if name and at else cell for at, (name, cell) in enumerate(named) if cell
        )
