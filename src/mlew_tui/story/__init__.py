"""The result of Invent told: in sentences and tables for the room, as data for programs.

``sections`` is the whole story of an explanation, a heading and its lines each; every function named there
may be asked alone, and ``reveal`` tells the result in steps. What has nothing to say returns no line, so that
nobody reads about votes nobody gave.
"""

from mlew_tui.story.adopted import adopted, asides, signs
from mlew_tui.story.beside import beside, carried
from mlew_tui.story.data import as_data, turnout_as_data
from mlew_tui.story.otherwise import otherwise, weighted
from mlew_tui.story.room import agreed, behind, counts, left_open, to_discuss
from mlew_tui.story.sections import sections
from mlew_tui.story.stages import headline, stage_words, story
from mlew_tui.story.tables import evaluation
from mlew_tui.story.turnout import turnout_words

__all__ = [
    "adopted", "agreed", "as_data", "asides", "behind", "beside", "carried", "counts", "evaluation", "headline",
    "left_open", "otherwise", "sections", "signs", "stage_words", "story", "to_discuss", "turnout_as_data",
    "turnout_words", "weighted",
]  # fmt: skip
