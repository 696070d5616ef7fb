"""The plan, Day 2's last hour: timeline, todos alone and together, calendar, and the close."""

from mlew_tui.i18n import tr
from mlew_tui.model import changes
from mlew_tui.model.schedule import follow_up_plan
from mlew_tui.model.schedule.follow_up_plan import Check, Dated
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.reports.labels import person_name
from mlew_tui.screens.phases.plan_text import CHECKS, SHORT, STEPS, day, sentence
from mlew_tui.screens.step.effects import Effect, GoToStep, Key
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.widgets.board import BoardView, Card, Cell

_CHECK = "check/"
_NAMED = 4
_NEXT = 6


class ClosePresenter(StepPresenter):
    """The closing checks, computed from the plan, and what comes next."""

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show each check with ✓, or ▲ and what is missing by name; then what is dated next."""
        checks = follow_up_plan.closing(
            snapshot.workshop, snapshot.today, snapshot.deck.thresholds.first_milestone_months
        )
        passed = sum(check.is_passed for check in checks)
        cards = tuple(self._card(snapshot, check) for check in checks)
        cells = [Cell("checks", tr("Ready to go?"), cards, note=f"{passed}/{len(checks)}")]
        coming = follow_up_plan.coming(snapshot.workshop, snapshot.today)
        lines = tuple(
            Card(f"coming/{index}", self._coming(snapshot, one), tone="card")
            for index, one in enumerate(coming[:_NEXT])
        )
        more = len(coming) - len(lines)
        note = tr("and {count} more", count=more) if more else ""
        cells.append(Cell("coming", tr("What comes next"), lines, note=note, empty=tr("nothing has a date yet")))
        take = tr("Ctrl+S: dates as ics for calendars, todos as xlsx, the proposal as docx or html.")
        cells.append(Cell("export", tr("Take it along"), (Card("export", take, tone="dim", whole=True),)))
        return BoardView(tuple(cells), width=36, lines=2)

    def _card(self, snapshot: WorkshopSnapshot, check: Check) -> Card:
        months = snapshot.deck.thresholds.first_milestone_months
        words = [sentence(snapshot.workshop, lack, months) for lack in check.lacks]
        if len(words) > _NAMED:
            words = [*words[: _NAMED - 1], tr("and {count} more", count=len(words) - _NAMED + 1)]
        text = "\n".join([tr(CHECKS[check.kind]), *(f"・{line}" for line in words)])
        glyph, tone = ("✓", "positive") if check.is_passed else ("▲", "negative")
        return Card(f"{_CHECK}{check.kind}", text, glyph=glyph, tone=tone, whole=True)

    def _coming(self, snapshot: WorkshopSnapshot, one: Dated) -> str:
        workshop = snapshot.workshop
        path, key = changes.split(one.place)
        item = changes.find(workshop, one.place)
        if path == "milestones":
            words = tr("milestone {milestone}", milestone=tr(SHORT[key]))
        elif path == "meetings":
            at = f"{item.start:%H:%M}" if item is not None else ""
            words = (tr("progress meeting") if getattr(item, "kind", "") == "progress" else tr("report")) + f" {at}"
        else:
            owner = person_name(workshop, getattr(item, "owner", None))
            words = getattr(item, "text", "") + (f" ({owner})" if owner else "")
        return f"{day(one.day, snapshot.today)} {words}"

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Nothing is written here: it is mended where it belongs."""
        return False

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Go where the check at the cursor is mended."""
        kind = state.cursor.removeprefix(_CHECK)
        return GoToStep(STEPS[kind]) if kind in STEPS else None

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Go there, as Enter does."""
        return self.enter(snapshot, state)

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Enter goes to where it is mended."""
        return (Key.of("close.mend", self.enter),)
