"""The secret ballot on one laptop: passed round, masked, its own row only, and told to nobody before the reveal."""

import itertools
import logging
import threading
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from app_harness import SIZES, Clock, Room, home_in, open_new, room
from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.cli.main import main
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets.sheet_batch import Sheet
from mlew_tui.screens.ballots import BallotScreen
from mlew_tui.screens.dialogs.import_scores import ImportScoresDialog
from mlew_tui.screens.step import messages
from mlew_tui.session import score_sheet_files
from mlew_tui.session.import_files import read_score_sheets
from mlew_tui.session.session import Session
from mlew_tui.storage.workshop_file import read

TEAM = ("Ann", "Bob", "Cem", "Dai", "Eva", "Flo")
WEIGHTS = (5, 3, 1, 5, 3)
POINTS = {"0": 0.0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "q": 0.5, "w": 1.5, "e": 2.5, "r": 3.5, "t": 4.5}


def five_by_five(workshop: Workshop) -> Workshop:
    """Return the workshop with five cases and five criteria, none scored."""
    criteria = [
        {"id": f"k{n}", "kind": "problem", "text": f"worry {n}", "weight": weight} for n, weight in enumerate(WEIGHTS)
    ]
    tree = workshop.model_dump(exclude_none=True)
    tree |= {"criteria": criteria, "cases": [{"id": f"s{n}", "title": f"story {n}"} for n in range(5)]}
    return Workshop.model_validate(tree)


async def begun(it: Room, step: str = "invent.result") -> BallotScreen:
    """Come to a step with five cases and five criteria, and take the ballots there."""
    it.session.commit("five by five", five_by_five)
    await it.at(step)
    await it.press("f8")
    return ballots(it)


def ballots(it: Room) -> BallotScreen:
    """Return the ballots on top."""
    assert isinstance(it.app.screen, BallotScreen)
    return it.app.screen


def drawn_keys(draw: Random) -> list[str]:
    """Return a ballot's 25 keys: a score each, or Space where a cell stays blank."""
    keys = []
    for _, weight in itertools.product(range(5), WEIGHTS):
        allowed = [key for key, points in POINTS.items() if points <= weight]
        keys.append(draw.choice([*allowed, "space"]))
    return keys


