"""The result of Invent: covered, then revealed step by step, then whole; ties are settled here."""

from collections.abc import Callable

from mlew_tui.i18n import current, mark, tr
from mlew_tui.model import changes, scoring
from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.analysis.standing import leaders
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.invent import Decision
from mlew_tui.model.scoring import Tally
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import case_title, person_name, person_names
from mlew_tui.reports.result import reveal
from mlew_tui.screens.step.effects import AskText, Commit, Effect, Key, Notify, PickItems, Repaint, RollDice
from mlew_tui.screens.step.presenter import BALLOTS, StepPresenter, handed_in_cell, points_cells
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.text.page_layout import Section
from mlew_tui.widgets.big_digits import small
from mlew_tui.widgets.board import BoardView, Card

_LARGE = 4_000
"""Cells of all sheets up to which the result is computed at once, which takes a tenth of a second."""


class _Reasoning:
    """Caches the tally of a workshop and its whole result until what they depend on changes."""

    def __init__(self) -> None:
        self._parts: tuple[object, ...] = ()
        self._tally: Tally | None = None
        self._whole: tuple[Section, ...] | None = None
        self._worked_on: tuple[object, ...] | None = None

    def _forget_another(self, workshop: Workshop) -> None:
        parts = (
            workshop.participants, workshop.cases, workshop.criteria, workshop.scores, workshop.ballots,
            workshop.decision, current(),
        )  # fmt: skip
        if len(self._parts) != len(parts) or any(old is not new for old, new in zip(self._parts, parts, strict=True)):
            self._parts, self._tally, self._whole = parts, None, None

    def tally(self, workshop: Workshop) -> Tally:
        """Return who won and how."""
        self._forget_another(workshop)
        if self._tally is None:
            self._tally = scoring.tally(workshop)
        return self._tally

    def whole(self, workshop: Workshop) -> tuple[Section, ...]:
        """Return the whole result, or the first sections of a large evaluation until the rest is computed."""
        self._forget_another(workshop)
        if self._whole is None and _is_large(workshop):
            return reveal.first_sections(workshop, self.tally(workshop))
        if self._whole is None:
            self._whole = reveal.all_sections(workshop, explain(workshop))
        return self._whole

    def pending_work(self, workshop: Workshop) -> Callable[[], None] | None:
        """Return what works the rest out, in any thread; None where nothing is left or somebody is at it."""
        self._forget_another(workshop)
        parts = self._parts
        if self._whole is not None or self._worked_on is parts or not _is_large(workshop):
            return None
        self._worked_on = parts

        def work_out() -> None:
            made = reveal.all_sections(workshop, explain(workshop))
            if self._parts is parts:
                self._whole = made

        return work_out


def _is_large(workshop: Workshop) -> bool:
    """Tell whether the whole story takes longer than anybody waits for a screen."""
    return len(workshop.participants) * len(workshop.cases) * len(workshop.criteria) > _LARGE


