"""Show the room, in a second terminal, what the console is doing, read from the workshop's file."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from mlew_tui import i18n
from mlew_tui.app.startup import ansi_color, enable_garbage_collection, use_theme
from mlew_tui.i18n import tr
from mlew_tui.model.ballot_secrecy import is_covered, without_scores
from mlew_tui.model.presence import Presence
from mlew_tui.model.schedule import clock
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.routes import phase_screen
from mlew_tui.screens.step.step_layout import WALL
from mlew_tui.session.time_source import TimeSource, local
from mlew_tui.storage.file_watcher import FileWatcher
from mlew_tui.storage.home import Home
from mlew_tui.text.sanitize import sanitize
from mlew_tui.widgets.textual_patches import is_unplugged

if TYPE_CHECKING:
    from mlew_tui.model.deck import Deck
    from mlew_tui.screens.step.step_screen import StepScreen

_TICK = 0.2
_ALIVE = timedelta(seconds=4)
"""The greatest age of a running console's heartbeat, which it writes once a second."""


class WaitingScreen(Screen[None]):
    """Tells which file the wall waits for."""

    DEFAULT_CSS = """
    WaitingScreen { background: $background; color: $foreground; align: center middle; }
    WaitingScreen Static { width: auto; max-width: 90%; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(id="waiting")

    def show(self, words: str) -> None:
        """Show what the wall waits for."""
        for widget in self.query(Static):  # none before the screen is laid out
            widget.update(Content(words))


@dataclass(frozen=True)
class _Moment:
    """What the wall shows; the screen is repainted only when a field changes."""

    workshop: Workshop
    before: Workshop | None
    deck: "Deck"
    live: Presence | None
    sign: str


class WallApp(App[None]):
    """Follows a workshop's file and the console's presence file; changes nothing and takes no lock."""

    TITLE = "mlew-tui"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, home: Home, path: Path, *, wish: str | None = None, time_source: TimeSource | None = None
    ) -> None:
        super().__init__(ansi_color=ansi_color())
        self._home, self._path, self._wish = home, path, wish
        self._time = time_source or TimeSource()
        self._following = FileWatcher(path)
        self._live: Presence | None = None
        self._shown: _Moment | None = None
        self._spoken = ""
        self._base: StepScreen | None = None
        self._settings = home.settings()
        self.set_class(True, WALL, update=False)
        use_theme(self, self._settings.theme)

    def get_default_screen(self) -> Screen[None]:
        """Return the waiting screen, which is replaced at once if the file exists."""
        return WaitingScreen()

    def on_mount(self) -> None:
        """Read the files at once, then five times a second."""
        self.look()
        self.set_interval(_TICK, self.look)
        if not self.is_headless:
            self.set_interval(1.0, self._end_without_terminal)
        self.call_after_refresh(enable_garbage_collection)

    async def on_event(self, event: events.Event) -> None:
        """Quit on q or Ctrl+Q, also in full width from an IME; ignore other keys, the mouse and pastes."""
        if isinstance(event, events.Key):
            if "q" in (unicodedata.normalize("NFKC", event.character or ""), event.key.removeprefix("ctrl+")):
                self.exit()
        elif not isinstance(event, events.MouseEvent | events.Paste):
            await super().on_event(event)

    def _end_without_terminal(self) -> None:
        """Quit once the terminal is gone."""
        if is_unplugged():
            self.exit()

    # --- looking ------------------------------------------------------------------------------

    def look(self) -> None:
        """Read the files, repaint if something changed, and repaint the clock."""
        if not self.is_running:
            return  # the screens lose their widgets while the app ends
        following = self._following
        following.look()
        live = self._home.live(self._path).read()
        self._live = live or self._live  # keep the last position of a console that ended
        if following.workshop is None or following.deck is None:
            self._wait()
            return
        moment = _Moment(following.workshop, following.before, following.deck, self._live, self._sign(live))
        before, self._shown = self._shown, moment
        if moment != before:
            self._show(moment)
        if self._base is not None:
            self._base.tick()

    def _sign(self, live: Presence | None) -> str:
        """Return a short warning about the file or the console; "" if there is none."""
        if self._following.trouble == "missing":
            return tr("▲ the file is gone")
        if self._following.trouble == "broken":
            return tr("▲ the file has problems")
        beat = self._home.last_beat(self._path)
        is_there = live is not None and beat is not None and abs(self._time.wall() - beat) < _ALIVE
        return "" if is_there else tr("○ no console")

    def _wait(self) -> None:
        words = tr("Waiting for {path}", path=sanitize(str(self._path)))
        if self._following.trouble == "broken":
            words += "\n" + tr("▲ the file has problems")
        for screen in self.screen_stack:
            if isinstance(screen, WaitingScreen):
                screen.show(words)

    # --- showing ------------------------------------------------------------------------------

    def _show(self, moment: _Moment) -> None:
        """Show a moment on the screen of its phase; make a new screen when the phase or the language changes."""
        workshop = moment.workshop
        spoken = i18n.choose(self._wish, workshop.language, self._settings.language)
        i18n.use(spoken)
        snapshot = self._scene(moment)
        phase, base = snapshot.step.phase, self._base
        if base is not None and base.phase == phase and spoken == self._spoken:
            base.follow(snapshot, moment.live, moment.sign)
            return
        self._spoken, self._base = spoken, phase_screen(phase)(snapshot, self._time.steady, tuple)
        self._base.follow(snapshot, moment.live, moment.sign)
        if base is None:
            self.push_screen(self._base)
        else:
            self.switch_screen(self._base)

    def _scene(self, moment: _Moment) -> WorkshopSnapshot:
        """Return what the room may see: without scores before the reveal."""
        workshop, deck = moment.workshop, moment.deck
        step, now = deck.step(workshop.progress.step), self._time.steady()
        countdown = clock.opened(workshop, step, self._time.wall(), now)
        if moment.live is not None and moment.live.step == step.id:
            countdown = moment.live.refined(countdown, now)
        covered = is_covered(workshop)
        seen = without_scores(workshop) if covered else workshop
        before = without_scores(moment.before) if covered and moment.before is not None else moment.before
        today = local(workshop, self._time.wall()).date()
        return WorkshopSnapshot(seen, deck, step, countdown, today, read_only=True, before=before)
