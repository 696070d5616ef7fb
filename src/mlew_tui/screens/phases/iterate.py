"""Test/Iterate: three milestones by who, what, how, today's value and due date."""

from typing import ClassVar

from mlew_tui.i18n import current, mark, tr
from mlew_tui.model import changes
from mlew_tui.model.iterate import Milestone, MilestoneKind
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.refine import items, said
from mlew_tui.screens.step.fields import FIELDS, NotUnderstood, Target, write
from mlew_tui.screens.step.presenter import Commit, Desk, Effect, Hand, Key, Option, Pick, Repaint, Value, Work
from mlew_tui.screens.step.step_labels import MILESTONES
from mlew_tui.screens.step.step_screen import StepScreen
from mlew_tui.session.session import Scene
from mlew_tui.widgets.board import BoardView, Card, Cell

_KINDS: tuple[MilestoneKind, ...] = ("experience", "profit", "model")
_FIELDS = FIELDS["milestones"]


_ORDER: list[tuple[str, str]] = [(kind, field.name) for kind in _KINDS for field in _FIELDS]


def _blanks(workshop: Workshop) -> list[tuple[str, str]]:
    """Return what is not said yet, milestone by milestone, as kind and field."""
    known: dict[str, Milestone] = {milestone.kind: milestone for milestone in workshop.milestones}
    return [(kind, name) for kind, name in _ORDER if not getattr(known.get(kind), name, None)]


class MeasureDesk(Desk):
    """Three columns: clear reaction of customers, profit, model; what is blank is to be said."""

    collections = ("milestones",)
    options = (
        Option(
            "milestone",
            "f5",
            mark("Milestone"),
            lambda _: [(kind, tr(MILESTONES[kind])) for kind in _KINDS],
            (),
        ),
        Option("field", "f6", mark("Field"), lambda _: [(field.name, tr(field.label)) for field in _FIELDS], ()),
    )

    def board(self, scene: Scene, hand: Hand) -> BoardView:
        """Show each milestone as a column with its five fields and what it proves."""
        workshop = scene.workshop
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
            for index, point in enumerate(scene.step.points)
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

    def create(self, scene: Scene, hand: Hand, text: str) -> tuple[Workshop, str]:
        """Fill the field the options point at."""
        kind, name = (option.value(scene, hand) for option in self.options)
        if (kind, name) not in _blanks(scene.workshop):
            raise NotUnderstood(tr("This is filled already: go to the card and press Enter to change it"))
        workshop = changes.set_milestone(scene.workshop, kind)
        place = f"milestones/{kind}"
        return write(workshop, Target(place).at(name), text, scene.today), f"{place}#{name}"

    def created(self, scene: Scene, hand: Hand) -> None:
        """Go on to the next field, after the last to the next milestone."""
        milestone, field = self.options
        done = (milestone.value(scene, hand), field.value(scene, hand))
        waiting = [blank for blank in _blanks(scene.workshop) if blank != done]
        after = [blank for blank in waiting if _ORDER.index(blank) > _ORDER.index(done)]
        self._point_at(hand, after or waiting)

    def arrive(self, scene: Scene, hand: Hand) -> None:
        """Begin at the first blank."""
        self._point_at(hand, _blanks(scene.workshop))

    def _point_at(self, hand: Hand, blanks: list[tuple[str, str]]) -> None:
        if blanks:
            hand.draft["milestone"], hand.draft["field"] = blanks[0]

    def walks(self, place: str) -> bool:
        """The options walk by themselves."""
        del place
        return False

    def enter(self, scene: Scene, hand: Hand) -> Effect:
        """Work on the field at the cursor."""
        place, _, name = hand.cursor.partition("#")
        kind = changes.split(place)[1]
        if name == "tests":
            return self._pick_tests(scene, hand)
        if not name:
            return None
        if changes.find(scene.workshop, place) is None:
            hand.draft.update({"milestone": kind, "field": name})
            return Repaint()
        return Work(Target(place).at(name))

    def keys(self, scene: Scene, hand: Hand) -> tuple[Key, ...]:
        """F7 picks what of the proposal the milestone proves."""
        return (Key("measure.tests", "f7", mark("Proves"), self._pick_tests),)

    def _pick_tests(self, scene: Scene, hand: Hand) -> Effect:
        place = hand.cursor.partition("#")[0] if hand.on_board else ""
        kind: Value = changes.split(place)[1] if place.startswith("milestones/") else self.options[0].value(scene, hand)
        now = changes.find(scene.workshop, f"milestones/{kind}")
        choices = [
            (item.id, ("▲ " if item.concern else "") + said(item).splitlines()[0]) for _, item in items(scene.workshop)
        ]
        return Pick(
            tr("What does the milestone prove?"), choices, now.tests if now else (),
            lambda ids: Commit(tr("what a milestone proves"), lambda w: changes.set_milestone(w, kind, tests=ids)),
        )  # fmt: skip


class IterateScreen(StepScreen):
    """Test/Iterate's step."""

    DESKS: ClassVar = {"iterate.measure": MeasureDesk}
