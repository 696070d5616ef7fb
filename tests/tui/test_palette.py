"""The palette: every action by name in the language spoken now, found by what people type."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.app import SystemCommand
from textual.command import CommandInput, CommandList

from app_harness import Clock, Room, open_example, open_new, room
from mlew_tui import i18n
from mlew_tui.app import palette_commands
from mlew_tui.app.themes import CONTRAST, LIGHT, THEMES
from mlew_tui.i18n import tr
from mlew_tui.screens.step.key_hints import all_hints, console_hints
from mlew_tui.storage import decks

STEPS = [step.id for step in decks.load("practice", Path()).steps]


def offered(it: Room) -> list[SystemCommand]:
    """Return what the palette offers over the screen on top."""
    return list(palette_commands.commands(it.app, it.app.screen))


async def choose(it: Room, name: str) -> None:
    """Open the palette, type a name, and take the first that is found."""
    await it.press("ctrl+p")
    await it.pilot.pause()
    it.app.screen.query_one(CommandInput).value = name
    listed = it.app.screen.query_one(CommandList)
    for _ in range(50):
        await it.pilot.pause(0.02)
        if listed.option_count and not it.app.screen._show_busy:  # type: ignore[attr-defined]  # noqa: SLF001
            break
    await it.press("enter")
    await it.pilot.pause()


def is_named(titles: Iterable[str], label: str) -> bool:
    """Tell whether a label is among these names, told apart by its key or not."""
    return any(title == label or title.startswith(f"{label} (") for title in titles)


@pytest.mark.parametrize("spoken", ["ja", "en"])
@pytest.mark.parametrize("step", STEPS)
async def test_every_key_of_a_step_and_of_the_console_is_offered_by_its_name_once(
    tmp_path: Path, step: str, spoken: str
) -> None:
    i18n.use(spoken)
    async with room(open_example(tmp_path, Clock(), step, spoken), (120, 40)) as it:
        rows = offered(it)
        titles = [row.title for row in rows]
        assert len(set(titles)) == len(titles)
        assert all(row.title and row.help for row in rows)
        screen = it.screen
        hints = [*all_hints(screen.presenter, screen.snapshot, screen.state), *console_hints()]
        names = [hint.label for hint in hints if hint.key != "^P"]
        assert [name for name in names if not is_named(titles, name)] == []


async def test_what_is_chosen_by_name_is_done(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write", "en"), (120, 40)) as it:
        await it.paste("half a text")
        await choose(it, "Good/bad")
        assert it.screen.state.draft["sentiment"] == "negative"
        assert it.screen.entry.take() == "half a text"
        left = it.session.clock.left()
        await choose(it, "Clock: +5 min")
        assert it.session.clock.left() == left + 300
        await choose(it, "Colours: high contrast")
        assert it.app.theme == CONTRAST.name
        await choose(it, "Colours: light")
        assert it.app.theme == LIGHT.name
        await choose(it, "Who is missing?")
        assert it.app._notifications  # noqa: SLF001
        await it.press(*["backspace"] * 11)
        await choose(it, "Agenda")
        assert type(it.app.screen).__name__ == "AgendaDialog"


async def test_a_letter_of_the_board_is_done_from_the_line_too(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "define.count", "en"), (120, 40)) as it:
        index = it.screen.state.index
        await choose(it, "Next post")
        assert it.screen.state.index == index + 1
        await it.at("define.weigh")
        it.screen.state.cursor = "criteria/k1"
        await choose(it, "Weight (1)")
        assert next(k.weight for k in it.session.workshop.criteria if k.id == "k1") == 1


async def test_japanese_is_found_by_what_is_typed(tmp_path: Path) -> None:
    i18n.use("ja")
    async with room(open_example(tmp_path, Clock(), "listen.write", "ja"), (120, 40)) as it:
        await choose(it, tr("Agenda")[:2])
        assert type(it.app.screen).__name__ == "AgendaDialog"


async def test_what_nobody_knows_is_answered_in_the_language_spoken(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        await it.press("ctrl+p")
        it.app.screen.query_one(CommandInput).value = "zzzzqqq"
        await it.until("No command is called that.")


def test_every_theme_and_language_there_is_has_its_words() -> None:
    assert set(palette_commands.COLOURS) == set(THEMES)
    assert set(palette_commands.LANGUAGES) == set(i18n.LANGUAGES)


async def test_read_only_offers_no_key_that_changes_the_step(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write", "en"), (120, 40)) as it:
        it.session.document.read_only = True
        it.app.show()
        titles = [row.title for row in offered(it)]
        assert "Good/bad" not in titles
        assert "Next" in titles
