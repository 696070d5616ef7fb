"""Pictures of the real console on the shipped examples, as SVG.

``pictures.py docs`` draws the README's few; ``pictures.py build/pictures --all`` every step at 80x24, 120x40 and
200x60, in both languages and every theme, to be looked at one by one.
"""

import argparse
import asyncio
import itertools
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from drawing import still

from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.app.themes import THEMES
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.session.time_source import TimeSource
from mlew_tui.storage import decks
from mlew_tui.storage.home import Home

MOMENT = datetime(2026, 11, 22, 13, 24, tzinfo=UTC)
SIZES = ((80, 24), (120, 40), (200, 60))


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name, where the console is, how it looks, and the keys pressed there."""

    name: str
    step: str
    lang: str
    theme: str = "dark"
    size: tuple[int, int] = (110, 34)
    keys: tuple[str, ...] = ()


README = (
    Shot("console", "listen.write", "en"),
    Shot("ballot", "invent.result", "ja", size=(100, 28), keys=("f8", "up", "enter", "5", "3")),
    Shot("result", "invent.result", "ja", size=(100, 30), keys=("c", "f5", "f5", "f5", "f5")),
    Shot("proposal", "refine.read", "en", theme="light"),
    Shot("wall", "define.weigh", "ja", theme="contrast", size=(100, 30), keys=("f12",)),
)
"""What the README shows: both languages, every theme."""


async def drawn(shot: Shot, settle: float | None = 0.3) -> str:
    """Return one picture: the clock runs, and stands at the same second in each.

    ``settle`` is how long to wait until everything is drawn; None where the pilot itself knows.
    """
    i18n.use(shot.lang)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "state", Path(folder) / "config")
        path = Path(folder) / "workshop.toml"
        shutil.copyfile(create.example(shot.lang), path)
        session = Session.open(path, home, TimeSource(lambda: 0.0, lambda: MOMENT))
        session.go(shot.step)
        session.reset_clock()
        session.toggle_clock()
        app = ConsoleApp(home, session, time_source=TimeSource(lambda: 108.0, lambda: MOMENT))
        async with app.run_test(size=shot.size) as pilot:
            app.theme = THEMES[shot.theme].name
            await pilot.pause(settle)
            await pilot.press(*shot.keys)
            await pilot.pause(settle)
            app.show()  # what costs too much for the first frame comes with the second
            app.clear_notifications()
            await pilot.pause(settle)
            picture = still(app)
        session.close()
    return picture


def every_step() -> tuple[Shot, ...]:
    """Return a picture of each step in each size, language and theme."""
    steps = [step.id for step in decks.load("practice", Path()).steps]
    return tuple(
        Shot(f"{step}-{width}x{height}-{lang}-{theme}", step, lang, theme, (width, height))
        for step, (width, height), lang, theme in itertools.product(steps, SIZES, ("ja", "en"), THEMES)
    )


def main() -> None:
    """Write the pictures into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    wished = parser.parse_args()
    wished.folder.mkdir(parents=True, exist_ok=True)
    for shot in every_step() if wished.all else README:
        (wished.folder / f"{shot.name}.svg").write_text(asyncio.run(drawn(shot)), encoding="utf-8")


if __name__ == "__main__":
    main()
