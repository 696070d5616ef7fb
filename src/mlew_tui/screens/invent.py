"""Invent: the growth cycle, and cases told and scored round by round."""

import unicodedata
from fractions import Fraction
from typing import ClassVar

from mlew_tui.language import current, mark, tr
from mlew_tui.model import changes, scoring
from mlew_tui.model.invent import Case
from mlew_tui.model.scoring import points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.define import columns_of, criteria_in_columns
from mlew_tui.screens.desk import (
    Commit,
    Desk,
    Effect,
    Hand,
    Key,
    Option,
    Pick,
    Stage,
    Tell,
    Work,
    initial,
    people_or_none,
    person_name,
    points_cells,
    voters,
)
from mlew_tui.screens.fields import Target
from mlew_tui.screens.result import ResultDesk
from mlew_tui.screens.step_screen import StepScreen
from mlew_tui.session import Scene
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.grid import Column, GridView, Row

_HALVES = {"q": 1, "w": 3, "e": 5, "r": 7, "t": 9}
"""The key under a digit is half a point less than the digit: q is 0.5, w is 1.5 .. in halves."""
_BLANK = "＿＿"
_ENTER = ("enter", "\r")


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
