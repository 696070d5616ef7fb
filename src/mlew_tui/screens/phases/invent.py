"""Invent: the growth cycle, and cases presented and scored round by round."""

from typing import TYPE_CHECKING

from mlew_tui.i18n import current, mark, tr, trn
from mlew_tui.model import changes
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.invent import Case
from mlew_tui.model.scoring import turnout
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.define import criteria_in_columns
from mlew_tui.screens.phases.rescoring import ANEW
from mlew_tui.screens.step.effects import Commit, EditItem, Effect, Key, Notify, PickItems, SetStage
from mlew_tui.screens.step.fields import Target
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import (
    BALLOTS,
    StepPresenter,
    handed_in_cell,
    initial,
    people_or_none,
    points_cells,
)
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.text.sanitize import one_line
from mlew_tui.widgets.board import BoardView, Card, Cell

if TYPE_CHECKING:
    from mlew_tui.importing import Batch

_BLANK = "＿＿"


class RoundsPresenter(StepPresenter):
    """A case is presented in the sentence pattern, then everybody scores it; the clock follows F6."""

    collections = ("cases",)
    adds = mark("new case")
    options = (Option.of("told_by", people_or_none, ("cases",)),)

    def _scoring(self, snapshot: WorkshopSnapshot) -> bool:
        return snapshot.workshop.progress.stage == "score" and snapshot.workshop.progress.case is not None

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the cases as sentences with their blanks, the presented one lit; or the criteria to score it by."""
        if self._scoring(snapshot):
            return self._paper(snapshot)
        workshop = snapshot.workshop
        told = workshop.progress.case
        planned = snapshot.step.rounds
        unscored = _unscored(workshop)
        cells = []
        for number, case in enumerate(workshop.cases, start=1):
            place = f"cases/{case.id}"
            cards = (
                Card(
                    place,
                    f"{number}. {case.title}",
                    marks=(tr("▲ not scored") if case in unscored else "", initial(workshop, case.told_by)),
                    tone="strong",
                    lit=case.id == told,
                ),
                *self._sentences(workshop, case),
            )
            cells.append(Cell(case.id, "", cards))
        summary = []
        if planned is not None and len(workshop.cases) > planned.planned:
            over = (len(workshop.cases) - planned.planned) * (planned.tell + planned.score)
            summary.append(
                tr(
                    "▲ {count} rounds take {minutes} minutes more than planned.",
                    count=len(workshop.cases),
                    minutes=over,
                )
            )
        if unscored:
            titles = tr(", ").join(tr("“{title}”", title=one_line(case.title)) for case in unscored)
            summary.append(
                tr("▲ Nobody has scored {titles}: it counts 0. n covers the result, and all score anew.", titles=titles)
            )
        ballots = workshop.ballots
        if ballots.handed_in and not ballots.revealed:
            words = trn(
                "▲ {count} ballot is in: what is added to the cases now is not scored in it until F8 opens it again.",
                "▲ {count} ballots are in: what is added to the cases now is not scored in them until F8 opens them "
                "again.",
                len(ballots.handed_in),
            )
            summary.append(words)
        return BoardView((*cells, *points_cells(snapshot)), tuple(summary), width=44, lines=4)

    def _paper(self, snapshot: WorkshopSnapshot) -> BoardView:
        """Show the case to be scored, each criterion with its most, and who has handed in: scores stay on paper."""
        workshop = snapshot.workshop
        case = next((one for one in workshop.cases if one.id == workshop.progress.case), None)
        told: tuple[Card, ...] = ()
        if case is not None:
            head = Card(f"cases/{case.id}", case.title, tone="strong", lit=True, whole=True)
            told = (head, *(card for card in self._sentences(workshop, case) if card.tone != "dim"))
        criteria = tuple(
            Card(
                f"criteria/{k.id}", k.text, glyph="☹" if k.kind == "problem" else "☺",
                marks=(tr("0 to {weight}", weight=k.weight),), whole=True,
            )
            for k in criteria_in_columns(workshop)
        )  # fmt: skip
        cells = (
            Cell("paper", tr("Score it on paper or on your sheet, each alone"), criteria, note=tr("halves count, too")),
            Cell("case", tr("The case"), told),
            handed_in_cell(snapshot),
        )
        return BoardView(cells, width=44, lines=3)

    def _sentences(self, workshop: Workshop, case: Case) -> list[Card]:
        texts = {k.id: k.text for k in workshop.criteria}
        solves = " / ".join(texts[name] for name in case.solves) or _BLANK
        reinforces = " / ".join(texts[name] for name in case.reinforces) or _BLANK
        place = f"cases/{case.id}"
        company = case.company or _BLANK
        rows = [
            ("company", tr("Company: {text}", text=company)),
            ("solution", tr("Solution: {text}", text=case.solution or _BLANK)),
            ("valued_for", tr("Its customers value it for: {text}", text=case.valued_for or _BLANK)),
            ("solves", tr("☹ solves: {text}", text=solves)),
            ("reinforces", tr("☺ reinforces: {text}", text=reinforces)),
            ("result", tr("Result: {text}", text=case.result or _BLANK)),
            ("data_loop", tr("With the data gathered: {text}", text=case.data_loop or _BLANK)),
            ("source", tr("Source: {text}", text=case.source or _BLANK)),
        ]
        return [Card(f"{place}#{name}", text, tone="dim" if text.endswith(_BLANK) else "card") for name, text in rows]

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Cases are typed while they are presented, not while they are scored."""
        return not self._scoring(snapshot)

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add a case."""
        return changes.add(snapshot.workshop, "cases", title=text, told_by=self.options[0].value(snapshot, state))

    def parse_pasted(self, snapshot: WorkshopSnapshot, text: str) -> "Batch | None":
        """Read a Markdown list of solutions; lines that are none are titles."""
        from mlew_tui.importing import case_list as cases  # lazy: only a pasted list needs it

        batch = cases.read(text)
        return cases.drop_known_cases(snapshot.workshop, [batch])[0] if batch.items else None

    def pasted_defaults(self, snapshot: WorkshopSnapshot, state: StepUiState) -> dict[str, Value]:
        """Return who presents the pasted cases, by the option, and whether they are assumed."""
        return {"told_by": self.options[0].value(snapshot, state), "assumed": bool(state.draft.get("assumed"))}

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Work on the part of the sentence at the cursor; problems and strengths are picked."""
        place, _, name = state.cursor.partition("#")
        if name in ("solves", "reinforces"):
            return self._pick_criteria(snapshot, place, name)
        return EditItem(Target(place).at(name or "title")) if place.startswith("cases/") else None

    def _pick_criteria(self, snapshot: WorkshopSnapshot, place: str, name: str) -> Effect:
        kind = "problem" if name == "solves" else "strength"
        choices = [(k.id, f"[{k.weight}] {k.text}") for k in snapshot.workshop.criteria if k.kind == kind]
        title = tr("Which problems does it solve?") if name == "solves" else tr("Which strengths does it reinforce?")
        now: tuple[str, ...] = getattr(changes.find(snapshot.workshop, place), name, ())
        return PickItems(
            title, choices, now,
            lambda ids: Commit(tr("what a case is good for"), lambda w: changes.edit(w, place, **{name: ids})),
        )  # fmt: skip

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F6 goes on, F5 presents the case at the cursor, F8 takes the ballots; n opens all after the reveal."""
        progress = snapshot.workshop.progress
        stage = mark("Next case") if self._scoring(snapshot) else mark("Score it") if progress.case else mark("Begin")
        return (
            Key.of("rounds.tell", self._tell),
            Key.of("rounds.next", self._next, label=stage),
            BALLOTS,
            *(() if is_covered(snapshot.workshop) else (ANEW,)),
        )

    def _tell(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        place = state.cursor.partition("#")[0]
        case = changes.split(place)[1] if place.startswith("cases/") else ""
        case = case or next((c.id for c in snapshot.workshop.cases), "")
        return SetStage(case, "tell") if case else Notify(tr("Type the first case below"))

    def _next(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        progress, cases = snapshot.workshop.progress, [case.id for case in snapshot.workshop.cases]
        if progress.case not in cases:
            return self._tell(snapshot, state)
        if progress.stage == "tell":
            return SetStage(progress.case or "", "score")
        following = cases.index(progress.case or "") + 1
        if following == len(cases):
            return Notify(tr("That was the last case: F9 shows the result. For another one, F5 goes back to telling."))
        return SetStage(cases[following], "tell")


def _unscored(workshop: Workshop) -> list[Case]:
    """Return the cases of a revealed result that no counted voter scored; none while it is covered."""
    there, _ = turnout(workshop)
    if is_covered(workshop) or not there:
        return []
    scored = {case for person in there for case, row in workshop.scores.get(person, {}).items() if row}
    return [case for case in workshop.cases if case.id not in scored]


class CyclePresenter(StepPresenter):
    """The growth cycle: four stages and one example."""

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the stages as a ring drawn with arrows, then the deck's text."""
        language = current()
        terms = [point.term.in_(language) for point in snapshot.step.points[:4]]
        ring = Cell("ring", "  →  ".join(terms) + "  ↻") if len(terms) == 4 else Cell("ring", "")
        return BoardView((ring, *points_cells(snapshot)), columns=1, lines=12, page=True)
