"""One step in motion: Listen's reviews written in a real console, as an SVG that moves by itself.

``film.py docs/listen.svg`` presses keys in a console on a new workshop, looks at the screen after each, and draws
every line of it once for each of its states. Nothing in it is fetched from anywhere.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from drawing import Line, ground, lines_of, picture, shapes

from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.session.time_source import TimeSource
from mlew_tui.storage.home import Home

SIZE = (80, 24)
_MOMENT = datetime(2026, 11, 22, 13, 24, tzinfo=UTC)
_LETTER, _KEY, _LAST = 0.16, 0.9, 3.0
_SCRIPT = (
    "key:f2", "無料の体験ですぐ試せた", "key:enter", "先生がいつも同じ", "key:enter",
    "key:f5", "key:f6", "何が伸びたか分からない", "key:enter",
    "key:f7", "key:f8", "予約が三日先まで埋まる", "key:enter", "key:f8",
    "key:f5", "key:f6", "会議の翌日に「言えた」", "key:enter",
)  # fmt: skip
"""Reviews as a team says them: good and bad (F5), along the journey (F6), by whom (F7), one of them assumed (F8)."""


@dataclass(frozen=True)
class Frame:
    """The screen, and for how many seconds it is seen."""

    seconds: float
    lines: tuple[Line, ...]


async def filmed() -> list[Frame]:
    """Press the keys of the script and return every screen; the clock goes on as the film does."""
    i18n.use("ja")
    gone = [0.0]
    time_source = TimeSource(lambda: gone[0], lambda: _MOMENT + timedelta(seconds=gone[0]))
    people = [("佐藤", "product_manager"), ("鈴木", "developer"), ("田中", "data_scientist")]
    with tempfile.TemporaryDirectory() as folder:
        home, path = Home(Path(folder) / "state", Path(folder) / "config"), Path(folder) / "workshop.toml"
        create.create(path, "英会話サービス", "ja", people)
        session = Session.open(path, home, time_source)
        session.commit("who", lambda w: w.with_(customer=w.customer.model_copy(update={"name": "海外拠点と働く若手"})))
        session.go("listen.write")
        app = ConsoleApp(home, session, time_source=time_source)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(0.5)
            app.clear_notifications()
            frames = [Frame(_KEY, lines_of(app))]
            for part in _SCRIPT:
                keys = (part.removeprefix("key:"),) if part.startswith("key:") else tuple(part)
                for key in keys:
                    await pilot.press(key)
                    app.tick()
                    await pilot.pause()
                    frames.append(Frame(_LETTER if len(keys) > 1 else _KEY, lines_of(app)))
                    gone[0] += frames[-1].seconds
        session.close()
    return [*frames[:-1], Frame(_LAST, frames[-1].lines)]


def moving(frames: Sequence[Frame]) -> str:
    """Return the film as SVG: each state of a line is there as long as it is to be seen."""
    total = sum(frame.seconds for frame in frames)
    starts = [sum(frame.seconds for frame in frames[:index]) / total for index in range(len(frames))]
    parts = []
    for y in range(SIZE[1]):
        for line in dict.fromkeys(frame.lines[y] for frame in frames):
            marks = [(starts[n], frame.lines[y] == line) for n, frame in enumerate(frames)]
            turns = [mark for n, mark in enumerate(marks) if n == 0 or mark[1] != marks[n - 1][1]]
            drawn = "".join(shapes(y, line))
            if len(turns) == 1:
                parts.append(f"<g>{drawn}</g>")
                continue
            times = ";".join(f"{start:.4f}" for start, _ in turns)
            values = ";".join("visible" if shown else "hidden" for _, shown in turns)
            parts.append(
                f'<g visibility="hidden"><animate attributeName="visibility" calcMode="discrete" dur="{total:.1f}s" '
                f'repeatCount="indefinite" keyTimes="{times}" values="{values}"/>{drawn}</g>'
            )
    return picture(SIZE, parts, ground(frames[0].lines))


def main() -> None:
    """Write the film."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.parse_args().file.write_text(moving(asyncio.run(filmed())), encoding="utf-8")


if __name__ == "__main__":
    main()
