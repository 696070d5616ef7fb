"""Test/Iterate: three milestones by who, what, how, today's value and due date."""

from mlew_tui.fields.parsing import InvalidInputError
from mlew_tui.fields.registry import FIELDS
from mlew_tui.i18n import current, tr
from mlew_tui.model import changes
from mlew_tui.model.iterate import Milestone, MilestoneKind
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.refine import items, said
from mlew_tui.screens.step.effects import Commit, EditItem, Effect, Key, PickItems, Repaint
from mlew_tui.screens.step.fields import Target, write
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.step_labels import MILESTONES
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell

_KINDS: tuple[MilestoneKind, ...] = ("experience", "profit", "model")
_FIELDS = FIELDS["milestones"]


_ORDER: list[tuple[str, str]] = [(kind, field.name) for kind in _KINDS for field in _FIELDS]


def _blanks(workshop: Workshop) -> list[tuple[str, str]]:
    """Return the blank fields, milestone by milestone, as kind and field."""
    known: dict[str, Milestone] = {milestone.kind: milestone for milestone in workshop.milestones}
    return [(kind, name) for kind, name in _ORDER if not getattr(known.get(kind), name, None)]


class MeasurePresenter(StepPresenter):
    """Three columns: clear reaction of customers, profit, model; what is blank is to be said."""

    collections = ("milestones",)
    options = (
        Option.of("milestone", lambda _: [(kind, tr(MILESTONES[kind])) for kind in _KINDS], ()),
        Option.of("field", lambda _: [(field.name, tr(field.label)) for field in _FIELDS], ()),
    )

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show each milestone as a column with its five fields and what it proves."""
        workshop = snapshot.workshop
        cells = []
        for kind in _KINDS:
            milestone = changes.find(workshop, f"milestones/{kind}") or Milestone(kind=kind)
            cards = tuple(self._field(milestone, index) for index in range(len(_FIELDS)))
            proves = Card(
                f"milestones/{kind}#tests",
                self._tests(workshop, milestone),
                marks=(tr("proves"),),
                tone="dim",
            )
            cells.append(Cell(kind, tr(MILESTONES[kind]), (*cards, proves), note=self._note(milestone)))
        examples = tuple(
            Cell(f"example/{index}", point.term.in_(current()), (), empty=point.text.in_(current()))
            for index, point in enumerate(snapshot.step.points)
        )
        return BoardView((*cells, *examples), columns=len(_KINDS), lines=6)

    def _field(self, milestone: Milestone, index: int) -> Card:
        field = _FIELDS[index]
        value = field.show(getattr(milestone, field.name))
        place = f"milestones/{milestone.kind}#{field.name}"
        return Card(place, f"{tr(field.label)}: {value or '＿＿'}", tone="card" if value else "dim")

    def _note(self, milestone: Milestone) -> str:
        gaps = sum(not getattr(milestone, name) for name in ("who", "what", "how"))
        return tr("▲ {count} gaps", count=gaps) if gaps else "✓"

    def _tests(self, workshop: Workshop, milestone: Milestone) -> str:
        known = {item.id: said(item).splitlines()[0] for _, item in items(workshop)}
        return " / ".join(known.get(name, name) for name in milestone.tests) or "＿＿"

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Fill the field the options point at."""
        kind, name = (option.value(snapshot, state) for option in self.options)
        if (kind, name) not in _blanks(snapshot.workshop):
            raise InvalidInputError(tr("This is filled already: go to the card and press Enter to change it"))
        workshop = changes.set_milestone(snapshot.workshop, kind)
        place = f"milestones/{kind}"
        return write(workshop, Target(place).at(name), text, snapshot.today), f"{place}#{name}"

    def after_create(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Go on to the next field, after the last to the next milestone."""
        milestone, field = self.options
        done = (milestone.value(snapshot, state), field.value(snapshot, state))
        waiting = [blank for blank in _blanks(snapshot.workshop) if blank != done]
        after = [blank for blank in waiting if _ORDER.index(blank) > _ORDER.index(done)]
        self._point_at(state, after or waiting)

    def arrive(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Begin at the first blank."""
        self._point_at(state, _blanks(snapshot.workshop))

    def _point_at(self, state: StepUiState, blanks: list[tuple[str, str]]) -> None:
        if blanks:
            state.draft["milestone"], state.draft["field"] = blanks[0]

    def asks_all_fields(self, place: str) -> bool:
        """The options walk by themselves."""
        del place
        return False

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Work on the field at the cursor."""
        place, _, name = state.cursor.partition("#")
        kind = changes.split(place)[1]
        if name == "tests":
            return self._pick_tests(snapshot, state)
        if not name:
            return None
        if changes.find(snapshot.workshop, place) is None:
            state.draft.update({"milestone": kind, "field": name})
            return Repaint()
        return EditItem(Target(place).at(name))

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F7 picks what of the proposal the milestone proves."""
        return (Key.of("measure.tests", self._pick_tests),)

    def _pick_tests(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        place = state.cursor.partition("#")[0] if state.on_board else ""
        kind: Value = (
            changes.split(place)[1] if place.startswith("milestones/") else self.options[0].value(snapshot, state)
        )
        now = changes.find(snapshot.workshop, f"milestones/{kind}")
        choices = [
            (item.id, ("▲ " if item.concern else "") + said(item).splitlines()[0])
            for _, item in items(snapshot.workshop)
        ]
        return PickItems(
            tr("What does the milestone prove?"), choices, now.tests if now else (),
            lambda ids: Commit(tr("what a milestone proves"), lambda w: changes.set_milestone(w, kind, tests=ids)),
        )  # fmt: skip
