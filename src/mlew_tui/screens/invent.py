"""Invent: cases told and scored round by round, and the result in votes, sums and words."""

import unicodedata
from fractions import Fraction
from typing import ClassVar

from mlew_tui.language import current, mark, tr
from mlew_tui.model import changes, scoring
from mlew_tui.model.invent import Case, Decision
from mlew_tui.model.scoring import Tally, fraction_text, points_text
from mlew_tui.model.workshop import Participant, Workshop
from mlew_tui.screens.define import columns_of, criteria_in_columns
from mlew_tui.screens.desk import (
    Ask,
    Commit,
    Desk,
    Effect,
    Hand,
    Key,
    Option,
    Pick,
    Roll,
    Stage,
    Tell,
    Work,
    initial,
    people_or_none,
    person_name,
    points_cells,
)
from mlew_tui.screens.fields import Target
from mlew_tui.screens.step_screen import StepScreen
from mlew_tui.session import Scene
from mlew_tui.story import case_title, headline, story
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.grid import Column, GridView, Row

_HALVES = {"q": 1, "w": 3, "e": 5, "r": 7, "t": 9}
"""The key under a digit is half a point less than the digit: q is 0.5, w is 1.5 .. in halves."""
_BLANK = "＿＿"
_ENTER = ("enter", "\r")
_BAR = 20


def voters(scene: Scene) -> list[Participant]:
    """Return who scores."""
    return [person for person in scene.workshop.participants if person.is_voter]


