"""Themes: what is read stands out from its ground in every theme, and without any colour nothing is lost."""

from pathlib import Path
from typing import Any, get_args

import pytest
from textual.app import App
from textual.screen import Screen

from app_harness import Clock, Room, home_in, open_example, room
from contrast import CHROME, TEXT, Drawn, clothed, contrast, drawn, is_chrome, too_weak
from mlew_tui.app.console import ConsoleApp
from mlew_tui.app.themes import THEMES
from mlew_tui.diagnosis.examine import examine_file
from mlew_tui.model.deck import DeckPhase
from mlew_tui.model.merging.merge import merge
from mlew_tui.model.schedule.countdown import Countdown
from mlew_tui.model.schedule.forecast import forecast_day
from mlew_tui.screens.conflicts import ConflictScreen
from mlew_tui.screens.dialogs.base import AskDialog, ChoiceDialog, PickDialog, PreviewDialog
from mlew_tui.screens.dialogs.console_dialogs import AgendaDialog
from mlew_tui.screens.new import NewScreen
from mlew_tui.screens.report import ReportScreen
from mlew_tui.screens.routes import phase_screen
from mlew_tui.screens.step.effects import PickItems
from mlew_tui.session.session import Session
from mlew_tui.settings import settings
from mlew_tui.storage import decks
from mlew_tui.widgets.board import Board
from mlew_tui.widgets.clock_face import ClockFace
from workshops import workshop

DECK = decks.load("practice", Path())
PHASES = get_args(DeckPhase)
FIRST_OF = {step.phase: step.id for step in reversed(DECK.steps)}


async def over(it: Room, screen: Screen[Any], where: str) -> set[Drawn]:
    """Lay a screen over the step, see it, and take it away."""
    await it.app.push_screen(screen)
    await it.pilot.pause()
    found = drawn(it.app, where)
    it.app.pop_screen()
    await it.pilot.pause()
    return found


# --- the measure itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#abcdef", "#abcdef", 1),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_lines_and_blocks_are_chrome_and_words_are_not() -> None:
    assert is_chrome("╭── ██▌")
    assert not any(is_chrome(text) for text in ("── 得", "▸", "·", "…", "★"))


# --- the palettes ---------------------------------------------------------------------------------


def test_there_is_a_theme_for_every_name_a_person_may_choose() -> None:
    assert tuple(THEMES) == settings.THEMES


