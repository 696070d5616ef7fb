"""The result of Invent told: in sentences and tables for the room, as data for programs.

``sections`` is the whole story of an explanation, a heading and its lines each; every function named there
may be asked alone. What has nothing to say returns no line, so that nobody reads about votes nobody gave.
"""

from mlew_tui.story.beside import beside, carried
from mlew_tui.story.data import as_data
from mlew_tui.story.lines import Line, Section, Table, laid_out
from mlew_tui.story.otherwise import otherwise, weighted
from mlew_tui.story.room import agreed, behind, counts, left_open, to_discuss
from mlew_tui.story.sections import sections
from mlew_tui.story.stages import headline, stage_words, story
from mlew_tui.story.tables import evaluation
from mlew_tui.story.titles import case_title, criterion_words, names

__all__ = [
    "Line", "Section", "Table", "agreed", "as_data", "behind", "beside", "carried", "case_title", "counts",
    "criterion_words", "evaluation", "headline", "laid_out", "left_open", "names", "otherwise", "sections",
    "stage_words", "story", "to_discuss", "weighted",
]  # fmt: skip