@pytest.mark.parametrize("size", SIZES)
async def test_six_ballots_of_five_by_five_take_one_key_a_score_and_two_a_ballot(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    draw = Random(4)
    async with room(open_new(tmp_path, Clock(), *TEAM), size) as it:
        await begun(it)
        typed: dict[str, list[str]] = {}
        for person in it.session.workshop.participants:
            assert f"pass the keyboard to {person.name}" in it.text()
            typed[person.id] = drawn_keys(draw)
            await it.press("enter", *typed[person.id], "enter")
        assert not isinstance(it.app.screen, BallotScreen), "everybody is in: back at the step"
        workshop = it.session.workshop
        assert workshop.ballots.handed_in == tuple(typed)
        for who, keys in typed.items():
            cells = dict(zip(itertools.product(range(5), range(5)), keys, strict=True))
            given = {spot: Fraction(POINTS[key]) for spot, key in cells.items() if key != "space"}
            saved = workshop.scores[who]
            assert given == {(int(s[1]), int(k[1])): points for s, row in saved.items() for k, points in row.items()}
        assert read(it.session.path)[0].scores == workshop.scores


def frame(app: ConsoleApp) -> list[list[tuple[str, str]]]:
    """Return what the terminal shows now, every run of text with its style."""
    return [
        [(segment.text, str(segment.style)) for segment in strip]
        for strip in app.screen._compositor.render_strips()  # noqa: SLF001
    ]


async def watched(folder: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> list[object]:
    """Return everything that can be seen while six ballots are taken: frames, titles, words, what commands print."""
    draw = Random(seed)
    folder.mkdir()
    seen: list[object] = []
    app = open_new(folder, Clock(), *TEAM)

    def look() -> None:
        told = [(one.title, one.message) for one in app._notifications]  # noqa: SLF001
        seen.append((app.title, app.sub_title, told, frame(app)))

    async with room(app) as it:
        await begun(it)
        for number in range(6):
            for key in ["enter", *drawn_keys(draw), "enter"]:
                await it.press(key)
                look()
            if number == 2:
                await it.press("escape")
                look()
                for step in (-1, 1):
                    await it.press("ctrl+b" if step < 0 else "f9")
                    look()
                await it.press("ctrl+z")  # the third ballot is taken back for all to see, and not what was in it
                look()
                await it.press("ctrl+y", "f8")
        await it.press("f1")
        look()
        await it.press("escape")
        path = it.session.path
        saved = it.session.workshop.scores
    assert len({str(sheet) for sheet in saved.values()}) == 6, "the ballots differ"
    capsys.readouterr()
    for command in (["tally", str(path)], ["tally", "--json", str(path)], ["check", str(path)]):
        assert main(command) == 0
        seen.append(capsys.readouterr().out.replace(str(folder), ""))
    return seen


async def test_two_runs_with_different_ballots_look_the_same_until_the_reveal(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    i18n.use("en")
    # How long a notice stays goes by the machine's clock, and one run may be slower.
    monkeypatch.setattr(ConsoleApp, "NOTIFICATION_TIMEOUT", 3600)
    with caplog.at_level(logging.DEBUG):
        one = await watched(tmp_path / "one", 1, capsys)
        other = await watched(tmp_path / "two", 2, capsys)
    assert len(one) > 150
    for number, (mine, theirs) in enumerate(zip(one, other, strict=True)):
        assert mine == theirs, f"what was seen differs at {number}"
    assert not [record for record in caplog.records if record.name.startswith("mlew_tui")]


async def test_the_screen_is_covered_between_two_people_and_shows_one_ballot_only(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        await begun(it)
        await it.press("enter", "f7", "4", "3")
        assert "Ann's ballot" in it.text()
        assert "scores SHOWN" in it.text()
        assert ballots(it).grid.view.rows[0].values == ("4", "3", "·", "·", "·", "7")
        await it.press(*["space"] * 22, "space", "enter")
        assert "story" not in it.text(), "covered"
        assert "1 of 2 in; missing: Bob" in it.text()
        await it.press("enter")
        assert "Bob's ballot" in it.text()
        assert {value for row in ballots(it).grid.view.rows for value in row.values} == {"＊"}, (
            "masked for the next one"
        )
        await it.press("f7")
        assert {value for row in ballots(it).grid.view.rows for value in row.values} == {"·", "0"}


async def test_scores_are_masked_until_somebody_asks_to_see_their_own(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter", "5")
        assert {value for row in ballots(it).grid.view.rows for value in row.values} == {"＊"}
        await it.press("f7")
        assert ballots(it).grid.view.rows[0].values == ("5", "·", "·", "·", "·", "5")
        await it.press("f7")
        assert "scores masked" in it.text()
        assert ballots(it).grid.view.rows[0].values == ("＊",) * 6


async def test_a_value_above_the_weight_is_refused_with_a_word_that_covers_no_cell(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        screen = await begun(it)
        await it.press("enter", "5", "5")
        assert "At most 3" in it.text()
        assert screen.grid.at == (0, 1)
        assert it.session.workshop.scores == {"m1": {"s0": {"k0": 5}}}
        await it.press("3")
        assert "At most 3" not in it.text()


async def test_enter_in_the_middle_asks_once_more_before_it_hands_in(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter", "5", "enter")
        assert "once more" in it.text()
        await it.press("3", "enter")
        assert not it.session.workshop.ballots.handed_in
        await it.press("enter")
        assert it.session.workshop.ballots.handed_in == ("m1",)


async def test_nobody_undoes_what_somebody_else_typed(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter", "5", "enter", "enter")
        scores, handed_in = it.session.workshop.scores, it.session.workshop.ballots.handed_in
        await it.press("enter", "ctrl+z")
        assert "Nothing to undo in this ballot" in it.text()
        await it.press("3", "ctrl+z", "ctrl+z", "ctrl+z")
        assert (it.session.workshop.scores["m1"], it.session.workshop.ballots.handed_in) == (scores["m1"], handed_in)
        assert not it.session.workshop.scores.get("m2", {}).get("s0")


async def test_undo_after_what_changed_nothing_leaves_the_ballot_before_alone(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter", "5", "enter", "enter")
        await it.press("enter", "delete", "ctrl+z")
        assert "Nothing to undo in this ballot" in it.text()
        assert it.session.workshop.ballots.handed_in == ("m1",)


async def test_enter_held_down_hands_nobody_in_and_reveals_nothing(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press(*["enter"] * 12)
        assert not it.session.workshop.ballots.handed_in
        assert "Nothing was typed here" in it.text()
        await it.press("5", *["enter"] * 12)
        assert list(it.session.workshop.ballots.handed_in) == ["m1"]
        await it.press("5", *["enter"] * 12)
        assert list(it.session.workshop.ballots.handed_in) == ["m1", "m2"]
        assert not it.session.workshop.ballots.revealed, "the last Enters fell on the result"


async def test_a_ballot_taken_back_by_mistake_is_in_again_by_undo(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter", "5", "enter", "enter", "up", "enter", "ctrl+z")
        assert it.session.workshop.ballots.handed_in == ("m1",)


async def test_copying_a_column_says_the_same_whatever_was_scored(tmp_path: Path) -> None:
    said = []
    for number, key in enumerate("05"):
        (tmp_path / key).mkdir()
        async with room(open_new(tmp_path / key, Clock())) as it:
            await begun(it)
            await it.press("enter", key, "left", "c", "right", "right", "v")
            said.append(it.text())
            assert "Not copied: at most 1" in said[number]
    assert said[0] == said[1]


async def test_a_read_only_console_takes_no_ballots(tmp_path: Path) -> None:
    first = open_new(tmp_path, Clock())
    assert first.session is not None
    first.session.commit("five by five", five_by_five)
    home, clock = home_in(tmp_path), Clock()
    second = ConsoleApp(home, Session.open(first.session.path, home, clock.time_source), time_source=clock.time_source)
    async with room(second) as it:
        await it.press("enter")
        await it.at("invent.result")
        await it.press("f8")
        assert not isinstance(it.app.screen, BallotScreen)
    first.session.close()


async def test_a_fault_of_our_own_shows_no_score_on_the_wall(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(workshop: Workshop) -> Workshop:
        raise RuntimeError(f"{len(workshop.cases)} cases")

    app = open_new(tmp_path, Clock())

    async def fail() -> None:
        async with room(app) as it:
            it.session.commit("five by five", five_by_five)
            it.session.commit("a score", lambda w: changes.set_score(w, "m1", "s0", "k0", Fraction(7, 2)))
            it.app.screen.post_message(messages.ChangeRequested("broken", broken))
            await it.pilot.pause()

    with pytest.raises(RuntimeError):
        await fail()
    app._print_error_renderables()  # noqa: SLF001
    told = capsys.readouterr().err
    assert "5 cases" in told
    assert "Fraction" not in told


async def test_the_cursor_stays_at_its_case_when_one_goes_outside(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter", "down", "down")
        it.session.commit("s0 goes", lambda w: changes.remove(w, "cases/s0"))
        it.app.show()
        await it.press("5")
        assert it.session.workshop.scores["m1"] == {"s2": {"k0": 5}}


async def test_a_ballot_that_is_in_is_taken_back_for_all_to_see_before_it_opens(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter", "5", "enter", "enter", "up")
        assert "takes Ann's ballot back" in it.text()
        await it.press("enter")
        assert it.session.workshop.ballots.handed_in == ()
        assert "0 of 2 in" in it.text()
        await it.press("escape", "escape")
        assert not isinstance(it.app.screen, BallotScreen)


async def test_who_comes_late_is_asked_for_and_a_case_told_late_is_a_row_more(tmp_path: Path) -> None:
    def later(workshop: Workshop) -> Workshop:
        tree = workshop.model_dump(exclude_none=True)
        tree["participants"] = [*tree["participants"], {"id": "m3", "name": "Cem"}]
        tree["cases"] = [*tree["cases"], {"id": "s9", "title": "told late"}]
        return Workshop.model_validate(tree)

    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        screen = await begun(it, "invent.rounds")
        await it.press("enter", "5", "enter", "enter", "enter", "end", "enter", "enter")
        assert it.session.workshop.ballots.handed_in == ("m1", "m2")
        it.session.commit("late", later)
        it.app.show()
        await it.press("f8")
        screen = ballots(it)
        assert "pass the keyboard to Cem" in it.text()
        await it.press("enter")
        assert [row.title for row in screen.grid.view.rows][-1] == "told late"


async def test_forty_cases_scroll_with_the_cursor_under_a_head_that_stays(tmp_path: Path) -> None:
    def forty(workshop: Workshop) -> Workshop:
        return workshop.with_(
            cases=tuple(workshop.cases[0].model_copy(update={"id": f"x{n}", "title": f"story {n}"}) for n in range(40))
        )

    async with room(open_new(tmp_path, Clock())) as it:
        it.session.commit("five by five", five_by_five)
        it.session.commit("forty", forty)
        await it.at("invent.result")
        await it.press("f8", "enter", *["pagedown"] * 5, "end", "3")
        assert it.session.workshop.scores["m1"] == {"x39": {"k4": 3}}
        assert "story 39" in it.text()
        assert "worry 0" in " ".join(it.text().split())
        assert "story 0 " not in it.text()


async def test_more_criteria_than_fit_are_reached_and_said(tmp_path: Path) -> None:
    def twenty(workshop: Workshop) -> Workshop:
        first = workshop.criteria[0]
        return workshop.with_(
            criteria=tuple(first.model_copy(update={"id": f"c{n}", "text": f"w{n}"}) for n in range(20))
        )

    async with room(open_new(tmp_path, Clock())) as it:
        it.session.commit("five by five", five_by_five)
        it.session.commit("twenty", twenty)
        await it.at("invent.result")
        await it.press("f8", "enter")
        assert "/20 ▸" in it.text()
        await it.press("end")
        assert "w19" in it.text()
        assert "◂" in it.text()
        await it.press("2")
        assert it.session.workshop.scores["m1"] == {"s0": {"c19": 2}}


@pytest.mark.parametrize("size", SIZES)
async def test_a_pasted_block_is_looked_at_before_it_changes_anything(tmp_path: Path, size: tuple[int, int]) -> None:
    async with room(open_new(tmp_path, Clock()), size) as it:
        await begun(it)
        await it.press("enter")
        await it.paste("5\t3\t1\n4.5\t2\t0.5\n")
        assert isinstance(it.app.screen, ImportScoresDialog)
        assert "4.5" not in it.text(), "the look is masked as the ballot is"
        assert it.session.workshop.scores == {}
        await it.press("enter")
        assert ballots(it).is_open
        assert it.session.workshop.scores == {
            "m1": {"s0": {"k0": 5, "k1": 3, "k2": 1}, "s1": {"k0": Fraction(9, 2), "k1": 2, "k2": Fraction(1, 2)}}
        }
        assert it.session.workshop.ballots.handed_in == ()
        await it.press("ctrl+z")
        assert it.session.workshop.scores.get("m1", {}) == {}


async def test_a_pasted_block_with_a_wrong_cell_names_it_and_takes_nothing(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter", "f7")
        await it.paste("5\t9")
        assert "B1" in it.text()
        assert "9 is more than the weight 3" in it.text()
        await it.press("enter")
        assert isinstance(it.app.screen, ImportScoresDialog), "there is nothing to take"
        await it.press("escape")
        assert it.session.workshop.scores == {}


@pytest.mark.parametrize("text", ["1\t" * 100_000, "1\n" * 100_000, "1\t" * 3_000 + "\n1" * 3_000, "x" * 1_000_000])
async def test_a_vast_paste_is_refused_at_once(tmp_path: Path, text: str) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("enter")
        await it.paste(text)
        assert "too big" in it.text()


async def test_filled_sheets_in_a_folder_are_taken_and_handed_in_together(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock(), *TEAM[:3]), (120, 40)) as it:
        await begun(it)
        filled = five_by_five(it.session.workshop).with_(
            scores={"m1": {"s0": {"k0": Fraction(5)}}, "m3": {"s1": {"k1": Fraction(5, 2)}}}
        )
        score_sheet_files.write(filled.validated(), tmp_path / "our sheets", "xlsx")
        await it.press("f5")
        await it.paste(f"{tmp_path / 'our sheets'}")
        await it.press("enter")
        await it.until("Take these scores over?")
        await it.press("enter")
        assert it.session.workshop.scores["m1"] == {"s0": {"k0": 5}}
        assert it.session.workshop.scores["m3"] == {"s1": {"k1": Fraction(5, 2)}}
        assert set(it.session.workshop.ballots.handed_in) == {"m1", "m2", "m3"}


async def test_sheets_are_read_in_a_thread_while_no_ballot_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, done = [], threading.Event()

    def read_slowly(workshop: Workshop, typed: str, person: str) -> Sequence[Sheet]:
        threads.append(threading.current_thread())
        assert done.wait(10)
        return read_score_sheets(workshop, typed, person)

    monkeypatch.setattr("mlew_tui.screens.ballots.read_score_sheets", read_slowly)
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        await it.press("f5")
        await it.paste(str(tmp_path / "nowhere.xlsx"))
        await it.press("enter", "enter")
        assert not ballots(it).is_open
        await it.press("f7")
        assert "scores SHOWN" in it.text()
        assert threading.main_thread() not in threads
        done.set()
        await it.until("cannot be read")
        await it.press("escape", "enter")
        assert ballots(it).is_open


async def test_a_folder_without_sheets_and_a_file_that_is_none_are_told(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await begun(it)
        (tmp_path / "empty").mkdir()
        for place, words in (
            (f"'{tmp_path / 'empty'}'", "No evaluation sheet"),
            (f"'{tmp_path / 'nowhere.xlsx'}'", "cannot be read"),
            ("~nosuchuser/x.xlsx", "cannot be read"),
            ("長い" * 300, "cannot be read"),
            ("file:///nowhere/at%20all.xlsx", "cannot be read"),
        ):
            await it.press("f5")
            await it.paste(place)
            await it.press("enter")
            await it.until(words)
            await it.press("enter", "escape")
        assert it.session.workshop.scores == {}


async def test_without_cases_or_voters_the_cover_says_what_is_missing(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await it.at("invent.result")
        await it.press("f8")
        assert "nothing to score yet" in it.text()
        await it.press("enter", "f5", "5", "escape")
        assert not isinstance(it.app.screen, BallotScreen)


async def test_the_clock_runs_on_and_can_be_paused_while_ballots_are_typed(tmp_path: Path) -> None:
    clock = Clock()
    async with room(open_new(tmp_path, clock)) as it:
        await begun(it, "break.2")
        await it.press("f2")
        clock.go(60)
        await it.press("enter", "5", "f3", "f2")
        assert round(it.session.clock.left()) == 900, "a minute gone, a minute given"
        assert not it.session.snapshot.countdown.running
