"""What a score typed into a ballot costs the thread people type on, beside the smallest program that answers a key.

A ballot of ``--rows`` cases by eight criteria, its workshop saved in the background as on a real day; each of
``--keys`` keys sets a score and goes on. The smallest program shows the key it got in one line. Time is processor
time of the main thread from one key to the next; the difference is our own. Prints both and the ratio; judges
nothing.
"""

import argparse
import asyncio
import re
import tempfile
import time
from pathlib import Path
from random import Random

from story import evaluation
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

from mlew_tui.app.console import ConsoleApp
from mlew_tui.session.session import Session
from mlew_tui.storage.home import Home

_PAUSE = 0.05


class Smallest(App[None]):
    """Shows the key it got."""

    def compose(self) -> ComposeResult:
        """Lay out one line."""
        yield Static("")

    def on_key(self, event: events.Key) -> None:
        """Show the key."""
        self.query_one(Static).update(f"{event.key} {time.perf_counter()}")


async def typed(app: App[None], keys: int, *opening: str) -> float:
    """Return the main thread's milliseconds a key."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*opening)
        await pilot.pause(0.5)
        started = time.thread_time()
        for _ in range(keys):
            app.simulate_key("0")
            await asyncio.sleep(_PAUSE)
        return (time.thread_time() - started) / keys * 1000


def opened(folder: Path, rows: int, home: Home) -> Session:
    """Return a session at the result of a workshop of six people, so many cases and eight criteria."""
    text = re.sub(r"handed_in = .*", "handed_in = []", evaluation(6, rows, 8, Random(1)))
    path = folder / "workshop.toml"
    path.write_text(text + '\n[progress]\nstep = "invent.result"\n', encoding="utf-8")
    return Session.open(path, home, in_background=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--keys", type=int, default=200)
    wished = parser.parse_args()
    least = asyncio.run(typed(Smallest(), wished.keys))
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "state", Path(folder) / "config")
        session = opened(Path(folder), wished.rows, home)
        ours = asyncio.run(typed(ConsoleApp(home, session), wished.keys, "f8", "enter"))
        session.close()
    print(f"a score in a ballot of {wished.rows} x 8: {ours:.1f} ms a key, the smallest program {least:.1f} ms")
    print(f"  own {ours - least:.1f} ms, ratio {ours / least:.2f}")


if __name__ == "__main__":
    main()
