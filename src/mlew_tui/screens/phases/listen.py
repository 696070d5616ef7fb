"""Listen: the customer's facts, reviews typed fast onto moment x sentiment, and their groups."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from mlew_tui.i18n import mark, tr
from mlew_tui.model import changes
from mlew_tui.model.customer import Review
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import text_with_source
from mlew_tui.screens.step.effects import AskText, Commit, EditItem, Effect, Key, Notify
from mlew_tui.screens.step.fields import Target, write
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import (
    StepPresenter,
    assumed,
    assumed_mark,
    examples_cell,
    initial,
    points_cells,
    who,
)
from mlew_tui.screens.step.step_labels import ASPECTS, SENTIMENTS, options
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell

if TYPE_CHECKING:
    from mlew_tui.importing import Batch

_FACTS = ("customer.facts",)
_REVIEWS = ("reviews",)
_BAR = 12
_LOPSIDED = 2
_NAME = "name"
_LOOSE = "loose"
"""The cell of the reviews in no group."""


def _share(part: int, whole: int) -> str:
    """Return a bar of ``_BAR`` cells."""
    filled = round(_BAR * part / whole) if whole else 0
    return "█" * filled + "░" * (_BAR - filled)


def _name(snapshot: WorkshopSnapshot) -> list[tuple[Value, str]]:
    """Return what is asked before everything else: the customer's name, until there is one."""
    return [] if snapshot.workshop.customer.name else [(_NAME, tr("customer"))]


