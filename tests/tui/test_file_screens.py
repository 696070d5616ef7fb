"""What the console shows and asks about its file: problems, conflicts, saves that fail, the past."""

import os
import shutil
from pathlib import Path

import pytest
from textual.notifications import Notification

from app_harness import SIZES, Clock, Room, home_in, open_example, open_new, reviews, room
from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.diagnosis.examine import examine_file
from mlew_tui.screens.conflicts import ConflictScreen
from mlew_tui.screens.dialogs.base import ChoiceDialog
from mlew_tui.screens.dialogs.versions_dialog import VersionsDialog
from mlew_tui.screens.home import HomeScreen
from mlew_tui.screens.report import ReportScreen
from mlew_tui.screens.step.step_screen import StepScreen
from mlew_tui.session.session import Session
from mlew_tui.storage.home import Home
from mlew_tui.storage.workshop_file import read
from mlew_tui.widgets.board import Board

BROKEN = """title = "T"
deck = "practice"
sparkle = 1
[progress]
step = "listen.write"
clock = 5
"""


def change(path: Path, old: str, new: str) -> str:
    """Change a file as an editor does and return its text."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text.replace(old, new)


def told(app: ConsoleApp) -> list[Notification]:
    """Return the notes on the screen."""
    return list(app._notifications)  # noqa: SLF001


def broken(path: Path, data: bytes | str = BROKEN, home: Home | None = None) -> ConsoleApp:
    """Return a console that was to open a file with problems."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = examine_file(path)
    assert found.problems
    return ConsoleApp(home or home_in(path.parent), time_source=Clock().time_source, broken=(path, found.problems))


async def comes(it: Room, kind: type) -> None:
    """Wait until a screen of this kind is on top."""
    for _ in range(100):
        if isinstance(it.app.screen, kind):
            await it.pilot.pause()
            return
        await it.pilot.pause(0.05)
    raise AssertionError(f"no {kind.__name__}:\n{it.text()}")


async def later(it: Room) -> None:
    """Let the console look at its file and try again what failed."""
    it.app.time_source.steady()
    for _ in range(3):
        it.app.tick()
        await it.pilot.pause()


# --- nothing in conflict ----------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_change_from_outside_is_on_the_board_within_a_second(tmp_path: Path, size: tuple[int, int]) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app, size) as it:
        await it.at("listen.write")
        await it.paste("ours")
        await it.press("enter")
        await it.paste("half a thou")
        change(path, 'text = "ours"', 'text = "theirs"  # louder')
        await it.until("Taken over from the file", 1)
        assert "theirs" in it.text()
        assert it.screen.entry.take() == "half a thou"
        assert "NOT SAVED" not in it.text()
        await it.paste("ght")
        await it.press("enter")
        assert reviews(it) == ["theirs", "half a thought"]
        assert "# louder" in path.read_text(encoding="utf-8")
        await it.press("ctrl+z", "ctrl+z")
        assert reviews(it) == ["ours"]


