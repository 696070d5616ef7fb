"""Day 2 on the console: from the closing of Day 1 over two phases redone to the steps of planning."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Static

from app_harness import Clock, Room, home_in, open_example, room
from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.cli import main
from mlew_tui.model import changes
from mlew_tui.model.merging.item_changes import ItemChange, since
from mlew_tui.model.schedule import rounds
from mlew_tui.reports import change_summary
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.storage.workshop_file import read
from mlew_tui.text.sanitize import sanitize
from workshops import example


def told(it: Room) -> str:
    """Return what the room is being told."""
    return "\n".join(str(one.message) for one in it.app._notifications)  # noqa: SLF001


def words(it: Room) -> str:
    """Return the words on the screen, wherever its lines break."""
    return " ".join(it.text().split())


async def close_day_1(it: Room) -> None:
    """Close the round from its last step."""
    await it.press("f9")
    assert "Close Day 1?" in it.text()
    await it.press("c")


async def walk_to(it: Room, key: str) -> None:
    """Bring the cursor of the board to a card."""
    it.screen.set_focus(it.screen.board)
    it.screen.board.show(it.screen.board.view, cursor=key)
    it.screen.state.cursor = key
    await it.pilot.pause()


async def test_a_day_2_from_the_closing_of_day_1_to_the_plan(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "next.decide", "en")
    async with room(app, (120, 40)) as it:
        await it.press("f9", "escape")
        assert it.session.workshop.progress.round == 1
        await close_day_1(it)
        assert "Day 1 is closed, its copy is workshop.round1.toml. Day 2 begins here." in told(it)
        it.app.clear_notifications()
        # the checks, the objection, somebody of the team facilitates
        assert it.session.step.id == "day2.checks"
        assert "0/3" in it.text()
        await walk_to(it, "check/team_leads")
        await it.press("space")
        await walk_to(it, "customer.objections/0")
        assert "1 open" in it.text()
        await it.press("space")
        await walk_to(it, "facilitator")
        await it.press("enter", "down", "enter")
        made = it.session.workshop
        assert made.readiness_day2.team_leads
        assert made.readiness == example(create.example("en")).readiness
        assert made.customer.objections[0].settled
        assert made.plan.facilitator == made.participants[1].id
        # what Day 1 wanted is the first suggestion; five minutes for one phase, one left out
        await it.press("f9", "f9")
        assert it.session.step.id == "day2.minutes"
        it.app.clear_notifications()
        await it.press("1")
        assert "105 / 120 min" in it.text()
        await walk_to(it, "phase/define")
        await it.press("plus", "plus")
        await walk_to(it, "phase/iterate")
        await it.press("delete")
        given = rounds.phase_minutes(it.session.workshop, it.session.deck)
        assert given == {"listen": 30, "define": 10, "invent": 0, "refine": 45, "iterate": 0}
        assert "85 / 120 min" in it.text()
        assert "Invent" not in it.lines()[0]
        # Listen: an assumption confirmed, a review gone and one new
        await it.press("f9", "f9")
        assert it.session.step.id == "listen.write"
        assert "Since Day 1" not in it.text()
        assumed = next(review for review in it.session.workshop.reviews if review.assumed)
        await walk_to(it, f"reviews/{assumed.id}")
        await it.press("question_mark")
        await it.press("tab")
        await it.paste("They asked for it by name")
        await it.press("enter")
        assert "Since Day 1: ◇ 1 new ✓ 1 confirmed" in words(it)
        await it.press("tab", "delete")
        assert "Since Day 1: ✓ 1 confirmed" in words(it)
        # Refine: a red place cleared by a key
        await it.at("refine.write")
        red = next(item for item in it.session.workshop.proposal.steps if item.concern)
        await walk_to(it, f"proposal.steps/{red.id}")
        await it.press("c")
        assert "is not red any more." in told(it)
        assert [item.concern for item in it.session.workshop.proposal.steps if item.id == red.id] == [""]
        # planning follows what was chosen; the day is over and the next round begins
        await it.press("f9", "f9")
        assert it.session.step.id == "plan.timeline"
        await it.press("f9", "f9", "f9", "f9", "f9")
        assert "Close Day 2?" in it.text()
        assert "in the phases redone is done" in words(it)
        await it.press("c")
        assert it.session.workshop.progress.round == 3
        assert [item.phase for item in it.session.workshop.next_step.improve] == ["iterate"]
    names = {path.name for path in tmp_path.glob("workshop*.toml")}
    assert names == {"workshop.toml", "workshop.round1.toml", "workshop.round2.toml"}


async def at_day_2(it: Room, step_id: str) -> None:
    """Close Day 1 and be at a step of Day 2."""
    it.session.rounds.close()
    await it.at(step_id)


async def test_a_mended_weight_that_moves_the_adopted_case_is_told_with_its_cause_and_so_is_its_undo(
    tmp_path: Path,
) -> None:
    async with room(open_example(tmp_path, Clock(), "next.decide", "ja"), (120, 40)) as it:
        it.app.language.speak("en")
        await at_day_2(it, "define.weigh")
        await walk_to(it, "criteria/k1")
        await it.press("1")
        assert "▲ Adopted case s1" in told(it)
        assert "Moved by: weight of k1 5 → 1" in told(it)
        assert "scores capped" in told(it)
        assert "(was: 5)" in it.text()
        await it.press("ctrl+z")
        assert "Adopted case s3" in told(it)
        # covered, nothing of it is told
        it.session.commit("cover", lambda w: changes.put(w, "ballots.revealed", False))
        it.app.show()
        await it.press("1")
        assert "case" not in told(it)
        assert it.session.workshop.criteria[0].weight == 1


async def test_the_score_table_of_day_2_says_what_the_scores_do_not_know_and_takes_them_anew(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "next.decide", "en"), (120, 40)) as it:
        await at_day_2(it, "define.table")
        assert "Nothing the scores rest on is different." in it.text()
        assert "n Score anew" in it.text()
        text = it.session.workshop.criteria[1].text
        made = changes.set_weight(changes.set_weight(it.session.workshop, "k2", 5), "k1", 1)
        made = changes.edit(made, "criteria/k3", text="sharper")
        it.session.commit(
            "mended", lambda _: changes.add(made, "criteria", kind="problem", text="brand new", weight=3)[0]
        )
        it.app.show()
        await it.pilot.pause()
        assert f"“{text}”: 5 points count most now, scored with 3 at most" in words(it)
        assert "“sharper” was scored as “" in words(it)
        assert "1 points count most now, and what was scored above counts as that" in words(it)
        assert "“brand new” is new: nobody has scored it" in words(it)
        await it.press("n")
        assert not it.session.workshop.ballots.revealed
        assert "F8 Ballots" in it.text()
        assert "The result is covered: F8 takes the ballots." in words(it)
        assert "scored with" not in it.text()


async def test_day_2_begins_where_the_work_is_and_what_is_typed_on_a_board_is_no_key_of_it(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "next.decide", "en")) as it:
        assert it.screen.focused is it.screen.board
        await it.press("あ", "い")
        assert it.screen.entry.take() == "あい"
        assert it.screen.entry.line.has_focus
        it.screen.entry_controller.begin()
        it.screen.set_focus(it.screen.board)
        await it.paste("pasted")
        assert it.screen.entry.take() == "pasted"
        it.screen.entry_controller.begin()
        await at_day_2(it, "refine.write")
        red = next(item for item in it.session.workshop.proposal.steps if item.concern)
        assert (it.screen.focused, it.screen.state.cursor) == (it.screen.board, f"proposal.steps/{red.id}")
        await it.press("c")
        assert not next(one for one in it.session.workshop.proposal.steps if one.id == red.id).concern
        await it.at("day2.checks")
        await it.press("space")
        assert it.session.workshop.readiness_day2.processes_chosen


async def test_keys_pressed_faster_than_the_screen_answers_work_on_the_card_they_were_meant_for(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "next.decide", "en")) as it:
        await at_day_2(it, "day2.checks")
        for key in ("space", "down", "space", "down", "space"):
            it.app.post_message(events.Key(key, " " if key == "space" else None))
        await it.pilot.pause()
        made = it.session.workshop.readiness_day2
        assert (made.processes_chosen, made.outputs_shared, made.team_leads) == (True, True, True)
        assert it.screen.state.cursor == it.screen.board.cursor == "check/team_leads"


async def test_a_case_added_on_day_2_counts_nothing_until_all_score_anew_in_secret(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "next.decide", "en"), (120, 40)) as it:
        await at_day_2(it, "invent.rounds")
        scores = it.session.workshop.scores
        await it.paste("A tasting box")
        await it.press("enter", "escape", "escape")
        it.app.clear_notifications()
        await it.pilot.pause()
        assert "A tasting box ▲ not scored ◇ new" in words(it)
        await it.press("home")
        assert "Nobody has scored “A tasting box”: it counts 0." in words(it)
        await it.press("n")
        ballots = it.session.workshop.ballots
        assert (ballots.handed_in, ballots.revealed, it.session.workshop.scores) == ((), False, scores)
        assert "every ballot is open again" in told(it)
        assert "Score anew" not in it.text()


async def test_after_a_hand_edit_between_the_days_the_console_says_what_is_different_and_what_it_moved(
    tmp_path: Path,
) -> None:
    path = tmp_path / "workshop.toml"
    path.write_bytes(create.example("ja").read_bytes())
    session = Session.open(path, home_in(tmp_path))
    session.rounds.close()
    session.close()
    text = path.read_text(encoding="utf-8")
    text = text.replace("weight = 5", "weight = 1  # 相談して下げた", 1).replace("assumed = true\n", "", 1)
    path.write_text(text, encoding="utf-8")
    assert main.main(["check", "--cap", str(path)]) == 0
    assert read(path)[0].criteria[0].weight == 1
    app = ConsoleApp(home_in(tmp_path), Session.open(path, home_in(tmp_path)), wish="en")
    async with room(app, (120, 40)) as it:
        first, second = told(it).split("\n")
        assert first.startswith("Since Day 1: ")
        assert "weight of k1 5 → 1" in first
        assert second.startswith("▲ Adopted case s1")
        await it.press("ctrl+r")
        assert "Day 2 · Opening › Before we improve" in it.text()


async def test_the_agenda_plans_a_step_that_was_not_chosen(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "next.decide", "en"), (120, 40)) as it:
        await at_day_2(it, "iterate.measure")
        assert it.session.snapshot.countdown.counts_up
        await it.press("f4")
        assert "not today" in it.text()
        assert "skipped" not in next(line for line in it.lines() if "Polish the proposal" in line)
        await it.press("plus", "plus", "plus")
        assert it.session.workshop.plan.minutes == {"iterate.measure": 3}
        assert (it.session.snapshot.countdown.counts_up, it.session.clock.left()) == (False, 180)
        titles = [str(one.content) for one in it.app.screen.query(".title").results(Static)]
        assert titles == ["Improve  63 min"]


async def test_every_step_of_day_2_is_drawn_and_stands_its_keys(tmp_path: Path) -> None:
    i18n.use("ja")
    async with room(open_example(tmp_path, Clock(), "next.decide", "ja")) as it:
        it.session.rounds.close()
        for step in it.session.deck.steps:
            await it.at(step.id)
            assert sanitize(step.title.ja) in it.lines()[1]
            for key in ("escape", "end", "c", "delete"):
                await it.press(key)
            assert it.session.step.id == step.id
            it.lines()


@pytest.mark.parametrize("covered", ["before", "now"])
def test_while_one_side_is_covered_no_moved_case_is_told(covered: str) -> None:
    before = example()
    now = changes.set_weight(before, "k1", 1)
    assert change_summary.effect(before, now).startswith("Adopted case s1 ")
    hidden = [
        changes.put(made, "ballots.revealed", name != covered) for name, made in (("before", before), ("now", now))
    ]
    assert change_summary.effect(*hidden) == ""


def test_what_became_of_each_item_is_told_by_its_place() -> None:
    before = example()
    now = changes.remove(before, "reviews/r1")
    now, place = changes.add(now, "reviews", text="new", sentiment="positive")
    assumed = next(review for review in now.reviews if review.assumed)
    now = changes.edit(now, f"reviews/{assumed.id}", assumed=False, text="heard it")
    now = changes.set_weight(now, "k2", 1)
    now = changes.put(now, "customer.name", "another")
    found = since(before, now)
    assert found.fates[place] == ItemChange("new", {})
    assert found.fates[f"reviews/{assumed.id}"] == ItemChange("confirmed", {"text": assumed.text, "assumed": True})
    assert found.fates["criteria/k2"] == ItemChange("changed", {"weight": before.criteria[1].weight})
    assert found.fates["=customer.name"] == ItemChange("changed", {"": before.customer.name})
    assert [one.key for one in found.gone] == ["r1"]
    assert not since(before, before).fates