class RoundsDesk(Desk):
    """A case is told in the sentence pattern, then everybody scores it; the clock follows F6."""

    collections = ("cases",)
    adds = mark("new case")
    options = (Option("told_by", "f7", mark("Told by"), people_or_none, ("cases",)),)

    def _scoring(self, scene: Scene) -> bool:
        return scene.workshop.progress.stage == "score" and scene.workshop.progress.case is not None

    def board(self, scene: Scene, hand: Hand) -> BoardView:
        """Show the cases as sentences with their blanks; the one being told is lit."""
        workshop = scene.workshop
        told = workshop.progress.case
        planned = scene.step.rounds
        cells = []
        for number, case in enumerate(workshop.cases, start=1):
            place = f"cases/{case.id}"
            cards = (
                Card(
                    place,
                    f"{number}. {case.title}",
                    marks=(initial(workshop, case.told_by),),
                    tone="strong",
                    lit=case.id == told,
                ),
                *self._sentences(workshop, case),
            )
            cells.append(Cell(case.id, "", cards))
        if planned is not None and len(workshop.cases) > planned.planned:
            over = (len(workshop.cases) - planned.planned) * (planned.tell + planned.score)
            words = tr(
                "▲ {count} rounds take {minutes} minutes more than planned.",
                count=len(workshop.cases),
                minutes=over,
            )
            cells.insert(0, Cell("over", "", (), empty=words))
        return BoardView((*cells, *points_cells(scene)), width=44, lines=4)

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

    def grid(self, scene: Scene, hand: Hand) -> GridView | None:
        """While scoring, show the sheet of the participant at the keyboard."""
        if not self._scoring(scene):
            return None
        return sheet(scene.workshop, self.person(scene, hand), scene.workshop.progress.case)

    def person(self, scene: Scene, hand: Hand) -> str:
        """Return whose sheet is shown."""
        people = voters(scene)
        return people[hand.index % len(people)].id if people else ""

    def typed(self, scene: Scene, hand: Hand, row: int, column: int, key: str) -> Effect:
        """Set a score: 0 to 5 whole, q w e r t the half below; Del blanks; Enter hands in and goes on."""
        person = self.person(scene, hand)
        effect = score_key(scene, person, row, column, key)
        if key in _ENTER and person and person not in scene.workshop.ballots.handed_in:
            people = [voter.id for voter in voters(scene)]
            waiting = [who for who in people if who not in scene.workshop.ballots.handed_in and who != person]
            after = [who for who in waiting if people.index(who) > people.index(person)]
            hand.index = people.index((after or waiting or [person])[0])
        return effect

    def first_row(self, scene: Scene) -> int:
        """Begin at the case told in this round."""
        cases = [case.id for case in scene.workshop.cases]
        told = scene.workshop.progress.case
        return cases.index(told) if told in cases else 0

    def typable(self, scene: Scene) -> bool:
        """Cases are typed while they are told, not while they are scored."""
        return not self._scoring(scene)

    def create(self, scene: Scene, hand: Hand, text: str) -> tuple[Workshop, str]:
        """Add a case."""
        return changes.add(scene.workshop, "cases", title=text, told_by=self.options[0].value(scene, hand))

    def enter(self, scene: Scene, hand: Hand) -> Effect:
        """Work on the part of the sentence at the cursor; problems and strengths are picked."""
        place, _, name = hand.cursor.partition("#")
        if name in ("solves", "reinforces"):
            return self._pick_criteria(scene, place, name)
        return Work(Target(place).at(name or "title")) if place.startswith("cases/") else None

    def _pick_criteria(self, scene: Scene, place: str, name: str) -> Effect:
        kind = "problem" if name == "solves" else "strength"
        choices = [(k.id, f"[{k.weight}] {k.text}") for k in scene.workshop.criteria if k.kind == kind]
        title = tr("Which problems does it solve?") if name == "solves" else tr("Which strengths does it reinforce?")
        now: tuple[str, ...] = getattr(changes.find(scene.workshop, place), name, ())
        return Pick(
            title, choices, now,
            lambda ids: Commit(tr("what a case is good for"), lambda w: changes.edit(w, place, **{name: ids})),
        )  # fmt: skip

    def keys(self, scene: Scene, hand: Hand) -> tuple[Key, ...]:
        """F6 goes from telling to scoring to the next case; F5 tells the case at the cursor."""
        stage = mark("Score it") if not self._scoring(scene) else mark("Next case")
        keys = [
            Key("rounds.tell", "f5", mark("Tell this case"), self._tell),
            Key("rounds.next", "f6", stage, self._next),
        ]
        if self._scoring(scene):
            keys += [
                Key("rounds.hand_in", "enter", mark("hand in / take back"), lambda _s, _h: None),
                Key("rounds.person", "f8", mark("Next person"), self._next_person),
                Key("rounds.scores", "0-5 qwert", mark("score (letters: half less)"), lambda _s, _h: None, quiet=True),
            ]
        return tuple(keys)

    def _tell(self, scene: Scene, hand: Hand) -> Effect:
        place = hand.cursor.partition("#")[0]
        case = changes.split(place)[1] if place.startswith("cases/") else ""
        case = case or next((c.id for c in scene.workshop.cases), "")
        return Stage(case, "tell") if case else Tell(tr("Type the first case below"))

    def _next(self, scene: Scene, hand: Hand) -> Effect:
        progress, cases = scene.workshop.progress, [case.id for case in scene.workshop.cases]
        if progress.case not in cases:
            return self._tell(scene, hand)
        if progress.stage == "tell":
            return Stage(progress.case or "", "score")
        following = cases.index(progress.case or "") + 1
        if following == len(cases):
            return Tell(tr("That was the last case: F9 shows the result. For another one, F5 goes back to telling."))
        return Stage(cases[following], "tell")

    def _next_person(self, scene: Scene, hand: Hand) -> Effect:
        hand.index += 1
        return Tell(tr("{name}, please.", name=person_name(scene.workshop, self.person(scene, hand))))


def sheet(workshop: Workshop, person: str, told: str | None) -> GridView:
    """Return one participant's evaluation sheet: cases by criteria, a total each."""
    order = criteria_in_columns(workshop)
    scores = workshop.scores.get(person, {})
    rows = []
    for case in workshop.cases:
        row = scores.get(case.id, {})
        values = [points_text(row[k.id]) if k.id in row else "·" for k in order]
        total = points_text(scoring.total(workshop, person, case.id))
        lead = "● " if case.id == told else ""
        rows.append(Row(lead + case.title, (*values, total)))
    handed = tr("handed in ✓") if person in workshop.ballots.handed_in else tr("not handed in")
    corner = f"{person_name(workshop, person)} {handed}"
    return GridView(corner, (*columns_of(workshop), Column(tr("total"))), tuple(rows), editable=True, locked=1)


