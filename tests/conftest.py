"""What every test starts from: a home of its own, English, and hypothesis without a stopwatch."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from fast_textual import fast_textual, pytest_addoption, pytest_asyncio_loop_factories
from mlew_tui import i18n

__all__ = ["fast_textual", "pytest_addoption", "pytest_asyncio_loop_factories"]

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


def pytest_collection_finish() -> None:
    """Have the collector of garbage pass over what was loaded: it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
