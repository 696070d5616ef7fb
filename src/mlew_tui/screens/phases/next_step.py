"""Next Step: build at once or not, what the numbers say is to be improved, and what the team takes over."""

from typing import TYPE_CHECKING

from mlew_tui.i18n import current, tr
from mlew_tui.model import changes
from mlew_tui.model.findings.collect import findings, light, taken
from mlew_tui.model.findings.finding import PHASES as ORDER
from mlew_tui.model.findings.finding import Finding
from mlew_tui.model.iterate import PhaseId
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.findings import GLYPHS, LIGHTS, advice, evidence_sections, headline
from mlew_tui.screens.step.effects import Commit, Effect, Key, Notify, ShowPage
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import StepPresenter, initial, people_or_none
from mlew_tui.screens.step.step_labels import PHASES, options
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell

if TYPE_CHECKING:
    from mlew_tui.model.deck import Deck

_IMPROVE = ("next_step.improve",)
_FINDING = "finding/"
_MINUTES = (10, 15, 20, 30, 45, 60)
_COLUMN = 21
"""Cells of a column at least: the five stand side by side from 120 columns on."""


def _minutes(snapshot: WorkshopSnapshot) -> list[tuple[Value, str]]:
    """Return no minutes, then the usual ones and those somebody typed."""
    typed = {item.minutes for item in snapshot.workshop.next_step.improve if item.minutes is not None}
    return [(None, ""), *((minutes, tr("{minutes} min", minutes=minutes)) for minutes in sorted(typed | {*_MINUTES}))]


