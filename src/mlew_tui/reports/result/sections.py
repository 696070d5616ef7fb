"""The full report on a result: how it was decided, how safely, what would change it, what is left open."""

from mlew_tui.i18n import tr
from mlew_tui.model.analysis.explanation import Explanation
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.result.agreement_section import (
    agreement_lines,
    counting_lines,
    coverage_lines,
    discussion_lines,
    dominated_lines,
)
from mlew_tui.reports.result.score_tables import score_lines
from mlew_tui.reports.result.tally_sentences import reasoning_lines
from mlew_tui.reports.result.what_if_section import weighting_lines, what_if_lines
from mlew_tui.reports.result.winner_margin import contribution_lines, margin_lines
from mlew_tui.text.page_layout import Section


def sections(workshop: Workshop, explanation: Explanation) -> tuple[Section, ...]:
    """Return the report on a workshop's result; sections without lines are left out."""
    tally = explanation.tally
    told = (
        Section(tr("How it was decided"), tuple(reasoning_lines(workshop, tally))),
        Section(tr("Votes and points"), score_lines(workshop, tally)),
        Section(tr("How safely it leads"), margin_lines(workshop, explanation)),
        Section(tr("What carried it"), contribution_lines(workshop, explanation)),
        Section(tr("What would change it"), what_if_lines(workshop, explanation)),
        Section(tr("With other weights"), weighting_lines(workshop, explanation)),
        Section(tr("How far people agree"), agreement_lines(workshop, explanation)),
        Section(tr("Counted in other ways"), counting_lines(workshop, explanation)),
        Section(tr("Talk about this one"), discussion_lines(workshop, explanation)),
        Section(tr("Cases nowhere ahead of another"), dominated_lines(workshop, explanation)),
        Section(tr("What the cases leave open"), coverage_lines(workshop, explanation)),
    )
    return tuple(section for section in told if section.lines)
