"""The result of Invent told: in sentences and tables for the room, as data for programs.

``sections`` is the whole story of an explanation, a heading and its lines each; every function named there
may be asked alone, and ``reveal`` tells the result in steps. What has nothing to say returns no line, so that
nobody reads about votes nobody gave.
"""

from mlew_tui.reports.result.adoption_label import adopted, asides, signs
from mlew_tui.reports.result.agreement_section import agreed, behind, counts, left_open, to_discuss
from mlew_tui.reports.result.result_data import as_data, turnout_as_data
from mlew_tui.reports.result.score_tables import evaluation
from mlew_tui.reports.result.sections import sections
from mlew_tui.reports.result.tally_sentences import headline, stage_words, story
from mlew_tui.reports.result.turnout import turnout_words
from mlew_tui.reports.result.what_if_section import otherwise, weighted
from mlew_tui.reports.result.winner_margin import beside, carried

__all__ = [
    "adopted", "agreed", "as_data", "asides", "behind", "beside", "carried", "counts", "evaluation", "headline",
    "left_open", "otherwise", "sections", "signs", "stage_words", "story", "to_discuss", "turnout_as_data",
    "turnout_words", "weighted",
]  # fmt: skip
