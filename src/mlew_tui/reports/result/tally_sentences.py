"""The result in sentences, one per stage of the tally."""

from fractions import Fraction

from mlew_tui.i18n import tr, trn
from mlew_tui.model.scoring import (
    DiceStage,
    FirstPlace,
    OwnerStage,
    ScoreStage,
    Stage,
    Tally,
    VoteStage,
    fraction_text,
    points_text,
)
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import case_titles, person_label, person_names
from mlew_tui.reports.result.adoption_label import sign_text, winner_signs


def stage_words(workshop: Workshop, stage: Stage, people: int) -> str:
    """Return one stage as a sentence; ``people`` is how many count."""
    if isinstance(stage, VoteStage):
        votes, leading = fraction_text(stage.votes), case_titles(workshop, stage.leaders)
        if len(stage.leaders) == 1:
            return tr(
                "Most first places: {titles} with {votes} of {people}.", titles=leading, votes=votes, people=people
            )
        return tr("{votes} of {people} first places each: {titles}.", titles=leading, votes=votes, people=people)
    if isinstance(stage, ScoreStage):
        sums = tr(" to ").join(points_text(value) for value in sorted(stage.sums.values(), reverse=True))
        if len(stage.leaders) == 1:
            return tr(
                "Summed scores {sums}: {titles} is ahead.", sums=sums, titles=case_titles(workshop, stage.leaders)
            )
        return tr("Summed scores {sums}: still equal.", sums=sums)
    if isinstance(stage, DiceStage):
        return tr("The dice fell on {titles}.", titles=case_titles(workshop, (stage.case,)))
    return _owner_words(workshop, stage)


def _owner_words(workshop: Workshop, stage: OwnerStage) -> str:
    who = person_label(workshop, stage.by) if stage.by else tr("the person in charge")
    chosen = case_titles(workshop, (stage.case,))
    if stage.against is None:
        words = tr("{who} decided: {titles}.", who=who, titles=chosen)
    else:
        other = case_titles(workshop, (stage.against,))
        words = tr("{who} overruled votes and scores ({other}): {titles}.", who=who, other=other, titles=chosen)
    if stage.note.strip():
        return tr("{words} Reason: {note}", words=words, note=stage.note)
    return words if stage.against is None else tr("{words} No reason written.", words=words)


def headline(workshop: Workshop, tally: Tally) -> str:
    """Return the result in one sentence: a glyph, the winner and how it won."""
    voters = len(tally.counted) + len(tally.missing)
    if tally.winner is None:
        if not tally.counted:
            return trn("Nobody of {count} has handed in yet.", "Nobody of {count} has handed in yet.", voters)
        if tally.tie and tally.missing:
            return tr(
                "△ Provisional: undecided between {titles}, with {count} of {voters} handed in.",
                titles=case_titles(workshop, tally.tie), count=len(tally.counted), voters=voters,
            )  # fmt: skip
        if tally.tie:
            return tr("Undecided between {titles}.", titles=case_titles(workshop, tally.tie))
        return tr("Undecided: nobody put a case first.")
    values = {
        "title": case_titles(workshop, (tally.winner,)),
        "votes": fraction_text(tally.votes.get(tally.winner, Fraction(0))),
        "voters": voters,
    }
    first, *more = winner_signs(tally)
    if tally.status == "provisional":
        count = len(tally.counted)
        words = tr("Provisional: {title} so far, with {count} of {voters} handed in.", count=count, **values)
    elif tally.status == "overruled":
        words = tr("{title} is adopted, overruling votes and scores.", **values)
    elif tally.how == "dice":
        words = tr("{title} is adopted by dice, with {votes} of {voters} first places.", **values)
    elif tally.how == "owner":
        words = tr("{title} is adopted by a person's decision, with {votes} of {voters} first places.", **values)
    else:
        words = tr("{title} is adopted with {votes} of {voters} first places.", **values)
    return " ".join((first.glyph, words, *map(sign_text, more)))


def reasoning_lines(workshop: Workshop, tally: Tally) -> list[str]:
    """Return the reasoning, one sentence each: stages, individual ties, then who is missing or abstained."""
    lines = [stage_words(workshop, stage, len(tally.counted)) for stage in tally.stages]
    lines += [tie_words(workshop, place) for place in tally.first_places if len(place.best) > 1]
    if tally.abstained:
        lines.append(tr("Abstained (all zero): {names}.", names=person_names(workshop, tally.abstained)))
    if tally.missing:
        lines.append(tr("Provisional: not handed in yet: {names}.", names=person_names(workshop, tally.missing)))
    if tally.stale_dice:
        lines.append(tr("Dice were rolled for another tie and no longer count."))
    return lines


def tie_words(workshop: Workshop, place: FirstPlace) -> str:
    """Return how one person's equal best cases count: the chosen one, else a share each."""
    who, best = person_label(workshop, place.participant), case_titles(workshop, place.best)
    if place.chosen is not None:
        chosen = case_titles(workshop, (place.chosen,))
        return tr("{who} has equal best cases ({titles}) and chose {chosen}.", who=who, titles=best, chosen=chosen)
    share = fraction_text(Fraction(1, len(place.best)))
    return tr("{who} has equal best cases ({titles}): {share} of a vote each.", who=who, titles=best, share=share)
