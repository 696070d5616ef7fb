"""How much processor time one save takes, on the example and on a workshop twenty times as large.

A save is ``WorkshopFile.save``: into the existing text, read back, compared, synced, replaced. Prints
milliseconds and the ratio to ``tomllib.loads`` of the same text, medians of ``--runs``; judges nothing.
"""

import argparse
import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from grown import grown

from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.session import create
from mlew_tui.storage import document
from mlew_tui.storage.workshop_file import WorkshopFile, read


def milliseconds(action: Callable[[], object]) -> float:
    """Return the processor time an action took."""
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1000


def measured(workshop: Workshop, text: str, runs: int) -> tuple[float, float]:
    """Return the medians of one save and of one ``tomllib.loads`` of the text, in milliseconds."""
    review = workshop.reviews[len(workshop.reviews) // 2].id
    edited = [changes.edit(workshop, f"reviews/{review}", text=f"第 {run} 稿").validated() for run in range(runs + 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workshop.toml"
        path.write_text(text, encoding="utf-8")
        file = WorkshopFile(path, text)
        saves = [milliseconds(partial(file.save, after)) for after in edited]
    loads = [milliseconds(partial(tomllib.loads, text)) for _ in range(runs)]
    return statistics.median(saves[1:]), statistics.median(loads)  # the first save only warms the caches


def main() -> None:
    """Measure both sizes and print them with their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    wished = parser.parse_args()
    workshop, text = read(create.example("ja"))
    large = grown(workshop, 20, wished.seed)
    saves = []
    for name, made, its_text in (("example", workshop, text), ("x 20", large, document.fresh(large, "# grown"))):
        save, loads = measured(made, its_text, wished.runs)
        saves.append(save)
        size = len(its_text.encode()) / 1000
        print(f"{name:8} {size:5.0f} kB  save {save:6.1f} ms  tomllib.loads {loads:6.1f} ms  ratio {save / loads:.2f}")
    print(f"x 20 / example: {saves[1] / saves[0]:.1f}")


if __name__ == "__main__":
    main()
