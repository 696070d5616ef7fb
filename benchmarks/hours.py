"""Whether hours of ticking cost memory: a console whose clock is run on by hand, second by second, frame by frame.

``python benchmarks/hours.py [HOURS]``. Prints what the process holds after ten minutes, then after each hour, and
how much it grew. Judges nothing.
"""

import asyncio
import gc
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.session.time_source import TimeSource
from mlew_tui.storage.home import Home

_WARM = 600
"""Seconds after which every cache has what it will hold."""
_TICKS = 5
"""Ticks a second, as the console has them."""


def held() -> float:
    """Return the MiB this process holds now."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


async def ticked(seconds: int, tell: Callable[[str], object] = print) -> float:
    """Let the clock of a step run for so many seconds and return by how many MiB the process grew meanwhile."""
    passed = 0.0
    began = datetime.now(UTC)
    time_source = TimeSource(lambda: 1000.0 + passed, lambda: began + timedelta(seconds=passed))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "workshop.toml"
        path.write_bytes(create.example("ja").read_bytes())
        i18n.use("ja")
        home = Home(folder / "state", folder / "config")
        session = Session.open(path, home, time_source)
        session.go("listen.write")
        app = ConsoleApp(home, session, time_source=time_source)
        async with app.run_test(size=(120, 40)) as pilot:
            session.toggle_clock()
            app.show()
            warm = 0.0
            for second in range(seconds + 1):
                if second == min(_WARM, seconds // 2):
                    warm = held()
                    tell(f"after {second} s: {warm:.1f} MiB")
                if second and second % 3600 == 0:
                    tell(f"after {second // 3600} h: {held():.1f} MiB")
                for _ in range(_TICKS):
                    passed += 1 / _TICKS
                    app.tick()
                await pilot.pause(0)
            grown = held() - warm
            session.toggle_clock()
            app.action_leave()
            await pilot.pause()
    return grown


def main() -> None:
    """Tick, and say what it cost."""
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 8
    print(f"grown by {asyncio.run(ticked(round(3600 * hours))):.1f} MiB in {hours:g} h")


if __name__ == "__main__":
    main()
