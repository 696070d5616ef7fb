"""A page to be read: numbered headings, nothing cut without a sign, and the place kept when the terminal changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from test_result_text import hostile_tree
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.result import reveal
from mlew_tui.text.page_layout import Section, Strong, Table
from mlew_tui.widgets.section_reader import Reader
from workshops import ENGLISH, FARM, example

SECTIONS = tuple(
    Section(f"Heading {n}", (Strong(f"Point {n}"), *(f"line {n}.{k}" for k in range(6)))) for n in range(1, 5)
)


class Page(App[None]):
    """Nothing but a reader."""

    def compose(self) -> ComposeResult:
        yield Reader()


class Reading:
    """A reader in a terminal: what is seen, and where."""

    def __init__(self, app: Page, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.reader = app.query_one(Reader)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def lines(self) -> list[str]:
        """Return what is drawn, a string a row, without the margin."""
        height = self.reader.content_size.height
        return ["".join(part.text for part in self.reader.render_line(y)).rstrip() for y in range(height)]


@asynccontextmanager
async def reading(sections: tuple[Section, ...], size: tuple[int, int] = (60, 12)) -> AsyncIterator[Reading]:
    app = Page()
    async with app.run_test(size=size) as pilot:
        it = Reading(app, pilot)
        it.reader.show(sections)
        it.reader.focus()
        await pilot.pause()
        yield it


async def test_headings_are_numbered_and_what_is_below_is_told_with_its_key() -> None:
    async with reading(SECTIONS) as it:
        lines = it.lines()
        assert lines[0] == "1/4 Heading 1"
        assert lines[1] == "  Point 1"
        assert lines[9] == "2/4 Heading 2"
        assert lines[-1].startswith("▼ more: ↓ PageDown")
        assert "▲" not in lines[-1]


async def test_a_page_that_fits_has_no_sign_and_a_single_heading_no_number() -> None:
    async with reading(SECTIONS[:1]) as it:
        assert [line for line in it.lines() if line] == [
            "Heading 1", "  Point 1", *(f"  line 1.{k}" for k in range(6)),
        ]  # fmt: skip
        await it.press("down", "right", "end")
        assert it.lines()[0] == "Heading 1"


async def test_left_and_right_bring_every_heading_to_the_top_even_the_last() -> None:
    async with reading(SECTIONS) as it:
        for number in (2, 3, 4, 4):
            await it.press("right")
            assert it.lines()[0] == f"{number}/4 Heading {number}"
            assert f"heading {number}/4" in it.lines()[-1]
        await it.press("up", "up", "left")
        assert it.lines()[0] == "3/4 Heading 3", "first to the top of the section one is in"
        for number in (2, 1, 1):
            await it.press("left")
            assert it.lines()[0] == f"{number}/4 Heading {number}"


async def test_every_row_is_seen_by_paging_and_the_ends_say_so() -> None:
    async with reading(SECTIONS) as it:
        seen = it.lines()[:-1]
        for _ in range(8):
            await it.press("pagedown")
            seen += it.lines()[:-1]
        for section in SECTIONS:
            assert {f"  {line}" for line in section.lines} <= set(seen)
        assert it.lines()[-1].startswith("■ the end")
        assert "▲ above: ↑ PageUp" in it.lines()[-1]
        await it.press("home")
        assert it.lines()[0] == "1/4 Heading 1"
        await it.press("end")
        assert it.lines()[-2] == "  line 4.5"
        await it.press("up")
        assert it.lines()[-2] == "  line 4.4"
        assert it.lines()[-1].startswith("▼ more")


async def test_a_click_on_a_heading_brings_it_to_the_top_and_the_wheel_scrolls() -> None:
    async with reading(SECTIONS) as it:
        await it.pilot.click(Reader, offset=(5, 9))
        await it.pilot.pause()
        assert it.lines()[0] == "2/4 Heading 2"
        await it.pilot.click(Reader, offset=(5, 3))
        assert it.lines()[0] == "2/4 Heading 2", "a line that is no heading"
        before = it.reader.scroll_offset.y
        it.reader.post_message(events.MouseScrollDown(it.reader, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False))
        await it.pilot.pause(0.4)
        assert it.reader.scroll_offset.y > before


@pytest.mark.parametrize("size", [(40, 9), (110, 20)])
async def test_another_size_keeps_the_heading_one_was_at(size: tuple[int, int]) -> None:
    wide = tuple(Section(heading, (*lines, "word " * 40)) for heading, lines in SECTIONS)
    async with reading(wide) as it:
        await it.press("right", "right", "down")
        await it.pilot.resize_terminal(*size)
        await it.pilot.pause()
        assert it.lines()[0] == "3/4 Heading 3"


async def test_other_sections_begin_at_the_top_unless_the_first_is_the_same() -> None:
    async with reading(SECTIONS) as it:
        await it.press("right")
        it.reader.show((SECTIONS[0], Section("Heading 2", SECTIONS[1].lines[:3]), *SECTIONS[2:]))
        await it.pilot.pause()
        assert it.lines()[0] == "2/4 Heading 2"
        it.reader.show((Section("Heading 1", ("another",)), *SECTIONS[1:]))
        await it.pilot.pause()
        assert it.lines()[0] == "1/4 Heading 1"


async def test_the_same_sections_are_not_laid_out_again() -> None:
    async with reading(SECTIONS) as it:
        rows = it.reader._rows  # noqa: SLF001
        it.reader.show(tuple(Section(*section) for section in SECTIONS))
        await it.pilot.resize_terminal(60, 14)
        await it.pilot.pause()
        assert it.reader._rows is rows, "nor when only the height changes"  # noqa: SLF001


async def test_strong_rows_and_headings_differ_in_style_and_lines_stay_readable() -> None:
    async with reading((Section("H", (Strong("s"), "t", Table((("a",), ("b",)), 0, strong=frozenset({1})))),)) as it:
        styles = [next(iter(it.reader.render_line(y))).style for y in range(5)]
        bold = [style is not None and bool(style.bold) for style in styles]
        assert bold == [True, True, False, False, True]
        assert styles[0] != styles[1]
    async with reading((Section("H", ("word " * 60,)),), (160, 12)) as it:
        assert max(cell_len(line.strip()) for line in it.lines()) <= 100
        assert it.lines()[0].index("H") > 20, "in the middle of a wide screen"


@pytest.mark.parametrize("made", [example(ENGLISH), example(FARM), Workshop.model_validate(hostile_tree())])
@pytest.mark.parametrize("size", [(40, 10), (80, 19), (120, 34)])
async def test_whatever_people_wrote_every_row_fits_and_is_only_text(made: Workshop, size: tuple[int, int]) -> None:
    told = reveal.all_sections(made, explain(made))
    async with reading(told, size) as it:
        while True:
            for y in range(it.reader.content_size.height):
                strip = it.reader.render_line(y)
                text = "".join(part.text for part in strip)
                assert cell_len(text) == it.reader.scrollable_content_region.width
                assert text.isprintable()
            if it.lines()[-1].startswith("■"):
                return
            it.reader.action_page(1)
