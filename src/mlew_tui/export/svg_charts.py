"""Bars as inline SVG: nothing outside the page, sized in per cent, labelled where there is room, told in words."""

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from rich.cells import cell_len

from mlew_tui.export.document import Bar, Kind, Part
from mlew_tui.text.sanitize import one_line, sanitize_for_print

_CELL = 1.9
"""Per cent of a bar that a half-width character of its label takes, on the narrowest page."""


def bar(made: Bar, whole: Fraction) -> str:
    """Return a case's bar, each part with its label as far as there is room; its words stand for who cannot see it."""
    words = ", ".join(part.words for part in made.parts) or made.words
    return (
        f'<svg class="bar" role="img" aria-label="{_text(words)}" width="100%" height="22">'
        f'<rect class="track" width="100%" height="22"></rect>{"".join(_parts(made.parts, whole))}</svg>'
    )


def _parts(parts: tuple[Part, ...], whole: Fraction) -> Iterator[str]:
    start = Fraction(0)
    for part in parts:
        left, width = _share(start, whole), _share(part.size, whole)
        yield f'<rect class="{part.kind}" x="{left:.3f}%" width="{width:.3f}%" height="22"></rect>'
        label = next((said for said in (part.words, part.label) if (cell_len(one_line(said)) + 1) * _CELL < width), "")
        if label and part.label:
            yield f'<text x="{left + width / 2:.3f}%" y="11">{_text(label)}</text>'
        start += part.size


def meter(cells: str) -> str:
    """Return a bar of ten cells as a picture; the number it stands for is beside it."""
    share = 100 * cells.count("█") / max(1, len(cells))
    return (
        '<svg class="meter" aria-hidden="true" width="72" height="10"><rect class="track" width="100%" height="10">'
        f'</rect><rect class="vote" width="{share:.1f}%" height="10"></rect></svg>'
    )


def swatch(kind: Kind) -> str:
    """Return a small square as the bars have them; the words it stands for are beside it."""
    square = f'<rect class="{kind}" width="12" height="12"></rect>'
    return f'<svg class="swatch" aria-hidden="true" width="12" height="12">{square}</svg>'


def _share(size: Fraction, whole: Fraction) -> float:
    return float(100 * size / whole)


def _text(words: str) -> str:
    return escape(" ".join(sanitize_for_print(words).split()))
