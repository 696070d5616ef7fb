"""The screen of Invent, which has a page to read the result on beside the board."""

import asyncio
from collections.abc import Callable, Iterable

import textual
from textual.widget import Widget

from mlew_tui.model.presence import Presence
from mlew_tui.screens.step.step_layout import WALL
from mlew_tui.screens.step.step_screen import StepScreen
from mlew_tui.widgets.section_reader import Reader


class InventScreen(StepScreen):
    """Shows Invent's steps; what their presenter gives to be read takes the place of the board."""

    def work_area(self) -> Iterable[Widget]:
        """Return the page to be read, too."""
        self.reader = Reader(id="reader")
        return (*super().work_area(), self.reader)

    def live(self) -> Presence:
        """Return what the room sees, and where it reads."""
        live = super().live()
        return live.model_copy(update={"reading": self.reader.place}) if self._is_laid_out else live

    @property
    def work(self) -> Widget:
        """The page while something is read, else the board."""
        return self.reader if self.reader.display else self.board

    def show_work(self) -> None:
        """Show the page or the board, and work out in a thread what is still missing on the page."""
        sections = self.presenter.page_sections(self.snapshot, self.state)
        is_changed = self.reader.display != (sections is not None)
        self.reader.display, self.board.display = sections is not None, sections is None
        self.reader.set_class(self.on_wall, WALL)
        if sections is not None:
            self.reader.show(sections)
            if self._presence is not None:
                self.call_after_refresh(self.reader.go_to, self._presence.reading)
        super().show_work()
        if is_changed:
            self.settle_focus()
        work_out = self.presenter.pending_work(self.snapshot, self.state)
        if work_out is not None:
            self._work_out(work_out)

    @textual.work
    async def _work_out(self, work_out: Callable[[], None]) -> None:
        """Work out what is missing on the page while the room goes on, then show it."""
        await asyncio.to_thread(work_out)
        if self.is_attached:
            self.show_state()