def score_key(scene: Scene, person: str, row: int, column: int, key: str) -> Effect:
    """Return what a key in a sheet does. A value above the weight is refused with a word."""
    workshop = scene.workshop
    if not person:
        return Tell(tr("Nobody here has a vote: add participants in the opening"))
    if key in _ENTER:
        handed = person not in workshop.ballots.handed_in
        label = tr("ballot handed in") if handed else tr("ballot taken back")
        return Commit(label, lambda w: changes.hand_in(w, person, handed), then="next person" if handed else "")
    order = criteria_in_columns(workshop)
    if column >= len(order) or row >= len(workshop.cases):
        return None
    criterion, case = order[column], workshop.cases[row].id
    key = unicodedata.normalize("NFKC", key)  # an IME left on types full-width digits
    points: Fraction | None
    if key in ("delete", "backspace", "\x7f", "\x08"):
        points = None
    elif key in "012345":
        points = Fraction(int(key))
    elif key in _HALVES:
        points = Fraction(_HALVES[key], 2)
    else:
        return Tell(tr("Keys: 0 1 2 3 4 5, and q w e r t for half a point less"))
    if points is not None and points > criterion.weight:
        return Tell(tr("At most {weight}: that is the weight here", weight=criterion.weight))
    return Commit(tr("score"), lambda w: changes.set_score(w, person, case, criterion.id, points), then="advance")


