"""Replacements of parts of Textual that make tests of screens faster and deterministic.

Each replacement changes when something happens in a test, never what happens:

- ``IdleEventLoop`` reports when nothing is left that can run at once. Textual's own tests wait by sleeping a while and
  measuring the process's CPU time, which is slow on an idle machine and too short on a busy one.
- ``IdlePilot`` waits after each key until the loop is idle and the due frame is painted.
- ``wait_for_idle`` waits for the idle loop in the same way.
- ``parse_rules_once`` caches parsed style sheets by their text and theme values for the whole test run.

``pytest --stock-textual`` runs without any of them; ``make test-stock`` walks through Day 1 that way, so that the
replacements hide no fault of the console.
"""

import asyncio
import selectors
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot


class IdleSelector(selectors.DefaultSelector):
    """A selector that reports when the event loop has nothing left to do at once."""

    def __init__(self) -> None:
        super().__init__()
        self.turns = 0
        self.waiting: asyncio.Future[int] | None = None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait like any selector, after resolving the future of a waiting test if nothing is ready."""
        self.turns += 1
        if timeout == 0 or self.waiting is None:
            return super().select(timeout)
        ready = super().select(0)
        if not ready and not self.waiting.done():
            self.waiting.set_result(self.turns)
        return ready


class IdleEventLoop(asyncio.SelectorEventLoop):
    """An event loop that can wait until everything scheduled so far is done."""

    def __init__(self) -> None:
        self._idle_selector = IdleSelector()
        super().__init__(self._idle_selector)

    async def wait_for_idle(self) -> bool:
        """Return when no message, callback or task can proceed by itself, and whether any did meanwhile.

        Does not wait for timers, threads or other processes.
        """
        idle: asyncio.Future[int] = self.create_future()
        self._idle_selector.turns, self._idle_selector.waiting = 0, idle
        try:
            return await idle > 1
        finally:
            self._idle_selector.waiting = None


async def wait_for_idle(*_: float) -> bool:
    """Wait until the running loop is idle, and return whether it was busy."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, IdleEventLoop)
    return await loop.wait_for_idle()


class IdlePilot(Pilot[None]):
    """A pilot that continues once a key has had its whole effect, painted, instead of sleeping."""

    async def press(self, *keys: str) -> None:
        """Press keys, each after the effect of the one before."""
        for key in keys:
            await super().press(key)
            await self.pause()

    async def pause(self, delay: float | None = None) -> None:
        """Return when nothing is left to handle or paint, or after ``delay`` seconds."""
        if delay is not None:
            return await super().pause(delay)
        async with asyncio.timeout(30):
            await wait_for_idle()
            while self.app.is_running and self.app.screen_stack:
                self.app.screen._on_timer_update()  # noqa: SLF001 - the frame that is due, as Pilot paints it
                if not await wait_for_idle():
                    return None
        return None

    async def resize_terminal(self, width: int, height: int) -> None:
        """Resize the terminal and wait for the layout, which Textual delays by a frame."""
        await super().resize_terminal(width, height)
        await self.pause(1 / 60)
        await self.pause()


_parse = Stylesheet._parse_rules  # noqa: SLF001 - the method that is cached
_KNOWN: dict[tuple[Any, ...], list[RuleSet]] = {}
_SETS: dict[tuple[tuple[str, str], ...], int] = {}


def parse_rules_once(sheet: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
    """Return the rules of a style sheet, which depend only on its text, location and theme values."""
    values = sheet._variables  # noqa: SLF001 - a new dict whenever one of them changes
    seen = vars(sheet).get("values_seen")
    if seen is None or seen[0] is not values:
        seen = values, _SETS.setdefault(tuple(values.items()), len(_SETS))
        vars(sheet)["values_seen"] = seen
    key = (seen[1], css, *where, *more.items())
    if key not in _KNOWN:
        _KNOWN[key] = _parse(sheet, css, *where, **more)
    return _KNOWN[key]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--stock-textual``."""
    parser.addoption("--stock-textual", action="store_true", help="run without the replacements of Textual's parts")


def pytest_asyncio_loop_factories(config: pytest.Config) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run asynchronous tests in a loop that reports when it is idle."""
    return {"stock": asyncio.new_event_loop} if config.getoption("--stock-textual") else {"idle": IdleEventLoop}


@pytest.fixture(autouse=True)
def fast_textual(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Put the replacements in place of Textual's parts."""
    if request.config.getoption("--stock-textual"):
        return
    monkeypatch.setattr("textual.pilot.Pilot", IdlePilot)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.css.stylesheet.Stylesheet._parse_rules", parse_rules_once)
