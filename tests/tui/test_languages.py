"""Another language while the console runs: everything said changes at once, and none of the other's words stay."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app_harness import Clock, Room, open_example, open_new, room
from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.model import changes
from mlew_tui.screens.home import HomeScreen
from mlew_tui.session.session import Session
from mlew_tui.storage import decks

STEPS = [step.id for step in decks.load("practice", Path()).steps]
_SAME = {"mlew-tui", "Test/Iterate"}
_KANA = re.compile("[ぁ-ゖァ-ヺ一-龠々]")
_WORDS = re.compile(r"[A-Za-z][a-z]+(?: [A-Za-z]?[a-z]+)+")


@cache
def said_in_japanese() -> frozenset[str]:
    """Return the Japanese the catalogue knows, longest pieces between fields only."""
    with (i18n.LOCALE / "ja" / "LC_MESSAGES" / "mlew_tui.po").open("rb") as stream:
        texts = [text for m in read_po(stream, locale="ja") if m.id for text in _forms(m.string)]
    pieces = (piece.strip() for text in texts for piece in re.split(r"\{\w+\}|%\(\w+\)\w|\n", text))
    return frozenset(piece for piece in pieces if len(piece) > 1 and _KANA.search(piece))


@cache
def said_in_english() -> frozenset[str]:
    """Return the English phrases of two words or more that the catalogue says otherwise in Japanese."""
    with (i18n.LOCALE / "ja" / "LC_MESSAGES" / "mlew_tui.po").open("rb") as stream:
        both = [
            (text, " ".join(_forms(m.string))) for m in read_po(stream, locale="ja") if m.id for text in _forms(m.id)
        ]
    pieces = {(piece.strip(), ja) for text, ja in both for piece in re.split(r"\{\w+\}|%\(\w+\)\w|\n", text)}
    return frozenset(piece for piece, ja in pieces if _WORDS.search(piece) and piece not in ja) - _SAME


def _forms(said: object) -> list[str]:
    return [said] if isinstance(said, str) else [str(one) for one in said] if isinstance(said, (list, tuple)) else []


def other_words(it: Room) -> list[str]:
    """Return the words on screen of the language that is not spoken."""
    text = it.text()
    known = said_in_english() if i18n.current() == "ja" else said_in_japanese()
    return sorted(word for word in known if word in text)


def plain(app: ConsoleApp) -> ConsoleApp:
    """Return the console with nothing in its workshop but what a test of words allows: nothing of people."""
    session = app.session
    assert session is not None
    session.commit("numbers", lambda w: w.with_(title="1", customer=type(w.customer)(name="2", moments=("3", "4"))))
    return app


async def test_every_screen_of_the_day_speaks_one_language_after_each_change(tmp_path: Path) -> None:
    async with room(plain(open_new(tmp_path, Clock(), "Xq", "Zw")), (120, 40)) as it:
        for step in STEPS:
            await it.at(step)
            for wanted in ("ja", "en"):
                it.app.language.speak(wanted)
                await it.pilot.pause()
                assert i18n.current() == wanted
                title = it.session.step.title.in_(wanted)
                assert "".join(title.split())[:8] in "".join(it.text().split())
                assert other_words(it) == [], (step, wanted)


@pytest.mark.parametrize("keys", [("f1",), ("f4",), ("ctrl+t",), ("ctrl+p",), ("ctrl+k",), ("f12",)])
async def test_help_agenda_clock_palette_and_notices_follow(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with room(plain(open_new(tmp_path, Clock(), "Xq", "Zw")), (120, 40)) as it:
        await it.at("listen.write")
        for wanted in ("ja", "en", "ja"):
            it.app.language.speak(wanted)
            await it.pilot.pause()
            await it.press(*keys)
            await it.pilot.pause(0.2)
            assert [word for word in other_words(it) if word not in ("English", "日本語")] == [], wanted
            await it.press(*(keys if keys == ("f12",) else ("escape",)))


async def test_the_file_says_so_and_undo_speaks_as_before(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        await it.at("listen.write")
        it.app.language.speak("ja")
        await it.pilot.pause()
        it.session.document.autosaver.flush()
        assert 'language = "ja"' in it.session.path.read_text(encoding="utf-8")
        await it.press("ctrl+z")
        it.session.document.autosaver.flush()
        assert 'language = "en"' in it.session.path.read_text(encoding="utf-8")
        assert i18n.current() == "en"
        assert other_words(it) == []


async def test_what_is_typed_picked_and_where_the_cursor_is_stays(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.group", "en"), (120, 40)) as it:
        await it.press("escape", "home", "down", "space")
        before = (it.screen.state.cursor, set(it.screen.state.picked))
        await it.press("tab")
        await it.paste("half a name")
        it.app.language.speak("ja")
        await it.pilot.pause()
        assert (it.screen.state.cursor, it.screen.state.picked) == before
        assert it.screen.entry.take() == "half a name"


async def test_a_wish_of_the_command_line_goes_before_the_file_until_it_is_changed(tmp_path: Path) -> None:
    first = open_example(tmp_path, Clock(), "listen.write", "ja")
    assert first.session is not None
    i18n.use("en")
    app = ConsoleApp(first.home, first.session, time_source=first.time_source, wish="en")
    async with room(app, (120, 40)) as it:
        app.show()
        assert i18n.current() == "en"
        it.session.commit("x", lambda w: changes.put(w, "title", "still English"))
        app.show()
        assert i18n.current() == "en"
        app.language.speak("ja")
        assert i18n.current() == "ja"
        it.session.commit("x", lambda w: changes.put(w, "language", "en"))
        app.show()
        assert i18n.current() == "en"


async def test_read_only_the_screen_changes_and_the_file_does_not(tmp_path: Path) -> None:
    first = open_example(tmp_path, Clock(), "listen.write", "en")
    assert first.session is not None
    path = first.session.path
    before = path.read_bytes()
    second = ConsoleApp(first.home, Session.open(path, first.home, first.time_source), time_source=first.time_source)
    async with room(second, (120, 40)) as it:
        await it.press("escape")
        second.language.speak("ja")
        await it.pilot.pause()
        assert i18n.current() == "ja"
        assert path.read_bytes() == before
    first.session.close()


async def test_home_is_made_anew(tmp_path: Path) -> None:
    made = open_new(tmp_path, Clock())
    assert made.session is not None
    made.session.close()
    app = ConsoleApp(made.home, time_source=made.time_source)
    async with room(app) as it:
        assert "Resume" in it.text()
        app.language.speak("ja")
        await it.pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "Resume" not in it.text()
