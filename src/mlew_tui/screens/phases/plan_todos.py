"""The todos: written alone, then looked at together by person and milestone."""

from datetime import date, timedelta

from mlew_tui.i18n import tr, trn
from mlew_tui.model import changes
from mlew_tui.model.iterate import MilestoneKind, Todo
from mlew_tui.model.schedule import follow_up_plan
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.screens.phases.plan_text import SHORT, lack_words, short_day
from mlew_tui.screens.step.effects import Commit, EditItem, Effect, Key, Notify
from mlew_tui.screens.step.fields import Target
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import StepPresenter, assumed, assumed_mark, people
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell

_TODOS = ("todos",)
_WEEKS = (1, 2, 3, 4)


def _owners(snapshot: WorkshopSnapshot) -> list[tuple[Value, str]]:
    return [*people(snapshot), (None, tr("nobody yet"))]


def _milestones(_scene: WorkshopSnapshot) -> list[tuple[Value, str]]:
    return [*((kind, tr(SHORT[kind])) for kind in follow_up_plan.STAGES), (None, tr("no milestone"))]


def _placed(workshop: Workshop, place: str, kind: MilestoneKind | None) -> Workshop:
    """Return the workshop with a todo moved to another milestone, which is created if missing."""
    made = workshop if kind is None else changes.set_milestone(workshop, kind)
    return changes.edit(made, place, milestone=kind)


def _days(snapshot: WorkshopSnapshot) -> list[tuple[Value, str]]:
    """Return the days a todo is likely due: in one to four weeks and at each milestone to come; then none."""
    dates = {snapshot.today + timedelta(weeks=weeks) for weeks in _WEEKS}
    dates |= {one.due for one in snapshot.workshop.milestones if one.due is not None and one.due >= snapshot.today}
    return [*((day, _by(day, snapshot.today)) for day in sorted(dates)), (None, tr("no due date"))]


def _by(day: date, today: date) -> str:
    return tr("by {day}", day=short_day(day, today))


