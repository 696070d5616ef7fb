"""One step in motion: Listen's reviews written in a real console, as an SVG that moves by itself.

``film.py docs/listen.svg`` presses keys in a console on a new workshop, looks at the screen after each, and draws
every line of it once for each of its states. Nothing in it is fetched from anywhere.
"""

import argparse
import asyncio
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from mlew_tui import begin, language
from mlew_tui.app import Console
from mlew_tui.session import Session, Timepiece
from mlew_tui.storage.home import Home

SIZE = (80, 24)
_CELL, _LINE, _FONT = 8.4, 18, 14
_MOMENT = datetime(2026, 11, 22, 13, 24, tzinfo=UTC)
_LETTER, _KEY, _LAST = 0.16, 0.9, 3.0
_SCRIPT = (
    "key:f2", "無料の体験ですぐ試せた", "key:enter", "先生がいつも同じ", "key:enter",
    "key:f5", "key:f6", "何が伸びたか分からない", "key:enter",
    "key:f7", "key:f8", "予約が三日先まで埋まる", "key:enter", "key:f8",
    "key:f5", "key:f6", "会議の翌日に「言えた」", "key:enter",
)  # fmt: skip
"""Reviews as a team says them: good and bad (F5), along the journey (F6), by whom (F7), one of them assumed (F8)."""

_WORDS = re.compile(r"\S+(?: \S+)*")
"""What is drawn as one piece: where a line has more than one space, whoever draws it may make fewer of them."""

_BLOCKS = {"▀": (0, 9), "▄": (9, 9), "█": (0, 18)}
"""Where a block begins in its line and how high it is."""

Run = tuple[str, str, str, bool]
"""A piece of a line: what, in which colour, on which ground, and whether it is bold."""


@dataclass(frozen=True)
class Frame:
    """The screen, and for how many seconds it is seen."""

    seconds: float
    lines: tuple[tuple[Run, ...], ...]


def _dressed(style: Style | None) -> tuple[str, str, bool]:
    style = style or Style()
    colour = style.color.triplet.hex if style.color and style.color.triplet else "#f2f2f2"
    ground = style.bgcolor.triplet.hex if style.bgcolor and style.bgcolor.triplet else "#14171c"
    return (ground, colour, bool(style.bold)) if style.reverse else (colour, ground, bool(style.bold))


def _line(strip: Strip) -> tuple[Run, ...]:
    """Return a line's pieces, neighbours dressed alike joined."""
    pieces = [(text, *_dressed(style)) for text, style, _ in strip if text]
    joined = groupby(pieces, key=lambda piece: piece[1:])
    return tuple(("".join(piece[0] for piece in group), *dress) for dress, group in joined)


def seen(app: App[None], seconds: float) -> Frame:
    """Return what the screen shows now."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - what is really drawn
    return Frame(seconds, tuple(map(_line, strips)))


async def filmed() -> list[Frame]:
    """Press the keys of the script and return every screen; the clock goes on as the film does."""
    language.use("ja")
    gone = [0.0]
    timepiece = Timepiece(lambda: gone[0], lambda: _MOMENT + timedelta(seconds=gone[0]))
    people = [("佐藤", "product_manager"), ("鈴木", "developer"), ("田中", "data_scientist")]
    with tempfile.TemporaryDirectory() as folder:
        home, path = Home(Path(folder) / "state", Path(folder) / "config"), Path(folder) / "workshop.toml"
        begin.create(path, "英会話サービス", "ja", people)
        session = Session.open(path, home, timepiece)
        session.commit("who", lambda w: w.with_(customer=w.customer.model_copy(update={"name": "海外拠点と働く若手"})))
        session.go("listen.write")
        app = Console(home, session, timepiece=timepiece)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(0.5)
            app.clear_notifications()
            frames = [seen(app, _KEY)]
            for part in _SCRIPT:
                keys = (part.removeprefix("key:"),) if part.startswith("key:") else tuple(part)
                for key in keys:
                    await pilot.press(key)
                    app.tick()
                    await pilot.pause()
                    frames.append(seen(app, _LETTER if len(keys) > 1 else _KEY))
                    gone[0] += frames[-1].seconds
        session.close()
    return [*frames[:-1], Frame(_LAST, frames[-1].lines)]


def _blocks(x: float, y: int, text: str, colour: str) -> Iterator[str]:
    """Yield the blocks of large figures as shapes, for letters of most fonts leave gaps between them."""
    for block in re.finditer(r"▀+|▄+|█+", text):
        top, height = _BLOCKS[block[0][0]]
        left, width = x + block.start() * _CELL, len(block[0]) * _CELL
        yield f'<rect x="{left:.1f}" y="{y + top}" width="{width:.1f}" height="{height}" fill="{colour}"/>'


def _shapes(y: int, line: Sequence[Run]) -> Iterator[str]:
    """Yield the grounds and then the texts of a line."""
    at = 0
    texts: list[str] = []
    for text, colour, ground, bold in line:
        size = cell_len(text)
        x, width = at * _CELL, size * _CELL
        if ground != "#14171c":
            yield f'<rect x="{x:.1f}" y="{y * _LINE}" width="{width:.1f}" height="{_LINE}" fill="{ground}"/>'
        weight = ' font-weight="bold"' if bold else ""
        for words in _WORDS.finditer(text):
            before, length = cell_len(text[: words.start()]), cell_len(words[0])
            if set(words[0]) <= {*_BLOCKS, " "}:
                texts += _blocks(x + before * _CELL, y * _LINE, words[0], colour)
                continue
            texts.append(
                f'<text x="{x + before * _CELL:.1f}" y="{y * _LINE + 14}" textLength="{length * _CELL:.1f}" '
                f'lengthAdjust="spacingAndGlyphs" fill="{colour}"{weight}>{escape(words[0])}</text>'
            )
        at += size
    yield from texts


def moving(frames: Sequence[Frame]) -> str:
    """Return the film as SVG: each state of a line is there as long as it is to be seen."""
    total = sum(frame.seconds for frame in frames)
    starts = [sum(frame.seconds for frame in frames[:index]) / total for index in range(len(frames))]
    parts = []
    for y in range(SIZE[1]):
        for line in dict.fromkeys(frame.lines[y] for frame in frames):
            marks = [(starts[n], frame.lines[y] == line) for n, frame in enumerate(frames)]
            turns = [mark for n, mark in enumerate(marks) if n == 0 or mark[1] != marks[n - 1][1]]
            shapes = "".join(_shapes(y, line))
            if not shapes:
                continue
            if len(turns) == 1:
                parts.append(f"<g>{shapes}</g>")
                continue
            times = ";".join(f"{start:.4f}" for start, _ in turns)
            values = ";".join("visible" if shown else "hidden" for _, shown in turns)
            parts.append(
                f'<g visibility="hidden"><animate attributeName="visibility" calcMode="discrete" dur="{total:.1f}s" '
                f'repeatCount="indefinite" keyTimes="{times}" values="{values}"/>{shapes}</g>'
            )
    width, height = SIZE[0] * _CELL, SIZE[1] * _LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" font-size="{_FONT}" '
        'font-family="DejaVu Sans Mono, Menlo, Consolas, Noto Sans Mono CJK JP, monospace">\n'
        f'<rect width="100%" height="100%" fill="#14171c"/>\n{chr(10).join(parts)}\n</svg>\n'
    )


def main() -> None:
    """Write the film."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.parse_args().file.write_text(moving(asyncio.run(filmed())), encoding="utf-8")


if __name__ == "__main__":
    main()
