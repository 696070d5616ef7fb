"""The round before beside now: a board's cards with what became of them, and what is gone, by glyph and word."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mlew_tui.i18n import mark, tr
from mlew_tui.model import changes
from mlew_tui.model.changes import COLLECTIONS
from mlew_tui.model.merging.item_changes import ItemChange, ItemChanges, Kind, since
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.round_label import round_words
from mlew_tui.screens.step.fields import Target
from mlew_tui.text.sanitize import one_line
from mlew_tui.widgets.board import BoardView, Card, Cell

_KINDS: Mapping[Kind, str] = {"new": mark("◇ new"), "changed": mark("↻ changed"), "confirmed": mark("✓ confirmed")}
_COUNTED = {
    "new": mark("◇ {count} new"), "changed": mark("↻ {count} changed"), "confirmed": mark("✓ {count} confirmed"),
    "gone": mark("− {count} gone"),
}  # fmt: skip
_SAYING = ("text", "title", "label", "name", "question", "reason")
"""The field an item is known by."""
_TOLD = ("weight", "concern")
"""Fields that are not typed into the line, but whose former value is shown, too."""


class PreviousRoundMarks:
    """Compares the workshop with the round before, again only when one of them changed."""

    def __init__(self) -> None:
        self._of: tuple[Workshop | None, Workshop | None] = (None, None)
        self._since = ItemChanges({}, ())

    def marked(self, view: BoardView, snapshot: WorkshopSnapshot, collections: Collection[str]) -> BoardView:
        """Return the board with changes marked on its cards, and with removed items of ``collections``.

        Applies only to a repeated phase that is ``by_choice``; otherwise returns ``view`` unchanged.
        """
        before, now = snapshot.before, snapshot.workshop
        if before is None or not snapshot.deck.phase(snapshot.step.phase).by_choice:
            return view
        if self._of[0] is not before or self._of[1] is not now:
            self._of, self._since = (before, now), since(before, now)
        return _marked(view, now, self._since, round_words(before.progress.round), collections)


def _marked(
    view: BoardView, workshop: Workshop, since: ItemChanges, left: str, collections: Collection[str]
) -> BoardView:
    own = _own_cards(view)
    paths = {*collections, *(changes.split(place)[0] for place, _ in own)} & COLLECTIONS.keys()
    if not paths:
        return view  # nothing of the workshop stands here
    count: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    cells = []
    for cell in view.cells:
        cards = []
        for card in cell.cards:
            kind, card = _with_fate(card, workshop, since.fates, own)
            place = card.key.partition("#")[0]
            if kind is not None and (place, kind) not in seen:
                seen.add((place, kind))
                count[kind] += 1
            cards.append(card)
        cells.append(cell._replace(cards=tuple(cards)))
    gone = tuple(
        Card(f"gone/{one.path}/{one.key}", _said(one.item), glyph="−", marks=(tr("gone"),), tone="dim")
        for one in since.gone
        if one.path in paths
    )
    count["gone"] += len(gone)
    if gone:
        cells.append(Cell("gone", tr("Gone since {round}", round=left), gone))
    told = "  ".join(tr(said, count=count[kind]) for kind, said in _COUNTED.items() if count[kind])
    if not told:
        return view
    words = tr("Since {round}: {what}", round=left, what=told)
    return view._replace(cells=tuple(cells), summary=(*view.summary, words))


def _own_cards(view: BoardView) -> set[tuple[str, str]]:
    """Return place and field of every card of the board: a field with a card of its own is not told at its item's."""
    return {
        (place, name) for cell in view.cells for card in cell.cards for place, _, name in (card.key.partition("#"),)
    }


def _with_fate(
    card: Card, workshop: Workshop, fates: Mapping[str, ItemChange], own: Collection[tuple[str, str]]
) -> tuple[Kind | None, Card]:
    """Return what became of the thing on a card, and the card that says so."""
    place, _, name = card.key.partition("#")
    fate = fates.get(place)
    if fate is None:
        return None, card
    if fate.kind == "new":
        if name and not (place.startswith("milestones/") and getattr(changes.find(workshop, place), name, None)):
            return None, card
        return "new", card._replace(marks=(*card.marks, tr(_KINDS["new"])))
    told = {known: value for known, value in fate.was.items() if known == name or not (name or (place, known) in own)}
    if not told:
        return None, card
    kind: Kind = "confirmed" if told.get("assumed") is True else "changed"
    was = " / ".join(_former(place, told))
    text = f"{card.text}\n" + tr("(was: {text})", text=was) if was else card.text
    return kind, card._replace(text=text, marks=(*card.marks, tr(_KINDS[kind])))


def _former(place: str, told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the former values that say something by themselves: what people typed, weights and concerns."""
    fields = {field.name: field for field in Target(place).fields}
    for name, value in told.items():
        if place.startswith("=") and fields:
            yield one_line(next(iter(fields.values())).show(value)) or tr("nothing")
        elif name in fields:
            yield one_line(fields[name].show(value)) or tr("nothing")
        elif name in _TOLD:
            yield one_line(str(value)) or tr("nothing")


def _said(item: Any) -> str:
    return next((str(value) for name in _SAYING if (value := getattr(item, name, ""))), "")
