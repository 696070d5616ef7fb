"""Refine: three teams, the proposal they write, the text as one, and everything that is red."""

from collections.abc import Callable, Iterator
from typing import Any

from mlew_tui.i18n import mark, tr
from mlew_tui.model import changes
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.scoring import tally
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.result import adopted_line
from mlew_tui.screens.step.effects import AskText, Commit, EditItem, Effect, Key, Notify, PickItems
from mlew_tui.screens.step.fields import Target
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import StepPresenter, assumed, assumed_mark, points_cells
from mlew_tui.screens.step.step_labels import PARTS, ROLES, TEAMS, options
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell

_ITEMS = ("proposal.message", "proposal.steps", "proposal.customer_faq", "proposal.internal_faq")
_OTHERS = {
    "proposal.steps": mark("Steps of the experience"),
    "proposal.customer_faq": mark("Customer FAQ"),
    "proposal.internal_faq": mark("Internal FAQ"),
}
_READERS = {
    "proposal.message": mark("Planner team reads the message"),
    "proposal.steps": mark("Developer team explains the steps"),
    "proposal.customer_faq": mark("Sales team answers the customers"),
    "proposal.internal_faq": mark("Planner team answers the company"),
}


def items(workshop: Workshop) -> Iterator[tuple[str, Any]]:
    """Yield every item of the proposal with its place, in the deck's reading order."""
    order = list(PARTS)
    message = sorted(workshop.proposal.message, key=lambda item: order.index(item.part))
    yield from ((f"proposal.message/{item.id}", item) for item in message)
    for path in _ITEMS[1:]:
        yield from ((f"{path}/{item.id}", item) for item in getattr(workshop.proposal, path.split(".")[1]))


def said(item: Any) -> str:
    """Return an item's text; a question with its answer."""
    if hasattr(item, "question"):
        return f"Q {item.question}\nA {item.answer or '＿＿'}"
    return str(item.text)


def item_card(place: str, item: Any, prefix: str = "") -> Card:
    """Return an item's card; a red one has ▲ and its concern below."""
    text = prefix + said(item)
    if item.concern:
        return Card(place, f"{text}\n▲ {item.concern}", marks=(assumed_mark(item), tr("red")), tone="red")
    return Card(place, text, marks=(assumed_mark(item),))


def _adopted_words(workshop: Workshop) -> tuple[str, ...]:
    """Return the adopted case and how it came to be one; nothing without one, and nothing of a covered result."""
    if is_covered(workshop):
        return (tr("The result is covered until the reveal."),) if workshop.cases else ()
    words = adopted_line(workshop, tally(workshop))
    return (words,) if words else ()


class RolesPresenter(StepPresenter):
    """Who is in which of the three teams."""

    collections = ()

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show a column a team, and who has none."""
        workshop = snapshot.workshop
        asks = list(points_cells(snapshot))
        cells = []
        for number, (team, title) in enumerate([*TEAMS.items(), (None, mark("No team yet"))], start=1):
            cards = tuple(
                Card(f"participants/{person.id}", person.name, marks=(tr(ROLES[person.role]),))
                for person in workshop.participants
                if person.team == team
            )
            about = asks[number - 1].cards[0].text if number <= len(asks) and team else ""
            cells.append(Cell(str(team), f"{number % 4} {tr(title)}", cards, note=str(len(cards)), about=about))
        return BoardView((*cells, *asks[len(TEAMS) :]), columns=None, width=24, lines=6)

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Return False: people are only placed here, not typed."""
        return False

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Enter puts a person into the next team."""
        item = changes.find(snapshot.workshop, state.cursor)
        order: list[Value] = [None, *TEAMS]
        if item is None or not state.cursor.startswith("participants/"):
            return None
        return self._place(snapshot, state, order[(order.index(item.team) + 1) % len(order)])

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Space does as Enter."""
        return self.enter(snapshot, state)

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """1, 2, 3 for a team, 0 for none."""
        teams: tuple[tuple[str, Value], ...] = (("1", "planner"), ("2", "sales"), ("3", "developer"), ("0", None))
        return tuple(Key.of(f"roles.{key}", self._placer(team)) for key, team in teams)

    def _placer(self, team: Value) -> Callable[[WorkshopSnapshot, StepUiState], Effect]:
        return lambda snapshot, state: self._place(snapshot, state, team)

    def _place(self, snapshot: WorkshopSnapshot, state: StepUiState, team: Value) -> Effect:
        """Put the person at the cursor into a team, and go on to the next who has none."""
        place = state.cursor
        if not place.startswith("participants/"):
            return Notify(tr("Go to a person first"))
        people = snapshot.workshop.participants
        waiting = [f"participants/{person.id}" for person in people if person.team is None]
        others = [other for other in waiting if other != place]
        if place in waiting and team is not None and others:
            state.cursor = others[0]
        return Commit(tr("team of a participant"), lambda w: changes.edit(w, place, team=team))


