"""Traces in words and as data: from an item of the proposal back to the customer, and forward."""

from mlew_tui.reports.trace.trace_data import overview_as_data, trace_as_data
from mlew_tui.reports.trace.trace_labels import (
    format_points,
    link_words,
    node_line,
    node_marks,
    node_paragraphs,
    points_words,
    reach_words,
)
from mlew_tui.reports.trace.trace_text import count_orphans, overview_lines, trace_lines

__all__ = [
    "count_orphans",
    "format_points",
    "link_words",
    "node_line",
    "node_marks",
    "node_paragraphs",
    "overview_as_data",
    "overview_lines",
    "points_words",
    "reach_words",
    "trace_as_data",
    "trace_lines",
]  # fmt: skip
