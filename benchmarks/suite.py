"""Everything that must not hesitate, in one go: starts, keys, commands, idling, memory, exports, as ratios with spread.

``python benchmarks/suite.py [--rounds N] [--small] [--json FILE] [--only PART]``. Ratios are to the smallest
Textual program, to ``python -c pass`` or to ``import pydantic``, started in turn with ours in the same run;
milliseconds of keys are from the key to the end of the frame, in a pseudo-terminal of 120 x 40. Workshops of other
sizes are grown by code, with a seed. Judges nothing.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from grown import grown
from hours import ticked
from story import evaluation
from terminal import Program, ran

from mlew_tui.export import FORMATS
from mlew_tui.importing import reviews as intake
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.session import create, export_files
from mlew_tui.storage import decks, document
from mlew_tui.storage.workshop_file import read

NEXT, AGENDA, ESCAPE, TAB, DOWN, UP, F2, F8 = (
    b"\x0e", b"\x0c", b"\x1b", b"\t", b"\x1b[B", b"\x1b[A", b"\x1bOQ", b"\x1b[19~",
)  # fmt: skip
LARGE = 20
"""How many times the example the large workshop is, but where nothing is to rot only."""
_MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("Ready")
Minimal().run()
"""


@dataclass(frozen=True)
class Row:
    """One measure: what, its values, their unit, and what is wished of them."""

    what: str
    values: tuple[float, ...]
    unit: str
    target: str

    def told(self) -> str:
        """Return the row as the table has it: median, p95, least and most."""
        ordered = sorted(self.values)
        p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
        digits = 2 if self.unit == "x" else 1
        numbers = (statistics.median(ordered), p95, ordered[0], ordered[-1])
        middle, late, least, most = (f"{number:.{digits}f}" for number in numbers)
        return f"{self.what:52} {middle:>8} {late:>8}  [{least}-{most}] {self.unit:12} {self.target}"


class Desk:
    """A folder with workshops of several sizes, up to ``large`` times the example, and an environment of its own.

    ``saved`` is how many seconds without a frame tell that the step before is drawn and saved.
    """

    def __init__(self, folder: Path, large: int = LARGE) -> None:
        self.folder, self.large = folder, large
        self.saved = 1.2 if large == LARGE else 0.2
        self.environment = {
            **os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "COLUMNS": "120", "LINES": "40",
            "HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config"),
        }  # fmt: skip
        self.minimal = folder / "minimal.py"
        self.minimal.write_text(_MINIMAL, encoding="utf-8")
        self.example = read(create.example("ja"))[0]

    def workshop(self, times: int, step: str, reviews: int = 0) -> Path:
        """Write the example grown so many times, at a step, and return its file."""
        made = self.example if times == 1 else grown(self.example, times, 1)
        made = _filled(made, reviews)
        made = made.with_(progress=made.progress.model_copy(update={"step": step, "clock": None}), log=())
        path = self.folder / f"w{times}-{reviews}-{step}.toml"
        path.write_text(document.fresh(made, "# grown"), encoding="utf-8")
        return path

    def console(self, *arguments: object, size: tuple[int, int] = (120, 40)) -> Program:
        """Return the console, to be started."""
        return Program([sys.executable, "-m", "mlew_tui", *map(str, arguments)], self.environment, size)

    def smallest(self) -> Program:
        """Return the smallest Textual program, to be started."""
        return Program([sys.executable, str(self.minimal)], self.environment)


def _filled(workshop: Workshop, least: int) -> Workshop:
    """Return a workshop with at least so many reviews."""
    given = workshop.reviews
    rows = [
        {"text": f"{given[n % len(given)].text} ({n})", "sentiment": given[n % len(given)].sentiment,
         "moment": given[n % len(given)].moment}
        for n in range(len(given), least)
    ]  # fmt: skip
    return changes.add_all("reviews", rows)(workshop)


# --- what is measured -----------------------------------------------------------------------------


