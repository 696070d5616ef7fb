"""One walk through the whole day for each size, language and theme: what every step shows, and how it looks."""

from pathlib import Path

import pytest
from textual.widget import Widget

from app_harness import Clock, Room, open_example, room
from contrast import TEXT, Drawn, clothed, drawn, too_weak
from mlew_tui import i18n
from mlew_tui.app.themes import THEMES
from mlew_tui.screens.routes import phase_screen, presenter_class
from mlew_tui.screens.step.accents import accent_class
from mlew_tui.storage import decks
from mlew_tui.text.sanitize import sanitize
from mlew_tui.widgets.brief import Brief
from mlew_tui.widgets.clock_face import ClockFace

DECK = decks.load("practice", Path())
STEPS = [step.id for step in DECK.steps]


@pytest.mark.parametrize(
    ("size", "spoken", "theme"),
    [
        ((80, 24), "ja", "light"),
        ((80, 24), "en", "dark"),
        ((120, 40), "ja", "dark"),
        ((120, 40), "en", "contrast"),
        ((200, 60), "ja", "light"),
        ((200, 60), "en", "dark"),
    ],
)
async def test_every_step_shows_what_it_must_and_all_of_it_stands_out(
    tmp_path: Path, size: tuple[int, int], spoken: str, theme: str
) -> None:
    i18n.use(spoken)
    found: set[Drawn] = set()
    async with room(clothed(open_example(tmp_path, Clock(), STEPS[0], spoken), theme), size) as it:
        for step_id in STEPS:
            assert it.session.step.id == step_id
            says_what_it_must(it, spoken)
            seen = drawn(it.app, step_id)
            wears_the_accent_of_its_phase(it, seen, spoken, theme)
            found |= seen
            if it.screen.focused is not it.screen.work:
                it.screen.set_focus(it.screen.work)
                await it.pilot.pause()
                found |= drawn(it.app, f"{step_id}, on the board")
            await it.press(*(["f9"] if step_id != STEPS[-1] else []))
    assert len(found) > 500
    assert too_weak(found, TEXT[theme]) == []


CLOCK_ROWS = {80: 3, 120: 5, 200: 8}
"""How high the clock stands by the terminal's width."""


def says_what_it_must(it: Room, spoken: str) -> None:
    """Hold a step's screen to its title, all of its instruction, its minutes, a large clock, and its keys."""
    step = it.session.step
    assert type(it.screen) is phase_screen(step.phase)
    assert type(it.screen.presenter) is presenter_class(step)
    text, last = it.text(), it.lines()[-1]
    words = "".join("".join(rendered(it.screen.query_one(Brief))).split())
    assert words.startswith("".join(step.title.in_(spoken).split()))
    assert words.endswith("".join(step.instruction.in_(spoken).split())), "nothing of it is cut"
    assert step.hint.in_(spoken)[:8] not in text, "the room does not read the facilitator's hint"
    figures = [row for row in shown(it, it.screen.query_one(ClockFace)) if set(row) & set("▀▄█")]
    assert len(figures) == CLOCK_ROWS[it.app.size.width]
    assert all(key in last for key in ("F1 ", "F2 ", "F3 ", "F4 ", "F9 ", "F10 ", "^Z "))
    assert last.rstrip().endswith("…") or "^P " in text, "what is left out has its sign"
    minutes = it.session.workshop.plan.minutes.get(step.id, step.minutes)
    assert f" {minutes} " in text


def rendered(widget: Widget) -> list[str]:
    """Return the lines a widget draws."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def shown(it: Room, widget: Widget) -> list[str]:
    """Return the lines that stand on the screen in a widget's place, whatever draws them."""
    place = widget.region
    strips = it.app.screen._compositor.render_strips()[place.y : place.bottom]  # noqa: SLF001
    return [strip.crop(place.x, place.right).text for strip in strips]


def wears_the_accent_of_its_phase(it: Room, seen: set[Drawn], spoken: str, theme: str) -> None:
    """Hold the title, the rule and the place on the first line to the phase's colour."""
    step = it.session.step
    accent = THEMES[theme].variables[f"phase-{step.phase}"]
    assert [name for name in it.screen.classes if name.startswith("-phase-")] == [accent_class(step.phase)]
    title, phase = sanitize(step.title.in_(spoken)), DECK.phase(step.phase).name.in_(spoken)
    assert any(piece.text.startswith(title[:8]) and piece.colour == accent for piece in seen)
    assert any(piece.text.startswith("─") and piece.colour == accent for piece in seen)
    assert any(piece.text == f"●{phase}" and piece.ground == accent for piece in seen), "the phase's name is there"


async def test_the_way_back_passes_every_step(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), STEPS[-1])) as it:
        for step_id in reversed(STEPS[:-1]):
            await it.press("ctrl+b")
            assert it.session.step.id == step_id
            assert it.screen.snapshot.step.id == step_id
