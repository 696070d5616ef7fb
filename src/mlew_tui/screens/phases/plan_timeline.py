"""The timeline: a date for each milestone on a line of time, and what is wrong with the dates."""

from datetime import timedelta

from mlew_tui.i18n import current, tr
from mlew_tui.model import changes
from mlew_tui.model.iterate import Milestone, MilestoneKind
from mlew_tui.model.schedule import follow_up_plan
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.plan_text import SHORT, away, day, short_day, warning
from mlew_tui.screens.step.effects import Commit, EditItem, Effect, Key, Notify, StartItem
from mlew_tui.screens.step.fields import Target, write
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.time_axis import Point

_WEEK = timedelta(weeks=1)


class TimelinePresenter(StepPresenter):
    """Four milestones in a row; what is typed dates the one F5 points at, and the next blank one follows."""

    options = (Option.of("milestone", lambda _: [(kind, tr(SHORT[kind])) for kind in follow_up_plan.KINDS], ()),)

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Dates are typed."""
        return True

    def axis(self, snapshot: WorkshopSnapshot) -> tuple[Point, ...]:
        """Return the milestones as points on the line of time, today, and the launch between 1 and 2."""
        lacking = {lack.place for lack in self._lacks(snapshot)}
        found: list[Point] = []
        dates = {kind: one.due for kind, one in follow_up_plan.milestones(snapshot.workshop).items()}
        if snapshot.today not in dates.values():
            found.append(Point("│", "", tr("today"), 0))
        for number, (kind, due) in enumerate(dates.items()):
            sign = "▲" if f"milestones/{kind}" in lacking else ""
            if due is None:
                found.append(Point(f"{number}?", tr("no date"), "", None))
            else:
                found.append(
                    Point(f"{sign}{number}", short_day(due, snapshot.today), away(due, snapshot.today),
                          (due - snapshot.today).days)
                )  # fmt: skip
        first, second = dates["experience"], dates["profit"]
        if first is not None and second is not None and first < second:
            found.append(Point("◇", tr("launch"), "", ((first - snapshot.today) + (second - first) / 2).days))
        return tuple(found)

    def _lacks(self, snapshot: WorkshopSnapshot) -> tuple[follow_up_plan.Lack, ...]:
        return follow_up_plan.timeline(snapshot.workshop, snapshot.today, self._months(snapshot))

    def _months(self, snapshot: WorkshopSnapshot) -> int:
        return snapshot.deck.thresholds.first_milestone_months

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show each milestone with its date, what is wrong with it, and what it is about."""
        lacks = self._lacks(snapshot)
        points = [point.text.in_(current()) for point in snapshot.step.points]
        cells = []
        for number, (kind, one) in enumerate(follow_up_plan.milestones(snapshot.workshop).items()):
            own = [lack for lack in lacks if lack.place == f"milestones/{kind}"]
            about = " / ".join(part for part in (one.what, one.how) if part)
            about = about or (points[number] if number < len(points) else "")
            cards = [self._date(snapshot, one)]
            cards += [
                Card(f"{lack.place}#{lack.what}", warning(lack, self._months(snapshot)), tone="negative", whole=True)
                for lack in own
                if lack.what != "undated"
            ]
            if about:
                cards.append(Card(f"milestones/{kind}#about", about, tone="dim"))
            cells.append(Cell(kind, tr(SHORT[kind]), tuple(cards)))
        return BoardView(tuple(cells), columns=len(cells), lines=6)

    def _date(self, snapshot: WorkshopSnapshot, one: Milestone) -> Card:
        place = f"milestones/{one.kind}#due"
        reached = (tr("reached"),) if one.reached else ()
        if one.due is None:
            return Card(place, tr("no date yet"), glyph="✓" if one.reached else "▲", tone="dim", marks=reached)
        glyph = "✓" if one.reached else ""
        return Card(place, day(one.due, snapshot.today), glyph=glyph, tone="strong", marks=reached)

    def prompt(self, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
        """Name the milestone whose date is typed."""
        milestone = self.options[0]
        return tr("date of {milestone}", milestone=milestone.words(snapshot, milestone.value(snapshot, state)))

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Date the milestone F5 points at."""
        kind = self.options[0].value(snapshot, state)
        place = f"milestones/{kind}"
        workshop = write(changes.set_milestone(snapshot.workshop, kind), Target(place).at("due"), text, snapshot.today)
        return workshop, f"{place}#due"

    def after_create(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Go on to the next milestone without a date."""
        self._point_at_blank(snapshot, state, self.options[0].value(snapshot, state))

    def arrive(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Begin at the first milestone without a date."""
        self._point_at_blank(snapshot, state)

    def _point_at_blank(
        self, snapshot: WorkshopSnapshot, state: StepUiState, done: MilestoneKind | None = None
    ) -> None:
        blank = [k for k, one in follow_up_plan.milestones(snapshot.workshop).items() if one.due is None and k != done]
        after = [k for k in blank if done is None or follow_up_plan.KINDS.index(k) > follow_up_plan.KINDS.index(done)]
        if blank:
            state.draft["milestone"] = (after or blank)[0]

    def asks_all_fields(self, place: str) -> bool:
        """One date is typed, not everything about a milestone."""
        del place
        return False

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Type the date of the milestone at the cursor."""
        kind = _kind_at(state)
        if kind is None:
            return None
        place = f"milestones/{kind}"
        if changes.find(snapshot.workshop, place) is not None:
            return EditItem(Target(place).at("due"))
        state.draft["milestone"] = kind
        return StartItem("")

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Mark the milestone at the cursor as reached, or take that back."""
        kind = _kind_at(state)
        if kind is None:
            return None
        reached = not follow_up_plan.milestones(snapshot.workshop)[kind].reached
        return Commit(tr("milestone reached"), lambda w: changes.set_milestone(w, kind, reached=reached))

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F6 fixes the use case today; + and - move a date by a week, Space tells that it is reached."""
        return (
            Key.of("timeline.date", self.enter),
            Key.of("timeline.today", self._fix_today),
            Key.of("timeline.later", lambda s, h: self._moved(s, h, _WEEK)),
            Key.of("timeline.earlier", lambda s, h: self._moved(s, h, -_WEEK)),
            Key.of("timeline.reached", self.space, quiet=True),
        )

    def _fix_today(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        if self.options[0].value(snapshot, state) == "use_case":
            self._point_at_blank(snapshot, state, "use_case")
        return Commit(tr("use case fixed today"), lambda w: changes.set_milestone(w, "use_case", due=snapshot.today))

    def _moved(self, snapshot: WorkshopSnapshot, state: StepUiState, by: timedelta) -> Effect:
        kind = _kind_at(state)
        due = follow_up_plan.milestones(snapshot.workshop)[kind].due if kind is not None else None
        if kind is None or due is None:
            return Notify(tr("Go to a milestone that has a date first"))
        new = due + by
        return Commit(tr("date of a milestone"), lambda w: changes.set_milestone(w, kind, due=new))


def _kind_at(state: StepUiState) -> MilestoneKind | None:
    """Return the milestone at the cursor."""
    path, key = changes.split(state.cursor.partition("#")[0])
    return next((kind for kind in follow_up_plan.KINDS if path == "milestones" and kind == key), None)
