"""The trace of an item: what it rests on, back to the customer, and what rests on it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlew_tui.i18n import tr
from mlew_tui.model.trace import CUSTOMER, Branch, Link, TraceGraph
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.trace import count_orphans, node_paragraphs, points_words, reach_words
from mlew_tui.screens.dialogs.base import Dialog
from mlew_tui.text.sanitize import one_line
from mlew_tui.text.wrapping import clip
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.key_bar import KeyBar, KeyHint
from mlew_tui.widgets.prose import Prose
from mlew_tui.widgets.trace_tree import Part, Row, Seen, TraceTree

_CRUMBS = " › "


def traced(workshop: Workshop, cursor: str) -> str:
    """Return the trace node of a board's cursor, "" where it is at none."""
    place = cursor.partition("#")[0]
    if place.startswith("=customer."):
        return CUSTOMER
    return place if place in TraceGraph(workshop).nodes else ""


@dataclass(frozen=True)
class _Stop:
    """One trace that was visited, and its state when it was left."""

    place: str
    parts: tuple[Part, ...]
    seen: Seen | None = None


class TraceDialog(Dialog[None]):
    """Shows a trace as a tree, with the whole text of the node at the cursor; without a place, all traces' ends."""

    DEFAULT_CSS = """
    TraceDialog > Vertical { width: 100%; max-width: 120; height: 100%; max-height: 100%; }
    TraceDialog .title { height: 1; }
    TraceDialog TraceTree { min-height: 6; }
    TraceDialog VerticalScroll { height: auto; max-height: 45%; min-height: 3; border-top: solid $accent;
        scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("thread.go", "go"),
        binding("thread.back", "back"),
        binding("thread.read", "read"),
    ]

    def __init__(self, workshop: Workshop, place: str = "") -> None:
        super().__init__()
        self._graph = TraceGraph(workshop)
        self._way = [_Stop(place, self._parts(place))]

    @property
    def place(self) -> str:
        """The node whose trace is shown; "" for the ends of all traces."""
        return self._way[-1].place

    def title_words(self) -> str:
        """Return the nodes visited, at most the last six."""
        names = {"": tr("All threads"), CUSTOMER: tr("customer")}
        keys = [names.get(stop.place) or self._graph.nodes[stop.place].key for stop in self._way]
        return tr("Thread: {way}", way=_CRUMBS.join(map(one_line, keys[-6:])))

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys of the tree."""
        hints = [
            KeyHint("Enter", tr("Follow"), "enter"), KeyHint("←→", tr("Fold"), "right"),
            KeyHint("Space", tr("Read on"), "space"), KeyHint("Esc", tr("Close"), "escape"),
        ]  # fmt: skip
        if len(self._way) > 1:
            hints.insert(1, KeyHint("Backspace", tr("Back"), "backspace"))
        return tuple(hints)

    def body(self) -> ComposeResult:
        """Yield the tree and the text of the node at its cursor."""
        yield TraceTree(self._graph)
        with VerticalScroll(can_focus=False):
            yield Prose(id="whole")

    @property
    def tree_view(self) -> TraceTree:
        """The tree."""
        return self.query_one(TraceTree)

    def on_mount(self) -> None:
        """Show the first trace."""
        super().on_mount()
        self._show()
        self.tree_view.focus()

    def _show(self) -> None:
        stop = self._way[-1]
        self.query_one(".title", Static).update(Content(clip(self.title_words(), max(1, self.app.size.width - 4))))
        self.query_one(KeyBar).show(self.hints())
        self.tree_view.show(stop.place, stop.parts, stop.seen)

    def _parts(self, place: str) -> tuple[Part, ...]:
        graph = self._graph
        if not place:
            ends = tuple(Branch(Link("", node.place, "sources"), node.place) for node in graph.ends)
            return (Part(count_orphans(graph), ends),)
        thread = graph.trace(place)
        carries = tr("▲ Carries") if thread.carries else tr("▲ Carries nothing yet")
        rests = Part(tr("▼ Rests on: {voices}", voices=reach_words(graph, place)), thread.rests_on)
        up = Part(carries, thread.carries, is_down=False)
        return (up,) if place == CUSTOMER else (rests, up)

    # --- walking ------------------------------------------------------------------------------

    @on(TraceTree.Walked)
    def _show_whole(self, message: TraceTree.Walked) -> None:
        """Show the whole text of the node at the cursor."""
        self.query_one("#whole", Prose).show(self._whole(message.row))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _whole(self, row: Row) -> str:
        if not row.place:
            return ""
        points = points_words(self._graph, row.branch.link) if row.branch is not None else ""
        return "\n".join(part for part in (*node_paragraphs(self._graph, self._graph.nodes[row.place]), points) if part)

    @on(TraceTree.Opened)
    def _follow_clicked(self, message: TraceTree.Opened) -> None:
        """Show the trace of the clicked node."""
        self._go_on(message.place)

    def action_go(self) -> None:
        """Show the trace of the node at the cursor."""
        if self.tree_view.row is not None:
            self._go_on(self.tree_view.row.place)

    def _go_on(self, place: str) -> None:
        if place and place != self.place:
            self._way[-1] = replace(self._way[-1], seen=self.tree_view.seen)
            self._way.append(_Stop(place, self._parts(place)))
            self._show()

    def action_back(self) -> None:
        """Go back to the trace before, with its cursor."""
        if len(self._way) > 1:
            self._way.pop()
            self._show()

    def action_read(self) -> None:
        """Scroll the text below by a page; after its end, to its start."""
        pane = self.query_one(VerticalScroll)
        if pane.scroll_offset.y >= pane.max_scroll_y:
            pane.scroll_home(animate=False)
        else:
            pane.scroll_page_down(animate=False)
