"""The result in words: each stage of the tally as a sentence the room can follow."""

from fractions import Fraction

from mlew_tui.language import tr, trn
from mlew_tui.model.scoring import (
    DiceStage,
    OwnerStage,
    ScoreStage,
    Stage,
    Tally,
    VoteStage,
    fraction_text,
    points_text,
)
from mlew_tui.model.workshop import Workshop


def case_title(workshop: Workshop, case: str) -> str:
    """Return a case's title, or its id when it is gone."""
    return next((c.title for c in workshop.cases if c.id == case), case)


def names(workshop: Workshop, people: tuple[str, ...]) -> str:
    """Return participants by name."""
    known = {person.id: person.name for person in workshop.participants}
    return tr(", ").join(known.get(person, person) for person in people)


def _titles(workshop: Workshop, cases: tuple[str, ...]) -> str:
    return tr(", ").join(tr("“{title}”", title=case_title(workshop, case)) for case in cases)


def stage_words(workshop: Workshop, stage: Stage) -> str:
    """Say one stage of the reasoning."""
    if isinstance(stage, VoteStage):
        votes = fraction_text(stage.votes)
        if len(stage.leaders) == 1:
            return tr(
                "Most first places: {titles} with {votes}.",
                titles=_titles(workshop, stage.leaders),
                votes=votes,
            )
        return tr("{votes} first places each: {titles}.", titles=_titles(workshop, stage.leaders), votes=votes)
    if isinstance(stage, ScoreStage):
        sums = tr(" to ").join(points_text(value) for value in sorted(stage.sums.values(), reverse=True))
        if len(stage.leaders) == 1:
            return tr("Summed scores {sums}: {titles} is ahead.", sums=sums, titles=_titles(workshop, stage.leaders))
        return tr("Summed scores {sums}: still equal.", sums=sums)
    if isinstance(stage, DiceStage):
        return tr("The dice fell on {titles}.", titles=_titles(workshop, (stage.case,)))
    return _owner_words(workshop, stage)


def _owner_words(workshop: Workshop, stage: OwnerStage) -> str:
    who = names(workshop, (stage.by,)) if stage.by else tr("the person in charge")
    chosen = _titles(workshop, (stage.case,))
    if stage.against is None:
        words = tr("{who} decided: {titles}.", who=who, titles=chosen)
    else:
        other = _titles(workshop, (stage.against,))
        words = tr("{who} overruled votes and scores ({other}): {titles}.", who=who, other=other, titles=chosen)
    return tr("{words} Reason: {note}", words=words, note=stage.note) if stage.note else words


def headline(workshop: Workshop, tally: Tally) -> str:
    """Say the result in one sentence."""
    voters = len(tally.counted) + len(tally.missing)
    if tally.winner is None:
        if not tally.counted:
            return trn("Nobody of {count} has handed in yet.", "Nobody of {count} has handed in yet.", voters)
        if tally.tie:
            return tr("Undecided between {titles}.", titles=_titles(workshop, tally.tie))
        return tr("Undecided: nobody put a case first.")
    title = _titles(workshop, (tally.winner,))
    if tally.status == "provisional":
        return tr(
            "{title} so far, with {count} of {voters} handed in.",
            title=title,
            count=len(tally.counted),
            voters=voters,
        )
    if tally.status == "overruled":
        return tr("{title} is adopted, overruling votes and scores.", title=title)
    votes = fraction_text(tally.votes.get(tally.winner, Fraction(0)))
    return tr("{title} is adopted with {votes} of {voters} first places.", title=title, votes=votes, voters=voters)


def story(workshop: Workshop, tally: Tally) -> list[str]:
    """Return the whole reasoning, a sentence each: the stages, then who is missing or abstained."""
    lines = [stage_words(workshop, stage) for stage in tally.stages]
    for place in tally.first_places:
        if len(place.best) > 1 and place.chosen is None:
            share = fraction_text(Fraction(1, len(place.best)))
            lines.append(
                tr(
                    "{who} has equal best cases ({titles}): {share} of a vote each.",
                    who=names(workshop, (place.participant,)), titles=_titles(workshop, place.best), share=share,
                )
            )  # fmt: skip
    if tally.abstained:
        lines.append(tr("Abstained (all zero): {names}.", names=names(workshop, tally.abstained)))
    if tally.missing:
        lines.append(tr("Provisional: not handed in yet: {names}.", names=names(workshop, tally.missing)))
    if tally.stale_dice:
        lines.append(tr("Dice were rolled for another tie and no longer count."))
    return lines


def as_data(tally: Tally) -> dict[str, object]:
    """Return the result as plain data for ``tally --json``: fractions as text, exact.

    ``votes`` are ``"2"`` or ``"5/2"``, ``sums`` and ``totals`` decimals such as ``"41.5"``.
    """
    return {
        "status": tally.status,
        "winner": tally.winner,
        "how": tally.how,
        "votes": {case: fraction_text(value) for case, value in tally.votes.items()},
        "sums": {case: points_text(value) for case, value in tally.sums.items()},
        "totals": {
            person: {case: points_text(value) for case, value in row.items()} for person, row in tally.totals.items()
        },
        "first_places": {place.participant: list(place.best) for place in tally.first_places},
        "chosen": {place.participant: place.chosen for place in tally.first_places if place.chosen},
        "tie": list(tally.tie),
        "missing": list(tally.missing),
        "abstained": list(tally.abstained),
        "stale_dice": tally.stale_dice,
    }


def table(workshop: Workshop, tally: Tally) -> list[str]:
    """Return the evaluation as lines of text: a row a case with votes, sum and each one's points."""
    known = {person.id: person.name for person in workshop.participants}
    lines = [""]
    for case in workshop.cases:
        votes, points = fraction_text(tally.votes[case.id]), points_text(tally.sums[case.id])
        each = tr(", ").join(f"{known[who]} {points_text(row[case.id])}" for who, row in tally.totals.items())
        sign = "◎" if case.id == tally.winner else " "
        words = tr("{votes} first places, {points} points ({each})", votes=votes, points=points, each=each)
        lines.append(f"{sign} {case.id} {case.title}: {words}")
    return lines
