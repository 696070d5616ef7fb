"""What a board shows: cards in titled cells, as plain values."""

from typing import NamedTuple


class Card(NamedTuple):
    """One item on the board: ``key`` is its address in the workshop, ``marks`` are drawn at its end.

    ``tone`` names a style, which never carries a meaning alone; ``lit`` draws ● before the card; ``whole``
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
    """A titled area of the board; ``empty`` is shown while it has no card, ``about`` below its cards."""

    key: str
    title: str
    cards: tuple[Card, ...] = ()
    note: str = ""
    empty: str = ""
    about: str = ""


class BoardView(NamedTuple):
    """What a board shows. ``columns``: a grid of that many; None: cells flow, each ``width`` or wider.

    ``lines`` is how many lines of a card are shown before it is cut with …; ``summary`` is shown above everything
    over the whole width. Cards whose key begins with one of ``carries`` can be dragged with the mouse.
    A ``page`` is only read: it is laid out in few columns of readable width, in the middle of the board.
    """

    cells: tuple[Cell, ...]
    summary: tuple[str, ...] = ()
    columns: int | None = None
    width: int = 26
    lines: int = 3
    carries: tuple[str, ...] = ()
    page: bool = False

    def cell_of(self, key: str) -> Cell | None:
        """Return the cell that holds a card."""
        return next((cell for cell in self.cells if any(card.key == key for card in cell.cards)), None)
