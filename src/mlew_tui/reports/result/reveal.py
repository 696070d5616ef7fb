"""The result revealed step by step: one first place per step, then how it was decided, then the full report.

Step 0 shows empty bars. The next steps show the first places in the order of the participants, then each stage
of the reasoning; the last step is the full report. Nothing is named before its step.
"""

from collections.abc import Iterator
from fractions import Fraction

from mlew_tui.i18n import tr
from mlew_tui.model.analysis.explanation import Explanation
from mlew_tui.model.scoring import FirstPlace, Tally, fraction_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import case_titles, person_label, person_names
from mlew_tui.reports.result.adoption_label import winner_signs
from mlew_tui.reports.result.sections import sections
from mlew_tui.reports.result.tally_sentences import headline, stage_words, tie_words
from mlew_tui.text.page_layout import Bar, Bars, Line, Section, Strong


def count_steps(tally: Tally) -> int:
    """Return the number of the last step: one per counted person, one per stage (at least one), one for the report."""
    return len(tally.counted) + _outcomes(tally) + 1


def _outcomes(tally: Tally) -> int:
    """Return how many steps show how it was decided; without any stage still one."""
    return max(1, len(tally.stages))


def is_result_shown(tally: Tally, step: int) -> bool:
    """Tell whether a step shows the full result, so that people may decide what it leaves open."""
    return step >= len(tally.counted) + _outcomes(tally)


def first_places_shown(tally: Tally, step: int) -> tuple[FirstPlace, ...]:
    """Return the first places shown by a step, in order; people who abstained have none."""
    heard = tally.counted[:step]
    return tuple(place for place in tally.first_places if place.participant in heard)


def step_sections(workshop: Workshop, tally: Tally, step: int) -> tuple[Section, ...]:
    """Return what is shown after some steps, from 0 to the one before the last."""
    count = len(tally.counted)
    if step <= count:
        heading = tr("First places: {told} of {count} told", told=step, count=count)
        heard = list(_first_words(workshop, tally, step))
        news = heard[:1]
        following = person_names(workshop, tally.counted[step : step + 1])
        after = tr("Next: {name}", name=following) if following else tr("Next: the result")
        rest = [after, *heard[1:]]
    else:
        heading, news = tr("Result"), _outcome_words(workshop, tally)[: step - count]
        rest = list(_first_words(workshop, tally, count))
    if tally.missing:
        rest.insert(0, tr("Provisional: not handed in yet: {names}.", names=person_names(workshop, tally.missing)))
    latest: list[Line] = [Strong(words) for words in news[-1:]]
    shown = vote_bars(workshop, tally, step)
    return (Section(heading, (*news[:-1], *latest, "", shown, "", *rest)),)


def _first_words(workshop: Workshop, tally: Tally, step: int) -> Iterator[str]:
    """Yield each first place shown so far as a sentence, the latest first."""
    firsts = {place.participant: place for place in tally.first_places}
    for person in reversed(tally.counted[:step]):
        who, place = person_label(workshop, person), firsts.get(person)
        if place is None:
            yield tr("Abstained (all zero): {names}.", names=who)
        elif len(place.best) > 1:
            yield tie_words(workshop, place)
        else:
            yield tr("{who} → {title}", who=who, title=case_titles(workshop, place.best))


def _outcome_words(workshop: Workshop, tally: Tally) -> list[str]:
    """Return how it was decided, one sentence per stage."""
    said = [stage_words(workshop, stage, len(tally.counted)) for stage in tally.stages]
    return said or [headline(workshop, tally)]


def vote_bars(workshop: Workshop, tally: Tally, step: int) -> Bars:
    """Return the first places shown by a step as bars; the winner is marked once it is revealed."""
    count, firsts = len(tally.counted), first_places_shown(tally, step)
    glyph = winner_signs(tally)[0].glyph if tally.winner is not None and is_result_shown(tally, step) else ""
    given: dict[str, Fraction] = {}
    for place in firsts:
        for name, share in place.votes.items():
            given[name] = given.get(name, Fraction(0)) + share
    found = []
    for case in workshop.cases:
        votes = given.get(case.id, Fraction(0))
        title = case.title or case.id
        found.append(Bar(title, votes, count, _share(votes, count), glyph if case.id == tally.winner else ""))
    return Bars(tuple(found))


def _share(votes: Fraction, count: int) -> str:
    """Write votes with their denominator: ``2/6``, and where a vote was split ``1/2 of 6``."""
    if votes.denominator == 1:
        return f"{votes}/{count}"
    return tr("{votes} of {count}", votes=fraction_text(votes), count=count)


def all_sections(workshop: Workshop, explanation: Explanation) -> tuple[Section, ...]:
    """Return the full report: the result with its bars, then the sections of the explanation."""
    return (Section(tr("Result"), _result(workshop, explanation.tally)), *sections(workshop, explanation))


def first_sections(workshop: Workshop, tally: Tally) -> tuple[Section, ...]:
    """Return the result with its bars, for while the rest is still being computed."""
    return (Section(tr("Result"), (*_result(workshop, tally), "", tr("The rest is being worked out …"))),)


def _result(workshop: Workshop, tally: Tally) -> tuple[Line, ...]:
    return Strong(headline(workshop, tally)), "", vote_bars(workshop, tally, count_steps(tally))