class ResultPresenter(StepPresenter):
    """Who has handed in; then, a press at a time, each one's first place and how it was decided; then everything."""

    collections = ()

    def __init__(self) -> None:
        self._reasoning = _Reasoning()

    # --- what is shown ------------------------------------------------------------------------

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show how many and who have handed in, and no score; nothing where the result is read."""
        if not is_covered(snapshot.workshop):
            return BoardView(())
        tally = self._reasoning.tally(snapshot.workshop)
        figure = f"{len(tally.counted)}/{len(tally.counted) + len(tally.missing)}"
        people = handed_in_cell(snapshot)
        cards = (Card("in", "\n".join(small(figure)), tone="strong", whole=True), *people.cards)
        words = (
            tr("Still covered.") if state.on_wall else tr("Still covered. When everybody is ready, F5 reveals it."),
        )
        return BoardView((people._replace(cards=cards), *points_cells(snapshot)), words, width=36)

    def page_sections(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Section, ...] | None:
        """Return the result as far as it is revealed; None while it is covered."""
        workshop = snapshot.workshop
        if is_covered(workshop):
            return None
        step = self._told(workshop, state)
        if step is None:
            return self._reasoning.whole(workshop)
        return reveal.step_sections(workshop, self._reasoning.tally(workshop), step)

    def pending_work(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Callable[[], None] | None:
        """Return what computes the rest of a large evaluation once everything is revealed."""
        workshop = snapshot.workshop
        if is_covered(workshop) or self._told(workshop, state) is not None:
            return None
        return self._reasoning.pending_work(workshop)

    def _told(self, workshop: Workshop, state: StepUiState) -> int | None:
        """Return the step of the reveal the room is at; None when everything is revealed."""
        last = reveal.count_steps(self._reasoning.tally(workshop))
        return None if state.revealed_steps is None or state.revealed_steps >= last else state.revealed_steps

    def _is_settling(self, workshop: Workshop, state: StepUiState) -> bool:
        """Return whether the numbers are all revealed, so that people may settle what is left."""
        step = self._told(workshop, state)
        return step is None or reveal.is_result_shown(self._reasoning.tally(workshop), step)

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Nothing is typed at the result."""
        return False

    # --- keys ---------------------------------------------------------------------------------

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Enter tells on, as F5; it reveals nothing, for many an Enter came just before, from the ballots."""
        return None if is_covered(snapshot.workshop) else self._tell_on(snapshot, state)

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Space tells on, as Enter."""
        return self.enter(snapshot, state)

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F5 reveals the next step; ties and an owner's decision are settled once the numbers are revealed."""
        workshop = snapshot.workshop
        if is_covered(workshop):
            return (Key.of("result.tell", self._tell_on), BALLOTS)
        keys = [BALLOTS, Key.of("result.cover", _cover)]
        step = self._told(workshop, state)
        if step is not None:
            last = step + 1 == reveal.count_steps(self._reasoning.tally(workshop))
            keys.append(
                Key.of("result.tell", self._tell_on, label=mark("Everything") if last else mark("Tell the next"))
            )
            keys.append(Key.of("result.back", self._tell_back))
        if step is None or self._ties(workshop, state):
            keys.append(Key.of("result.first", self._choose_first))
        if self._is_settling(workshop, state):
            if self._reasoning.tally(workshop).tie:
                keys.append(Key.of("result.dice", self._dice))
            keys.append(Key.of("result.owner", self._owner))
            if workshop.decision is not None:
                keys.append(Key.of("result.take_back", _take_back))
        return tuple(keys)

    # --- telling ------------------------------------------------------------------------------

    def _tell_on(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Reveal, asking first where somebody is missing; then tell one step more."""
        workshop = snapshot.workshop
        if is_covered(workshop):
            return self._uncover_or_wait(workshop, state)
        step = self._told(workshop, state)
        if step is None:
            return None
        state.revealed_steps = step + 1
        return Repaint()

    def _tell_back(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Go back by a step, as far as the empty bars."""
        state.revealed_steps = max(0, (self._told(snapshot.workshop, state) or 0) - 1)
        return Repaint()

    def _uncover_or_wait(self, workshop: Workshop, state: StepUiState) -> Effect:
        tally = self._reasoning.tally(workshop)
        if not tally.missing:
            return self._uncover(state)
        count, missing = len(tally.counted), person_names(workshop, tally.missing)
        choices = (("wait", tr("Wait for {names}", names=missing)), ("reveal", tr("Reveal it now, as provisional")))
        title = tr("{count} of {all} have handed in. Reveal?", count=count, all=count + len(tally.missing))
        return PickItems(title, choices, (), lambda ids: self._uncover(state) if "reveal" in ids else None, single=True)

    def _uncover(self, state: StepUiState) -> Effect:
        state.revealed_steps = 0
        return Commit(tr("result revealed"), lambda w: changes.put(w, "ballots.revealed", True))

    # --- settling -----------------------------------------------------------------------------

    def _ties(self, workshop: Workshop, state: StepUiState) -> list[scoring.FirstPlace]:
        """Return the first places revealed so far that several equal best cases share."""
        tally, step = self._reasoning.tally(workshop), self._told(workshop, state)
        places = tally.first_places if step is None else reveal.first_places_shown(tally, step)
        return [place for place in places if len(place.best) > 1]

    def _choose_first(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        workshop = snapshot.workshop
        tied = self._ties(workshop, state)
        if not tied:
            return Notify(tr("Nobody has equal best cases."))
        choices = [
            (
                f"{place.participant}|{case}",
                f"{person_name(workshop, place.participant)}: {case_title(workshop, case)}",
            )
            for place in tied
            for case in place.best
        ]
        chosen = [f"{place.participant}|{place.chosen}" for place in tied if place.chosen]

        def then(picked: tuple[str, ...]) -> Effect:
            first = dict(name.split("|", 1) for name in picked)

            def change(w: Workshop) -> Workshop:
                for place in tied:
                    w = changes.choose_first(w, place.participant, first.get(place.participant))
                return w

            return Commit(tr("choice among equal best cases"), change)

        return PickItems(tr("Who puts which of their equal best cases first?"), choices, chosen, then)

    def _dice(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        tally = self._reasoning.tally(snapshot.workshop)
        if tally.how == "dice":
            return Notify(tr("The dice have fallen; x takes that back."))
        if not tally.tie:
            return Notify(tr("There is no tie: votes and scores have decided."))
        if tally.missing:
            return Notify(tr("Not everybody has handed in: dice wait until the tie is final."))
        among = [(case, case_title(snapshot.workshop, case)) for case in tally.tie]

        def then(case: str) -> Effect:
            return self._settle(state, tr("dice"), Decision(how="dice", case=case, among=tally.tie))

        return RollDice(among, then)

    def _owner(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        workshop = snapshot.workshop
        if not workshop.cases:
            return Notify(tr("There are no cases yet."))
        managers_first = sorted(workshop.participants, key=lambda person: person.role != "product_manager")
        deciders = [(person.id, person.name) for person in managers_first]
        choices = [(case.id, case.title) for case in workshop.cases]

        def decide(ids: tuple[str, ...]) -> Effect:
            if not ids:
                return None
            return PickItems(
                tr("Who decides?"), deciders, (),
                lambda people: self._ask_why(workshop, state, ids[0], next(iter(people), None)), single=True,
            )  # fmt: skip

        return PickItems(tr("Which case does the person in charge adopt?"), choices, (), decide, single=True)

    def _ask_why(self, workshop: Workshop, state: StepUiState, case: str, by: str | None) -> Effect:
        """Ask for the reason: who decides against votes and scores has to write one."""
        tally = self._reasoning.tally(workshop)
        ahead = leaders(tally.votes, tally.sums)

        def because(note: str) -> Effect:
            decision = Decision(how="owner", case=case, by=by, note=note.strip())
            return self._settle(state, tr("owner's decision"), decision)

        if len(ahead) != 1 or ahead == (case,):
            return AskText(tr("Why? (kept with the decision)"), "", because)
        title = tr("Votes and scores name “{title}”. Why another one?", title=case_title(workshop, ahead[0]))
        return AskText(title, "", because, _reason_needed)

    def _settle(self, state: StepUiState, label: str, decision: Decision) -> Effect:
        """Keep what people settled, and reveal everything."""
        state.revealed_steps = None
        return Commit(label, lambda w: w.with_(decision=decision))


def _reason_needed(note: str) -> str:
    """Say that overruling needs a reason; nothing where there is one."""
    return "" if note.strip() else tr("Who overrules votes and scores writes why: the room and the report need it.")


def _take_back(_scene: WorkshopSnapshot, _hand: StepUiState) -> Effect:
    return Commit(tr("decision taken back"), lambda w: w.with_(decision=None))


def _cover(_scene: WorkshopSnapshot, _hand: StepUiState) -> Effect:
    return Commit(tr("result covered"), lambda w: changes.put(w, "ballots.revealed", False))