class ResultDesk(Desk):
    """Each one's first place, the votes as bars, the adopted case and why; ties and owners settle here."""

    collections = ()

    def grid(self, scene: Scene, hand: Hand) -> GridView | None:
        """Show totals, participants by cases, then votes and sums; nothing before they are revealed."""
        workshop = scene.workshop
        if not workshop.ballots.revealed:
            return None
        tally = scoring.tally(workshop)
        columns = tuple(Column(case.title, case.id) for case in workshop.cases)
        firsts = {place.participant: place for place in tally.first_places}
        rows = []
        for person in voters(scene):
            if person.id not in tally.counted:
                rows.append(Row(tr("{name} (missing)", name=person.name), ("…",) * len(columns)))
                continue
            best = firsts[person.id].votes if person.id in firsts else {}
            rows.append(
                Row(
                    person.name,
                    tuple(
                        ("★" if case.id in best else "") + points_text(tally.totals[person.id][case.id])
                        for case in workshop.cases
                    ),
                )
            )
        rows.append(
            Row(
                tr("★ first places"),
                tuple(fraction_text(tally.votes[c.id]) for c in workshop.cases),
                strong=True,
            )
        )
        rows.append(Row(tr("summed scores"), tuple(points_text(tally.sums[c.id]) for c in workshop.cases), strong=True))
        return GridView(tr("★ = first place"), columns, tuple(rows))

    def board(self, scene: Scene, hand: Hand) -> BoardView:
        """Show the bars of first places, the result as a sentence, and the reasoning."""
        workshop = scene.workshop
        tally = scoring.tally(workshop)
        count = len(tally.counted) + len(tally.missing)
        if not workshop.ballots.revealed:
            return self._before(scene, tally)
        cards = tuple(self._bar(workshop, tally, case, count) for case in workshop.cases)
        result = Card("result", headline(workshop, tally), tone="strong", glyph="◎", whole=True)
        why = tuple(Card(f"why/{number}", line, whole=True) for number, line in enumerate(story(workshop, tally)))
        return BoardView(
            (
                Cell("result", tr("Result"), (result, *why)),
                Cell("votes", tr("First places"), cards, note=f"{len(tally.counted)}/{count}"),
            ),
            width=36, lines=6,
        )  # fmt: skip

    def _before(self, scene: Scene, tally: Tally) -> BoardView:
        """Show who has handed in and who is missing, and no score."""
        cards = tuple(
            Card(f"voter/{p.id}", p.name, marks=(tr("handed in ✓") if p.id in tally.counted else tr("not handed in"),))
            for p in voters(scene)
        )
        note = f"{len(tally.counted)}/{len(cards)}"
        words = (tr("The result is still covered: press r when everybody is ready."),)
        return BoardView((Cell("voters", tr("Handed in"), cards, note=note), *points_cells(scene)), words, width=36)

    def _reveal(self, scene: Scene, hand: Hand) -> Effect:
        now = not scene.workshop.ballots.revealed
        label = tr("result revealed") if now else tr("result covered")
        return Commit(label, lambda w: changes.put(w, "ballots.revealed", now))

    def _bar(self, workshop: Workshop, tally: Tally, case: Case, count: int) -> Card:
        votes = tally.votes.get(case.id, Fraction(0))
        filled = int(_BAR * votes / count) if count else 0
        won = tally.winner == case.id
        words = tr("{votes} of {count}", votes=fraction_text(votes), count=count)
        return Card(
            f"cases/{case.id}", f"{case.title}\n{'█' * filled}{'░' * (_BAR - filled)} {words}",
            marks=(tr("◎ adopted") if won and tally.status != "provisional" else tr("ahead") if won else "",),
            tone="strong" if won else "card",
        )  # fmt: skip

    def typable(self, scene: Scene) -> bool:
        """Nothing is typed at the result."""
        return False

    def enter(self, scene: Scene, hand: Hand) -> Effect:
        """Enter does nothing to a result: it is computed."""
        return None

    def keys(self, scene: Scene, hand: Hand) -> tuple[Key, ...]:
        """Hand in for somebody, choose among equal firsts, dice, an owner's decision, take it back."""
        reveal = mark("Reveal") if not scene.workshop.ballots.revealed else mark("Cover")
        keys = [
            Key("result.reveal", "r", reveal, self._reveal),
            Key("result.hand_in", "f5", mark("Handed in"), self._hand_in),
        ]
        if not scene.workshop.ballots.revealed:
            return tuple(keys)
        keys += [
            Key("result.first", "f6", mark("Choose a first"), self._choose_first),
            Key("result.dice", "f7", mark("Dice"), self._dice),
            Key("result.owner", "f8", mark("Owner decides"), self._owner),
        ]
        if scene.workshop.decision is not None:
            keys.append(
                Key("result.take_back", "x", mark("Take back"), lambda _s, _h: Commit(
                    tr("decision taken back"), lambda w: w.with_(decision=None)))
            )  # fmt: skip
        return tuple(keys)

    def _hand_in(self, scene: Scene, hand: Hand) -> Effect:
        people = [(person.id, person.name) for person in voters(scene)]

        def then(ids: tuple[str, ...]) -> Effect:
            return Commit(tr("who handed in"), lambda w: changes.put(w, "ballots.handed_in", ids))

        return Pick(tr("Who has handed in?"), people, scene.workshop.ballots.handed_in, then)

    def _choose_first(self, scene: Scene, hand: Hand) -> Effect:
        workshop = scene.workshop
        tied = [place for place in scoring.tally(workshop).first_places if len(place.best) > 1]
        if not tied:
            return Tell(tr("Nobody has equal best cases."))
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

        return Pick(tr("Who puts which of their equal best cases first?"), choices, chosen, then)

    def _dice(self, scene: Scene, hand: Hand) -> Effect:
        tally = scoring.tally(scene.workshop)
        if not tally.tie:
            return Tell(tr("There is no tie: votes and scores have decided."))
        if tally.missing:
            return Tell(tr("Not everybody has handed in: dice wait until the tie is final."))
        among = [(case, case_title(scene.workshop, case)) for case in tally.tie]

        def then(case: str) -> Effect:
            decision = Decision(how="dice", case=case, among=tally.tie)
            return Commit(tr("dice"), lambda w: w.with_(decision=decision))

        return Roll(among, then)

    def _owner(self, scene: Scene, hand: Hand) -> Effect:
        workshop = scene.workshop
        if not workshop.cases:
            return Tell(tr("There are no cases yet."))
        managers_first = sorted(workshop.participants, key=lambda person: person.role != "product_manager")
        deciders = [(person.id, person.name) for person in managers_first]
        choices = [(case.id, case.title) for case in workshop.cases]

        def decide(ids: tuple[str, ...]) -> Effect:
            if not ids:
                return None

            def by_whom(people: tuple[str, ...]) -> Effect:
                def because(note: str) -> Effect:
                    decision = Decision(how="owner", case=ids[0], by=people[0] if people else None, note=note)
                    return Commit(tr("owner's decision"), lambda w: w.with_(decision=decision))

                return Ask(tr("Why? (kept with the decision)"), "", because)

            return Pick(tr("Who decides?"), deciders, (), by_whom, single=True)

        return Pick(tr("Which case does the person in charge adopt?"), choices, (), decide, single=True)


class CycleDesk(Desk):
    """The growth cycle: four stages and one example."""

    def board(self, scene: Scene, hand: Hand) -> BoardView:
        """Show the stages as a ring drawn with arrows, then the deck's text."""
        language = current()
        terms = [point.term.in_(language) for point in scene.step.points[:4]]
        ring = Cell("ring", "  →  ".join(terms) + "  ↻") if len(terms) == 4 else Cell("ring", "")
        return BoardView((ring, *points_cells(scene)), columns=1, lines=12)


class InventScreen(StepScreen):
    """Invent's steps."""

    DESKS: ClassVar = {"invent.cycle": CycleDesk, "invent.rounds": RoundsDesk, "invent.result": ResultDesk}
