"""Rescoring on Day 2 and later: the key that covers the result, and what changed in the score table since."""

from collections.abc import Iterator

from mlew_tui.i18n import tr
from mlew_tui.model import changes
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.define import Criterion
from mlew_tui.model.scoring import turnout
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.step.effects import Commit, Effect, Key
from mlew_tui.screens.step.presenter import BALLOTS
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.text.sanitize import one_line
from mlew_tui.widgets.board import Card, Cell


def keys(snapshot: WorkshopSnapshot) -> tuple[Key, ...]:
    """Return the key that opens every ballot of a revealed result, or the one that takes them while it is covered."""
    return (BALLOTS,) if is_covered(snapshot.workshop) else (ANEW,)


def cell(snapshot: WorkshopSnapshot) -> Cell | None:
    """Return the reasons to rescore, and the key; None on Day 1, where everybody scores anyway."""
    workshop = snapshot.workshop
    if workshop.progress.round == 1:
        return None
    title = tr("Score again?")
    if is_covered(workshop):
        words = tr(
            "The result is covered: F8 takes the ballots. With all of them in, Invent's result (F4 leads there) "
            "tells what is adopted."
        )
        return Cell("anew", title, (Card("anew/0", words, whole=True),))
    reasons = tuple(
        Card(f"anew/{number}", words, glyph="▲", tone="negative", whole=True)
        for number, words in enumerate(_reasons(snapshot.before, workshop))
    )
    words = tr("Nothing the scores rest on is different.") if snapshot.before and not reasons else ""
    note = tr("n: everybody scores anew · F9: the scores stay")
    return Cell("anew", title, reasons, note=note, empty=words)


def _reasons(before: Workshop | None, now: Workshop) -> Iterator[str]:
    """Yield what of cases and criteria the scores do not know yet."""
    if before is None:
        return
    there, _ = turnout(now)
    known = {criterion.id: criterion for criterion in before.criteria}
    for criterion in now.criteria:
        yield from _of_criterion(known.get(criterion.id), criterion)
    for case in now.cases:
        if there and not any(now.scores.get(person, {}).get(case.id) for person in there):
            yield tr("“{title}”: nobody has scored it, so it counts 0", title=one_line(case.title))


def _of_criterion(before: Criterion | None, now: Criterion) -> Iterator[str]:
    title = one_line(now.text)
    if before is None:
        yield tr("“{title}” is new: nobody has scored it, so it counts 0", title=title)
        return
    if before.text != now.text:
        yield tr("“{title}” was scored as “{before}”", title=title, before=one_line(before.text))
    if before.weight < now.weight:
        words = tr("“{title}”: {weight} points count most now, scored with {before} at most",
                   title=title, weight=now.weight, before=before.weight)  # fmt: skip
        yield words
    elif before.weight > now.weight:
        yield tr("“{title}”: {weight} points count most now, and what was scored above counts as that",
                 title=title, weight=now.weight)  # fmt: skip


def _score_anew(_scene: WorkshopSnapshot, _hand: StepUiState) -> Effect:
    """Cover the result and open every ballot, so that rescoring is secret, too."""

    def change(workshop: Workshop) -> Workshop:
        return changes.put(changes.put(workshop, "ballots.handed_in", ()), "ballots.revealed", False)

    words = tr("The result is covered, and every ballot is open again with the scores it had. F8 takes them.")
    return Commit(tr("everybody scores anew"), change, say=words)


ANEW = Key.of("rounds.anew", _score_anew, quiet=True)
"""Opens every ballot of a revealed result."""
