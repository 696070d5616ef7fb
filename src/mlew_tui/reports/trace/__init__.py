"""The thread in words: from a sentence of the proposal back to the customer, and forward; printed, and as data."""

from mlew_tui.reports.trace.trace_data import overview_as_data, thread_as_data
from mlew_tui.reports.trace.trace_labels import link_words, marks, points_short, points_words, reach_words, said, whole
from mlew_tui.reports.trace.trace_text import orphans_counted, overview_lines, thread_lines

__all__ = [
    "link_words", "marks", "orphans_counted", "overview_as_data", "overview_lines", "points_short", "points_words",
    "reach_words", "said", "thread_as_data", "thread_lines", "whole",
]  # fmt: skip
