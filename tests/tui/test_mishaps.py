"""What goes wrong in a room: nothing typed is lost, nothing is overwritten, nothing ends in a traceback."""

import asyncio
import shutil
from pathlib import Path

import pytest

from app_harness import Clock, Room, open_example, open_new, reviews, room
from mlew_tui.storage.workshop_file import read


async def test_moving_or_emptying_a_part_of_a_milestone_or_case_keeps_the_rest(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "iterate.measure")
    async with room(app) as it:
        before = it.session.workshop.milestones
        await it.press("escape", "home", "shift+down")
        assert it.session.workshop.milestones == before
        await it.press("delete")
        assert it.session.workshop.milestones[0].who == ""
        assert it.session.workshop.milestones[0].what == before[0].what
        await it.press("ctrl+z")
        await it.at("invent.rounds")
        cases = it.session.workshop.cases
        await it.press("escape", "home", "down", "delete")
        assert it.session.workshop.cases[0].company == ""
        assert [case.title for case in it.session.workshop.cases] == [case.title for case in cases]


async def test_a_filled_milestone_is_not_overwritten_by_typing(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "iterate.measure")
    async with room(app) as it:
        before = it.session.workshop.milestones
        await it.paste("somebody else")
        await it.press("enter")
        assert it.session.workshop.milestones == before
        assert it.screen.entry.take() == "somebody else"


async def test_an_editor_that_does_not_exist_is_said_and_the_text_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", str(tmp_path / "no-such-editor"))
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("half a thought")
        await it.press("ctrl+o")
        await it.until("The editor did not start")
        assert it.screen.entry.take() == "half a thought"


@pytest.mark.parametrize("key", ["ctrl+r", "ctrl+q"])
async def test_a_text_not_yet_entered_is_saved_when_the_room_leaves(tmp_path: Path, key: str) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("nearly lost")
        await it.press(key)
    assert read(tmp_path / "workshop.toml")[0].reviews[0].text == "nearly lost"


async def test_leaving_while_nothing_can_be_saved_asks_and_keeps_a_copy(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    app = open_new(folder, Clock(), home=tmp_path / "home")
    async with room(app) as it:
        await it.at("listen.write")
        shutil.move(folder, tmp_path / "pulled out")
        await it.paste("must not be lost")
        await it.press("enter")
        assert "NOT SAVED" in it.text()
        await it.press("ctrl+q")
        await it.until("Not everything is saved")
        await it.press("escape")
        assert app.is_running
        await it.press("ctrl+q")
        await it.until("Not everything is saved")
        await it.press("l")
    assert app.return_code == 1
    (copy,) = (tmp_path / "home" / "state" / "rescued").glob("*.toml")
    assert str(copy) in app.rescued
    assert read(copy)[0].reviews[0].text == "must not be lost"


async def test_undoing_the_item_being_edited_keeps_what_was_typed(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("first")
        await it.press("enter", "escape", "enter")
        await it.paste(" and more")
        await it.press("ctrl+z")
        assert reviews(it) == []
        await it.press("enter")
        assert reviews(it) == ["first and more"]


async def test_several_lines_pasted_into_a_field_join_it(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("first")
        await it.press("enter", "escape", "enter")
        await it.paste(" a\nb")
        await it.press("enter")
        assert reviews(it) == ["first a\nb"]


async def test_deciding_later_about_a_file_changed_outside_changes_nothing(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        await it.at("listen.write")
        theirs = path.read_text(encoding="utf-8").replace('title = "T"', 'title = "theirs"')
        path.write_text(theirs, encoding="utf-8")
        it.session.commit("title", lambda made: made.with_(title="ours"))
        await it.paste("mine")
        await it.press("enter")
        await it.until("changed outside too")
        await it.press("escape")
        assert reviews(it) == ["mine"]
        assert path.read_text(encoding="utf-8") == theirs
        path.unlink()
        await it.paste("mine too")
        await it.press("enter")
        assert not path.exists(), "theirs is undecided still"
        app.saving.ask_about_failing()
        await it.until("changed outside too")
        await it.press("M", "enter")
        assert [review.text for review in read(path)[0].reviews] == ["mine", "mine too"]
        assert read(path)[0].title == "ours"


async def test_an_ime_left_on_still_scores_and_answers(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "invent.rounds")
    async with room(app) as it:
        await it.press("f8", "enter")
        await it.press("３", "escape")
        person = it.session.workshop.participants[0].id
        criterion = min(it.session.workshop.criteria, key=lambda k: k.kind)
        assert it.session.workshop.scores[person]["s1"][criterion.id] == 3


async def test_the_red_list_is_reached_by_keys(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "refine.read")
    async with room(app) as it:
        await it.press("escape", "end")
        red = [place for place in it.session.workshop.proposal.steps if place.concern]
        assert it.screen.board.cursor.endswith("#concern")
        assert red[-1].concern[:8] in it.text() or red[-1].concern[:8] in it.text().replace("\n", "")


async def test_the_team_s_own_minutes_are_planned_in_the_agenda(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        await it.press("f4", "plus", "plus")
        assert it.session.workshop.plan.minutes == {"listen.write": 7}
        assert "212 min" in it.text()


async def test_scores_stay_covered_until_they_are_revealed(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "invent.result", "en")
    async with room(app, (120, 40)) as it:
        await it.press("c")
        covered = it.text()
        assert "36" not in covered
        assert "★" not in covered
        await it.press(*["f5"] * 7)
        assert "36" in it.text()


async def test_a_teams_own_deck_with_other_steps_runs(tmp_path: Path) -> None:
    own = """
format = 1
id = "ours"
title = { ja = "半日", en = "Half a day" }
[[phases]]
id = "opening"
name = { ja = "はじめ", en = "Start" }
question = { ja = "", en = "" }
[[phases]]
id = "break"
name = { ja = "休み", en = "Rest" }
question = { ja = "", en = "" }
[[phases]]
id = "listen"
name = { ja = "Listen", en = "Listen" }
question = { ja = "誰？", en = "Who?" }
"""
    step = """
[[steps]]
id = "{id}"
phase = "{phase}"
kind = "all"
{minutes}
title = {{ ja = "題", en = "Title of {id}" }}
instruction = {{ ja = "する", en = "Do it" }}
output = {{ ja = "物", en = "A thing" }}
hint = {{ ja = "こつ", en = "A hint" }}
"""
    steps = [("hello", "opening", ""), ("coffee", "break", "minutes = 5"), ("listen.write", "listen", "minutes = 3")]
    own += "".join(step.format(id=id_, phase=phase, minutes=minutes) for id_, phase, minutes in steps)
    app = open_new(tmp_path, Clock(), deck=own)
    async with room(app) as it:
        assert "Title of hello" in it.text()
        assert "no time limit" in it.text()
        await it.press("f9")
        assert "Next: Listen" in it.text()
        await it.press("f9")
        await it.paste("a review")
        await it.press("enter", "f4")
        assert reviews(it) == ["a review"]
        assert "8 min" in it.text()


async def test_what_was_entered_just_before_a_fault_of_our_own_is_in_the_file(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())

    async def fail_after_an_enter() -> None:
        async with app.run_test() as pilot:
            it = Room(app, pilot)
            await it.at("listen.write")
            it.session.document.autosaver.in_background = True
            await it.paste("must not be lost")
            await pilot.press("enter")
            app.call_next(lambda: 1 / 0)
            await asyncio.sleep(0.5)

    with pytest.raises(ZeroDivisionError):
        await fail_after_an_enter()
    assert [review.text for review in read(tmp_path / "workshop.toml")[0].reviews] == ["must not be lost"]
