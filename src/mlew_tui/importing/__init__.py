"""What others wrote elsewhere, taken in: reviews from tables and pasted lines, cases from a Markdown list.

Everything here is pure but ``files``: a text becomes a batch of items, with what is to be told about it by line and
column. Nothing is dropped: a line is part of an item, or it is told that it was left out.
"""

from mlew_tui.importing.batch import Batch, Item, LineRemark

__all__ = ["Batch", "Item", "LineRemark"]
