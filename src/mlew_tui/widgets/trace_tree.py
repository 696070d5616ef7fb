"""A trace as a tree: the item, what it rests on and what rests on it; branches are folded by keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mlew_tui.i18n import tr
from mlew_tui.model.trace import HINTS, Branch, TraceGraph
from mlew_tui.reports.trace import format_points, link_words, node_line, node_marks
from mlew_tui.text.wrapping import clip
from mlew_tui.widgets.bindings import binding

Tone = Literal["text", "orphan", "dim", "heading"]

_FOLDED, _UNFOLDED, _ALONE = "+ ", "- ", "  "
_GUIDE = 2
_DEEPEST = 12
"""Most levels that are indented; no trace has more, and they would leave no room for words."""


class Part(NamedTuple):
    """A titled part of the tree."""

    title: str
    branches: tuple[Branch, ...]
    is_down: bool = True


class Row(NamedTuple):
    """A row: a part's title, the item itself or a branch, and the index of its parent row."""

    title: str = ""
    place: str = ""
    branch: Branch | None = None
    is_down: bool = True
    depth: int = 0
    under: int = -1


class Seen(NamedTuple):
    """The state of a tree: the ids of unfolded branches, and the row of the cursor."""

    unfolded: frozenset[int]
    cursor: int


class TraceTree(ScrollView, can_focus=True):
    """Draws a trace, one row for each node, with a cursor; the node at the cursor is shown whole elsewhere."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"thread--{name}" for name in ("text", "orphan", "dim", "heading", "cursor")
    }
    DEFAULT_CSS = """
    TraceTree { background: $surface; height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden;
        scrollbar-gutter: stable; }
    TraceTree > .thread--text { color: $foreground; }
    TraceTree > .thread--orphan { color: $text-warning; text-style: bold; }
    TraceTree > .thread--dim { color: $text-muted; }
    TraceTree > .thread--heading { text-style: bold; color: $accent; }
    TraceTree > .thread--cursor { background: $primary-muted; text-style: bold; }
    TraceTree:nocolor > .thread--cursor { text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("thread.up", "walk(-1)", show=False),
        binding("thread.down", "walk(1)", show=False),
        binding("thread.fold", "fold", show=False),
        binding("thread.unfold", "unfold", show=False),
        binding("thread.page_up", "page(-1)", show=False),
        binding("thread.page_down", "page(1)", show=False),
        binding("thread.first", "jump(0)", show=False),
        binding("thread.last", "jump(-1)", show=False),
    ]

    @dataclass
    class Walked(Message):
        """The cursor moved to another row."""

        row: Row

    @dataclass
    class Opened(Message):
        """The row at the cursor was clicked, which counts as Enter."""

        place: str

    def __init__(self, graph: TraceGraph) -> None:
        super().__init__()
        self._graph = graph
        self._place = ""
        self._parts: Sequence[Part] = ()
        self._rows: list[Row] = []
        self._unfolded: set[int] = set()
        self._cursor = 0
        self._fitted = False

    # --- showing ------------------------------------------------------------------------------

    def show(self, place: str, parts: Sequence[Part], seen: Seen | None = None) -> None:
        """Show the trace of a node ("" for parts alone), in the state ``seen`` if it was shown before."""
        self._place, self._parts = place, parts
        self._unfolded = set() if seen is None else set(seen.unfolded)
        self._fitted = seen is not None
        self._lay_out()
        if seen is None:
            self._unfold_what_fits()
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self._go(next(iter(self._walkable()), 0) if seen is None else min(seen.cursor, len(self._rows) - 1))

    @property
    def seen(self) -> Seen:
        """The present state of the tree, to come back to it."""
        return Seen(frozenset(self._unfolded), self._cursor)

    def on_resize(self) -> None:
        """Unfold what fits once the size is known, and keep the cursor in view."""
        if not self._fitted:
            self._unfold_what_fits()
        self._lay_out()
        self._go(self._cursor)

    @property
    def row(self) -> Row | None:
        """The row at the cursor."""
        return self._rows[self._cursor] if self._cursor < len(self._rows) else None

    def _unfold_what_fits(self) -> None:
        """Unfold level by level as long as everything fits without scrolling."""
        height = self.size.height
        if height <= 0:
            return
        self._fitted = True
        level = [branch for part in self._parts for branch in part.branches]
        count = len(self._rows)
        while level := [branch for branch in level if branch.branches]:
            count += sum(len(branch.branches) for branch in level)
            if count > height:
                break
            self._unfolded |= {id(branch) for branch in level}
            level = [inner for branch in level for inner in branch.branches]
        self._lay_out()

    def _lay_out(self) -> None:
        self._rows = [Row(place=self._place)] if self._place else []
        for part in self._parts:
            self._rows.append(Row(title=part.title))
            self._add(part.branches, part.is_down, 0, len(self._rows) - 1)
        self._cursor = min(self._cursor, max(0, len(self._rows) - 1))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        self.refresh()

    def _add(self, branches: Sequence[Branch], is_down: bool, depth: int, under: int) -> None:
        for branch in branches:
            self._rows.append(Row("", branch.place, branch, is_down, depth, under))
            if id(branch) in self._unfolded:
                self._add(branch.branches, is_down, depth + 1, len(self._rows) - 1)

    # --- drawing ------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw a row: its words, cut if they are too long, and its marks, which are never cut."""
        width = self.scrollable_content_region.width or self.size.width
        line = y + self.scroll_offset.y
        if line >= len(self._rows):
            return Strip([Segment("", self.rich_style)]).adjust_cell_length(width, self.rich_style)
        row = self._rows[line]
        style = self.rich_style + self.get_component_rich_style(f"thread--{self._tone(row)}", partial=True)
        if line == self._cursor and not row.title:
            style += self.get_component_rich_style("thread--cursor", partial=True)
        lead, words, tail = self._words(row)
        head = ("▸" if line == self._cursor and not row.title else " ") + lead
        text = clip(words, max(1, width - cell_len(head) - cell_len(tail) - bool(tail)))
        gap = " " if tail else ""
        return Strip([Segment(clip(head + text + gap + tail, width), style)]).adjust_cell_length(width, style)

    def _tone(self, row: Row) -> Tone:
        if row.title:
            return "heading"
        if self._graph.is_orphan(row.place):
            return "orphan"
        branch = row.branch
        return "dim" if branch is not None and (branch.again or branch.link.means in HINTS) else "text"

    def _words(self, row: Row) -> tuple[str, str, str]:
        """Return a row's indent and sign, its words, and its marks."""
        if row.title:
            return "", row.title, ""
        node = self._graph.nodes[row.place]
        if row.branch is None:
            return "● ", node_line(node), node_marks(self._graph, node)
        branch = row.branch
        fold = (_UNFOLDED if id(branch) in self._unfolded else _FOLDED) if branch.branches else _ALONE
        link = link_words(branch.link, is_down=row.is_down)
        seen = tr("↑ see above") if branch.again else ""
        tail = (format_points(branch.link), seen, node_marks(self._graph, node))
        lead = " " * (_GUIDE * min(row.depth, _DEEPEST)) + fold
        return lead, " ".join(part for part in (link, node_line(node)) if part), " ".join(part for part in tail if part)

    # --- walking ------------------------------------------------------------------------------

    def _walkable(self) -> list[int]:
        return [index for index, row in enumerate(self._rows) if not row.title]

    def _go(self, index: int) -> None:
        """Move the cursor to a row and scroll to it, with the title above a first row."""
        if not self._rows:
            return
        self._cursor = index
        top, height = self.scroll_offset.y, max(1, self.size.height)
        above = index - 1 if index and self._rows[index - 1].title else index
        if above < top:
            self.scroll_to(y=0 if above <= 1 else above, animate=False, immediate=True, force=True)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, immediate=True, force=True)
        self.refresh()
        self.post_message(self.Walked(self._rows[index]))

    def action_walk(self, by: int) -> None:
        """Go to the next row, or the one before."""
        rows = self._walkable()
        if self._cursor in rows:
            self._go(rows[min(max(0, rows.index(self._cursor) + by), len(rows) - 1)])

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self.action_walk(by * max(1, self.size.height - 1))

    def action_jump(self, index: int) -> None:
        """Go to the first or last row."""
        if rows := self._walkable():
            self._go(rows[index])

    def action_fold(self) -> None:
        """Fold the branch at the cursor; go to the parent of one that is folded or has none below."""
        row = self.row
        if row is None or row.branch is None:
            return
        if id(row.branch) in self._unfolded:
            self._unfolded.discard(id(row.branch))
            self._lay_out()
            self._go(self._cursor)
        elif not self._rows[row.under].title:
            self._go(row.under)

    def action_unfold(self) -> None:
        """Unfold the branch at the cursor; go to the first child of one that is unfolded."""
        row = self.row
        if row is None or row.branch is None or not row.branch.branches:
            return
        if id(row.branch) in self._unfolded:
            self._go(self._cursor + 1)
        else:
            self._unfolded.add(id(row.branch))
            self._lay_out()
            self._go(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row; fold or unfold it by its sign; open the row at the cursor."""
        offset = event.get_content_offset(self)
        line = -1 if offset is None else offset.y + self.scroll_offset.y
        if offset is None or not 0 <= line < len(self._rows) or self._rows[line].title:
            return
        row, was_here = self._rows[line], line == self._cursor
        self._go(line)
        start = 1 + _GUIDE * min(row.depth, _DEEPEST)
        if row.branch is not None and row.branch.branches and start <= offset.x < start + _GUIDE:
            is_open = id(row.branch) in self._unfolded
            self.action_fold() if is_open else self.action_unfold()
        elif was_here:
            self.post_message(self.Opened(row.place))
