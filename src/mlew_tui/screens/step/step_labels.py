"""Labels of the format's values on screen, and what the clock's time is for."""

from collections.abc import Mapping, Sequence

from mlew_tui.i18n import mark, tr
from mlew_tui.model.schedule import agenda
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.reports.vocabulary import (
    ASPECTS,
    CRITERIA,
    DECISIONS,
    MILESTONES,
    PARTS,
    PHASES,
    REASONS,
    ROLES,
    SENTIMENTS,
    TEAMS,
)

__all__ = [
    "ASPECTS", "CHECKS", "CRITERIA", "DECISIONS", "KINDS", "MILESTONES", "PARTS", "PHASES", "REASONS", "ROLES",
    "SENTIMENTS", "TEAMS", "clock_words", "options",
]  # fmt: skip

KINDS: Mapping[str, str] = {
    "all": mark("everybody"),
    "individual": mark("alone"),
    "group": mark("together"),
    "teams": mark("in three teams"),
}
CHECKS_DAY2 = ("processes_chosen", "outputs_shared", "team_leads")
CHECKS = ("conditions", "customer", "cases", "data", "reflection")


def options(words: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return the values with their words in the language spoken now."""
    return [(value, tr(said)) for value, said in words.items()]


def clock_words(snapshot: WorkshopSnapshot) -> str:
    """Return what the time on the clock is for: the case presented or scored, or the step's minutes."""
    progress = snapshot.workshop.progress
    if snapshot.step.rounds is not None and progress.case is not None:
        ids = [case.id for case in snapshot.workshop.cases]
        number = ids.index(progress.case) + 1 if progress.case in ids else 0
        words = mark("tell {number}/{count}") if progress.stage == "tell" else mark("score {number}/{count}")
        return tr(words, number=number, count=len(ids))
    planned = agenda.planned_seconds(snapshot.workshop, snapshot.step)
    return tr("no time limit") if planned is None else tr("of {minutes} min", minutes=planned // 60)