class _Due(Option):
    """The day a todo is due: unless somebody turned it, the day of the milestone the todo is up to."""

    def value(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Value:
        """Return what was turned to, else the milestone's day."""
        if self.id in state.draft:
            return super().value(snapshot, state)
        kind = _MILESTONE.value(snapshot, state)
        due = follow_up_plan.milestones(snapshot.workshop)[kind].due if kind is not None else None
        return due if due is not None and due >= snapshot.today else None


_MILESTONE = Option.of("milestone", _milestones, _TODOS, apply=_placed)
_DUE = _Due.of("due", _days, _TODOS)
_OWNER = Option.of("owner", _owners, _TODOS, place="plan.todos")


class TodosPresenter(StepPresenter):
    """Todos are typed one after another: the next one keeps owner, milestone and due date."""

    collections = _TODOS
    options = (_OWNER, _MILESTONE, _DUE, assumed(_TODOS))

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add a todo as the options stand."""
        owner, kind, due, supposed = (option.value(snapshot, state) for option in self.options)
        made = snapshot.workshop if kind is None else changes.set_milestone(snapshot.workshop, kind)
        return changes.add(made, "todos", text=text, owner=owner, milestone=kind, due=due, assumed=supposed)

    def asks_all_fields(self, place: str) -> bool:
        """The due date is turned by F6, not asked for each time."""
        del place
        return False

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Mark the todo at the cursor as done, or take that back."""
        place = state.cursor
        todo = changes.find(snapshot.workshop, place) if place.startswith("todos/") else None
        if todo is None:
            return None
        label = tr("todo open again") if todo.done else tr("todo done")
        return Commit(label, lambda w: changes.edit(w, place, done=not todo.done))

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Space for done; d types any due date."""
        return (
            Key.of("todos.done", self.space),
            Key.of("todos.due", self._due),
        )

    def _due(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        if not state.cursor.startswith("todos/"):
            return Notify(tr("Go to a todo first"))
        return EditItem(Target(state.cursor).at("due"))


def todo_card(snapshot: WorkshopSnapshot, todo: Todo, *more: str) -> Card:
    """Return the card of a todo: its text, what it lacks in words, its due date."""
    lacks = list(follow_up_plan.todo_lacks(snapshot.workshop, todo, snapshot.today))
    due = (short_day(todo.due, snapshot.today),) if todo.due is not None else ()
    marks = (*more, *due, *(f"▲{lack_words(lack, 0)}" for lack in lacks), assumed_mark(todo))
    tone = "dim" if todo.done else "negative" if lacks else "card"
    return Card(f"todos/{todo.id}", todo.text, glyph="☑" if todo.done else "☐", marks=marks, tone=tone)


class AlonePresenter(TodosPresenter):
    """Alone: a cell for each person, so that everybody sees their own."""

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the todos of each person, then those without an owner."""
        workshop = snapshot.workshop
        owners = {todo.owner for todo in workshop.todos}
        there = [one.id for one in workshop.participants if one.is_voter or one.id in owners]
        rows: list[str | None] = [*there, None] if None in owners else [*there]
        cells = []
        for index, owner in enumerate(rows):
            own = [todo for todo in workshop.todos if todo.owner == owner]
            cards = tuple(
                todo_card(snapshot, todo, tr(SHORT[todo.milestone])[:1] if todo.milestone else "") for todo in own
            )
            name = person_name(workshop, owner) if owner is not None else tr("nobody yet")
            cells.append(Cell(f"person/{index}", name, cards, note=str(len(own)), empty=tr("nothing yet")))
        return BoardView(tuple(cells), width=34, lines=2)


class TogetherPresenter(TodosPresenter):
    """Together: person by milestone; a todo goes elsewhere by its keys, or by the mouse into another cell."""

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show a row a person and a column a milestone, what is missing above."""
        workshop = snapshot.workshop
        found = follow_up_plan.matrix(workshop)
        cells = []
        for row, owner in enumerate(found.rows):
            name = person_name(workshop, owner) if owner is not None else tr("nobody yet")
            for column, kind in enumerate(found.columns):
                cards = tuple(todo_card(snapshot, todo) for todo in found.at(row, column))
                title = f"{name} · {tr(SHORT[kind]) if kind is not None else tr('no milestone')}"
                cells.append(Cell(f"cell/{row}/{column}", title, cards, note=str(len(cards)), empty="·"))
        return BoardView(
            tuple(cells), self._missing(snapshot), columns=len(found.columns), lines=2, carries=("todos/",)
        )  # fmt: skip

    def _missing(self, snapshot: WorkshopSnapshot) -> tuple[str, ...]:
        """Return who has none, and how many todos lack an owner, a milestone or a due date."""
        workshop = snapshot.workshop
        lacks = follow_up_plan.gaps(workshop, snapshot.today)
        counts = {what: sum(lack.what == what for lack in lacks) for what in ("unowned", "unplaced", "unscheduled")}
        idle = [lack for lack in follow_up_plan.idle(workshop) if lack.what == "idle"]
        names = tr(", ").join(person_name(workshop, changes.split(lack.place)[1]) for lack in idle)
        lines = [tr("▲ no todo: {names}", names=names)] if names else []
        if counts["unowned"]:
            lines.append(trn("▲ {count} without owner", "▲ {count} without owner", counts["unowned"]))
        if counts["unplaced"]:
            lines.append(trn("▲ {count} without milestone", "▲ {count} without milestone", counts["unplaced"]))
        if counts["unscheduled"]:
            lines.append(trn("▲ {count} without due date", "▲ {count} without due date", counts["unscheduled"]))
        done = sum(todo.done for todo in workshop.todos)
        total = trn("{count} todo", "{count} todos", len(workshop.todos))
        return (tr("{total}, {done} done", total=total, done=done) if done else total, *lines)

    def dropped(self, snapshot: WorkshopSnapshot, state: StepUiState, card: str, on: str) -> Effect:
        """Put the dragged todo into the cell it fell on, or that of the todo it fell on."""
        if not card.startswith("todos/"):
            return None
        target = self._cell(snapshot, on)
        if target is None:
            return None
        owner, kind = target
        return Commit(
            tr("todo moved"), lambda w: changes.edit(_placed(w, card, kind), card, owner=owner)
        )  # fmt: skip

    def _cell(self, snapshot: WorkshopSnapshot, on: str) -> follow_up_plan.Cell | None:
        if on.startswith("todos/"):
            todo = changes.find(snapshot.workshop, on)
            return None if todo is None else (todo.owner, todo.milestone)
        found = follow_up_plan.matrix(snapshot.workshop)
        path, column = changes.split(on)
        row = changes.split(path)[1]
        if not path.startswith("cell/"):
            return None
        return found.rows[int(row)], found.columns[int(column)]