@pytest.mark.parametrize("theme", THEMES)
def test_every_phase_has_an_accent_of_its_own_that_can_be_read_on_every_ground(theme: str) -> None:
    told = {**THEMES[theme].to_color_system().generate(), **THEMES[theme].variables}
    accents = {phase: told[f"phase-{phase}"] for phase in PHASES}
    assert len(set(accents.values())) == len(PHASES)
    for name in (*(f"phase-{phase}" for phase in PHASES), "foreground", "text-muted", "accent",
                 "text-success", "text-warning", "text-error"):  # fmt: skip
        for ground in ("background", "surface", "panel", "primary-muted", "boost", "panel-lighten-1", "panel-darken-1"):
            assert contrast(told[name].lower(), told[ground].lower()) >= TEXT[theme], (name, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_scrollbars_stand_out_from_their_tracks(theme: str) -> None:
    told = THEMES[theme].variables
    for state in ("", "-hover", "-active"):
        assert contrast(told[f"scrollbar{state}"], told[f"scrollbar-background{state}"]) >= CHROME


# --- what is really drawn -------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
async def test_dialogs_and_what_is_seen_behind_them_stand_out(tmp_path: Path, theme: str) -> None:
    clock = Clock()
    found: set[Drawn] = set()
    async with room(clothed(open_example(tmp_path, clock, "refine.write"), theme)) as it:
        for key in ("f1", "f4", "ctrl+t", "ctrl+p"):
            await it.press(key)
            await it.pilot.pause(0.3 if key == "ctrl+p" else None)
            found |= drawn(it.app, key)
            await it.press("escape")
        choices = (("a", "one"), ("b", "two"))
        asked = AskDialog("Why?", "because", lambda _: "no")
        for screen in (PickDialog(PickItems("Which?", choices, ("b",), lambda _: None)), PreviewDialog(["one", "two"]),
                       ChoiceDialog("Now?", "A text.", (("w", "wait", "Wait"),)), asked):  # fmt: skip
            found |= await over(it, screen, type(screen).__name__)
        for severity in ("information", "warning", "error"):
            it.app.notify("a word", title="a title", severity=severity, markup=False)
            await it.pilot.pause()
            found |= drawn(it.app, severity)
    assert {"f1", "f4", "ctrl+t", "ctrl+p", "AskDialog", "error"} <= {piece.where for piece in found}
    assert too_weak(found, TEXT[theme]) == []


@pytest.mark.parametrize("theme", THEMES)
async def test_home_new_report_and_conflicts_stand_out(tmp_path: Path, theme: str) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('title = "T"\nfroth = 2\nlanguage = "fr"\n', encoding="utf-8")
    asked = merge(workshop(), workshop(title="Ours"), workshop(title="Theirs")).conflicts
    app = clothed(ConsoleApp(home_in(tmp_path), time_source=Clock().time_source), theme)
    async with room(app) as it:
        found = drawn(app, "home")
        for screen in (
            NewScreen(tmp_path / "new.toml"),
            ReportScreen(broken, examine_file(broken).problems),
            ConflictScreen("workshop.toml", asked, covered=False),
        ):
            found |= await over(it, screen, type(screen).__name__)
    assert {"froth", "Theirs", "Ours"} <= {word for piece in found for word in piece.text.replace('"', " ").split()}
    assert too_weak(found, TEXT[theme]) == []


@pytest.mark.parametrize("theme", THEMES)
async def test_ballots_and_the_clock_in_every_state_stand_out(tmp_path: Path, theme: str) -> None:
    clock = Clock()
    app = clothed(open_example(tmp_path, clock, "invent.result", "en"), theme)
    async with room(app, (120, 40)) as it:
        await it.press("f8")
        found = drawn(app, "ballots")
        await it.press("enter")
        found |= drawn(app, "a ballot")
        await it.press("escape", "escape")
        await it.at("listen.write")
        it.session.reset_clock()
        await it.press("f2")
        for left in (100, 30, -10, -1000):
            clock.go(it.session.clock.left() - left)
            app.tick()
            await it.pilot.pause()
            found |= drawn(app, f"{left} s left")
    said = " ".join(piece.text for piece in found)
    assert "▲ last minute" in said
    assert "▲ over time" in said
    assert "alone" in said
    assert too_weak(found, TEXT[theme]) == []


# --- without colour -------------------------------------------------------------------------------


class Colourless(App[None]):
    """A terminal that asked for no colour, with one step's screen."""

    def __init__(self, session: Session, clock: Clock) -> None:
        super().__init__(ansi_color=True)
        self.register_theme(THEMES["dark"])
        self.theme = THEMES["dark"].name
        self._session, self._clock = session, clock

    def get_default_screen(self) -> Screen[None]:
        """Return the step's screen."""
        return phase_screen(self._session.step.phase)(self._session.snapshot, self._clock.time_source.steady, tuple)


def reversed_in(app: App[None], words: str) -> str:
    """Return what is drawn in reverse video in the rows that have these words."""
    rows = [list(strip) for strip in app.screen._compositor.render_strips()]  # noqa: SLF001 - what is really drawn
    rows = [row for row in rows if words in "".join(text for text, _, _ in row)]
    return "".join(text for row in rows for text, style, _ in row if style is not None and style.reverse)


@pytest.mark.parametrize("step_id", [*FIRST_OF.values(), "define.table", "invent.result", "refine.read"])
async def test_without_colour_nothing_is_coloured_or_faint_and_the_focus_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step_id: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    clock = Clock()
    session = open_example(tmp_path, clock, step_id).session
    assert session is not None
    app = Colourless(session, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session.close()
        found = drawn(app, step_id)
        name = DECK.phase(session.step.phase).name.en
        assert reversed_in(app, f"●{name}").startswith(f"●{name}")
        for board in app.screen.query(Board):
            if board.display and board.cursor:
                board.focus()
                await pilot.pause()
                found |= drawn(app, "the board")
                assert "▸" in reversed_in(app, "▸")
        day = forecast_day(session.workshop, session.deck, session.clock.left(), session.clock.local_now())
        app.push_screen(AgendaDialog(session.snapshot, day))
        await pilot.pause()
        found |= drawn(app, "a dialog over it")
        assert session.step.title.en in reversed_in(app, f"▸ ● {session.step.title.en}")
        app.pop_screen()
        await app.push_screen(AskDialog("Why?", "because"))
        await pilot.pause()
        found |= drawn(app, "a line")
        assert reversed_in(app, "because ").startswith(" "), "the caret at the end of the line"
    assert {(piece.colour, piece.ground, piece.is_faint) for piece in found} == {("default", "default", False)}


async def test_the_clock_says_in_words_and_in_reverse_what_its_colour_says() -> None:
    face = ClockFace(lambda: 0.0)

    class WallApp(App[None]):
        def on_mount(self) -> None:
            self.register_theme(THEMES["dark"])
            self.theme = THEMES["dark"].name

    seen = {}
    app = WallApp()
    async with app.run_test(size=(40, 5)) as pilot:
        await app.mount(face)
        for state, countdown in {
            "waiting": Countdown(300.0),
            "running": Countdown(300.0, running=True),
            "last": Countdown(30.0, running=True),
            "over": Countdown(-30.0, running=True),
        }.items():
            face.show(countdown, "5 min")
            await pilot.pause()
            seen[state] = (face.words(), bool(reversed_in(app, "5 min")))
    words = [said for said, _ in seen.values()]
    assert len(set(words)) == 4, "each state by its words alone"
    assert words[2][1].startswith("▲")
    assert words[3][1].startswith("▲")
    assert [is_reversed for _, is_reversed in seen.values()] == [False, False, True, True]
