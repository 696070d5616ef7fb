"""What a key costs while the clock ticks and 200 reviews are on the board, beside the smallest program with a line.

A letter typed into the line, a step over the board, and a review added (saved in the background); and how much of a
core a console with a running clock takes when nobody does anything. Time is processor time of the main thread, the
clock's ticks within it. Prints figures and ratios to the smallest Textual program; judges nothing.
"""

import argparse
import asyncio
import shutil
import tempfile
import time
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Input

from mlew_tui.app.console import ConsoleApp
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.storage.home import Home

_GAP = 0.06
_SIZE = (120, 40)


class Smallest(App[None]):
    """One line to type in."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Input()


def filled(workshop: Workshop, reviews: int) -> Workshop:
    """Return the workshop with so many reviews: those of the example again and again, numbered."""
    given = workshop.reviews
    for number in range(len(given), reviews):
        one = given[number % len(given)]
        workshop, _ = changes.add(
            workshop, "reviews", text=f"{one.text} ({number})", sentiment=one.sentiment, moment=one.moment, by=one.by
        )
    return workshop


async def a_key(app: App[None], keys: tuple[str, ...], count: int, *opening: str) -> tuple[float, float]:
    """Return the main thread's milliseconds a key, and the share of a core while nothing is pressed."""
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(0.5)
        await pilot.press(*opening)
        await pilot.pause(0.5)
        started = time.thread_time()
        for number in range(count):
            app.simulate_key(keys[number % len(keys)])
            await asyncio.sleep(_GAP)
        each = (time.thread_time() - started) / count * 1000
        started = time.thread_time()
        await asyncio.sleep(5)
        return each, (time.thread_time() - started) / 5


def console(folder: Path, reviews: int) -> ConsoleApp:
    """Return a console at Listen's reviews, so many of them."""
    home = Home(folder / "state", folder / "config")
    path = folder / "workshop.toml"
    shutil.copyfile(create.example("ja"), path)
    session = Session.open(path, home, in_background=True)
    session.commit("filled", lambda workshop: filled(workshop, reviews))
    session.go("listen.write")
    session.reset_clock()
    return ConsoleApp(home, session)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=200)
    parser.add_argument("--keys", type=int, default=100)
    wished = parser.parse_args()
    least, _ = asyncio.run(a_key(Smallest(), ("a", "b"), wished.keys))
    print(f"smallest program: {least:.1f} ms a letter")
    idle = []
    for what, keys, opening in (
        ("a letter typed", ("a", "b"), ("f2",)),
        ("a step over the board", ("down", "right", "up", "left"), ("f2", "tab")),
        ("a letter, then Enter", ("a", "enter"), ("f2",)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            app = console(Path(folder), wished.reviews)
            each, share = asyncio.run(a_key(app, keys, wished.keys, *opening))
            if app.session is not None:
                app.session.close()
        idle.append(share)
        print(f"{what}, {wished.reviews} reviews, clock running: {each:.1f} ms a key, ratio {each / least:.2f}")
    print(f"nothing done, clock running: {min(idle) * 100:.1f} % of a core")


if __name__ == "__main__":
    main()
