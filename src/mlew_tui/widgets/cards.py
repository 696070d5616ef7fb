"""What a board shows: cards in titled cells, described without a terminal."""

from typing import NamedTuple


class Card(NamedTuple):
    """One thing on the board: ``key`` is its place in the workshop, ``marks`` stand at its end.

    ``tone`` names a style, never the only carrier of a meaning; ``lit`` draws ● before it; ``whole``
    shows all of its text where the board would cut it.
    """

    key: str
    text: str
    glyph: str = ""
    marks: tuple[str, ...] = ()
    tone: str = "card"
    lit: bool = False
    whole: bool = False


class Cell(NamedTuple):
    """A titled area of the board; ``empty`` is shown while it holds no card, ``about`` below its cards."""

    key: str
    title: str
    cards: tuple[Card, ...] = ()
    note: str = ""
    empty: str = ""
    about: str = ""


class BoardView(NamedTuple):
    """What a board shows. ``columns``: a grid of that many; None: cells flow, each ``width`` or wider.

    ``lines`` is how many lines of a card are shown before it is cut with …; ``summary`` stands above
    everything over the whole width. Cards whose key begins with one of ``carries`` can be dragged by the mouse.
    A ``page`` is only read: it is set in few columns of a measure that reads well, in the middle of the board.
    """

    cells: tuple[Cell, ...]
    summary: tuple[str, ...] = ()
    columns: int | None = None
    width: int = 26
    lines: int = 3
    carries: tuple[str, ...] = ()
    page: bool = False
