"""What Next Step found, told: a headline each, the evidence as a page, all of it printed, or as data for programs."""

from mlew_tui.reports.findings.evidence_page import GLYPHS, LIGHTS, advice, improvement_lines, page
from mlew_tui.reports.findings.findings_data import as_data
from mlew_tui.reports.findings.findings_text import phases
from mlew_tui.reports.findings.headlines import headline

__all__ = ["GLYPHS", "LIGHTS", "advice", "as_data", "headline", "improvement_lines", "page", "phases"]