class WritePresenter(StepPresenter):
    """The proposal: product, message, steps, both FAQs; unclear feasibility is red with its concern."""

    collections = _ITEMS
    options = (
        Option.of(
            "slot",
            lambda _: [*options(PARTS), *options(_OTHERS)],
            ("proposal.message",),
            "part",
            lambda w, place, value: changes.edit(w, place, part=value if value in PARTS else "situation"),
            place="refine.write",
        ),
        assumed(_ITEMS),
    )

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the product, a cell a blank of the message, the steps and both FAQs."""
        workshop = snapshot.workshop
        product = workshop.proposal.product
        cells = [Cell("product", "", (Card("=proposal.product", product or tr("Product name?"), tone="strong"),))]
        for part, title in PARTS.items():
            cards = tuple(item_card(f"proposal.message/{m.id}", m) for m in workshop.proposal.message if m.part == part)
            cells.append(Cell(part, tr(title), cards, empty="＿＿"))
        for path, title in _OTHERS.items():
            inside = getattr(workshop.proposal, path.split(".")[1])
            numbered = path == "proposal.steps"
            cards = tuple(
                item_card(f"{path}/{item.id}", item, f"{number}. " if numbered else "")
                for number, item in enumerate(inside, start=1)
            )
            cells.append(Cell(path, tr(title), cards, empty="＿＿"))
        return BoardView((*cells, *points_cells(snapshot)), _adopted_words(workshop), width=36, lines=6)

    def arrive(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Begin at the first red place where a later round clears them."""
        state.cursor = _first_red(snapshot)

    def begins_on_board(self, snapshot: WorkshopSnapshot) -> bool:
        """Begin there with the keys for a card."""
        return bool(_first_red(snapshot))

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add an item where F5 points."""
        slot, supposed = (option.value(snapshot, state) for option in self.options)
        if slot in PARTS:
            return changes.add(snapshot.workshop, "proposal.message", part=slot, text=text, assumed=supposed)
        name = "text" if slot == "proposal.steps" else "question"
        return changes.add(snapshot.workshop, slot, assumed=supposed, **{name: text})

    def after_create(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """After a blank of the message, go on to the next; steps and questions stay."""
        slot = self.options[0]
        now = slot.value(snapshot, state)
        if now in PARTS:
            state.draft["slot"] = slot.turned(snapshot, now)

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F6 marks red, c clears it, F7 picks what a sentence rests on, p names the product."""
        return (
            Key.of("refine.red", red),
            Key.of("refine.sources", self._sources),
            Key.of("refine.clear", clear_red),
            Key.of("refine.product", lambda _s, _h: EditItem(Target("=proposal.product"))),
        )

    def _sources(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        place, item = chosen(snapshot, state)
        if item is None:
            return Notify(tr("Go to a sentence of the proposal first"))
        workshop = snapshot.workshop
        choices = [
            *((k.id, k.text) for k in workshop.criteria), *((s.id, s.title) for s in workshop.cases),
            *((f.id, f.text) for f in workshop.customer.facts), *((g.id, g.label) for g in workshop.groups),
            *((r.id, r.text) for r in workshop.reviews),
        ]  # fmt: skip
        return PickItems(
            tr("What does it rest on?"), choices, item.sources,
            lambda ids: Commit(tr("what a sentence rests on"), lambda w: changes.edit(w, place, sources=ids)),
        )  # fmt: skip


def _first_red(snapshot: WorkshopSnapshot) -> str:
    """Return the first red place of a later round, "" where there is none and on Day 1, when the text is written."""
    if snapshot.workshop.progress.round == 1:
        return ""
    return next((place for place, item in items(snapshot.workshop) if item.concern), "")


def chosen(snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[str, Any | None]:
    """Return the item being typed or at the cursor, when it is of the proposal."""
    place = state.target.place if state.target else state.cursor.partition("#")[0]
    if changes.split(place)[0] not in _ITEMS:
        return "", None
    return place, changes.find(snapshot.workshop, place)


def red(snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
    """Ask for the concern that makes an item red; an empty one takes the red away."""
    place, item = chosen(snapshot, state)
    if item is None:
        return Notify(tr("Go to a sentence of the proposal first"))
    return AskText(
        tr("What is unclear about its feasibility? (empty: not red)"), item.concern,
        lambda text: Commit(tr("red mark"), lambda w: changes.edit(w, place, concern=text)),
    )  # fmt: skip


def clear_red(snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
    """Take the red of an item away: its feasibility is clear now."""
    place, item = chosen(snapshot, state)
    if item is None or not item.concern:
        return Notify(tr("Go to a red place first"))
    words = tr("“{text}” is not red any more.", text=said(item).splitlines()[0])
    return Commit(tr("red place cleared"), lambda w: changes.edit(w, place, concern=""), say=words)


class ReadPresenter(StepPresenter):
    """The proposal as one text in reading order, then the list of all that is red."""

    collections = _ITEMS

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show who reads what, then the red places together."""
        workshop = snapshot.workshop
        product = Card("=proposal.product", workshop.proposal.product or tr("Product name?"), tone="strong")
        cells = [Cell("product", "", (product,))]
        found = list(items(workshop))
        for path, reader in _READERS.items():
            inside = [(place, item) for place, item in found if place.startswith(f"{path}/")]
            cards = []
            for number, (place, item) in enumerate(inside, start=1):
                prefix = f"{number}. " if path == "proposal.steps" else ""
                if path == "proposal.message":
                    prefix = f"{tr(PARTS[item.part])}: "
                cards.append(item_card(place, item, prefix))
            cells.append(Cell(path, tr(reader), tuple(cards), empty="＿＿"))
        reds = tuple(
            Card(f"{place}#concern", f"{said(item).splitlines()[0]}\n{item.concern}", glyph="▲", tone="red")
            for place, item in found
            if item.concern
        )
        note = f"{len(reds)}/{len(found)}"
        cells.append(Cell("red", tr("Red: feasibility unclear"), reds, note=note, empty=tr("nothing is red")))
        return BoardView(tuple(cells), columns=1, lines=40)

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add a step: what is missing while reading is mostly one."""
        return changes.add(snapshot.workshop, "proposal.steps", text=text)

    def prompt(self, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
        """Say that a new text becomes a step."""
        return tr("new step")

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """On a line of the red list, work on its concern."""
        return red(snapshot, state) if state.cursor.endswith("#concern") else super().enter(snapshot, state)

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F6 marks red while reading, c clears what is not."""
        return (
            Key.of("refine.red", red),
            Key.of("refine.clear", clear_red),
        )
