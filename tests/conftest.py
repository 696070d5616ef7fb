"""What every test starts from: a home of its own, English, and hypothesis without a stopwatch."""

import asyncio
import gc
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from mlew_tui import i18n
from parsed_styles import parsed_once
from session_harness import StillLoop, StillPilot, stillness

settings.register_profile("desk", deadline=None, max_examples=50)
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's own sessions, settings and language out of the tests."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    i18n.use("en")


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run what is asynchronous in a loop that says when it stands still."""
    return {"still": StillLoop}


@pytest.fixture(autouse=True)
def keys_are_answered_before_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every key of every screen waited for until its effect is there: no less, and no longer."""
    monkeypatch.setattr("textual.pilot.Pilot", StillPilot)
    monkeypatch.setattr("textual.app.wait_for_idle", stillness)


@pytest.fixture(autouse=True)
def style_sheets_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save every console the parsing of the style sheets of the one before."""
    monkeypatch.setattr("textual.css.stylesheet.Stylesheet._parse_rules", parsed_once)


def pytest_collection_finish() -> None:
    """Have the collector of garbage pass over what was loaded: it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
