"""What Next Step found, told: a headline each, the evidence as a page, all of it printed, or as data for programs."""

from mlew_tui.evidence.data import as_data
from mlew_tui.evidence.headlines import headline
from mlew_tui.evidence.page import GLYPHS, LIGHTS, advice, improvement_lines, page
from mlew_tui.evidence.printed import phases

__all__ = ["GLYPHS", "LIGHTS", "advice", "as_data", "headline", "improvement_lines", "page", "phases"]
