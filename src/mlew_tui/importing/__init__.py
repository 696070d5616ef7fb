"""Import reviews from tables and pasted lines, and cases from a Markdown list.

Every module except ``files`` is pure: it turns a text into a batch of items and remarks with line and column.
Every line is part of an item or has a remark that says it was left out.
"""

from mlew_tui.importing.batch import Batch, Item, LineRemark

__all__ = ["Batch", "Item", "LineRemark"]
