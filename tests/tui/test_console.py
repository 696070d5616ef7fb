"""The console as people use it: keys, clock, dialogs, undo, hostile text, at both sizes."""

import gc
import itertools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from textual import events

from app_harness import SIZES, Clock, Room, home_in, open_example, open_new, reviews, room
from mlew_tui.app.console import ConsoleApp
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.home import HomeScreen
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.storage import decks
from mlew_tui.widgets.board import Board

STEPS = [step.id for step in decks.load("practice", Path()).steps]

HOSTILE = [
    "[/]",
    "[bold]x[/bold]",
    "[@click=app.quit]click me[/]",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "a\tb",
    "🗑️ ⏱️ ⚠️ 👨‍👩‍👧 🇯🇵 1️⃣ 👍🏽",
    "長い" * 5000,
    '"quotes" \'\'\' """ \\ = # {k = 1}',
    "\u202eright to left\u202c",
]


async def test_f10_tells_the_facilitator_what_to_say_until_f10_again_or_the_next_step(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write", "en")) as it:
        before, hint = it.lines(), "".join(it.session.step.hint.en.split())
        await it.paste("half a sen")
        await it.press("f10")
        said = "".join(it.text().split())
        assert hint in said, "all of it, over the board"
        assert "F10closes" in said
        await it.paste("tence")
        assert it.screen.entry.take() == "half a sentence", "people type on beside it"
        await it.press("f12")
        assert hint[:20] not in "".join(it.text().split())
        await it.press("f10", "f12", "f10", "shift+f1")
        assert hint[:20] not in "".join(it.text().split()), "closed with either key, and not opened on the wall"
        await it.press("f10", "f9")
        assert "F10closes" not in "".join(it.text().split())
        await it.press("ctrl+b", "ctrl+z")
        assert it.lines()[1:4] == before[1:4]


async def test_the_agenda_shows_where_we_are_and_jumps(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "listen.write", "en")
    async with room(app, (120, 40)) as it:
        await it.press("f4")
        here = next(line for line in it.lines() if "●" in line and "Write what customers say" in line)
        assert "▸" in here
        await it.press("down", "enter")
        assert it.session.step.id == "listen.group"


async def test_the_clock_goes_on_while_people_type_and_open_dialogs(tmp_path: Path) -> None:
    clock = Clock()
    app = open_new(tmp_path, clock)
    async with room(app) as it:
        await it.at("listen.write")
        await it.press("f2")
        clock.go(10)
        await it.paste("The alarm woke me")
        await it.press("f4")
        clock.go(20)
        await it.press("escape", "f1")
        clock.go(5)
        await it.press("escape")
        assert round(it.session.clock.left()) == 265
        app.tick()
        await it.pilot.pause()
        assert it.screen.query_one("#clock").shown == "4:25"  # type: ignore[attr-defined]


async def test_plus_one_plus_five_minus_one_and_reset_are_in_the_clock_dialog(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        await it.press("f3")
        assert it.session.clock.left() == 360
        await it.press("ctrl+t", "5", "minus")
        assert it.session.clock.left() == 600
        await it.press("plus", "r")
        assert it.session.clock.left() == 300
        await it.press("space", "escape")
        assert it.session.snapshot.countdown.running


async def test_the_warnings_ring_and_are_said_and_overtime_counts_up_without_moving_on(tmp_path: Path) -> None:
    clock = Clock()
    app = open_new(tmp_path, clock)
    rung: list[float] = []
    async with room(app) as it:
        app.bell = lambda: rung.append(it.session.clock.left())  # type: ignore[method-assign]
        await it.at("listen.write")
        await it.press("f2")
        app.tick()
        for _ in range(60):
            clock.go(4)
            app.tick()
        assert [round(left) for left in rung] == [60]
        await it.pilot.pause()
        assert "last minute" in it.text()
        for _ in range(16):
            clock.go(4)
            app.tick()
        assert [round(left) for left in rung] == [60, 0]
        await it.pilot.pause()
        assert "over time" in it.text()
        assert it.screen.query_one("#clock").shown == "+0:04"  # type: ignore[attr-defined]
        clock.go(600)
        app.tick()
        assert it.session.step.id == "listen.write"
        await it.paste("still typing")
        await it.press("enter")
        assert reviews(it)[0] == "still typing"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step_id", ["listen.customer", "listen.write", "define.posts", "define.weigh", "refine.write"])
async def test_hostile_text_is_kept_in_the_file_and_literal_on_the_screen(
    tmp_path: Path, step_id: str, size: tuple[int, int]
) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app, size) as it:
        await it.at(step_id)
        for text in HOSTILE:
            await it.paste(text)
            await it.press("enter")
            assert not any(ord(char) < 32 or char == "\ufe0f" for line in it.lines() for char in line)
        saved = (tmp_path / "workshop.toml").read_text(encoding="utf-8")
        kept = _texts(Workshop.model_validate(tomllib.loads(saved)))
        assert set(HOSTILE) <= kept


def _texts(workshop: Workshop) -> set[str]:
    texts = {fact.text for fact in workshop.customer.facts} | {review.text for review in workshop.reviews}
    texts |= {post.text for post in workshop.posts} | {criterion.text for criterion in workshop.criteria}
    texts |= {item.text for item in workshop.proposal.message}
    return texts | {item.text for item in workshop.proposal.steps} | {workshop.customer.name}


WRITTEN = {
    *("text", "name", "label", "title", "company", "solution", "valued_for", "result", "data_loop", "source"),
    *("concern", "question", "answer", "who", "what", "how", "baseline", "action", "note", "product"),
}


def hostile(tree: Any, texts: Iterator[str], path: str = "") -> Any:
    """Return a tree with every text a person writes replaced."""
    if isinstance(tree, dict):
        return {key: hostile(value, texts, f"{path}.{key}") for key, value in tree.items()}
    if isinstance(tree, list):
        return [hostile(item, texts, path) for item in tree]
    return next(texts) if isinstance(tree, str) and is_written(path) else tree


def is_written(path: str) -> bool:
    return path.rpartition(".")[2] in WRITTEN or path == ".next_step.improve.reason"


@pytest.mark.parametrize("size", SIZES)
async def test_every_step_stands_a_workshop_whose_every_text_is_hostile(tmp_path: Path, size: tuple[int, int]) -> None:
    tree = tomllib.loads(create.example("en").read_text(encoding="utf-8"))
    longer_than_any_screen = [text[:2000] for text in HOSTILE]
    tree = hostile(tree, itertools.cycle(longer_than_any_screen))
    tree["progress"] = {"step": STEPS[0]}
    path = tmp_path / "workshop.toml"
    path.write_text(tomli_w.dumps(tree), encoding="utf-8")
    clock = Clock()
    session = Session.open(path, home_in(tmp_path), clock.time_source)
    async with room(ConsoleApp(home_in(tmp_path), session, time_source=clock.time_source), size) as it:
        phase = ""
        for step_id in STEPS:
            assert it.session.step.id == step_id
            edit = [] if step_id == "define.count" else ["enter"]  # there Enter is a +1
            over = [["f1"], ["escape", "f4"]] if it.session.step.phase != phase else []  # they show nothing of people
            phase = it.session.step.phase
            for keys in (["escape", "end", *edit], ["escape", "home"], *over, ["escape"]):
                await it.press(*keys)
                assert not any(ord(char) < 32 or char == "\ufe0f" for line in it.lines() for char in line)
            await it.press("f9")
        assert it.app.is_running
    saved = tomllib.loads(path.read_text(encoding="utf-8"))
    for name in ("customer", "reviews", "posts", "criteria", "cases", "proposal", "milestones", "next_step"):
        assert saved[name] == tree[name]


async def test_markup_in_names_titles_and_dialogs_is_only_text(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock(), "[/]", "[@click=app.quit]x[/]")
    async with room(app, (120, 40)) as it:
        assert "[/]" in it.text()
        await it.at("listen.write")
        await it.paste("[bold]x")
        await it.press("enter", "ctrl+z")
        await it.pilot.pause()
        assert "Undone: added: [bold]x" in it.text()
        await it.at("define.posts")
        await it.paste("[/]")
        await it.press("f8")
        assert it.app.is_running


async def test_several_pasted_lines_become_several_items_after_a_look_and_one_undo(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("one\r\ntwo\n\n  three  \n")
        assert "Add 3 reviews?" in it.text()
        assert reviews(it) == []
        await it.press("enter")
        assert reviews(it) == ["one", "two", "three"]
        await it.press("ctrl+z")
        assert reviews(it) == []
        await it.press("ctrl+y")
        assert len(reviews(it)) == 3


async def test_a_text_not_yet_entered_is_entered_when_the_room_moves_on(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        await it.paste("nearly lost")
        await it.press("f9")
        assert it.session.step.id == "listen.group"
        assert reviews(it)[0] == "nearly lost"


async def test_editing_removing_and_reordering_by_keys(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("define.posts")
        for text in ("one", "two", "three"):
            await it.paste(text)
            await it.press("enter")
        await it.press("escape", "home", "enter")
        await it.paste(" more")
        await it.press("enter")
        assert [post.text for post in it.session.workshop.posts] == ["one more", "two", "three"]
        await it.press("home", "shift+down")
        assert [post.text for post in it.session.workshop.posts] == ["two", "one more", "three"]
        await it.press("delete")
        assert [post.text for post in it.session.workshop.posts] == ["two", "three"]
        await it.press("ctrl+z", "ctrl+z")
        assert [post.text for post in it.session.workshop.posts] == ["one more", "two", "three"]


async def test_function_keys_turn_the_card_at_the_cursor_while_the_board_has_focus(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "listen.write")
    async with room(app) as it:
        before = it.session.workshop.reviews
        await it.press("escape", "home")
        key = it.screen.query_one(Board).cursor.removeprefix("reviews/")
        was = next(review for review in before if review.id == key)
        await it.press("f8")
        now = next(review for review in it.session.workshop.reviews if review.id == key)
        assert now.assumed is not was.assumed
        assert [r for r in it.session.workshop.reviews if r.id != key] == [r for r in before if r.id != key]


async def test_ungrouping_loses_no_review(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "listen.group")
    async with room(app) as it:
        reviews = {review.id: review.text for review in it.session.workshop.reviews}
        group = it.session.workshop.groups[0]
        await it.press("escape")
        it.screen.board._go(f"groups/{group.id}")  # noqa: SLF001
        await it.press("delete")
        assert group.id not in {other.id for other in it.session.workshop.groups}
        assert {review.id: review.text for review in it.session.workshop.reviews} == reviews


async def test_reading_posts_out_shows_plus_one_on_the_board(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "define.count", "en")
    async with room(app, (120, 40)) as it:
        post = it.session.workshop.posts[0]
        assert post.text[:20] in it.text()
        lit = [card.key for cell in it.screen.board.view.cells for card in cell.cards if card.lit]
        assert {key.split("/")[1] for key in lit} == set(post.refers_to)
        await it.press("home", "space")
        assert set(it.session.workshop.posts[0].refers_to) != set(post.refers_to)
        await it.press("n")
        assert it.session.workshop.posts[1].text[:20] in it.text()


async def test_a_weight_lowered_caps_scores_says_so_and_comes_back_by_undo(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "define.weigh")
    async with room(app) as it:
        before = it.session.workshop
        heavy = next(criterion for criterion in before.criteria if criterion.weight == 5)
        await it.press("escape")
        it.screen.board._go(f"criteria/{heavy.id}")  # noqa: SLF001
        await it.press("1")
        after = it.session.workshop
        cells = [row[heavy.id] for sheet in after.scores.values() for row in sheet.values() if heavy.id in row]
        assert cells
        assert max(cells) == 1
        await it.press("ctrl+z")
        assert "capped" in it.text()
        assert it.session.workshop.scores == before.scores


async def test_dice_settle_a_tie_that_votes_and_scores_left_and_an_owner_overrules(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock(), "Ann", "Bob")

    def tie(workshop: Workshop) -> Workshop:
        tree = workshop.model_dump(exclude_none=True)
        tree |= {
            "criteria": [{"id": "k1", "kind": "problem", "text": "k", "weight": 5}],
            "cases": [{"id": "s1", "title": "First"}, {"id": "s2", "title": "Second"}],
            "scores": {"m1": {"s1": {"k1": 3}}, "m2": {"s2": {"k1": 3}}},
            "ballots": {"handed_in": ["m1", "m2"], "revealed": True},
        }
        return Workshop.model_validate(tree)

    async with room(app, (120, 40)) as it:
        it.session.commit("tie", tie)
        await it.at("invent.result")
        assert "Undecided between" in it.text()
        await it.press("f7")
        await it.until("The dice fell on")
        await it.press("enter")
        decision = it.session.workshop.decision
        assert decision is not None
        assert (decision.how, set(decision.among)) == ("dice", {"s1", "s2"})
        assert decision.case in ("s1", "s2")
        await it.press("o", "enter", "enter")
        await it.paste("The board wants it")
        await it.press("enter")
        decision = it.session.workshop.decision
        assert decision is not None
        assert (decision.how, decision.case, decision.by) == ("owner", "s1", "m1")
        assert decision.note == "The board wants it"
        await it.press("x")
        assert it.session.workshop.decision is None


async def test_the_time_away_is_asked_about_and_not_counted_when_the_room_says_no(tmp_path: Path) -> None:
    clock = Clock()
    app = open_new(tmp_path, clock)
    async with room(app) as it:
        it.session.go("listen.write")
        it.session.toggle_clock()
        clock.go(30)
        app.tick()
        app.session = None  # as after kill -9: nothing was closed
    gc.collect()  # the session's lock goes with it, as with a process
    clock.go(120)
    for answer, left in (("n", 270), ("y", 270)):
        session = Session.open(tmp_path / "workshop.toml", home_in(tmp_path), clock.time_source)
        async with room(ConsoleApp(home_in(tmp_path), session, time_source=clock.time_source)) as it:
            if answer == "n":
                assert "2 min 0 s" in it.text()
                await it.press("n")
            assert abs(it.session.clock.left() - left) <= 1
            assert it.session.step.id == "listen.write"


async def test_a_second_console_is_told_and_changes_nothing(tmp_path: Path) -> None:
    clock = Clock()
    app = open_new(tmp_path, clock)
    async with room(app) as it:
        it.session.go("listen.write")
        second = Session.open(tmp_path / "workshop.toml", home_in(tmp_path), clock.time_source)
        other = ConsoleApp(home_in(tmp_path), second, time_source=clock.time_source)
        text = (tmp_path / "workshop.toml").read_bytes()
        async with room(other) as there:
            assert "Another console" in there.text()
            await there.press("enter")
            assert "[read-only]" in there.text()
            await there.press("f2")
            await there.paste("not mine to write")
            await there.press("enter")
            assert reviews(there) == []
        assert (tmp_path / "workshop.toml").read_bytes() == text


async def test_a_file_changed_outside_is_joined_with_ours_and_never_overwritten(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    path = tmp_path / "workshop.toml"
    async with room(app) as it:
        await it.at("listen.write")
        theirs = path.read_text(encoding="utf-8").replace('title = "T"', 'title = "Theirs"  # said by them')
        path.write_text(theirs, encoding="utf-8")
        await it.paste("mine")
        await it.press("enter")
        assert reviews(it) == ["mine"]
        await it.until("Taken over from the file")
        assert (it.session.workshop.title, reviews(it), it.session.unsaved) == ("Theirs", ["mine"], "")
        saved = path.read_text(encoding="utf-8")
        assert 'title = "Theirs"  # said by them' in saved
        assert Workshop.model_validate(tomllib.loads(saved)) == it.session.workshop
        assert not list(tmp_path.glob("workshop.*.toml"))


async def test_the_editor_gives_a_text_back(tmp_path: Path) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at("listen.write")
        it.screen.entry_controller.take_edited("from the editor\n")
        await it.press("enter")
        assert reviews(it)[0] == "from the editor"
        it.screen.entry_controller.take_edited("two\nlines\n")
        await it.pilot.pause()
        await it.press("enter")
        assert reviews(it)[1:] == ["two", "lines"]


async def test_home_lists_what_was_opened_newest_first_and_enter_resumes(tmp_path: Path) -> None:
    clock = Clock()
    app = open_new(tmp_path, clock)
    async with room(app, (120, 40)) as it:
        await it.press("f9", "f9", "ctrl+r")
        assert isinstance(app.screen, HomeScreen)
        assert "Opening ›" in it.text()
        await it.press("enter")
        assert it.session.step.id == "opening.behaviours"


async def test_home_begins_a_new_workshop_and_opens_the_demo(tmp_path: Path) -> None:
    app = ConsoleApp(home_in(tmp_path), time_source=Clock().time_source)
    async with room(app) as it:
        assert "No workshop yet" in it.text()
        await it.press("n")
        line = app.screen.focused
        line.value = str(tmp_path / "new.toml")  # type: ignore[union-attr]
        await it.press("enter")
        await it.walk(["A title⏎", "Ann⏎", "key:f9"])
        await it.pilot.pause()
        assert it.session.workshop.title == "A title"
        assert it.session.workshop.participants[0].name == "Ann"
        await it.press("ctrl+r", "d")
        await it.pilot.pause()
        assert "[demo]" in it.text()


@pytest.mark.parametrize("step_id", STEPS)
async def test_a_workshop_with_nothing_in_it_stands_every_key_of_every_step(tmp_path: Path, step_id: str) -> None:
    app = open_new(tmp_path, Clock())
    async with room(app) as it:
        await it.at(step_id)
        keys = ["escape", "enter", "escape", "space", "delete", "shift+down", "f5", "escape", "f6", "escape", "f7"]
        for key in [*keys, "escape", "f8", "escape", "g", "u", "n", "p", "y", "x", "1", "0", "down", "up"]:
            await it.press(key)
        assert it.session.step.id == step_id
        it.lines()


async def test_a_resize_keeps_text_focus_card_and_what_is_in_sight(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "listen.write", "en")
    async with room(app, (120, 40)) as it:
        await it.paste("half a sen")
        for size in ((80, 24), (200, 60), (60, 15)):
            await it.pilot.resize_terminal(*size)
        await it.paste("tence")
        assert it.screen.entry.take() == "half a sentence"
        await it.press("tab", "end")
        cursor = it.screen.board.cursor
        for size in ((80, 24), (200, 60), (60, 15)):
            await it.pilot.resize_terminal(*size)
            assert it.screen.focused is it.screen.board
            assert it.screen.board.cursor == cursor
            assert "▸" in it.text(), size


async def test_what_an_ime_commits_while_the_board_has_the_focus_goes_to_the_line_in_order(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await it.at("listen.write")
        for text in ("ひとつ", "ふたつ"):
            await it.paste(text)
            await it.press("enter")
        await it.press("f9")
        assert it.screen.focused is it.screen.board, "there something has to be picked first"
        for key in ("home", "space", "down", "space", *"入りやすさ"):
            it.app.simulate_key(key)  # one upon the other, as a burst comes in
        await it.pilot.pause()
        assert it.screen.entry.take() == "入りやすさ"
        await it.press("enter")
        assert [(group.label, len(it.session.workshop.reviews)) for group in it.session.workshop.groups] == [
            ("入りやすさ", 2)
        ]
        assert it.screen.focused is it.screen.board, "and on to the next group"
        await it.paste("貼った名前")
        assert it.screen.entry.take() == "貼った名前"


async def test_the_customers_name_is_asked_first_and_an_edit_begun_in_the_line_ends_there(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await it.at("listen.customer")
        await it.paste("Night-shift nurses")
        await it.press("enter")
        await it.paste("Starts at ten")
        await it.press("enter", "f6")
        await it.paste(" in Kobe")
        await it.press("enter")
        await it.paste("Tired")
        await it.press("enter")
        customer = it.session.workshop.customer
        assert customer.name == "Night-shift nurses in Kobe"
        assert [(fact.text, fact.aspect) for fact in customer.facts] == [
            ("Starts at ten", "trigger"), ("Tired", "trigger"),
        ]  # fmt: skip


async def test_clicks_do_what_keys_do(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "listen.write", "en")
    async with room(app, (120, 40)) as it:
        await click_on(it, "Start/pause")
        assert it.session.snapshot.countdown.running
        await click_on(it, "Next")
        assert it.session.step.id == "listen.group"


async def click_on(it: Room, words: str) -> None:
    """Click a word on the screen."""
    row = next(index for index, line in reversed(list(enumerate(it.lines()))) if words in line)
    await it.pilot.click(offset=(it.lines()[row].index(words) + 1, row))
    await it.pilot.pause()


async def test_what_is_typed_on_at_once_after_enter_is_the_next_text(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "invent.rounds", "en")) as it:
        for key in "one\rK\rtwo":
            it.app.post_message(events.Key("enter" if key == "\r" else key, key))
        await it.pilot.pause()
        case = it.session.workshop.cases[-1]
        assert (case.title, case.company, it.screen.entry.take()) == ("one", "K", "two")
        await it.press("enter")
        assert it.session.workshop.cases[-1].solution == "two"
