"""A document as one self-contained HTML page for screen and A4; it loads and runs nothing."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import assert_never

from mlew_tui.export import phrases, svg_charts
from mlew_tui.export.document import Block, Chart, Document, Heading, Paragraph, Passage, Points, Question, Table
from mlew_tui.export.full_document import build_document
from mlew_tui.export.source import File, Source
from mlew_tui.i18n import current, tr
from mlew_tui.reports import vocabulary
from mlew_tui.text.sanitize import sanitize_for_print

_STRONG = ' class="strong"'
_SHORT = 8
"""Rows of a table that is printed on one page."""


def write(source: Source) -> tuple[File, ...]:
    """Return the whole paper as one HTML file."""
    return (File(f"{source.name}.html", page(build_document(source)).encode()),)


def page(paper: Document) -> str:
    """Return a paper as a page; its policy lets nothing load or run but its own style."""
    style = files("mlew_tui.export").joinpath("paper.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    what = f'<p class="what">{_text(paper.what)}</p>\n' if paper.what else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{current()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{_line(paper.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<header>\n{what}<h1>{_line(paper.title)}</h1>\n"
        f'<p class="facts">{_text(phrases.joined(paper.facts))}</p>\n</header>\n<main>\n'
        + "\n".join(_blocks(paper.blocks))
        + "\n</main>\n</body>\n</html>\n"
    )


def _blocks(made: tuple[Block, ...]) -> Iterator[str]:
    for block in made:
        match block:
            case Heading():
                yield f"<h{block.level + 1}>{_line(block.text)}</h{block.level + 1}>"
            case Paragraph():
                yield _paragraph(block)
            case Points():
                yield _points(block)
            case Question():
                asked = f'<p class="q"><b>Q</b><span>{_text(block.question)}</span></p>'
                yield f'<div class="faq">{asked}<div class="a"><b>A</b><div>{_said(block.answer)}</div></div></div>'
            case Table():
                yield _table(block)
            case Chart():
                yield _chart(block)
            case _:
                assert_never(block)


def _paragraph(block: Paragraph) -> str:
    if block.tone == "quote":
        cite = f'<footer class="aside">{_text(block.said.aside)}</footer>'
        return f"<blockquote><p>{_words(block.said)}</p>{cite}</blockquote>"
    return f'<div class="{block.tone}">{_said(block.said)}</div>'


def _points(block: Points) -> str:
    if block.kind == "labels":
        rows = (f"<dt>{_line(said.label)}</dt><dd>{_said(said)}</dd>" for said in block.items)
        return f"<dl>{''.join(rows)}</dl>"
    tag = "ol" if block.kind == "numbers" else "ul"
    return f"<{tag}>{''.join(f'<li>{_said(said)}</li>' for said in block.items)}</{tag}>"


def _said(said: Passage) -> str:
    """Return people's words; red ones in red with the concern below, and always with the sign and the word."""
    aside = f' <span class="aside">{_text(said.aside)}</span>' if said.aside else ""
    if said.concern is None:
        return f"<p>{_words(said)}{aside}</p>"
    concern = f'<p class="concern">{_text(phrases.red(said.concern))}</p>'
    return f'<p class="red">{_words(said)}{aside}</p>{concern}'


def _words(said: Passage) -> str:
    mark = f' <span class="assumed">{_line(phrases.assumed())}</span>' if said.assumed else ""
    return _text(said.text) + mark


def _table(block: Table) -> str:
    rows = list(enumerate(block.rows))
    head = "".join(f'<col width="{width}%">' for width in block.widths)
    if block.has_head:
        _, names = rows.pop(0)
        cells = "".join(f'<th scope="col"{_class(block, at)}>{_text(name)}</th>' for at, name in enumerate(names))
        head += f"<thead><tr>{cells}</tr></thead>"
    body = "".join(_row(block, row, is_strong=index in block.strong) for index, row in rows)
    kinds = " ".join(["wide"] + ["even"] * bool(block.widths) + ["short"] * (len(rows) <= _SHORT))
    return f'<div class="{kinds}"><table>{head}<tbody>{body}</tbody></table></div>'


def _row(block: Table, row: tuple[str, ...], *, is_strong: bool) -> str:
    cells = []
    for at, cell in enumerate(row):
        text = svg_charts.meter(cell) if block.has_bars and at == 0 else _text(cell)
        named = block.first_names and at == 0
        cells.append(f'<th scope="row">{text}</th>' if named else f"<td{_class(block, at)}>{text}</td>")
    return f"<tr{_STRONG if is_strong else ''}>{''.join(cells)}</tr>"


def _class(block: Table, column: int) -> str:
    names = ["number"] * (column in block.to_right) + ["narrow"] * (column in block.narrow)
    return f' class="{" ".join(names)}"' if names else ""


def _chart(block: Chart) -> str:
    rows = "".join(
        f'<tr{_STRONG if one.glyph else ""}><th scope="row">'
        f'<span class="aside">{_line(one.name)}</span> {_line(" ".join((one.glyph, one.title)))}</th>'
        f'<td>{svg_charts.bar(one, block.whole)}</td><td class="number narrow">{_line(one.words)}</td></tr>'
        for one in block.bars
    )
    kinds = dict.fromkeys(part.kind for one in block.bars for part in one.parts if part.kind in vocabulary.CRITERIA)
    legend = "".join(
        f' <span class="aside">{svg_charts.swatch(kind)} {_line(tr(vocabulary.CRITERIA[kind]))}</span>'
        for kind in kinds
    )
    return f'<table class="chart"><caption>{_line(block.caption)}{legend}</caption><tbody>{rows}</tbody></table>'


def _line(text: str) -> str:
    """Return people's text for one line, with nothing in it that is markup."""
    return escape(" ".join(sanitize_for_print(text).split()))


def _text(text: str) -> str:
    """Return people's text with its own line breaks, with nothing in it that is markup."""
    return escape(sanitize_for_print(text).strip("\n")).replace("\n", "<br>")
