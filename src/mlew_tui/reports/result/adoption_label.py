"""How a case was adopted, as a glyph and a word, so that it never depends on colour alone."""

from typing import NamedTuple

from mlew_tui.i18n import tr
from mlew_tui.model.scoring import OwnerStage, Tally
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import case_titles


class Sign(NamedTuple):
    """A glyph and its meaning; ``is_plain`` when votes and scores decided and everybody handed in."""

    glyph: str
    words: str
    is_plain: bool = False


def winner_signs(tally: Tally) -> tuple[Sign, ...]:
    """Return how the winner was found, the most important sign first; empty without a winner."""
    if tally.winner is None:
        return ()
    last = tally.stages[-1] if tally.stages else None
    found = [Sign("△", tr("provisional"))] if tally.missing else []
    if isinstance(last, OwnerStage):
        overruling, plain = Sign("▲", tr("votes and scores overruled")), Sign("◎", tr("decided by a person"))
        found.append(plain if tally.overruled is None else overruling)
    elif tally.how == "dice":
        found.append(Sign("🎲", tr("by dice")))
    return tuple(found) or (Sign("◎", tr("adopted"), is_plain=True),)


def sign_text(sign: Sign) -> str:
    """Return a sign's glyph and words."""
    return f"{sign.glyph} {sign.words}"


def caveats(tally: Tally) -> tuple[str, ...]:
    """Return what must be shown beside the winner's title; empty where votes and scores decided."""
    return tuple(sign_text(sign) for sign in winner_signs(tally) if not sign.is_plain)


def adopted_line(workshop: Workshop, tally: Tally) -> str:
    """Return the adopted case and how it was adopted, on one line; empty without one."""
    if tally.winner is None:
        return ""
    title = case_titles(workshop, (tally.winner,))
    words = tr("Ahead so far: {title}", title=title) if tally.missing else tr("Adopted: {title}", title=title)
    return "  ".join((words, *caveats(tally)))
