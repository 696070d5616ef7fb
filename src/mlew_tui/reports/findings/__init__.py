"""The findings of Next Step: headlines, evidence pages, printed text and data for programs."""

from mlew_tui.reports.findings.evidence_page import GLYPHS, LIGHTS, advice, evidence_sections, improvement_lines
from mlew_tui.reports.findings.findings_data import as_data
from mlew_tui.reports.findings.findings_text import phase_sections
from mlew_tui.reports.findings.headlines import headline

__all__ = [
    "GLYPHS", "LIGHTS", "advice", "as_data", "evidence_sections", "headline", "improvement_lines", "phase_sections",
]  # fmt: skip
