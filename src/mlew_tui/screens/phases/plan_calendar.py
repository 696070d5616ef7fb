"""The calendar: the weekly progress meeting and a report to executives at each milestone, suggested or typed."""

from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from mlew_tui.fields.parsing import InvalidInputError, parse_date, parse_start
from mlew_tui.i18n import tr, trn
from mlew_tui.model import changes
from mlew_tui.model.iterate import Meeting, MilestoneKind
from mlew_tui.model.schedule import follow_up_plan
from mlew_tui.model.schedule.follow_up_plan import Suggested
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.plan_text import SHORT, day, short_day, warning
from mlew_tui.screens.step.effects import Commit, Effect, Key, Notify
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import StepPresenter, points_cells
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell

_MEETINGS = ("meetings",)
_SUGGESTED = "suggested/"
_REPORT = "report/"


def _kinds(_scene: WorkshopSnapshot) -> list[tuple[Value, str]]:
    reports = [
        (f"{_REPORT}{kind}", tr("report at {milestone}", milestone=tr(SHORT[kind]))) for kind in follow_up_plan.STAGES
    ]
    return [("progress", tr("weekly progress")), *reports]


def _in_order(workshop: Workshop) -> list[Meeting]:
    return sorted(workshop.meetings, key=lambda meeting: meeting.start.replace(tzinfo=None))


class CalendarPresenter(StepPresenter):
    """What is to stand in everybody's calendar; a suggestion becomes a meeting by one key."""

    collections = _MEETINGS
    options = (Option.of("slot", _kinds, (), place="plan.calendar"),)

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the weekly meeting and the reports, each with what is suggested, then what else there is to do."""
        suggested = follow_up_plan.suggested(snapshot.workshop, snapshot.today)
        weekly = self._cards(snapshot, None) + [
            self._suggestion(snapshot, one) for one in suggested if one.kind == "progress"
        ]
        cells = [Cell("progress", tr("Weekly progress meeting"), tuple(weekly), empty=tr("none yet"))]
        reports: list[Card] = []
        kinds: list[MilestoneKind | None] = [*follow_up_plan.KINDS, None]
        for kind in kinds:
            reports += self._cards(snapshot, kind, report=True)
            reports += [
                self._suggestion(snapshot, one) for one in suggested if one.kind == "report" and one.milestone == kind
            ]
        empty = tr("Date the milestones first: each has its report.")
        cells.append(Cell("reports", tr("Reports to executives"), tuple(reports), empty=empty))
        return BoardView((*cells, *points_cells(snapshot)), width=36, lines=4)

    def _cards(self, snapshot: WorkshopSnapshot, kind: MilestoneKind | None, *, report: bool = False) -> list[Card]:
        wanted = "report" if report else "progress"
        there = [one for one in _in_order(snapshot.workshop) if one.kind == wanted]
        return [self._card(snapshot, one) for one in there if not report or one.milestone == kind]

    def _card(self, snapshot: WorkshopSnapshot, meeting: Meeting) -> Card:
        lacks = list(follow_up_plan.meeting_lacks(snapshot.workshop, meeting, snapshot.today))
        months = snapshot.deck.thresholds.first_milestone_months
        lines = [_when(_fields(meeting), snapshot.today), *(warning(lack, months) for lack in lacks)]
        return Card(f"meetings/{meeting.id}", "\n".join(lines), glyph="▲" if lacks else "✓", tone="strong", whole=True)

    def _suggestion(self, snapshot: WorkshopSnapshot, one: Suggested) -> Card:
        text = tr("Suggested: {meeting}", meeting=_when(asdict(one), snapshot.today))
        return Card(_place(one), text, glyph="＋", tone="dim", marks=("Enter",), whole=True)

    def prompt(self, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
        """Name the meeting whose start is typed."""
        slot = self.options[0]
        return tr("start of {meeting}", meeting=slot.words(snapshot, slot.value(snapshot, state)))

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add the meeting F5 points at; what is typed is its start."""
        slot = str(self.options[0].value(snapshot, state))
        start = _start(snapshot, text)
        if slot.startswith(_REPORT):
            kind = slot.removeprefix(_REPORT)
            made = changes.set_milestone(snapshot.workshop, kind)
            return changes.add(made, "meetings", kind="report", milestone=kind, start=start)
        last = follow_up_plan.last_day(snapshot.workshop)
        until = last if last is not None and last >= start.date() else None
        return changes.add(snapshot.workshop, "meetings", kind="progress", start=start, repeat="weekly", until=until)

    def asks_all_fields(self, place: str) -> bool:
        """A start is enough; Enter on the card asks for the rest."""
        del place
        return False

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Take the suggestion at the cursor, or work on a meeting: start, minutes, repeat, last day."""
        if not state.cursor.startswith(_SUGGESTED):
            return super().enter(snapshot, state)
        chosen = [
            one for one in follow_up_plan.suggested(snapshot.workshop, snapshot.today) if _place(one) == state.cursor
        ]
        return self._take(chosen, "")

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Take the suggestion at the cursor."""
        return self.enter(snapshot, state) if state.cursor.startswith(_SUGGESTED) else None

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F6 takes the weekly meeting as suggested, F7 the reports."""
        return (
            Key.of("calendar.weekly", self._weekly),
            Key.of("calendar.reports", self._reports),
        )

    def _weekly(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        found = [one for one in follow_up_plan.suggested(snapshot.workshop, snapshot.today) if one.kind == "progress"]
        return self._take(found, tr("The weekly meeting is in the calendar already"))

    def _reports(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        found = [one for one in follow_up_plan.suggested(snapshot.workshop, snapshot.today) if one.kind == "report"]
        return self._take(found, tr("Every milestone that has a date has its report already"))

    def _take(self, chosen: list[Suggested], otherwise: str) -> Effect:
        if not chosen:
            return Notify(otherwise) if otherwise else None
        label = trn("{count} meeting added", "{count} meetings added", len(chosen))
        return Commit(label, changes.add_all("meetings", [asdict(one) for one in chosen]))


def _start(snapshot: WorkshopSnapshot, text: str) -> datetime:
    """Read a start; a day alone begins when the workshop did. Raises InvalidInputError."""
    try:
        start = parse_start(text, snapshot.today)
    except InvalidInputError:
        with suppress(InvalidInputError):
            return datetime.combine(
                parse_date(text, snapshot.today) or snapshot.today, follow_up_plan.usual_time(snapshot.workshop)
            )
        raise
    return start or datetime.combine(snapshot.today, follow_up_plan.usual_time(snapshot.workshop))


def _place(one: Suggested) -> str:
    return f"{_SUGGESTED}{one.kind}/{one.milestone or ''}"


def _fields(meeting: Meeting) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in ("milestone", "start", "minutes", "repeat", "until")}


def _when(fields: dict[str, Any], today: date) -> str:
    """Say what a meeting is and when: ``1 Experience  12/20 (Sun) 14:00, 30 min``."""
    start = fields["start"]
    parts = [f"{day(start.date(), today)} {start:%H:%M}", tr("{minutes} min", minutes=fields["minutes"])]
    if fields["repeat"] is not None:
        until = fields["until"]
        weekly = tr("every week until {day}", day=short_day(until, today)) if until is not None else tr("every week")
        parts.append(weekly)
    milestone = tr(SHORT[fields["milestone"]]) + "  " if fields["milestone"] is not None else ""
    return milestone + tr(", ").join(parts)
