"""A document as Markdown (CommonMark with GitHub's tables), with people's text escaped."""

import re
from collections.abc import Iterator
from typing import assert_never

from mlew_tui.export import phrases
from mlew_tui.export.document import Block, Chart, Document, Heading, Paragraph, Passage, Points, Question, Table
from mlew_tui.export.full_document import build_document
from mlew_tui.export.source import File, Source
from mlew_tui.text.sanitize import sanitize_for_print

_ACTIVE = re.compile(r"[\\`*_\[<|~$@]|&(?=[#0-9A-Za-z])|#(?=#*$)")
"""Characters that may begin markup anywhere in a line, and the number signs that may end a heading."""
_LINK = re.compile(r"(?i)\b(www)\.|:(?=//)")
"""Where GitHub makes a link of a plain address."""
_AT_START = re.compile(r"^([#+\-=:>]|\d{1,9}(?=[.)]))")
"""What begins a heading, a list, a rule or a table at the start of a line."""
_ADDRESS = re.compile(r"https?://(?:[0-9A-Za-z./:?=%+,#-]|(?<=[0-9A-Za-z])_(?=[0-9A-Za-z]))+")
"""An address with nothing in it that could be markup."""


def write(source: Source) -> tuple[File, ...]:
    """Return the whole paper as one Markdown file."""
    return (File(f"{source.name}.md", text(build_document(source)).encode()),)


def text(paper: Document) -> str:
    """Return a paper as Markdown."""
    head = [f"# {inline(paper.title)}", inline(phrases.joined((paper.what, *paper.facts)))]
    return "\n\n".join([*head, *blocks(paper.blocks)]) + "\n"


def blocks(made: tuple[Block, ...], deeper: int = 1) -> Iterator[str]:
    """Yield each block as Markdown, headings ``deeper`` than in the paper, whose title is one itself."""
    for block in made:
        match block:
            case Heading():
                yield f"{'#' * (block.level + deeper)} {inline(block.text)}"
            case Paragraph():
                yield _paragraph(block)
            case Points():
                yield points(block)
            case Question():
                yield f"{strong('Q. ' + block.question)}\n\n{_with_concern(block.answer, 'A. ')}"
            case Table():
                yield table(block)
            case Chart():
                pass
            case _:
                assert_never(block)


def _paragraph(block: Paragraph) -> str:
    match block.tone:
        case "strong":
            return strong(block.said.text)
        case "quote":
            said = block.said
            return _behind("> ", passage(Passage(said.text, assumed=said.assumed))) + f"\n>\n> — {inline(said.aside)}"
        case "note" | "plain" | "lead":
            return _with_concern(block.said)
        case _:
            assert_never(block.tone)


def points(block: Points) -> str:
    """Return points as a list; what is red has its concern below, in the same item."""
    rows = []
    for number, said in enumerate(block.items, start=1):
        mark = f"{number}. " if block.kind == "numbers" else "- "
        rows.append(_behind(" " * len(mark), _with_concern(said), first=mark))
    return "\n".join(rows)


def _with_concern(said: Passage, before: str = "") -> str:
    if said.concern is None:
        return passage(said, before)
    return f"{passage(said, before)}\n\n{_behind('> ', strong(phrases.red(said.concern)))}"


def passage(said: Passage, before: str = "") -> str:
    """Return people's words after their label, before what is said beside them."""
    parts = [
        strong(said.label) if said.label else "",
        before + lines(said.text),
        f"*{inline(phrases.assumed())}*" if said.assumed else "",
        f"({inline(said.aside)})" if said.aside else "",
    ]
    return " ".join(part for part in parts if part)


def table(block: Table) -> str:
    """Return a table; one without names for its columns gets empty ones, for Markdown wants a head."""
    rows = [[_escaped(_on_one_line(cell)) for cell in row] for row in block.rows]
    for index in block.strong:
        rows[index] = [cell and f"**{cell}**" for cell in rows[index]]
    head = rows.pop(0) if block.has_head else [""] * len(block.rows[0])
    rule = ["---:" if column in block.to_right else "---" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def strong(text: str) -> str:
    """Return a text in bold on one line; nothing for nothing."""
    inner = inline(text)
    return f"**{inner}**" if inner else ""


def inline(text: str) -> str:
    """Return people's text for one line of Markdown, with nothing in it that is markup."""
    return _begun(_escaped(_on_one_line(text)))


def address(text: str) -> str:
    """Return a web address as it is, for other programs to find; anything else as text."""
    return text.strip() if _ADDRESS.fullmatch(text.strip()) else inline(text)


def lines(text: str) -> str:
    """Return people's text for a paragraph, its own line breaks kept, with nothing in it that is markup."""
    rows = [" ".join(row.split()) for row in sanitize_for_print(text).split("\n")]
    return "\\\n".join(_begun(_escaped(row)) for row in rows if row)


def _on_one_line(text: str) -> str:
    return " ".join(sanitize_for_print(text).split())


def _escaped(line: str) -> str:
    line = _ACTIVE.sub(r"\\\g<0>", line)
    return _LINK.sub(lambda found: f"{found[1]}\\." if found[1] else "\\:", line)


def _begun(line: str) -> str:
    """Return an escaped line with what would be markup at its start escaped, too."""
    return _AT_START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", line)


def _behind(indent: str, text: str, first: str | None = None) -> str:
    """Return a text with every line behind a mark, the first behind another if one is given."""
    rows = text.split("\n")
    begun = [(indent if first is None else first) + rows[0]]
    return "\n".join([*begun, *((indent + row).rstrip() for row in rows[1:])])
