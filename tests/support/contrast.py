"""How well what is drawn stands out from its ground, as WCAG 2 measures it."""

from collections.abc import Iterable
from typing import NamedTuple

from rich.color import Color
from textual.app import App

from mlew_tui.app.console import ConsoleApp
from mlew_tui.app.themes import THEMES

TEXT = {"dark": 7.0, "light": 7.0, "contrast": 10.0}
CHROME = 4.5


class Drawn(NamedTuple):
    """A piece of text on the screen: where, what, in which colour, on which ground."""

    where: str
    text: str
    colour: str
    ground: str
    is_faint: bool


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2 defines it, 0 to 1."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_chrome(text: str) -> bool:
    """Tell whether a text is lines and blocks only: rules, borders, bars, and the clock's large figures."""
    return all("\u2500" <= character <= "\u259f" for character in text if not character.isspace())


def written(colour: Color | None) -> str:
    """Write a colour as ``#rrggbb``, or by the name of the terminal's own."""
    assert colour is not None
    return colour.triplet.hex if colour.triplet is not None else colour.name


def drawn(app: App[None], where: str) -> set[Drawn]:
    """Return every piece of visible text on the screen as the terminal is told to draw it."""
    found: set[Drawn] = set()
    for strip in app.screen._compositor.render_strips():  # noqa: SLF001 - what is really drawn
        for text, style, _ in strip:
            if text.strip():
                assert style is not None, (where, text)
                pair = written(style.color), written(style.bgcolor)
                colour, ground = reversed(pair) if style.reverse else pair
                found.add(Drawn(where, text.strip(), colour, ground, bool(style.dim)))
    return found


def too_weak(pieces: Iterable[Drawn], text: float) -> list[tuple[float, Drawn]]:
    """Return the pieces that do not stand out enough, with their contrast."""
    weak = []
    for piece in pieces:
        ratio = contrast(piece.colour, piece.ground)
        if piece.is_faint or ratio < (CHROME if is_chrome(piece.text) else text):
            weak.append((round(ratio, 2), piece))
    return weak


def clothed(app: ConsoleApp, theme: str) -> ConsoleApp:
    """Give a console a theme."""
    app.register_theme(THEMES[theme])
    app.theme = THEMES[theme].name
    return app