class DecidePresenter(StepPresenter):
    """Yes or no, then a column a phase: its light, its question, what was found, and what the team will improve."""

    collections = _IMPROVE
    options = (
        Option.of("phase", lambda _: options(PHASES), _IMPROVE),
        Option.of("owner", people_or_none, _IMPROVE, place="next.decide"),
        Option.of("minutes", _minutes, _IMPROVE),
    )

    def __init__(self) -> None:
        self._found: tuple[Workshop, Deck, tuple[Finding, ...]] | None = None

    def _findings(self, snapshot: WorkshopSnapshot) -> tuple[Finding, ...]:
        """Return the findings, computed again only for another workshop."""
        known = self._found
        if known is None or known[0] is not snapshot.workshop or known[1] is not snapshot.deck:
            known = snapshot.workshop, snapshot.deck, findings(snapshot.workshop, snapshot.deck.thresholds)
            self._found = known
        return known[2]

    # --- what is shown ------------------------------------------------------------------------

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the answer, and the five phases side by side."""
        build = snapshot.workshop.next_step.build_now
        answer = {None: tr("not decided"), True: tr("yes"), False: tr("no")}[build]
        words = tr("Build at once? {answer}", answer=answer)
        cells = tuple(self._column(snapshot, phase) for phase in ORDER)
        return BoardView(cells, (words if state.on_wall else f"{words} (y / n)",), width=_COLUMN, lines=5)

    def _column(self, snapshot: WorkshopSnapshot, phase: PhaseId) -> Cell:
        """Return a phase's column, with the findings first so that they are visible without scrolling."""
        workshop, found = snapshot.workshop, self._findings(snapshot)
        stands = light(workshop, found, phase)
        glyph, word = LIGHTS[stands]
        cards = [self._finding(workshop, finding) for finding in found if finding.phase == phase]
        cards += [
            self._improvement(workshop, number)
            for number, item in enumerate(workshop.next_step.improve)
            if item.phase == phase
        ]
        inquiry = snapshot.deck.inquiry(phase)
        question = inquiry.question.in_(current()) if inquiry else ""
        asked = Card(f"question/{phase}", question, tone="dim", whole=True)
        return Cell(phase, f"{glyph} {tr(PHASES[phase])}", (asked, *cards), note=tr(word))

    def _finding(self, workshop: Workshop, finding: Finding) -> Card:
        is_taken = bool(taken(workshop, finding))
        return Card(
            f"{_FINDING}{finding.kind}",
            headline(workshop, finding),
            glyph=GLYPHS[finding.severity],
            marks=(tr("✓ taken over"),) if is_taken else (),
            tone="dim" if is_taken else "red" if finding.severity == "now" else "negative",
        )

    def _improvement(self, workshop: Workshop, number: int) -> Card:
        item = workshop.next_step.improve[number]
        text = item.reason + (f"\n→ {item.action}" if item.action else "")
        minutes = tr("{minutes} min", minutes=item.minutes) if item.minutes is not None else ""
        return Card(f"next_step.improve/{number}", text, glyph="✎", marks=(minutes, initial(workshop, item.owner)))

    def arrive(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Begin at the first finding that is not taken over yet."""
        waiting = (one.kind for one in self._findings(snapshot) if not taken(snapshot.workshop, one))
        state.cursor = next((f"{_FINDING}{kind}" for kind in waiting), "")

    def begins_on_board(self, snapshot: WorkshopSnapshot) -> bool:
        """Begin with what was found, if anything was."""
        return bool(self._findings(snapshot))

    # --- what people do -----------------------------------------------------------------------

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add an improvement of the phase turned to."""
        phase, owner, minutes = (option.value(snapshot, state) for option in self.options)
        values = {"phase": phase, "owner": owner, "minutes": minutes}
        return changes.add(snapshot.workshop, "next_step.improve", reason=text, **values)

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Open what is behind a finding, or work on an improvement."""
        finding = self._at(snapshot, state)
        if finding is None:
            return super().enter(snapshot, state)
        workshop = snapshot.workshop
        keys = () if snapshot.read_only or taken(workshop, finding) else (self._taking(),)
        return ShowPage(
            f"{GLYPHS[finding.severity]} {headline(workshop, finding)}",
            evidence_sections(workshop, snapshot.deck, finding),
            keys,
        )

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Enter opens what is at the cursor, F6 takes a finding over; y and n answer."""
        return (
            Key.of("next.open", self.enter),
            self._taking(),
            Key.of("next.yes", lambda _s, _h: self._decide(True)),
            Key.of("next.no", lambda _s, _h: self._decide(False)),
        )

    def _at(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Finding | None:
        """Return the finding at the cursor."""
        kind = state.cursor.removeprefix(_FINDING)
        return next((one for one in self._findings(snapshot) if one.kind == kind), None)

    def _taking(self) -> Key:
        """Return the key that takes over the finding at the cursor, on the board and on its page."""
        return Key.of("next.take", self._take_at)

    def _take_at(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        finding = self._at(snapshot, state)
        if finding is None:
            return Notify(tr("Go to a finding (✖ or ▲) first"))
        return self._take(snapshot, state, finding)

    def _take(self, snapshot: WorkshopSnapshot, state: StepUiState, finding: Finding) -> Effect:
        """Make an improvement of a finding and go there, so that owner and minutes are the next keys."""
        workshop = snapshot.workshop
        numbers = taken(workshop, finding)
        if numbers:
            state.cursor = f"{_IMPROVE[0]}/{numbers[0]}"
            return Notify(tr("This was taken over already: F7 says who, F8 how many minutes."))
        state.cursor = f"{_IMPROVE[0]}/{len(workshop.next_step.improve)}"
        fields: dict[str, Value] = {
            "phase": finding.phase, "finding": finding.kind, "reason": headline(workshop, finding),
            "action": advice(snapshot.deck, finding),
        }  # fmt: skip
        words = tr("Taken over: F7 says who, F8 how many minutes on Day 2.")
        return Commit(
            tr("finding taken over"), lambda w: changes.add(w, _IMPROVE[0], **fields)[0], say=words, to_board=True
        )

    def _decide(self, build: bool) -> Effect:
        return Commit(tr("build at once?"), lambda w: changes.put(w, "next_step.build_now", build))