def starts(desk: Desk, rounds: int) -> Iterator[Row]:
    """Measure until the team's data, or Home's words, stand on the screen, beside the smallest program."""
    once, large = desk.workshop(1, "listen.write"), desk.workshop(desk.large, "listen.write")
    huge = desk.workshop(5 * desk.large, "listen.write")
    runs = {
        "Home usable": ((), "英会話", "at most 1.3"),
        "resume, example": (("resume", once), "カードを登録", "at most 1.6"),
        f"resume, {desk.large} times": (("resume", large), "カードを登録", "at most 2.0"),
        f"resume, {5 * desk.large} times": (("resume", huge), "カードを登録", ""),
    }
    for path in (huge, large, once):  # remembered by Home, and known to be sound
        with desk.console("resume", path) as program:
            program.until("カードを登録")
            program.settle()
    ratios: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        with desk.smallest() as program:
            least = program.until("Ready")
        for name, (arguments, words, _) in runs.items():
            with desk.console(*arguments) as program:
                took = program.until(words)
            if number:
                ratios[name].append(took / least)
    for name, (_, _, target) in runs.items():
        yield Row(f"{name} / smallest program", tuple(ratios[name]), "x", target)


def commands(desk: Desk, rounds: int) -> Iterator[Row]:
    """Measure commands beside ``pass`` and ``import pydantic``, by the processor's time."""
    example = str(desk.workshop(1, "next.decide"))
    python, program = [sys.executable], [sys.executable, "-m", "mlew_tui"]
    runs: dict[str, tuple[Sequence[str], str, str]] = {
        "pass": ([*python, "-c", "pass"], "", ""),
        "import pydantic": ([*python, "-c", "import pydantic"], "", ""),
        "--version": ([*program, "--version"], "pass", "at most 2.5"),
        "--help": ([*program, "--help"], "pass", "at most 2.5"),
        **{
            name: ([*program, name, example], "import pydantic", "at most 1.5")
            for name in ("check", "tally", "findings", "history")
        },
    }
    with desk.console("resume", example) as console:  # so that there is a past
        console.until("すぐ")
        console.press(F2)
        console.settle()
    took: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, (command, _, _) in runs.items():
            used = ran(command, desk.environment)[1]
            if number:
                took[name].append(used)
    for name, (_, beside, target) in runs.items():
        if beside:
            ratios = tuple(mine / its for mine, its in zip(took[name], took[beside], strict=True))
            yield Row(f"{name} / {beside}", ratios, "x", target)


