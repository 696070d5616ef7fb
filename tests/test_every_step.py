"""One walk through the whole day for each size, language and theme: what every step shows, and how it looks."""

from pathlib import Path

import pytest

from console import Clock, Room, open_example, room
from contrast import TEXT, Drawn, clothed, drawn, too_weak
from mlew_tui import language
from mlew_tui.literal import literal
from mlew_tui.screens.accents import accent_class
from mlew_tui.screens.routes import phase_screen
from mlew_tui.storage import decks
from mlew_tui.themes import THEMES

DECK = decks.load("practice", Path())
STEPS = [step.id for step in DECK.steps]


@pytest.mark.parametrize(
    ("size", "spoken", "theme"),
    [
        ((80, 24), "ja", "light"),
        ((80, 24), "en", "dark"),
        ((120, 40), "ja", "dark"),
        ((120, 40), "en", "contrast"),
    ],
)
async def test_every_step_shows_what_it_must_and_all_of_it_stands_out(
    tmp_path: Path, size: tuple[int, int], spoken: str, theme: str
) -> None:
    language.use(spoken)
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


def says_what_it_must(it: Room, spoken: str) -> None:
    """Hold a step's screen to its title, its instruction, its minutes and its keys."""
    step = it.session.step
    assert type(it.screen) is phase_screen(step.phase)
    text = it.text()
    assert literal(step.title.in_(spoken))[:10] in text
    instruction = "".join(step.instruction.in_(spoken).split())
    assert instruction[:12] in "".join(text.split())
    assert all(key in text for key in ("F1", "F2", "F9"))
    minutes = it.session.workshop.plan.minutes.get(step.id, step.minutes)
    assert f" {minutes} " in text


def wears_the_accent_of_its_phase(it: Room, seen: set[Drawn], spoken: str, theme: str) -> None:
    """Hold the title, the rule and the place on the first line to the phase's colour."""
    step = it.session.step
    accent = THEMES[theme].variables[f"phase-{step.phase}"]
    assert [name for name in it.screen.classes if name.startswith("-phase-")] == [accent_class(step.phase)]
    title, phase = literal(step.title.in_(spoken)), DECK.phase(step.phase).name.in_(spoken)
    assert any(piece.text.startswith(title[:8]) and piece.colour == accent for piece in seen)
    assert any(piece.text.startswith("─") and piece.colour == accent for piece in seen)
    assert any(piece.text == f"●{phase}" and piece.ground == accent for piece in seen), "the phase's name is there"


async def test_the_way_back_passes_every_step(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), STEPS[-1])) as it:
        for step_id in reversed(STEPS[:-1]):
            await it.press("ctrl+b")
            assert it.session.step.id == step_id
            assert it.screen.scene.step.id == step_id
