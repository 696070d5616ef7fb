"""The thread of an item, over a step: what it rests on, back to the customer, and what it carries."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlew_tui.i18n import tr
from mlew_tui.model.trace import CUSTOMER, Branch, Link, Threads
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
    """Return the place of the thing a board's cursor is at; "" where that is no part of the thread."""
    place = cursor.partition("#")[0]
    if place.startswith("=customer."):
        return CUSTOMER
    return place if place in Threads(workshop).nodes else ""


@dataclass(frozen=True)
class _Stop:
    """One thread on the way, and how it was seen when one went on from it."""

    place: str
    parts: tuple[Part, ...]
    seen: Seen | None = None


class TraceDialog(Dialog[None]):
    """A thread as a tree to walk, the thing at the cursor whole below it. Without a place: where all threads end."""

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
        self._threads = Threads(workshop)
        self._way = [_Stop(place, self._parts(place))]

    @property
    def place(self) -> str:
        """The thing whose thread is seen; "" for where all of them end."""
        return self._way[-1].place

    def title_words(self) -> str:
        """Name the way here, the last ones where not all have room."""
        names = {"": tr("All threads"), CUSTOMER: tr("customer")}
        keys = [names.get(stop.place) or self._threads.nodes[stop.place].key for stop in self._way]
        return tr("Thread: {way}", way=_CRUMBS.join(map(one_line, keys[-6:])))

    def hints(self) -> tuple[KeyHint, ...]:
        """Say the keys of the tree."""
        found = [
            KeyHint("Enter", tr("Follow"), "enter"), KeyHint("←→", tr("Fold"), "right"),
            KeyHint("Space", tr("Read on"), "space"), KeyHint("Esc", tr("Close"), "escape"),
        ]  # fmt: skip
        if len(self._way) > 1:
            found.insert(1, KeyHint("Backspace", tr("Back"), "backspace"))
        return tuple(found)

    def body(self) -> ComposeResult:
        """Lay out the tree, and what is at its cursor."""
        yield TraceTree(self._threads)
        with VerticalScroll(can_focus=False):
            yield Prose(id="whole")

    @property
    def walked(self) -> TraceTree:
        """The tree."""
        return self.query_one(TraceTree)

    def on_mount(self) -> None:
        """Show the first thread."""
        super().on_mount()
        self._show()
        self.walked.focus()

    def _show(self) -> None:
        stop = self._way[-1]
        self.query_one(".title", Static).update(Content(clip(self.title_words(), max(1, self.app.size.width - 4))))
        self.query_one(KeyBar).show(self.hints())
        self.walked.show(stop.place, stop.parts, stop.seen)

    def _parts(self, place: str) -> tuple[Part, ...]:
        threads = self._threads
        if not place:
            ends = tuple(Branch(Link("", node.place, "sources"), node.place) for node in threads.ends)
            return (Part(count_orphans(threads), ends),)
        thread = threads.thread(place)
        carries = tr("▲ Carries") if thread.carries else tr("▲ Carries nothing yet")
        rests = Part(tr("▼ Rests on: {voices}", voices=reach_words(threads, place)), thread.rests_on)
        up = Part(carries, thread.carries, is_down=False)
        return (up,) if place == CUSTOMER else (rests, up)

    # --- walking ------------------------------------------------------------------------------

    @on(TraceTree.Walked)
    def _show_whole(self, message: TraceTree.Walked) -> None:
        """Show the thing at the cursor whole."""
        self.query_one("#whole", Prose).show(self._whole(message.row))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _whole(self, row: Row) -> str:
        if not row.place:
            return ""
        points = points_words(self._threads, row.branch.link) if row.branch is not None else ""
        return "\n".join(
            part for part in (*node_paragraphs(self._threads, self._threads.nodes[row.place]), points) if part
        )

    @on(TraceTree.Opened)
    def _follow_clicked(self, message: TraceTree.Opened) -> None:
        """Go on from what was clicked."""
        self._go_on(message.place)

    def action_go(self) -> None:
        """Go on from the thing at the cursor."""
        if self.walked.row is not None:
            self._go_on(self.walked.row.place)

    def _go_on(self, place: str) -> None:
        if place and place != self.place:
            self._way[-1] = replace(self._way[-1], seen=self.walked.seen)
            self._way.append(_Stop(place, self._parts(place)))
            self._show()

    def action_back(self) -> None:
        """Go back to where one came from, the cursor where it was."""
        if len(self._way) > 1:
            self._way.pop()
            self._show()

    def action_read(self) -> None:
        """Read on in the text below; after its end, again from its start."""
        pane = self.query_one(VerticalScroll)
        if pane.scroll_offset.y >= pane.max_scroll_y:
            pane.scroll_home(animate=False)
        else:
            pane.scroll_page_down(animate=False)