async def test_when_the_file_goes_to_another_step_the_console_shows_it(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        change(tmp_path / "workshop.toml", 'step = "opening.checks"', 'step = "listen.group"')
        await it.until("The file says the room is at: Group similar reviews", 1)
        assert (it.session.step.id, it.screen.snapshot.step.id) == ("listen.group", "listen.group")


# --- conflicts --------------------------------------------------------------------------------


async def in_conflict(it: Room, path: Path) -> str:
    """Have two reviews and the title changed by both, and return the file as it is then."""
    await it.at("listen.write")
    for text in ("one", "two"):
        await it.paste(text)
        await it.press("enter")
    it.session.document.autosaver.flush()
    change(path, 'title = "T"', 'title = "Theirs"')
    theirs = change(path, 'text = "one"', 'text = "their one"')
    it.session.commit("title", lambda made: made.with_(title="Ours [/]"))
    first = it.session.workshop.reviews[0].model_copy(update={"text": "our one"})
    it.session.commit("one", lambda made: made.with_(reviews=(first, *made.reviews[1:])))
    await comes(it, ConflictScreen)
    return theirs


@pytest.mark.parametrize("spoken", i18n.LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_a_conflict_shows_before_ours_and_theirs_side_by_side(
    tmp_path: Path, size: tuple[int, int], spoken: str
) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app, size) as it:
        i18n.use(spoken)
        theirs = await in_conflict(it, tmp_path / "workshop.toml")
        for values in (("T", "Ours [/]", "Theirs"), ("one", "our one", "their one")):
            row = next(line for line in it.lines() if values[2] in line and values[1] in line)
            assert values[0] in row.split(values[1])[0]
        assert "1/2" in it.text()
        assert "2/2" in it.text()
        assert (tmp_path / "workshop.toml").read_text(encoding="utf-8") == theirs


@pytest.mark.parametrize(
    ("keys", "title", "first"),
    [
        (["enter"], "Ours [/]", "our one"),
        (["t", "down", "m", "enter"], "Theirs", "our one"),
        (["down", "right", "enter"], "Ours [/]", "their one"),
        (["T", "enter"], "Theirs", "their one"),
        (["T", "up", "left", "enter"], "Ours [/]", "their one"),
        (["T", "M", "enter"], "Ours [/]", "our one"),
    ],
)
async def test_each_place_is_settled_by_keys_and_both_are_joined(
    tmp_path: Path, keys: list[str], title: str, first: str
) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        await in_conflict(it, path)
        assert (tmp_path / "workshop.console.toml").exists()
        await it.press(*keys)
        await comes(it, StepScreen)
        assert (it.session.workshop.title, reviews(it)) == (title, [first, "two"])
        assert read(path)[0] == it.session.workshop
        assert not (tmp_path / "workshop.console.toml").exists()
        await later(it)
        assert "NOT SAVED" not in it.text()


async def test_the_value_clicked_is_chosen(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app, (120, 40)) as it:
        await in_conflict(it, tmp_path / "workshop.toml")
        row = next(index for index, line in enumerate(it.lines()) if "their one" in line)
        await it.pilot.click(offset=(it.lines()[row].index("their one") + 1, row))
        await it.press("enter")
        await comes(it, StepScreen)
        assert (it.session.workshop.title, reviews(it)[0]) == ("Ours [/]", "their one")


async def test_decided_later_the_mark_stands_nothing_is_overwritten_and_the_palette_asks_again(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        theirs = await in_conflict(it, path)
        await it.press("escape")
        await it.paste("three")
        await it.press("enter")
        await later(it)
        assert isinstance(app.screen, StepScreen), "it is asked once"
        assert "NOT SAVED" in it.text()
        assert path.read_text(encoding="utf-8") == theirs
        assert [review.text for review in read(tmp_path / "workshop.console.toml")[0].reviews] == reviews(it)
        app.saving.ask_about_failing()
        await comes(it, ConflictScreen)
        await it.press("enter")
        assert [review.text for review in read(path)[0].reviews] == ["our one", "two", "three"]


async def test_nobody_who_types_is_interrupted(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("matter")
        change(path, 'title = "T"', 'title = "Theirs"')
        it.session.commit("title", lambda made: made.with_(title="Ours"))
        await it.until("NOT SAVED")
        await later(it)
        assert isinstance(app.screen, StepScreen)
        await it.press("enter")
        assert reviews(it) == ["matter"]
        await comes(it, ConflictScreen)


async def test_put_back_as_it_was_the_question_goes_away_and_ours_is_saved(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        theirs = await in_conflict(it, path)
        before = theirs.replace('"Theirs"', '"T"').replace("their one", "one")
        path.write_text(before, encoding="utf-8")
        await comes(it, StepScreen)
        await it.until("Saved again")
        assert read(path)[0] == it.session.workshop
        assert not (tmp_path / "workshop.console.toml").exists()


async def test_changed_once_more_the_question_shows_it_and_keeps_what_was_ticked(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        await in_conflict(it, path)
        await it.press("t", "down", "t")
        change(path, "their one", "their second thought")
        await it.until("their second thought")
        await it.press("enter")
        await comes(it, StepScreen)
        assert (read(path)[0].title, reviews(it)[0]) == ("Theirs", "their second thought")


# --- a broken file while the workshop is open -------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_broken_by_others_is_shown_ours_goes_on_and_mended_it_is_joined(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app, size) as it:
        await it.at("listen.write")
        theirs = change(path, 'title = "T"', "title = 「T」")
        await comes(it, ReportScreen)
        assert "1 problem" in it.text()
        await it.until("title = 「T」")
        await it.press("escape")
        await it.paste("goes on")
        await it.press("enter")
        await later(it)
        assert isinstance(app.screen, StepScreen)
        assert path.read_text(encoding="utf-8") == theirs
        assert read(tmp_path / "workshop.console.toml")[0].reviews[0].text == "goes on"
        assert "NOT SAVED" in it.text()
        change(path, "title = 「T」", 'title = "Mended"')
        await it.until("Taken over")
        assert read(path)[0] == it.session.workshop
        assert (it.session.workshop.title, reviews(it)) == ("Mended", ["goes on"])
        await later(it)
        assert "NOT SAVED" not in it.text()


async def test_the_report_follows_what_they_write_and_goes_when_it_is_mended(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        sound = path.read_text(encoding="utf-8")
        change(path, 'title = "T"', "title = 「T」")
        await comes(it, ReportScreen)
        change(path, "title = 「T」", 'titel = "T"')
        await it.until("titel")
        path.write_text(sound.replace('title = "T"', 'title = "Mended"'), encoding="utf-8")
        await comes(it, StepScreen)
        assert it.session.workshop.title == "Mended"
        change(path, '"Mended"', "「T」")
        await comes(it, ReportScreen)
        path.write_text(sound.replace('title = "T"', 'title = "Mended"'), encoding="utf-8")
        await comes(it, StepScreen)
        await it.until("Saved again")
        assert it.session.unsaved == ""


async def test_ours_is_kept_by_a_key_and_theirs_set_aside(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        theirs = change(path, 'title = "T"', "title = 「T」")
        await comes(it, ReportScreen)
        await it.press("r")
        assert "The same problems" in it.text()
        assert isinstance(app.screen, ReportScreen)
        await it.press("c", "u")
        assert path.read_text(encoding="utf-8") == theirs
        await it.press("m")
        await comes(it, StepScreen)
        (aside,) = tmp_path.glob("workshop.theirs-*.toml")
        assert aside.read_text(encoding="utf-8") == theirs
        assert aside.name in told(app)[-1].message
        assert read(path)[0] == it.session.workshop
        await later(it)
        assert "NOT SAVED" not in it.text()


async def test_an_earlier_version_comes_in_the_place_of_a_broken_file(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        it.session.commit("title", lambda made: made.with_(title="Second"))
        theirs = change(path, 'title = "Second"', "title = 「T」")
        await comes(it, ReportScreen)
        await it.press("h")
        await comes(it, VersionsDialog)
        await it.press("end", "enter")
        await comes(it, StepScreen)
        assert (read(path)[0].title, it.session.unsaved) == ("T", "")
        (aside,) = tmp_path.glob("workshop.theirs-*.toml")
        assert aside.read_text(encoding="utf-8") == theirs
        await it.press("ctrl+z")
        assert read(path)[0].title == "Second"


# --- a broken file on resume ------------------------------------------------------------------


@pytest.mark.parametrize("spoken", i18n.LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_a_broken_file_is_shown_problem_by_problem_and_never_touched(
    tmp_path: Path, size: tuple[int, int], spoken: str
) -> None:
    i18n.use(spoken)
    app = broken(tmp_path / "workshop.toml")
    async with room(app, size) as it:
        text = it.text()
        assert "sparkle = 1" in text
        assert "clock = 5" in text
        assert ":3:1" in "".join(text.split())
        assert sum("▌" in line for line in it.lines()) >= 2
        first = [index for index, line in enumerate(it.lines()) if "▌" in line]
        await it.press("down")
        assert min(index for index, line in enumerate(it.lines()) if "▌" in line) > max(first)
        await it.press("up", "r", "c", "u", "m")
        app.clear_notifications()  # they wear the same bar
        await it.pilot.pause()
        assert [index for index, line in enumerate(it.lines()) if "▌" in line] == first
        row = next(index for index, line in enumerate(it.lines()) if "clock = 5" in line)
        await it.pilot.click(offset=(20, row))
        await it.pilot.pause()
        assert "▌" in it.lines()[row]
        assert (tmp_path / "workshop.toml").read_text(encoding="utf-8") == BROKEN
        assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["workshop.toml"]


async def test_down_goes_from_problem_to_problem_where_there_are_more_than_the_screen_holds(tmp_path: Path) -> None:
    app = broken(tmp_path / "workshop.toml", "title = 'T'\n" + "".join(f"k{n} = 1\n" for n in range(20)))
    async with room(app, settle=False) as it:
        await it.pilot.pause()
        await it.press("down", "down", "down")
        current = [line for line in it.lines() if "▌" in line]
        assert any("k3 = 1" in line for line in current)
        assert not any("k0 = 1" in line for line in current)


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+q"])
async def test_leaving_the_report_ends_with_a_problem(tmp_path: Path, key: str) -> None:
    app = broken(tmp_path / "workshop.toml")
    async with room(app) as it:
        await it.press(key)
    assert app.return_code == 1


async def test_mended_and_checked_again_the_step_opens(tmp_path: Path) -> None:
    app = broken(tmp_path / "workshop.toml")
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        change(path, "sparkle = 1\n", "")
        await it.press("r")
        assert "sparkle" not in it.text()
        change(path, "clock = 5\n", "")
        await it.press("r")
        await comes(it, StepScreen)
        assert it.session.step.id == "listen.write"
        assert not it.session.read_only
        await it.paste("works")
        await it.press("enter")
        it.session.document.autosaver.flush()
        assert read(path)[0].reviews[0].text == "works"


async def test_an_editor_that_does_not_start_is_told_and_the_report_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", str(tmp_path / "no-such-editor"))
    app = broken(tmp_path / "workshop.toml")
    async with room(app) as it:
        await it.press("e")
        await it.until("The editor did not start")
        assert isinstance(app.screen, ReportScreen)


async def test_scores_over_their_weight_are_lowered_on_request_and_the_original_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    source = open_example(tmp_path, Clock(), "invent.rounds", "en")
    assert source.session is not None
    source.session.close()
    text = path.read_text(encoding="utf-8")
    text = text.replace("weight = 5", "weight = 1", 1)
    app = broken(path, text)
    async with room(app, (120, 40)) as it:
        await it.press("c")
        await comes(it, StepScreen)
        assert (tmp_path / "workshop.uncapped.toml").read_text(encoding="utf-8") == text
        assert it.session.workshop.criteria[0].weight in (1, 3, 5)


async def test_another_encoding_is_converted_on_request_and_the_original_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    data = 'title = "英会話サービス"\nlanguage = "ja"\n[progress]\nstep = "listen.write"\n'.encode("cp932")
    app = broken(path, data)
    async with room(app) as it:
        await it.press("u")
        await comes(it, StepScreen)
        assert it.session.workshop.title == "英会話サービス"
        (original,) = (entry for entry in tmp_path.glob("workshop.*.toml"))
        assert original.read_bytes() == data
        assert i18n.current() == "ja"


async def test_an_earlier_version_is_put_back_and_the_broken_one_is_kept_in_the_past(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    before = open_new(tmp_path, Clock())
    assert before.session is not None
    before.session.commit("title", lambda made: made.with_(title="Second"))
    before.session.close()
    app = broken(path)
    async with room(app) as it:
        await it.press("h")
        await comes(it, VersionsDialog)
        await it.press("escape")
        assert isinstance(app.screen, ReportScreen)
        await it.press("h")
        await comes(it, VersionsDialog)
        await it.press("enter")
        await comes(it, StepScreen)
        assert it.session.workshop.title == "Second"
        past = home_in(tmp_path).history(path)
        assert BROKEN.encode() in [past.data(version.number) for version in past.versions()]


async def test_without_a_past_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    app = broken(tmp_path / "workshop.toml")
    async with room(app) as it:
        await it.press("h")
        await it.until("No version is kept yet")
        await it.press("enter", "escape")
        assert isinstance(app.screen, ReportScreen)


# --- the past ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_lists_earlier_versions_and_enter_goes_back_undoably(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app, size) as it:
        await it.at("listen.write")
        for text in ("one", "two"):
            await it.paste(text)
            await it.press("enter")
        await it.press("ctrl+p")
        await it.paste("Earlier versions")
        await it.pilot.pause(0.3)
        await it.press("enter")
        await comes(it, VersionsDialog)
        assert "today" in it.text()
        await it.press("down", "enter")
        await comes(it, StepScreen)
        assert reviews(it) == ["one"]
        await it.until("is back")  # the toast is drawn a moment after the step
        await it.press("ctrl+z")
        assert reviews(it) == ["one", "two"]


async def test_a_reading_console_looks_at_the_past_but_does_not_go_back(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    assert app.session is not None
    reader = Session.open(tmp_path / "workshop.toml", home_in(tmp_path), Clock().time_source)
    async with room(ConsoleApp(home_in(tmp_path), reader, time_source=Clock().time_source)) as it:
        await it.press("enter")
        it.app.controllers.versions.offer_versions_of(it.session)
        await comes(it, VersionsDialog)
        await it.press("enter")
        assert "only be read" in told(it.app)[-1].message
    app.session.close()


# --- saves that fail --------------------------------------------------------------------------


async def failing(it: Room, folder: Path) -> None:
    """Have the folder pulled out from under the console, and a review written after it."""
    await it.at("listen.write")
    shutil.move(folder, folder.with_name("pulled out"))
    await it.paste("must not be lost")
    await it.press("enter")
    await it.until("NOT SAVED")


@pytest.mark.parametrize("in_background", [False, True])
async def test_a_failing_save_is_told_once_marked_and_saved_again_when_it_works(
    tmp_path: Path, in_background: bool
) -> None:
    folder, clock = tmp_path / "usb", Clock()
    folder.mkdir()
    app = open_new(folder, clock, home=tmp_path / "home")
    async with room(app) as it:
        it.session.document.autosaver.in_background = in_background
        await failing(it, folder)
        await it.until("^P › Not saved: what to do")
        app.clear_notifications()
        for _ in range(3):
            clock.go(1)
            await later(it)
        assert told(app) == []
        assert "NOT SAVED" in it.text()
        shutil.move(tmp_path / "pulled out", folder)
        clock.go(1)
        await it.until("Saved again")
        await later(it)
        assert "NOT SAVED" not in it.text()
        assert read(folder / "workshop.toml")[0].reviews[0].text == "must not be lost"


async def test_while_saving_fails_the_palette_offers_another_place_and_the_workshop_goes_on_there(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    app = open_new(folder, Clock(), home=tmp_path / "home")
    precious = tmp_path / "precious.toml"
    precious.write_bytes(b"precious")
    async with room(app) as it:
        await failing(it, folder)
        for place, words in (
            (precious, "exists already"),
            (Path("/proc/nowhere/w.toml"), "Not saved"),
            (Path("~nobody-of-this-name/w.toml"), "Not saved"),
            (tmp_path / "desk" / "w.toml", "goes on there"),
        ):
            await it.press("ctrl+p")
            await it.paste("Not saved: what")
            await it.pilot.pause(0.3)
            await it.press("enter")
            await comes(it, ChoiceDialog)
            await it.press("e")
            line = app.screen.focused
            line.value = str(place)  # type: ignore[union-attr]
            await it.press("enter")
            assert words in "\n".join(note.message for note in told(app))
        assert precious.read_bytes() == b"precious"
        assert "NOT SAVED" not in it.text()
        await it.paste("here now")
        await it.press("enter")
        assert [review.text for review in read(tmp_path / "desk" / "w.toml")[0].reviews][1] == "here now"
        await later(it)
        await it.press("ctrl+r")
        await it.pilot.pause()
        assert [visit.path for visit in app.home.visits()] == [str(tmp_path / "desk" / "w.toml")]


async def test_leaving_while_nothing_can_be_saved_offers_another_place(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    app = open_new(folder, Clock(), home=tmp_path / "home")
    async with room(app) as it:
        await failing(it, folder)
        await it.press("ctrl+q")
        await it.until("Not everything is saved")
        await it.press("r")
        await it.until("Not everything is saved")
        await it.press("e")
        app.screen.focused.value = str(tmp_path / "w.toml")  # type: ignore[union-attr]
        await it.press("enter")
    assert (app.return_code, app.rescued) == (0, "")
    assert read(tmp_path / "w.toml")[0].reviews[0].text == "must not be lost"


async def test_when_not_even_a_copy_can_be_kept_the_room_stays(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    app = open_new(folder, Clock(), home=tmp_path / "home")
    async with room(app) as it:
        await failing(it, folder)
        rescued = tmp_path / "home" / "state" / "rescued"
        rescued.write_bytes(b"not a folder")
        await it.press("ctrl+q")
        await it.until("Not everything is saved")
        await it.press("l")
        assert app.is_running
        assert it.session.workshop.reviews[0].text == "must not be lost"
        assert "Not saved" in told(app)[-1].message
        rescued.unlink()
        await it.press("ctrl+q")
        await it.until("Not everything is saved")
        await it.press("l")
    assert app.return_code == 1
    (copy,) = rescued.glob("*.toml")
    assert read(copy)[0].reviews[0].text == "must not be lost"


async def test_leaving_with_a_conflict_asks_about_it_when_the_room_stays(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await in_conflict(it, tmp_path / "workshop.toml")
        await it.press("escape", "ctrl+q")
        await it.until("Not everything is saved")
        await it.press("escape")
        await comes(it, ConflictScreen)
        await it.press("enter", "ctrl+q")
    assert read(tmp_path / "workshop.toml")[0].reviews[0].text == "our one"


async def test_nothing_unsaved_is_said_so(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        app.saving.ask_about_failing()
        await it.pilot.pause()
        assert "Everything is saved" in it.text()


async def test_a_file_that_is_gone_is_said_once_and_written_again(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        await it.at("listen.write")
        os.rename(path, tmp_path / "renamed.toml")  # noqa: PTH104
        await it.until("is gone")
        app.clear_notifications()
        await later(it)
        assert told(app) == []
        await it.paste("again")
        await it.press("enter")
        assert read(path)[0].reviews[0].text == "again"
        assert it.screen.query_one(Board)


async def test_what_an_earlier_console_left_beside_is_told(tmp_path: Path) -> None:
    (tmp_path / "workshop.console.toml").write_bytes(b"left")
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.until("workshop.console.toml")
        assert (tmp_path / "workshop.console.toml").read_bytes() == b"left"


@pytest.mark.parametrize("spoken", i18n.LANGUAGES)
async def test_every_way_out_is_readable_on_a_small_screen(tmp_path: Path, spoken: str) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    app = open_new(folder, Clock(), home=tmp_path / "home")
    async with room(app) as it:
        await failing(it, folder)
        i18n.use(spoken)
        await it.press("ctrl+q")
        await comes(it, ChoiceDialog)
        (row,) = [line for line in it.lines() if " R " in line and " E " in line]
        assert " L " in row
        assert " Escape " in row or " Esc " in row
        assert "…" not in row
        assert told(app) == [], "the question says it, nothing lies over it"


# --- a text being typed and the file ------------------------------------------------------------


def typed(app: ConsoleApp) -> str:
    """Return what stands in the line of the step."""
    step = app.step_on_stage()
    assert step is not None
    return step.entry.take()


async def test_a_card_changed_outside_while_it_is_edited_is_told_before_enter(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("slow")
        await it.press("enter", "tab", "enter", "end", "!")
        assert typed(app) == "slow!"
        change(path, 'text = "slow"', 'text = "too slow"')
        for _ in range(100):
            if any("too slow" in note.message and "Enter" in note.message for note in told(app)):
                break
            await it.pilot.pause(0.05)
        else:
            pytest.fail("the change was not told")
        assert typed(app) == "slow!"
        await it.press("enter")
        assert reviews(it) == ["slow!"]


async def test_a_card_that_is_only_looked_at_follows_the_file(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("slow")
        await it.press("enter", "tab", "enter")
        change(path, 'text = "slow"', 'text = "too slow"')
        for _ in range(100):
            if typed(app) == "too slow":
                break
            await it.pilot.pause(0.05)
        await it.press("enter")
        assert reviews(it) == ["too slow"]


async def test_leaving_the_report_of_a_file_opened_from_home_leads_home(tmp_path: Path) -> None:
    app = ConsoleApp(home_in(tmp_path), time_source=Clock().time_source)
    path = tmp_path / "bad.toml"
    path.write_text(BROKEN, encoding="utf-8")
    async with room(app, settle=False) as it:
        await it.pilot.pause()
        app.open_workshop(path)
        await comes(it, ReportScreen)
        await it.press("q")
        await comes(it, HomeScreen)
        assert app.return_code is None
