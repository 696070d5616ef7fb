"""Rounds: how one is closed, what its frozen copy is worth, and where the next one's minutes come from."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.cli import main
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.model import changes
from mlew_tui.model.merging.diff import compare
from mlew_tui.model.merging.item_changes import since
from mlew_tui.model.schedule import agenda, rounds
from mlew_tui.model.schedule.forecast import forecast_day
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import change_summary
from mlew_tui.session import create
from mlew_tui.session.document import ChangeRejectedError
from mlew_tui.session.session import Session
from mlew_tui.session.versions import step_title
from mlew_tui.storage import atomic_write, decks
from mlew_tui.storage import round_copies as copies
from mlew_tui.storage.workshop_file import read
from random_teams import team
from session_harness import Room, notice
from workshops import ENGLISH, example, workshop

PRACTICE, IMPROVE = (decks.load(name, ENGLISH) for name in ("practice", "improve"))
CHOOSABLE = ["listen", "define", "invent", "refine", "iterate"]
NOW = datetime(2026, 12, 3, 4, 0, tzinfo=UTC)
CHOICES = st.dictionaries(st.sampled_from(CHOOSABLE), st.integers(0, 200))


def second(**tables: Any) -> Workshop:
    """Return a workshop at the beginning of Day 2."""
    return workshop(progress={"round": 2, "step": "day2.checks"}, **tables)


# --- which deck -------------------------------------------------------------------------------------


def test_day_2_and_every_later_round_go_by_the_deck_that_day_1_names(tmp_path: Path) -> None:
    beside = tmp_path / "workshop.toml"
    for number, name in ((1, "practice"), (2, "improve"), (3, "improve"), (9, "improve")):
        assert decks.in_round("practice", number, beside).id == name
        assert decks.ids_of(workshop(progress={"round": number}), beside) == [
            step.id for step in decks.load(name, beside).steps
        ]


def test_a_teams_own_deck_names_its_own_day_2_beside_itself_or_has_the_shipped_one(tmp_path: Path) -> None:
    body = (Path(decks.__file__).parents[1] / "decks" / "improve.toml").read_text(encoding="utf-8")
    (tmp_path / "decks").mkdir()
    named = body.replace('later = "improve"', 'later = "./ours.toml"').replace('id = "improve"', 'id = "own"', 1)
    (tmp_path / "decks" / "own.toml").write_text(named, encoding="utf-8")
    silent = "\n".join(line for line in body.splitlines() if not line.startswith("later"))
    (tmp_path / "decks" / "ours.toml").write_text(silent.replace('id = "improve"', 'id = "ours"', 1), encoding="utf-8")
    beside = tmp_path / "workshop.toml"
    assert [decks.in_round("./decks/own.toml", number, beside).id for number in (1, 2, 3)] == ["own", "ours", "ours"]
    assert decks.in_round("./decks/ours.toml", 2, beside).id == "improve"
    second_day = workshop(deck="./decks/own.toml", progress={"round": 2})
    assert decks.file_of(second_day, beside) == tmp_path / "decks" / "ours.toml"
    (tmp_path / "decks" / "own.toml").write_text(named.replace("./ours.toml", "theirs"), encoding="utf-8")
    with pytest.raises(InvalidFileError, match=r"own\.toml:\d+.*There is no deck “theirs”"):
        decks.in_round("./decks/own.toml", 2, beside)


# --- minutes ----------------------------------------------------------------------------------------


@given(CHOICES)
def test_a_phase_has_exactly_the_minutes_it_was_given_whatever_the_others_have(chosen: dict[str, int]) -> None:
    made = rounds.with_phase_minutes(second(), IMPROVE, chosen).validated()
    assert rounds.phase_minutes(made, IMPROVE) == rounds.split(IMPROVE, chosen)
    assert all(made.plan.minutes.values())
    again = rounds.with_phase_minutes(made, IMPROVE, {"define": 30})
    assert rounds.phase_minutes(again, IMPROVE) == {**rounds.split(IMPROVE, chosen), "define": 30}


@given(st.sampled_from(CHOOSABLE), st.integers(0, 300))
def test_the_steps_of_a_phase_share_its_minutes_as_evenly_as_whole_minutes_allow(phase: str, minutes: int) -> None:
    found = rounds.shares(IMPROVE, phase, minutes)
    steps = [step for step in IMPROVE.steps if step.phase == phase]
    whole = sum(step.share for step in steps)
    assert sum(found.values()) == minutes
    assert all(abs(found.get(step.id, 0) - minutes * step.share / whole) < 1 for step in steps)


def test_the_ready_made_splits_give_out_all_the_time_there_is() -> None:
    assert IMPROVE.choice is not None
    assert IMPROVE.choice.minutes == 120
    assert [sum(one.minutes.values()) for one in IMPROVE.choice.splits] == [120, 120, 120]


def improve(*rows: tuple[str, int | None]) -> dict[str, Any]:
    found = [{"phase": phase, "reason": "x"} | ({} if of is None else {"minutes": of}) for phase, of in rows]
    return {"next_step": {"improve": found}}


@pytest.mark.parametrize(
    ("rows", "suggested"),
    [
        ((), {}),
        ((("define", 25), ("refine", 45), ("iterate", 30)), {"define": 25, "refine": 45, "iterate": 30}),
        ((("define", 25), ("define", 15)), {"define": 40}),
        ((("define", 40), ("listen", None), ("invent", None)), {"define": 40, "listen": 40, "invent": 40}),
        ((("define", 40), ("define", None)), {"define": 40}),
        ((("refine", 118), ("listen", None)), {"refine": 118, "listen": 10}),
    ],
)
def test_what_day_1_noted_is_the_first_suggestion(
    rows: tuple[tuple[str, int | None], ...], suggested: dict[str, int]
) -> None:
    assert rounds.suggested(second(**improve(*rows)), IMPROVE) == rounds.split(IMPROVE, suggested)


def test_next_and_back_pass_over_what_was_not_chosen_and_lead_on_from_a_step_reached_all_the_same() -> None:
    made = rounds.with_phase_minutes(second(), IMPROVE, {"define": 20, "iterate": 15})
    walked, step = [], IMPROVE.step("day2.minutes")
    while (following := agenda.neighbour(made, IMPROVE, step.id, 1)) is not None:
        walked.append(following.id)
        assert agenda.neighbour(made, IMPROVE, following.id, -1) == step
        step = following
    assert walked == [
        "define.posts", "define.count", "define.weigh", "define.table", "iterate.measure",
        "plan.timeline", "plan.todos_alone", "plan.todos", "plan.calendar", "plan.close",
    ]  # fmt: skip
    beyond = [agenda.neighbour(made, IMPROVE, "refine.read", by) for by in (-1, 1)]
    assert [step.id if step else None for step in beyond] == ["define.table", "iterate.measure"]
    nothing = agenda.neighbour(second(), IMPROVE, "day2.minutes", 1)
    assert nothing is not None
    assert nothing.id == "plan.timeline"


@pytest.mark.parametrize(
    ("chosen", "planned", "end"), [({}, 60, 60), ({"define": 50, "refine": 40}, 150, 180), ({"invent": 150}, 210, 180)]
)
def test_a_later_day_takes_what_was_chosen_within_three_hours_or_one_hour_of_planning(
    chosen: dict[str, int], planned: int, end: int
) -> None:
    made = rounds.with_phase_minutes(second(), IMPROVE, chosen)
    day = forecast_day(made, IMPROVE, 0, NOW)
    assert (day.planned, day.end, day.late) == (60 * planned, 60 * end, 0)
    assert day.over == max(0, 60 * (planned - end))
    assert day.skipped == ()
    assert [mark.step for mark in day.marks] == [None]
    states = {entry.step: entry.state for entry in day.entries}
    assert (states["day2.checks"], states["plan.close"]) == ("now", "ahead")
    assert states["listen.write"] == "unchosen"
    at_the_end = changes.put(made, "progress.step", "plan.close")
    assert "listen.write" not in forecast_day(at_the_end, IMPROVE, 0, NOW).skipped


def test_a_cut_in_a_chosen_phase_makes_the_day_fit_again() -> None:
    made = rounds.with_phase_minutes(second(), IMPROVE, {"iterate": 130})
    assert forecast_day(made, IMPROVE, 0, NOW).over == 600
    assert forecast_day(rounds.with_phase_minutes(made, IMPROVE, {"iterate": 120}), IMPROVE, 0, NOW).over == 0


# --- closing, as a value ----------------------------------------------------------------------------


def test_closing_keeps_what_people_made_and_lets_go_what_was_the_days_own() -> None:
    made = example()
    after = rounds.closed(made, PRACTICE, IMPROVE).validated()
    assert (after.progress.round, after.progress.step, after.progress.clock) == (2, "day2.checks", None)
    assert (after.plan.starts, after.plan.minutes, after.plan.facilitator) == (None, {}, None)
    same = {"plan": made.plan, "progress": made.progress}
    assert after.with_(**same) == made
    assert rounds.as_left(made, after, IMPROVE) == after


def test_an_improvement_is_done_when_it_came_from_the_round_before_and_its_phase_was_redone() -> None:
    before = second(**improve(("listen", 20), ("define", 20), ("refine", None)))
    now, _ = changes.add(before, "next_step.improve", phase="define", reason="found today")
    now = rounds.with_phase_minutes(now, IMPROVE, {"define": 20})
    run = {"round": 2, "step": "refine.read", "planned": 0, "actual": 60, "started": NOW}
    now = Workshop.model_validate({**now.model_dump(), "log": [run]})
    left = rounds.closed(now, IMPROVE, IMPROVE, before)
    assert [item.reason for item in left.next_step.improve] == ["x", "found today"]
    assert [item.phase for item in left.next_step.improve] == ["listen", "define"]
    assert rounds.closed(now, IMPROVE, IMPROVE).next_step == now.next_step


def test_the_checks_of_day_2_made_beforehand_stay_and_those_of_a_later_round_begin_anew() -> None:
    checks = {"readiness_day2": {"team_leads": True}}
    assert rounds.closed(workshop(**checks), PRACTICE, IMPROVE).readiness_day2.team_leads
    assert not rounds.closed(second(**checks), IMPROVE, IMPROVE).readiness_day2.team_leads


@given(st.integers(0, 2**32))
def test_any_workshop_is_one_in_the_next_round_and_differs_in_nothing_people_made(seed: int) -> None:
    made = team(Random(seed))
    after = rounds.closed(made, IMPROVE, IMPROVE).validated()
    assert after.progress.round == made.progress.round + 1
    left = rounds.as_left(made, after, IMPROVE)
    assert compare(left, after) == ()
    redone = rounds.closed(made, IMPROVE, IMPROVE, made)
    assert compare(rounds.as_left(made, redone, IMPROVE), redone) == (), (
        "what the closing took from the list is told to nobody"
    )
    assert since(left, after).fates == {}
    assert not change_summary.effect(left, after)


# --- the frozen copy --------------------------------------------------------------------------------


def test_a_frozen_copy_is_never_written_over(tmp_path: Path) -> None:
    path, mine = tmp_path / "team a.toml", tmp_path / "team a.round1.toml"
    path.write_bytes(b"now")
    path.chmod(0o640)
    assert copies.freeze(path, 1, b"first", NOW) is None
    assert (mine.read_bytes(), mine.stat().st_mode & 0o777) == (b"first", 0o640)
    assert copies.freeze(path, 1, b"first", NOW) is None
    asides = [copies.freeze(path, 1, data, NOW) for data in (b"second", b"third")]
    assert [aside.name for aside in asides if aside] == [
        "team a.round1.20261203-040000.toml", "team a.round1.20261203-040000-2.toml"
    ]  # fmt: skip
    assert [aside.read_bytes() for aside in asides if aside] == [b"first", b"second"]
    assert (mine.read_bytes(), len(list(tmp_path.iterdir()))) == (b"third", 4)


def test_where_a_file_cannot_have_two_names_the_copy_is_renamed_after_a_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "w.toml"
    path.write_bytes(b"now")
    copies.freeze(path, 1, b"first", NOW)
    copies.freeze(path, 1, b"second", NOW)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {
        "w.toml": b"now", "w.round1.toml": b"second", "w.round1.20261203-040000.toml": b"first"
    }  # fmt: skip


def test_a_copy_is_whole_and_synced_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, seen = tmp_path / "w.toml", []
    path.write_bytes(b"now")
    real_sync, real_link = os.fsync, os.link

    def sync(descriptor: int) -> None:
        seen.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")  # noqa: PTH112
        real_sync(descriptor)

    def link(source: Path, name: Path) -> None:
        seen.append(f"named {source.read_bytes()!r}")
        real_link(source, name)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "link", link)
    atomic_write.write_new(tmp_path / "w.round1.toml", b"all of it", like=path)
    assert seen == ["file", "named b'all of it'", "folder"]


# --- closing, for real ------------------------------------------------------------------------------


def day_1_over(folder: Path) -> Room:
    """Return a room with a small workshop at the end of Day 1."""
    return Room(folder, "next.decide", plan={"minutes": {"listen.write": 7}}, **improve(("define", 25)))


def test_closing_leaves_the_very_bytes_saved_and_resume_opens_the_next_round(tmp_path: Path) -> None:
    room = day_1_over(tmp_path)
    session = room.open()
    session.toggle_clock()
    room.clock.advance(65)
    session.rounds.close()
    frozen = room.folder / "workshop.round1.toml"
    assert room.neighbours == ["workshop.round1.toml"]
    left, _ = read(frozen)
    assert (left.progress.round, left.progress.step, left.plan.minutes) == (1, "next.decide", {"listen.write": 7})
    assert left.progress.clock is not None
    assert not left.progress.clock.running
    assert left.log[-1].actual == 65
    assert frozen.read_bytes() in [version.path.read_bytes() for version in room.home.history(room.path).versions()]
    assert (session.step.id, session.clock.left(), session.rounds.previous) == ("day2.checks", 0, left)
    session.close()
    again = room.open()
    assert (again.deck.id, again.step.id, again.workshop.progress.round) == ("improve", "day2.checks", 2)
    again.rounds.look_back()
    assert again.rounds.previous == left
    assert again.document.take_news() == []
    assert step_title(room.path, again.workshop) == "Before we improve"
    assert [visit.round for visit in room.home.visits()] == [2]
    again.go("listen.write")
    again.toggle_clock()
    room.clock.advance(5)
    again.toggle_clock()
    assert [(run.round, run.step) for run in again.workshop.log] == [(1, "next.decide"), (2, "listen.write")]
    again.rounds.close()
    assert again.workshop.progress.round == 3
    assert room.neighbours == ["workshop.round1.toml", "workshop.round2.toml"]


def test_undo_takes_the_closing_and_its_copy_back_and_redo_makes_both_again(tmp_path: Path) -> None:
    room = day_1_over(tmp_path)
    session = room.open()
    session.commit("before", lambda w: changes.put(w, "title", "before"))
    session.rounds.close()
    session.commit("after", lambda w: changes.put(w, "title", "after"))
    assert session.undo() == "after"
    assert session.undo() == "round 1 closed"
    assert (session.deck.id, session.step.id, session.workshop.progress.round) == ("practice", "next.decide", 1)
    assert (session.workshop.plan.minutes, session.rounds.previous, room.neighbours) == ({"listen.write": 7}, None, [])
    assert room.saved == session.workshop
    assert session.redo() == "round 1 closed"
    assert (session.deck.id, session.step.id, room.neighbours) == ("improve", "day2.checks", ["workshop.round1.toml"])
    assert session.rounds.previous is not None
    assert session.redo() == "after"
    assert [session.undo() for _ in range(3)] == ["after", "round 1 closed", "before"]
    assert room.neighbours == []


def test_a_copy_somebody_changed_outlives_the_undo_and_is_set_aside_by_the_next_closing(tmp_path: Path) -> None:
    room = day_1_over(tmp_path)
    session = room.open()
    session.rounds.close()
    (room.folder / "workshop.round1.toml").write_text("# ours now", encoding="utf-8")
    session.undo()
    assert room.neighbours == ["workshop.round1.toml"]
    session.rounds.close()
    assert room.neighbours == ["workshop.round1.20261122-040000.toml", "workshop.round1.toml"]
    assert session.document.take_news() == [
        "An earlier copy of this round was set aside as workshop.round1.20261122-040000.toml"
    ]
    assert read(room.folder / "workshop.round1.toml")[0].progress.round == 1


def changed_outside(room: Room) -> None:
    room.path.write_text(room.text.replace("kept by hand", "changed by hand"), encoding="utf-8")


def a_deck_without_a_later_one(room: Room) -> None:
    body = (Path(decks.__file__).parents[1] / "decks" / "practice.toml").read_text(encoding="utf-8")
    (room.folder / "own.toml").write_text(body.replace('later = "improve"', 'later = "./gone.toml"'), encoding="utf-8")
    room.change_outside(('deck = "practice"', 'deck = "./own.toml"'))


@pytest.mark.parametrize(
    ("trouble", "told"), [(changed_outside, "changed outside"), (a_deck_without_a_later_one, "There is no such file")]
)
def test_a_round_that_cannot_be_closed_stays_open_and_says_why(
    tmp_path: Path, trouble: Callable[[Room], None], told: str
) -> None:
    room = day_1_over(tmp_path)
    if trouble is a_deck_without_a_later_one:
        trouble(room)
    session = room.open()
    if trouble is changed_outside:
        trouble(room)
    with pytest.raises(ChangeRejectedError, match=told):
        session.rounds.close()
    assert session.workshop.progress.round == 1
    assert not (room.folder / "workshop.round1.toml").exists()


def test_a_copy_that_cannot_be_written_leaves_the_round_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = day_1_over(tmp_path)
    session = room.open()

    def full(*_: object, **__: object) -> None:
        raise atomic_write.WriteError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic_write, "write_new", full)
    with pytest.raises(
        ChangeRejectedError, match=r"workshop\.round1\.toml could not be written: there is no space left"
    ):
        session.rounds.close()
    assert (session.workshop.progress.round, room.neighbours) == (1, [])


@pytest.mark.parametrize("text", [None, "title = ", "title = 5\n"])
def test_without_a_readable_copy_the_round_goes_on_and_says_so_once(tmp_path: Path, text: str | None) -> None:
    room = Room(tmp_path, "day2.checks", progress={"round": 2, "step": "day2.checks"})
    if text is not None:
        (room.folder / "workshop.round1.toml").write_text(text, encoding="utf-8")
    session = room.open()
    for _ in range(2):
        session.rounds.look_back()
    told = "workshop.round1.toml is missing or cannot be read: what changed since then is not shown."
    assert (session.rounds.previous, session.document.take_news()) == (None, [told])
    session.rounds.close()
    assert session.workshop.progress.round == 3


def test_whoever_saves_elsewhere_takes_the_copy_of_the_round_before_along(tmp_path: Path) -> None:
    room = day_1_over(tmp_path)
    session = room.open()
    session.rounds.close()
    there = tmp_path / "there" / "ours.toml"
    session.rounds.save_elsewhere(there)
    assert (there.parent / "ours.round1.toml").read_bytes() == (room.folder / "workshop.round1.toml").read_bytes()
    session.undo()
    assert [path.name for path in sorted(there.parent.glob("*.toml"))] == ["ours.toml"]
    assert (room.folder / "workshop.round1.toml").exists()


def test_what_is_prepared_in_a_later_round_brings_no_plan_of_its_day_into_a_new_workshop() -> None:
    later = rounds.with_phase_minutes(second(participants=[{"id": "m1", "name": "A"}]), IMPROVE, {"define": 30})
    assert create.workshop("T", "en", [], later).plan.minutes == {}


def test_what_is_changed_outside_meanwhile_does_not_change_the_round(tmp_path: Path) -> None:
    room = day_1_over(tmp_path)
    session = room.open()
    session.rounds.close()
    room.change_outside(("A small one", "U"))
    notice(session)
    assert (session.workshop.title, session.deck.id, session.workshop.progress.round) == ("U", "improve", 2)


# --- the commands -----------------------------------------------------------------------------------


def test_close_round_closes_and_check_finds_both_files_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(create.example("en").read_bytes())
    assert main.main(["close-round", str(path)]) == 0
    assert "Round 1 is closed" in capsys.readouterr().out
    assert main.main(["check", str(path), str(tmp_path / "ours.round1.toml")]) == 0
    assert read(path)[0].progress.round == 2
    assert main.main(["history", str(path)]) == 0
    assert "round 1 closed" in capsys.readouterr().out
    (tmp_path / "broken.toml").write_text("title =", encoding="utf-8")
    assert main.main(["close-round", str(tmp_path / "broken.toml")]) == 1


def test_a_round_open_in_a_console_is_not_closed_behind_its_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(create.example("en").read_bytes())
    from mlew_tui.storage.home import Home

    session = Session.open(path, Home())
    assert main.main(["close-round", str(path)]) == 1
    assert "Another console has this workshop" in capsys.readouterr().err
    session.close()


@pytest.mark.parametrize(("at", "number"), [("listen.write", 1), ("day2.minutes", 2), ("plan.close", 2)])
def test_the_demo_of_a_step_of_day_2_has_day_1_behind_it(at: str, number: int) -> None:
    path = create.demo_copy("en", at)
    made, _ = read(path)
    assert (made.progress.round, made.progress.step) == (number, at)
    assert (copies.read(path, 1) is not None) is (number == 2)
