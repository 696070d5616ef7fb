"""The result of Invent: votes, sums and words; ties and people's decisions settle here."""

from fractions import Fraction

from mlew_tui.language import mark, tr
from mlew_tui.model import changes, scoring
from mlew_tui.model.invent import Case, Decision
from mlew_tui.model.scoring import Tally, fraction_text, points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.desk import (
    Ask,
    Commit,
    Desk,
    Effect,
    Hand,
    Key,
    Pick,
    Roll,
    Tell,
    person_name,
    points_cells,
    voters,
)
from mlew_tui.session import Scene
from mlew_tui.story import case_title, headline, story
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.grid import Column, GridView, Row

_BAR = 20


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
