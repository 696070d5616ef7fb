"""Whether saving in the background delays whoever types: the length of small frames with and without a save.

``python benchmarks/save_frames.py [TIMES] [ROUNDS]``: one thread draws a frame (about 3 ms of Python, then
a short wait, as a screen that is typed on) again and again while the keeper saves the example grown TIMES
times in its own thread. Prints how much longer the slowest frames are then. Judges nothing.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from grown import grown

from mlew_tui.model import changes
from mlew_tui.session import create
from mlew_tui.storage.autosaver import Autosaver
from mlew_tui.storage.home import Home
from mlew_tui.storage.workshop_file import WorkshopFile, read

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 1
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
_WORK = 20_000
_WAIT = 0.002
_WAITS = 5


def frame() -> float:
    """Draw one frame and return how long it took, in milliseconds; each wait lets the other thread go."""
    started = time.perf_counter()
    for _ in range(_WAITS):
        sum(range(_WORK))
        time.sleep(_WAIT)
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Draw frames between and during saves."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workshop.toml"
        workshop = grown(read(create.example("ja"))[0], TIMES, 1)
        file = WorkshopFile.create(path, workshop, "# grown")
        history = Home(Path(folder) / "state", Path(folder) / "config").history(path)
        autosaver = Autosaver(file, workshop, lambda: datetime.now(UTC), history, in_background=True)
        between, during = [], []
        for number in range(ROUNDS):
            between += [frame() for _ in range(10)]
            workshop, _ = changes.add(workshop, "reviews", text=f"review {number}", sentiment="positive")
            autosaver.save(workshop)
            while autosaver.base != workshop:
                during.append(frame())
        autosaver.flush()
    for name, times in (("between saves", between), ("while saving", during)):
        times.sort()
        print(f"{name}: median {statistics.median(times):.1f}  max {times[-1]:.1f} ms, {len(times)} frames")
    print(f"longest delay by a save: {during[-1] - statistics.median(between):.1f} ms")


if __name__ == "__main__":
    main()
