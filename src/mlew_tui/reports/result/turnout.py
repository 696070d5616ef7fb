"""What is public before the reveal: how many have handed in and who is missing, never their scores."""

from mlew_tui.i18n import tr
from mlew_tui.model.scoring import turnout
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_names
from mlew_tui.text.page_layout import Line


def turnout_lines(workshop: Workshop) -> tuple[Line, ...]:
    """Return how many of how many have handed in, who is missing, and that the result is covered."""
    handed_in, missing = turnout(workshop)
    lines = [tr("{count} of {all} have handed in.", count=len(handed_in), all=len(handed_in) + len(missing))]
    if missing:
        lines.append(tr("Not handed in yet: {names}.", names=person_names(workshop, missing)))
    return (*lines, tr("The result is covered until the reveal."))