class CustomerPresenter(StepPresenter):
    """Who the customer is: a name, the journey's moments, facts by aspect, objections."""

    collections = ("customer.facts", "customer.objections")
    adds = mark("new")
    options = (
        Option.of(
            "slot",
            lambda snapshot: [*_name(snapshot), *options(ASPECTS), ("objection", tr("Objection"))],
            _FACTS,
            "aspect",
            lambda w, place, value: changes.edit(w, place, aspect=value if value in ASPECTS else "trigger"),
            place="listen.customer",
        ),
        who(("customer.objections",)),
        assumed(_FACTS),
    )

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the customer's name and journey, a cell an aspect, and what was objected."""
        customer = snapshot.workshop.customer
        head = (
            Card(
                "=customer.name",
                customer.name or tr("not written yet"),
                tone="strong",
                marks=(tr("customer"),),
            ),
            Card(
                "=customer.moments",
                " → ".join(customer.moments) or tr("not written yet"),
                marks=(tr("journey"),),
            ),
        )
        asks = dict(zip(ASPECTS, points_cells(snapshot), strict=False))
        cells = [Cell("customer", tr("Who?"), head)]
        for aspect, title in ASPECTS.items():
            cards = tuple(
                Card(f"customer.facts/{fact.id}", text_with_source(fact), marks=(assumed_mark(fact),))
                for fact in customer.facts
                if fact.aspect == aspect
            )
            ask = asks.get(aspect)
            cells.append(Cell(aspect, tr(title), cards, empty=ask.cards[0].text if ask else ""))
        objections = tuple(
            Card(
                f"customer.objections/{index}", objection.text, glyph="!",
                marks=(initial(snapshot.workshop, objection.by), tr("settled") if objection.settled else tr("open")),
            )
            for index, objection in enumerate(customer.objections)
        )  # fmt: skip
        cells.append(Cell("objections", tr("Objections, to settle before Day 2"), objections))
        return BoardView(tuple(cells), width=34, lines=4)

    def prompt(self, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
        """Name the slot, and only what belongs to it."""
        slot, by, supposed = self.options
        value = slot.value(snapshot, state)
        if value == _NAME:
            return slot.words(snapshot, value)
        extra = by if value == "objection" else supposed
        parts = (slot.words(snapshot, value), extra.words(snapshot, extra.value(snapshot, state)))
        return " · ".join(part for part in parts if part)

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add a fact of the aspect turned to, or an objection."""
        slot, by, supposed = (option.value(snapshot, state) for option in self.options)
        if slot == _NAME:
            target = Target("=customer.name")
            return write(snapshot.workshop, target, text, snapshot.today), target.place
        if slot == "objection":
            return changes.add(snapshot.workshop, "customer.objections", text=text, by=by)
        return changes.add(snapshot.workshop, "customer.facts", text=text, aspect=slot, assumed=supposed)

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Settle an objection or open it again."""
        item = changes.find(snapshot.workshop, state.cursor)
        if not state.cursor.startswith("customer.objections/") or item is None:
            return None
        place, settled = state.cursor, not item.settled
        return Commit(tr("objection settled"), lambda w: changes.edit(w, place, settled=settled))

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Space settles an objection; keys for the customer's name and the journey's moments."""
        return (
            Key.of("listen.settle", self.space, quiet=True),
            Key.of("listen.name", lambda _s, _h: EditItem(Target("=customer.name"))),
            Key.of("listen.moments", lambda _s, _h: EditItem(Target("=customer.moments"))),
        )


def review_card(workshop: Workshop, review: Review, *extra: str, lit: bool = False) -> Card:
    """Return the card of a review: ☺ or ☹, its text, who wrote it and ? for an assumption."""
    return Card(
        f"reviews/{review.id}", text_with_source(review), glyph="☺" if review.sentiment == "positive" else "☹",
        marks=(*extra, initial(workshop, review.by), assumed_mark(review)), tone=review.sentiment, lit=lit,
    )  # fmt: skip


def balance(workshop: Workshop) -> tuple[str, str]:
    """Return two bars: positive against negative, actual against assumed, with a word when lopsided."""
    reviews = workshop.reviews
    total = len(reviews)
    good = sum(review.sentiment == "positive" for review in reviews)
    real = sum(not review.assumed for review in reviews)
    bad, supposed = total - good, total - real
    words = ""
    if total and good > bad * _LOPSIDED:
        words = tr("▲ few bad ones")
    elif total and bad > good * _LOPSIDED:
        words = tr("▲ few good ones")
    actual, assumed_words = tr("actual"), tr("assumed")
    doubt = tr("▲ more than half assumed") if supposed * 2 > total else ""
    return (
        f"☺ {good} {_share(good, total)} {bad} ☹ {words}".rstrip(),
        f"{actual} {real} {_share(real, total)} {supposed} {assumed_words} ? {doubt}".rstrip(),
    )


class ReviewsPresenter(StepPresenter):
    """Reviews typed one after another: the next one keeps sentiment, moment, person."""

    collections = _REVIEWS
    adds = ""
    options = (
        Option.of("sentiment", lambda _: options(SENTIMENTS), _REVIEWS),
        Option.of(
            "moment",
            lambda snapshot: [(moment, moment) for moment in snapshot.workshop.customer.moments] or [(None, "")],
            _REVIEWS,
        ),
        who(_REVIEWS),
        assumed(_REVIEWS),
    )

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Reviews are typed."""
        return True

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show a column a moment and a row a sentiment, the balance above."""
        workshop = snapshot.workshop
        moments: list[str | None] = list(workshop.customer.moments)
        if not moments or any(review.moment is None for review in workshop.reviews):
            moments.append(None)
        cells: list[Cell] = []
        for sentiment, said in SENTIMENTS.items():
            for moment in moments:
                cards = tuple(
                    review_card(workshop, review)
                    for review in workshop.reviews
                    if review.sentiment == sentiment and review.moment == moment
                )
                name = moment if moment is not None else tr("no moment yet")
                cells.append(Cell(f"{sentiment}/{moment}", f"{tr(said)} {len(cards)} {name}", cards, empty="·"))
        return BoardView(tuple(cells), balance(workshop), columns=len(moments), lines=2)

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add a review as the options stand."""
        sentiment, moment, by, supposed = (option.value(snapshot, state) for option in self.options)
        return changes.add(
            snapshot.workshop, "reviews", text=text, sentiment=sentiment, moment=moment, by=by, assumed=supposed
        )

    def parse_pasted(self, snapshot: WorkshopSnapshot, text: str) -> "Batch | None":
        """Read reviews: a block of a spreadsheet, or a line each, good or bad by its sign."""
        from mlew_tui.importing import reviews  # lazy: only a pasted list needs it

        return reviews.drop_known_reviews(snapshot.workshop, [reviews.read(text, snapshot.workshop)])[0]

    def pasted_defaults(self, snapshot: WorkshopSnapshot, state: StepUiState) -> dict[str, Value]:
        """Return the values of the options for what pasted reviews do not say."""
        return {option.id: option.value(snapshot, state) for option in self.options}


class GroupsPresenter(StepPresenter):
    """Similar reviews come together: pick, pick, name."""

    collections = ("reviews", "groups")
    adds = mark("group name")
    starts_on_board = True
    options = (assumed(_REVIEWS),)

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show each group with its reviews, and first those in none."""
        workshop = snapshot.workshop
        loose = tuple(review_card(workshop, review) for review in workshop.reviews if review.group is None)
        cells = [
            Cell(
                _LOOSE,
                tr("Not grouped yet"),
                loose,
                note=str(len(loose)),
                empty=tr("Every review has its group."),
            )
        ]
        for group in workshop.groups:
            inside = tuple(review_card(workshop, review) for review in workshop.reviews if review.group == group.id)
            head = Card(f"groups/{group.id}", group.label, tone="strong", marks=(str(len(inside)),))
            cells.append(Cell(group.id, "", (head, *inside)))
        return BoardView(tuple(cells), lines=2, carries=("reviews/",))

    def prompt(self, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
        """Say how many are picked."""
        count = len(self._chosen(state))
        return tr("{count} picked · name of their group", count=count)

    def _chosen(self, state: StepUiState) -> list[str]:
        places = state.picked or {state.cursor}
        return [changes.split(place)[1] for place in places if place.startswith("reviews/")]

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Put the picked reviews (or the one at the cursor) into a group of this name."""
        workshop, group = changes.group_reviews(snapshot.workshop, self._chosen(state), text)
        return workshop, f"groups/{group}"

    def after_create(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Let the picks go."""
        state.picked.clear()

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Pick, put into the group at the cursor, take out of the group."""
        return (
            Key.of("group.pick", self.space),
            Key.of("group.join", self._join),
            Key.of("group.out", self._out),
        )

    def _join(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        picked = [place for place in state.picked if place.startswith("reviews/")]
        group = self._group_at(snapshot, state.cursor)
        together = {*picked, state.cursor} if state.cursor.startswith("reviews/") else set(picked)
        if not picked or (group is None and len(together) <= 1):
            return Notify(tr("Pick reviews with Space, then go to a group or another review and press g"))
        return _grouped(picked, group) if group is not None else _named(together)

    def dropped(self, snapshot: WorkshopSnapshot, state: StepUiState, card: str, on: str) -> Effect:
        """Put the dragged review, and with a picked one all that are picked, where it fell."""
        carried = {place for place in state.picked if place.startswith("reviews/")} if card in state.picked else {card}
        if on == _LOOSE:
            return _grouped(carried, None)
        group = self._group_at(snapshot, on)
        return _grouped(carried, group) if group is not None else _named({*carried, on})

    def _group_at(self, snapshot: WorkshopSnapshot, place: str) -> str | None:
        """Return the group that a card or a cell of this board stands for, or None."""
        path, key = changes.split(place)
        if path == "reviews":
            return next((review.group for review in snapshot.workshop.reviews if review.id == key), None)
        return next((group.id for group in snapshot.workshop.groups if group.id == key), None)

    def _out(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        return _grouped([f"reviews/{name}" for name in self._chosen(state)], None)


def _grouped(places: Collection[str], group: str | None) -> Effect:
    """Put reviews into a group, or out of theirs."""
    ids = [changes.split(place)[1] for place in places]
    label = tr("reviews grouped") if group is not None else tr("reviews out of their group")
    return Commit(label, lambda w: changes.move_to_group(w, ids, group), clear_picks=True)


def _named(places: Collection[str]) -> Effect:
    """Make reviews a group of a name that is asked for."""
    ids = [changes.split(place)[1] for place in places]
    return AskText(
        tr("Name of the group?"), "",
        lambda name: Commit(
            tr("reviews grouped"), lambda w: changes.group_reviews(w, ids, name.strip())[0], clear_picks=True
        ),
        lambda name: "" if name.strip() else tr("A group needs a name"),
    )  # fmt: skip


class IntroPresenter(StepPresenter):
    """A phase's first page: its questions, and examples."""

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show points and examples to read."""
        return BoardView((*points_cells(snapshot), *examples_cell(snapshot)), width=34, lines=12, page=True)
