"""The result of Invent as sentences and tables for people, and as data for programs.

``sections`` returns the full report under headings; each function it uses also works alone, and ``reveal``
shows the result step by step. Functions with nothing to report return no lines.
"""

from mlew_tui.reports.result.adoption_label import adopted_line, caveats, winner_signs
from mlew_tui.reports.result.agreement_section import (
    agreement_lines,
    counting_lines,
    coverage_lines,
    discussion_lines,
    dominated_lines,
)
from mlew_tui.reports.result.result_data import as_data, turnout_as_data
from mlew_tui.reports.result.score_tables import score_lines
from mlew_tui.reports.result.sections import sections
from mlew_tui.reports.result.tally_sentences import headline, reasoning_lines, stage_words
from mlew_tui.reports.result.turnout import turnout_lines
from mlew_tui.reports.result.what_if_section import weighting_lines, what_if_lines
from mlew_tui.reports.result.winner_margin import contribution_lines, margin_lines

__all__ = [
    "adopted_line", "agreement_lines", "as_data", "caveats", "contribution_lines", "counting_lines",
    "coverage_lines", "discussion_lines", "dominated_lines", "headline", "margin_lines", "reasoning_lines",
    "score_lines", "sections", "stage_words", "turnout_as_data", "turnout_lines", "weighting_lines",
    "what_if_lines", "winner_signs",
]  # fmt: skip