def moves(desk: Desk, rounds: int) -> Iterator[Row]:
    """Measure going from step to step, opening the result and a dialog, on the example and on 20 times it."""
    for times, target in ((1, "median < 80"), (desk.large, "median < 150")):
        steps: list[float] = []
        results: list[float] = []
        dialogs: list[float] = []
        for _ in range(max(1, rounds // 5)):
            with desk.console("resume", desk.workshop(times, "opening.checks")) as program:
                program.until("始める前の確認")
                program.settle()
                for step in decks.load("practice", desk.folder).steps[1:]:
                    program.settle(desk.saved)  # each step by itself: nobody is at the next one within a second
                    took = program.press(NEXT, 10.0)
                    (results if step.id == "invent.result" else steps).append(took)
                for _ in range(5):
                    program.settle(desk.saved)
                    dialogs.append(program.press(AGENDA, 10.0))
                    program.settle(desk.saved)
                    program.press(ESCAPE)
        size = "example" if times == 1 else f"{times} times"
        for what, values in (("the next step", steps), ("the result", results), ("the agenda", dialogs)):
            yield Row(f"{what}, {size}", tuple(values), "ms a key", target)


def keys(desk: Desk, rounds: int) -> Iterator[Row]:
    """Measure a letter, a step on a board of 200 reviews, and a score, while the clock runs."""
    count = 12 * rounds
    target = "median < 15, p95 < 30"
    with desk.console("resume", desk.workshop(1, "listen.write", 200)) as program:
        program.until("カードを登録")
        program.press(F2)
        program.settle()
        letters = tuple(program.press(b"ab"[n % 2 : n % 2 + 1]) for n in range(count))
        yield Row("a letter, 200 reviews", letters, "ms a key", target)
        program.press(TAB)
        board = tuple(program.press(DOWN if n % 16 < 8 else UP) for n in range(count))
        yield Row("a step on the board, 200 reviews", board, "ms a key", target)
        yield Row("memory there", (program.peak_mib(),), "MiB", "")
    made = re.sub(r"handed_in = .*", "handed_in = []", evaluation(6, 40, 8, Random(1)))
    path = desk.folder / "ballots.toml"
    path.write_text(f'{made}\n[progress]\nstep = "invent.result"\n', encoding="utf-8")
    with desk.console("resume", path) as program:
        program.until("採用")
        program.press(F8)
        program.press(b"\r")
        program.settle()
        yield Row(
            "a score, 40 cases of 8 criteria", tuple(program.press(b"0") for _ in range(count)), "ms a key", target
        )


def idling(desk: Desk, rounds: int) -> Iterator[Row]:
    """Measure a running clock, and memory after a walk through the whole day."""
    with desk.console("resume", desk.workshop(1, "listen.write")) as program:
        program.until("カードを登録")
        program.press(F2)
        share, written = program.idle(float(2 * rounds))
    yield Row("a running clock, nothing else", (100 * share,), "% of a core", "< 1")
    yield Row("a running clock, nothing else", (written,), "bytes a tick", "< 300")
    with desk.console("resume", desk.workshop(1, "opening.checks")) as program:
        program.until("始める前の確認")
        for _ in decks.load("practice", desk.folder).steps[1:]:
            program.press(NEXT)
            program.settle(0.1)
        yield Row("memory after a whole day 1", (program.peak_mib(),), "MiB", "< 64")


def hours(_desk: Desk, rounds: int) -> Iterator[Row]:
    """Measure what eight hours of ticking add to what is held after ten minutes, on a clock run on by hand."""
    seconds = 8 * 3600 if rounds > 1 else 20
    grown_by = asyncio.run(ticked(seconds, lambda _: None))
    yield Row(f"{seconds / 3600:.2g} h of ticking, memory grown by", (grown_by,), "MiB", "none")


def transfers(desk: Desk, rounds: int) -> Iterator[Row]:
    """Measure taking 200 reviews in, and every export of 20 times the example, as the console's threads do them."""
    text = "コメント,評価\r\n" + "".join(f"声 {n},{n % 5 + 1}\r\n" for n in range(200))
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        batch = intake.read(text, desk.example)
        batch.change({"sentiment": "positive"})(desk.example).validated()
        took.append(1000 * (time.perf_counter() - began))
    yield Row("200 reviews taken in", tuple(took), "ms", "< 2000")
    path = desk.workshop(desk.large, "next.decide")
    workshop, deck = read(path)[0], decks.load("practice", path)
    for to in FORMATS:
        took = []
        for _ in range(min(3, rounds)):
            began = time.perf_counter()
            export_files.make(workshop, deck, path, datetime.now(UTC), to)
            took.append(1000 * (time.perf_counter() - began))
        yield Row(f"export {to}, {desk.large} times", tuple(took), "ms", "< 2000")


PARTS: Mapping[str, Callable[[Desk, int], Iterator[Row]]] = {
    "starts": starts, "commands": commands, "moves": moves, "keys": keys, "idling": idling, "hours": hours,
    "transfers": transfers,
}  # fmt: skip


def main() -> None:
    """Measure what is asked for, print the table, and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--small", action="store_true", help="one round of each on little, so that nothing rots")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", choices=PARTS, action="append")
    wished = parser.parse_args()
    rows: list[Row] = []
    rounds, large = (1, 2) if wished.small else (wished.rounds, LARGE)
    print(f"{'':52} {'median':>8} {'p95':>8}  [least-most]")
    with tempfile.TemporaryDirectory() as folder:
        for name, part in PARTS.items():
            if wished.only is None or name in wished.only:
                for row in part(Desk(Path(folder), large), rounds):
                    rows.append(row)
                    print(row.told(), flush=True)
    if wished.json is not None:
        wished.json.parent.mkdir(parents=True, exist_ok=True)
        wished.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
