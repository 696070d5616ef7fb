"""The whole story in the order the room asks: how was it decided, how safely, what if, what now."""

from mlew_tui.i18n import tr
from mlew_tui.model.analysis.explanation import Explanation
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.result.agreement_section import agreed, behind, counts, left_open, to_discuss
from mlew_tui.reports.result.score_tables import evaluation
from mlew_tui.reports.result.tally_sentences import story
from mlew_tui.reports.result.what_if_section import otherwise, weighted
from mlew_tui.reports.result.winner_margin import beside, carried
from mlew_tui.text.page_layout import Section


def sections(workshop: Workshop, explanation: Explanation) -> tuple[Section, ...]:
    """Return the story of a workshop's explanation, a heading and its lines each; what is silent is left out."""
    tally = explanation.tally
    told = (
        Section(tr("How it was decided"), tuple(story(workshop, tally))),
        Section(tr("Votes and points"), evaluation(workshop, tally)),
        Section(tr("How safely it leads"), beside(workshop, explanation)),
        Section(tr("What carried it"), carried(workshop, explanation)),
        Section(tr("What would change it"), otherwise(workshop, explanation)),
        Section(tr("With other weights"), weighted(workshop, explanation)),
        Section(tr("How far people agree"), agreed(workshop, explanation)),
        Section(tr("Counted in other ways"), counts(workshop, explanation)),
        Section(tr("Talk about this one"), to_discuss(workshop, explanation)),
        Section(tr("Cases nowhere ahead of another"), behind(workshop, explanation)),
        Section(tr("What the cases leave open"), left_open(workshop, explanation)),
    )
    return tuple(section for section in told if section.lines)
