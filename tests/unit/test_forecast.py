"""The day's ledger and forecast, by a day worked out by hand and by days made up at random."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui import i18n
from mlew_tui.model.deck import Deck, Step
from mlew_tui.model.schedule import agenda
from mlew_tui.model.schedule.forecast import Forecast, Mark, PhaseTime, forecast_day
from mlew_tui.model.schedule.forecast_entries import Entry
from mlew_tui.model.schedule.replan import Cut, Fit, cut, cuts, fitted, floor_minutes, replanned
from mlew_tui.model.workshop import Clock, Workshop
from mlew_tui.reports.schedule_text import cut_words, day_sentences, extra_round_sentences, fit_words, status_line
from mlew_tui.storage import decks
from workshops import ENGLISH, FARM, Tree, example, people, workshop

DECK = decks.load("practice", ENGLISH)
TOKYO = ZoneInfo("Asia/Tokyo")
ONE = datetime(2026, 11, 22, 13, 0, tzinfo=TOKYO)
BREAKS = ("break.1", "break.2")


def at_minute(minute: float) -> datetime:
    return ONE + timedelta(minutes=minute)


def run(step: str, minute: float, minutes: float, round_: int = 1) -> Tree:
    """A run that began so many minutes after one o'clock and took so many."""
    return {
        "step": step, "planned": 1, "actual": round(minutes * 60), "round": round_, "started": at_minute(minute),
    }  # fmt: skip


def clock(left: int, *, running: bool = True) -> Tree:
    return {"left": left, "running": running, "at": ONE}


# The day worked out by hand. It was to start at 13:00; listen.write was given 7 minutes instead of 5.
#
#   step                planned  began  took   since 13:00 (the wall)
#   opening.checks          3    13:02    4    2 late at the start
#   opening.goal            7    13:06    7    then 3 minutes with no clock, until 13:16
#   opening.behaviours      5      -      -    skipped
#   opening.phases         10    13:16    6
#   opening.phases                13:22    7    once more: 13 in all, until 13:29
#   listen.intro            2    13:29    2
#   listen.customer         3    13:31    3
#   listen.write            7    13:34    5    going on, 2 minutes left: it is 13:39
#
# By the clock 4 + 7 + 13 + 2 + 3 + 5 = 34 minutes, by the wall 39: 2 + 3 = 5 while no clock ran.
# To come: 2, listen.group 10, Define 35, break 15, Invent 35, Refine 40, break 15, 20 and 5 = 177.
# 39 + 177 = 216 of 210: 6 too many. Break 1 would begin at 39 + 2 + 10 + 35 = 86 instead of 80, and gives 6.
# The team's plan is 210 + 2 = 212, so the day is 216 - 212 = 4 behind it: +1 +3 -5 (skipped) +5 (no clock).
LOG = (
    run("opening.checks", 2, 4),
    run("opening.goal", 6, 7),
    run("opening.phases", 16, 6),
    run("opening.phases", 22, 7),
    run("listen.intro", 29, 2),
    run("listen.customer", 31, 3),
    run("listen.write", 34, 5),
)
PLAN = {"starts": datetime(2026, 11, 22, 13, 0), "minutes": {"listen.write": 7}}  # noqa: DTZ001 - as the file has it


def hand_worked(plan: Tree = PLAN, log: Sequence[Tree] = LOG, **tables: object) -> Workshop:
    return workshop(plan=plan, log=log, progress={"step": "listen.write", "clock": clock(120)}, **tables)


def day_at(overtime: float = -2, made: Workshop | None = None, deck_minutes: float = 41) -> Forecast:
    """The hand-worked day so many minutes after listen.write's clock came to zero, at minute 41."""
    return forecast_day(made or hand_worked(), DECK, -60 * overtime, at_minute(deck_minutes + overtime))


def deck_of(*steps: Step) -> Deck:
    """The practice deck with these steps instead of its own."""
    return Deck.model_validate(DECK.model_dump() | {"steps": [step.model_dump() for step in steps]})


def entry_of(day: Forecast, step: str) -> Entry:
    return next(entry for entry in day.entries if entry.step == step)


def test_the_hand_worked_day_is_counted_by_the_clock_and_forecast_by_the_wall() -> None:
    day = day_at()
    assert (day.start, day.elapsed, day.idle) == (ONE, 39 * 60, 5 * 60)
    assert (day.planned, day.late, day.extra) == (212 * 60, 4 * 60, 0)
    assert (day.finish, day.end, day.over, day.fits, day.is_over) == (210 * 60, 210 * 60, 0, True, False)
    assert day.at(day.finish) == datetime(2026, 11, 22, 16, 30, tzinfo=TOKYO)
    assert day.skipped == ("opening.behaviours",)


@pytest.mark.parametrize(
    ("step", "state", "planned", "real", "rest", "gives", "begins"),
    [
        ("opening.checks", "done", 3, 4, 0, 0, None),
        ("opening.behaviours", "skipped", 5, 0, 0, 0, None),
        ("opening.phases", "done", 10, 13, 0, 0, None),
        ("listen.write", "now", 7, 5, 2, 0, None),
        ("listen.group", "ahead", 10, 0, 10, 0, 41),
        ("define.posts", "ahead", 5, 0, 5, 0, 51),
        ("break.1", "ahead", 15, 0, 15, 6, 86),
        ("invent.cycle", "ahead", 10, 0, 10, 0, 95),
        ("break.2", "ahead", 15, 0, 15, 0, 170),
        ("next.decide", "ahead", 5, 0, 5, 0, 205),
    ],
)
def test_each_step_of_the_hand_worked_day(
    step: str, state: str, planned: int, real: int, rest: int, gives: int, begins: int | None
) -> None:
    entry = entry_of(day_at(), step)
    assert entry.state == state
    assert (entry.planned, entry.real, entry.rest, entry.given) == (60 * planned, 60 * real, 60 * rest, 60 * gives)
    assert entry.begins == (None if begins is None else 60 * begins)


def test_the_phases_of_the_hand_worked_day() -> None:
    # Opening planned 3 + 7 + 5 + 10, took 4 + 7 + 13; Listen planned 2 + 3 + 7 + 10, took 2 + 3 + 5, 2 + 10 to come.
    phases = {time.phase: time for time in day_at().phases}
    assert phases["opening"] == PhaseTime("opening", 25 * 60, 24 * 60, 24 * 60)
    assert phases["listen"] == PhaseTime("listen", 22 * 60, 10 * 60, 22 * 60)
    assert phases["break"] == PhaseTime("break", 30 * 60, 0, 24 * 60)


@pytest.mark.parametrize(
    ("overtime", "first", "second", "over", "said"),
    [
        (-2, 9, 15, 0, "break 1: 9 min"),  # 216 of 210
        (0, 9, 15, 0, "break 1: 9 min"),  # the clock ran as planned: nothing changes
        (1, 8, 15, 0, "break 1: 8 min"),
        (9, 0, 15, 0, "no break 1"),  # 225: the first break is used up
        (10, 0, 14, 0, "no break 1"),  # 226: the second begins to give
        (24, 0, 0, 0, "no break 1"),  # 240: both are used up, the day still ends in time
        (24.5, 0, 0, 0.5, "no break 1"),  # half a minute over is not worth a word
        (25, 0, 0, 1, "1 min over"),
        (36.5, 0, 0, 12.5, "13 min over"),  # 13 must go
    ],
)
def test_an_overrun_eats_the_breaks_one_after_the_other_and_only_then_ends_the_day_later(
    overtime: float, first: int, second: int, over: float, said: str
) -> None:
    day = day_at(overtime)
    assert [entry_of(day, step).forecast for step in BREAKS] == [60 * first, 60 * second]
    assert (day.finish, day.over, day.fits) == (60 * (210 + over), 60 * over, over == 0)
    assert entry_of(day, "listen.write").real == 60 * (7 + overtime)
    assert status_line(day) == said


def test_marks_tell_when_breaks_come_and_by_how_much_they_are_late() -> None:
    # 10 minutes over: break 1 would be at 96 and is used up, break 2 begins at 96 + 75 = 171.
    day = day_at(10)
    assert day.marks == (
        Mark("break.1", 80 * 60, 96 * 60), Mark("break.2", 170 * 60, 171 * 60), Mark(None, 210 * 60, 210 * 60),
    )  # fmt: skip
    assert [mark.late for mark in day.marks] == [16 * 60, 60, 0]


def test_above_six_people_an_hour_more_is_there_before_any_break_gives() -> None:
    # The hour goes to 180 minutes of work: 60 * 80 / 180 = 26.7 before break 1, 60 * 155 / 180 = 51.7 before break 2.
    day = day_at(made=hand_worked(participants=people(*"abcdefg")))
    assert day.marks == (
        Mark("break.1", 107 * 60, 86 * 60), Mark("break.2", 222 * 60, 176 * 60), Mark(None, 270 * 60, 216 * 60),
    )  # fmt: skip
    assert (day.shortened, day.over, day.extra, day.late) == ((), 0, 60 * 60, 4 * 60)
    assert status_line(day) == "4 min late"
    assert "With more than 6 people the day has 60 min more." in day_sentences(DECK, day)


@pytest.mark.parametrize(
    ("seventh", "extra"),
    [
        ({"role": "designer"}, 60),
        ({"role": "designer", "votes": False}, 60),  # who left: the room was taken for everybody
        ({"role": "sponsor"}, 0),
        ({"role": "facilitator"}, 0),
    ],
)
def test_sponsor_and_facilitator_take_no_time(seventh: Tree, extra: int) -> None:
    made = workshop(participants=[*people(*"abcdef"), {"id": "m7", "name": "G", **seventh}])
    assert forecast_day(made, DECK, 180.0, ONE).extra == extra * 60


# --- the plan -------------------------------------------------------------------------------------


def planning(**minutes: int) -> Workshop:
    """A day not begun yet with these minutes, ``__`` for the dot."""
    plan = {step.replace("__", "."): planned for step, planned in minutes.items()}
    return workshop(plan={"starts": PLAN["starts"], "minutes": plan}, progress={"step": "opening.checks"})


@pytest.mark.parametrize(
    ("made", "breaks", "over"),
    [
        (planning(), (15, 15), 0),
        (planning(invent__rounds=25), (15, 10), 0),  # break 1 is in time; break 2 begins 5 late
        (planning(opening__phases=15), (10, 15), 0),  # break 1 begins 5 late
        (planning(opening__phases=15, refine__read=10), (15, 15), 0),  # what is given here is taken there
        (planning(iterate__measure=25), (15, 10), 0),  # planned after the last break: that one gives
        (planning(iterate__measure=40), (10, 0), 0),  # and when it is used up, the one before
        (planning(iterate__measure=55), (0, 0), 5),
        (planning(break__1=20), (20, 10), 0),  # a break made longer is meant so
        (planning(break__1=0, invent__rounds=40), (0, 10), 0),
    ],
)
def test_a_plan_longer_than_the_day_is_taken_from_the_break_it_delays(
    made: Workshop, breaks: tuple[int, int], over: int
) -> None:
    day = forecast_day(made, DECK, 180.0, ONE)
    assert tuple(entry_of(day, step).forecast // 60 for step in BREAKS) == breaks
    assert (day.over, day.late) == (60 * over, 0)


def test_another_round_is_told_before_it_starts() -> None:
    # The fourth of five cases is told, 2 minutes are left and one of scoring: 20 - 3 = 17 minutes are over.
    cases = [{"id": f"s{number}", "title": "c"} for number in range(1, 6)]
    progress = {"step": "invent.rounds", "case": "s4", "stage": "tell", "clock": clock(120, running=False)}
    # Everything before took its 105 minutes, so it is minute 105 + 17 = 122: 15:02.
    made = workshop(
        plan={"starts": PLAN["starts"]}, cases=cases, progress=progress,
        log=[run("opening.checks", 0, 3), run("invent.rounds", 105, 17)],
    )  # fmt: skip
    assert forecast_day(made, DECK, 120.0, at_minute(122)).finish == 210 * 60
    assert extra_round_sentences(made, DECK, 120.0, at_minute(122)) == (
        "One more round takes 5 min.",
        "At this pace the day ends at 16:30 (planned: 16:30).",
        "Break 2 gives up 5 min and lasts 10.",
    )
    for other in ({"case": "s3"}, {"case": "s5"}, {"step": "invent.result"}, {"case": None}):
        elsewhere = Workshop.model_validate(
            made.with_(progress=made.progress.model_copy(update=other)).model_dump(exclude_none=True)
        )
        assert extra_round_sentences(elsewhere, DECK, 120.0, at_minute(122)) == ()


@pytest.mark.parametrize(
    ("stage", "left", "real", "rest"),
    [
        ("tell", 240, 0, 20),  # the first round begins: the step's 20 minutes are to come
        ("score", 60, 4, 16),
        ("tell", 240, 20, 5),  # a fifth round goes on: its 5 minutes are
        ("score", 0, 25, 0),
        ("tell", -60, 21, 1),  # telling is over its time; the minute of scoring still comes
    ],
)
def test_in_rounds_the_clock_is_the_rounds_and_the_rest_the_steps(stage: str, left: int, real: int, rest: int) -> None:
    progress = {"step": "invent.rounds", "case": "s1", "stage": stage}
    made = workshop(cases=[{"id": "s1", "title": "c"}], progress=progress, log=[run("invent.rounds", 0, real)])
    assert entry_of(forecast_day(made, DECK, float(left), ONE), "invent.rounds").rest == 60 * rest


# --- steps taken out of their order ---------------------------------------------------------------


def test_coming_back_adds_up_and_what_is_over_does_not_come_again() -> None:
    log = [run("listen.write", 0, 5), run("listen.group", 5, 4), run("define.posts", 9, 2), run("listen.write", 11, 1)]
    made = workshop(log=log, progress={"step": "listen.write", "clock": clock(-60)})
    day = forecast_day(made, DECK, -60.0, at_minute(12))
    states = {step: (entry_of(day, step).state, entry_of(day, step).rest) for step in ("listen.group", "define.posts")}
    assert entry_of(day, "listen.write").real == 6 * 60
    # listen.group was left for define.posts after 4 of 10 minutes; define.posts has 3 of 5 minutes left on its clock.
    assert states == {"listen.group": ("done", 0), "define.posts": ("ahead", 3 * 60)}


def test_a_clock_started_by_mistake_far_ahead_does_not_swallow_the_day() -> None:
    log = [run("opening.checks", 0, 3), run("next.decide", 3, 0.05)]
    made = workshop(log=log, progress={"step": "opening.goal", "clock": clock(420)})
    day = forecast_day(made, DECK, 420.0, at_minute(3))
    assert day.skipped == ()
    assert sum(entry.rest for entry in day.entries) == 207 * 60 - 3


def test_only_this_round_counts() -> None:
    log = [run("opening.checks", -60, 50, 1), run("opening.checks", 0, 4, 2)]
    made = workshop(log=log, progress={"step": "opening.goal", "round": 2})
    day = forecast_day(made, DECK, 420.0, at_minute(4))
    assert (entry_of(day, "opening.checks").real, day.start, day.elapsed) == (240, ONE, 240)


def test_an_untimed_step_counts_what_it_really_took() -> None:
    untimed = DECK.step("opening.goal").model_copy(update={"minutes": None})
    deck = deck_of(DECK.steps[0], untimed, *DECK.steps[2:])
    made = workshop(progress={"step": "opening.goal", "clock": clock(0)}, log=[run("opening.checks", 0, 3)])
    day = forecast_day(made, deck, -240.0, at_minute(7))
    entry = entry_of(day, "opening.goal")
    assert (entry.planned, entry.real, entry.rest, entry.forecast) == (None, 240, 0, 240)
    assert (day.end, day.late, entry_of(day, "break.1").given) == (203 * 60, 240, 240)


def test_a_day_without_any_minutes_is_never_late() -> None:
    deck = deck_of(*(step.model_copy(update={"minutes": None}) for step in DECK.steps))
    day = forecast_day(hand_worked(plan={}, participants=people(*"abcdefg")), deck, -600.0, at_minute(300))
    assert (day.end, day.over, day.late, day.shortened) == (0, 0, 0, ())
    assert (fitted(deck, day), cuts(deck, day)) == (Fit({}, 0), ())


# --- the start ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "first", "now", "start", "elapsed"),
    [
        (0, None, -30, 0, 0),  # it has not begun
        (0, None, 12, 0, 12),  # it should have
        (0, 5, 20, 0, 20),  # it began late
        (0, -10, -5, 0, -5),  # it began early
        (None, 5, 20, 5, 15),
        (0, -180, -170, -180, 10),  # a rehearsal in the morning
        (-1440, 0, 10, 0, 10),  # yesterday's plan
        (None, None, 10, None, 0),
        (0, 0, 721, None, 3),  # opened again in the night: by the clock
        (-9000, None, 0, None, 0),
    ],
)
def test_the_day_starts_as_planned_or_with_its_first_run_and_long_after_it_only_the_clock_counts(
    starts: float | None, first: float | None, now: float, start: float | None, elapsed: float
) -> None:
    plan = {} if starts is None else {"starts": at_minute(starts).replace(tzinfo=None)}
    log = [] if first is None else [run("opening.checks", first, 3)]
    made = workshop(plan=plan, log=log, progress={"step": "opening.goal"})
    day = forecast_day(made, DECK, 420.0, at_minute(now))
    assert day.start == (None if start is None else at_minute(start))
    assert day.elapsed == 60 * elapsed


def test_the_time_of_day_is_right_across_the_end_of_summer_time() -> None:
    # 00:30 summer time and 210 minutes: clocks go back from 03:00 to 02:00, so it is 03:00 and not 04:00.
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 25, 0, 30, tzinfo=berlin)
    made = workshop(plan={"starts": start.replace(tzinfo=None)}, progress={"step": "opening.checks"})
    day = forecast_day(made, DECK, 180.0, start)
    finish = day.at(day.finish)
    assert finish is not None
    assert f"{finish:%H:%M %z}" == "03:00 +0100"
    later = datetime(2026, 10, 25, 3, 30, tzinfo=berlin)
    assert forecast_day(made, DECK, 180.0, later).elapsed == 4 * 3600


def test_a_day_that_is_over_stays_as_it_ended() -> None:
    log = [run("opening.checks", 0, 3), run("next.decide", 190, 8)]
    made = workshop(
        plan={"starts": PLAN["starts"]}, log=log, progress={"step": "next.decide", "clock": clock(-180, running=False)}
    )
    soon, later = (forecast_day(made, DECK, -180.0, at_minute(minute)) for minute in (199, 500))
    assert soon == later
    assert (soon.is_over, soon.finish) == (True, 198 * 60)
    assert day_sentences(DECK, soon)[0] == "The day ended at 16:18 (planned: 16:30)."
    going_on = made.with_(progress=made.progress.model_copy(update={"clock": None, "step": "iterate.measure"}))
    assert not forecast_day(going_on, DECK, 600.0, at_minute(199)).is_over
    running = made.with_(progress=made.progress.model_copy(update={"clock": Clock(left=-180, running=True, at=ONE)}))
    assert not forecast_day(running, DECK, -180.0, at_minute(199)).is_over
    nothing_ran = workshop(plan={"minutes": {"next.decide": 0}}, progress={"step": "next.decide"})
    assert not forecast_day(nothing_ran, DECK, 0.0, ONE).is_over


def test_a_skipped_break_has_no_mark_to_keep_and_one_taken_has_the_moment_it_was_taken() -> None:
    log = [run("opening.checks", 0, 3), run("break.2", 150, 10), run("iterate.measure", 161, 2)]
    made = workshop(log=log, progress={"step": "iterate.measure", "clock": clock(1080, running=False)})
    assert [mark.forecast for mark in forecast_day(made, DECK, 1080.0, at_minute(163)).marks[:2]] == [None, 150 * 60]
    by_clock = forecast_day(made, DECK, 1080.0, at_minute(5000))
    assert [mark.forecast for mark in by_clock.marks[:2]] == [None, 3 * 60]
    here = made.with_(progress=made.progress.model_copy(update={"step": "break.1"}))
    assert forecast_day(here, DECK, 900.0, at_minute(163)).marks[0].forecast == 163 * 60


@pytest.mark.parametrize("passed", [0, 5])
def test_a_break_begun_in_time_gives_nothing_while_it_goes_on(passed: int) -> None:
    log = [run("opening.checks", 0, 3), run("break.1", 80, passed)]
    made = workshop(plan={"starts": PLAN["starts"]}, log=log, progress={"step": "break.1", "clock": clock(900)})
    day = forecast_day(made, DECK, 900.0 - 60 * passed, at_minute(80 + passed))
    assert (day.shortened, day.over) == ((), 0)


def test_a_break_begun_late_gives_of_what_it_still_has() -> None:
    # It began at 90 and 4 of its 15 minutes are over: 11 are left, it would end at 105 instead of 95.
    log = [run("opening.checks", 0, 3), run("break.1", 90, 4)]
    made = workshop(plan={"starts": PLAN["starts"]}, log=log, progress={"step": "break.1", "clock": clock(660)})
    day = forecast_day(made, DECK, 660.0, at_minute(94))
    entry = entry_of(day, "break.1")
    assert (entry.real, entry.rest, entry.given, entry.forecast) == (4 * 60, 11 * 60, 10 * 60, 5 * 60)


@pytest.mark.parametrize("path", [ENGLISH, FARM], ids=lambda path: path.stem)
def test_an_examples_real_time_is_what_its_log_adds_up_to(path: Path) -> None:
    made = example(path)
    day = forecast_day(made, DECK, 0.0, made.log[-1].started + timedelta(days=3))
    assert (day.start, day.elapsed, day.skipped) == (None, sum(run.actual for run in made.log), ())


# --- planning anew --------------------------------------------------------------------------------


def test_the_gentlest_cuts_are_offered_first() -> None:
    # One minute over: every step to come could give it, the longest feel it least.
    offered = cuts(DECK, day_at(25))
    assert offered[:4] == (
        Cut("invent.rounds", 20, 19, 10), Cut("refine.write", 20, 19, 10), Cut("iterate.measure", 20, 19, 10),
        Cut("define.count", 15, 14, 8),
    )  # fmt: skip
    assert offered[-1] == Cut("next.decide", 5, 4, 3)
    assert {each.step for each in offered} == {
        entry.step for entry in day_at(25).entries if entry.state == "ahead" and entry.phase != "break"
    }


def test_where_no_step_alone_can_give_all_each_goes_to_its_floor() -> None:
    # 12 minutes over: 20 goes to 10, 15 to 8, 10 to 5, 5 to 3. For 8 minutes the steps of 20 are enough alone.
    offered = cuts(DECK, day_at(36))
    assert {(each.planned, each.to, each.saves) for each in offered} == {
        (20, 10, 10), (15, 8, 7), (10, 5, 5), (5, 3, 2),
    }  # fmt: skip
    assert [each.saves >= 8 for each in cuts(DECK, day_at(36), 8)] == [True] * 3 + [False] * 10
    assert cuts(DECK, day_at(24)) == ()
    assert cuts(DECK, day_at(24), 3)[0].to == 17


def test_a_step_that_can_give_all_comes_before_a_longer_one_that_cannot() -> None:
    # refine.write was cut to 11 already and has 1 left to give; listen.group gives the 3 that are needed.
    made = hand_worked(plan={**PLAN, "minutes": {"refine.write": 11}})
    offered = [each.step for each in cuts(DECK, day_at(made=made), 3)]
    assert offered.index("listen.group") < offered.index("refine.write")


def test_a_cut_gives_the_day_its_minutes_back_and_the_breaks_theirs() -> None:
    made = hand_worked()
    day = day_at(25)
    shorter = cut(made, DECK, cuts(DECK, day)[0])
    assert shorter.plan.minutes == {"listen.write": 7, "invent.rounds": 19}
    assert day_at(25, shorter).fits
    # 6 minutes too many at the beginning: so many from refine.write, and break 1 is whole again.
    chosen = next(each for each in cuts(DECK, day_at(), 6) if each.step == "refine.write")
    assert day_at(made=cut(made, DECK, chosen)).shortened == ()


@pytest.mark.parametrize(
    ("step", "team", "took", "floor"),
    [
        ("refine.write", None, 0, 10),
        ("refine.read", None, 0, 8),
        ("refine.write", 14, 0, 10),  # cut once already: the floor stays
        ("refine.write", 40, 0, 10),
        ("refine.write", 6, 0, 6),  # by hand below it: nothing more to give
        ("refine.write", None, 12.5, 13),  # never below what it took
        ("refine.write", None, 25, 25),
    ],
)
def test_no_step_is_cut_below_half_the_decks_minutes_or_what_it_took(
    step: str, team: int | None, took: float, floor: int
) -> None:
    plan = {"minutes": {} if team is None else {step: team}}
    log = [run(step, 0, took)] if took else []
    made = workshop(plan=plan, log=log, progress={"step": "opening.checks"})
    entry = entry_of(forecast_day(made, DECK, 180.0, ONE), step)
    assert floor_minutes(DECK, entry) == floor


def test_the_steps_to_come_shrink_in_proportion_to_fit() -> None:
    # 36 minutes over at minute 77: 210 - 77 - 30 (breaks) = 103 minutes for 145 planned, each times 103 / 145 = 0.7103.
    # 5: 3.55, 10: 7.10, 15: 10.66, 20: 14.21. Rounded down they are 98; five more go to the largest remainders:
    # both steps of 15, then the first three steps of 5.
    fit = fitted(DECK, day_at(36))
    assert fit.missing == 0
    assert fit.minutes == {
        "listen.group": 7, "define.posts": 4, "define.count": 11, "define.weigh": 7, "define.table": 4,
        "invent.cycle": 7, "invent.rounds": 14, "invent.result": 4, "refine.roles": 3, "refine.write": 14,
        "refine.read": 11, "iterate.measure": 14, "next.decide": 3,
    }  # fmt: skip
    day = day_at(36, replanned(hand_worked(), DECK, fit.minutes))
    assert (day.finish, day.shortened, cuts(DECK, day)) == (210 * 60, (), ())


def test_the_steps_to_come_stretch_over_the_hour_of_a_larger_team() -> None:
    made = planning().with_(participants=hand_worked(participants=people(*"abcdefg")).participants)
    day = forecast_day(made, DECK, 180.0, ONE)
    stretched = replanned(made, DECK, fitted(DECK, day).minutes)
    assert sum(agenda.planned_seconds(stretched, step) or 0 for step in DECK.steps) == 270 * 60
    assert [mark.late for mark in forecast_day(stretched, DECK, 180.0, ONE).marks] == [0, 0, 0]
    # And back: what is the deck's own again is not written.
    back = fitted(DECK, forecast_day(stretched, DECK, 180.0, ONE), 210)
    assert replanned(stretched, DECK, back.minutes).plan.minutes == {}


def test_floors_that_do_not_fit_are_said_with_what_is_missing() -> None:
    # At minute 120 there are 210 - 120 - 30 = 60 minutes; half of each, rounded up, is 5 + 19 + 18 + 21 + 10 + 3 = 76.
    fit = fitted(DECK, day_at(79))
    assert (sum(fit.minutes.values()), fit.missing) == (76, 16)
    assert day_at(79, replanned(hand_worked(), DECK, fit.minutes)).fits  # the breaks give these 16


def test_no_step_is_stretched_beyond_what_the_file_holds() -> None:
    made = workshop(progress={"step": "iterate.measure"})
    fit = fitted(DECK, forecast_day(made, DECK, 0.0, ONE), 5000)
    assert (fit.minutes, fit.missing) == ({"next.decide": 600}, 0)
    replanned(made, DECK, fit.minutes).validated()
    assert fitted(DECK, forecast_day(workshop(progress={"step": "next.decide"}), DECK, 300.0, ONE)) == Fit({}, 0)


def test_a_day_that_is_over_has_nothing_to_shorten_or_stretch() -> None:
    # The last step ran, the room came back one step, and its clock stands at nothing: six minutes and a half later
    # there is still nothing to come.
    made = workshop(
        log=[run("opening.checks", 0, 0), run("next.decide", 0, 5)],
        progress={"step": "iterate.measure", "clock": clock(0, running=False)},
    )
    day = forecast_day(made, DECK, 0, at_minute(6.5))
    assert day.is_over
    assert fitted(DECK, day) == Fit({}, 0)
    assert cuts(DECK, day, 5) == ()


# --- days at random -------------------------------------------------------------------------------

STEPS = [step.id for step in DECK.steps]


@st.composite
def days(draw: st.DrawFn) -> tuple[Workshop, int, datetime]:
    """A workshop somewhere in its day, the seconds left on its clock, and the moment."""
    here = draw(st.sampled_from(STEPS))
    ran = draw(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3000)), max_size=12))
    log, minute = [], 0.0
    for step, seconds in ran:
        minute += draw(st.sampled_from([0, 0, 0.5, 7]))
        log.append(run(step, minute, seconds / 60))
        minute += seconds / 60
    minutes: Mapping[str, int] = draw(st.dictionaries(st.sampled_from(STEPS), st.integers(0, 60), max_size=8))
    left = draw(st.integers(-3000, 1500))
    made = workshop(
        plan={"minutes": minutes, "starts": PLAN["starts"]} if draw(st.booleans()) else {"minutes": minutes},
        participants=people(*"abcdefgh"[: draw(st.integers(3, 8))]),
        log=log,
        progress={"step": here, "clock": clock(left, running=draw(st.booleans()))},
    )
    return made, left, at_minute(minute + draw(st.sampled_from([0, 1.5, 40, 2000])))


@given(days())
def test_phases_add_up_to_steps_and_steps_to_the_day(drawn: tuple[Workshop, int, datetime]) -> None:
    day = forecast_day(drawn[0], DECK, drawn[1], drawn[2])
    for sums in (
        (sum(phase.real for phase in day.phases), sum(entry.real for entry in day.entries), day.elapsed - day.idle),
        (sum(phase.planned for phase in day.phases), sum(entry.planned or 0 for entry in day.entries), day.planned),
        (
            sum(phase.forecast for phase in day.phases), sum(entry.forecast for entry in day.entries),
            day.finish - day.idle,
        ),
    ):  # fmt: skip
        assert len(set(sums)) == 1
    assert [entry.step for entry in day.entries] == STEPS
    assert day.marks[-1] == Mark(None, day.end, day.finish)


@given(days())
def test_breaks_give_what_is_too_much_and_no_more(drawn: tuple[Workshop, int, datetime]) -> None:
    day = forecast_day(drawn[0], DECK, drawn[1], drawn[2])
    for entry in day.entries:
        assert 0 <= entry.given <= entry.rest
        assert entry.given == 0 or entry.phase == "break"
    gives = sum(entry.given for entry in day.entries)
    assert gives == 0 or day.finish == day.end or day.over
    if day.over:
        assert all(entry.given == entry.rest for entry in day.entries if entry.phase == "break")
    assert day.late == day.finish + gives - day.planned


@given(days(), st.integers(0, 4000))
def test_more_overrun_never_ends_the_day_earlier_nor_gives_a_break_more(
    drawn: tuple[Workshop, int, datetime], more: int
) -> None:
    made, left, _ = drawn
    made = made.with_(progress=made.progress.model_copy(update={"clock": Clock(left=left, running=True, at=ONE)}))
    first, then = (
        forecast_day(made, DECK, left - passed, ONE + timedelta(hours=1, seconds=passed)) for passed in (0, more)
    )
    assert then.finish >= first.finish
    assert then.over >= first.over
    if left >= more:
        assert then.late == first.late or first.is_over
    for before, after in zip(first.entries, then.entries, strict=True):
        assert after.given >= before.given or before.state == "now"


@given(days(), st.none() | st.integers(0, 400))
def test_a_refit_sums_exactly_stays_above_every_floor_and_fits(
    drawn: tuple[Workshop, int, datetime], until: int | None
) -> None:
    made, left, now = drawn
    day = forecast_day(made, DECK, left, now)
    fit = fitted(DECK, day, until)
    floors = {entry.step: floor_minutes(DECK, entry) for entry in day.entries if entry.step in fit.minutes}
    assert all(minutes >= floors[step] for step, minutes in fit.minutes.items())
    assert fitted(DECK, day, until) == fit
    again = forecast_day(replanned(made, DECK, fit.minutes).validated(), DECK, left, now)
    # Breaks at their whole length: what comes is what there is, to the minute that seconds cannot fill.
    spare = (day.end if until is None else 60 * until) - again.elapsed - sum(entry.rest for entry in again.entries)
    if fit.missing:
        assert fit.minutes == floors
        assert -60 * fit.missing <= spare < -60 * (fit.missing - 1)
    elif fit.minutes and max(fit.minutes.values()) < 600:
        assert 0 <= spare < 60


@given(days(), st.integers(1, 40))
def test_every_cut_saves_what_it_says_and_stays_above_its_floor(
    drawn: tuple[Workshop, int, datetime], needed: int
) -> None:
    made, left, now = drawn
    day = forecast_day(made, DECK, left, now)
    for each in cuts(DECK, day, needed):
        assert each.floor <= each.to < each.planned
        assert 1 <= each.saves <= needed
        after = forecast_day(cut(made, DECK, each).validated(), DECK, left, now)
        rests = [sum(entry.rest for entry in ledgers.entries) for ledgers in (day, after)]
        assert rests[0] - rests[1] == 60 * each.saves


# --- words ----------------------------------------------------------------------------------------


def test_the_hand_worked_day_in_sentences() -> None:
    assert day_sentences(DECK, day_at()) == (
        "At this pace the day ends at 16:30 (planned: 16:30).",
        "We are 4 min behind the plan.",
        "5 min went by while no clock ran.",
        "The plan is 2 min longer than the day.",
        "Break 1 begins at 14:26 (planned: 14:20).",
        "Break 1 gives up 6 min and lasts 9.",
        "Skipped: “Three promises for today”.",
    )
    assert day_sentences(DECK, day_at(36))[5:8] == (
        "Break 1 is used up.",
        "Break 2 is used up.",
        "12 min do not fit: shorten steps or end later.",
    )


@pytest.mark.parametrize(
    ("checks", "said", "first"),
    [
        (3, "", "We are on time."),
        (2.1, "", "We are on time."),
        (2, "", "We are 1 min ahead of the plan."),
        (1, "2 min ahead", "We are 2 min ahead of the plan."),
        (3.9, "", "We are on time."),
        (4, "break 1: 14 min", "We are 1 min behind the plan."),
    ],
)
def test_a_minute_late_is_told_and_two_minutes_ahead(checks: float, said: str, first: str) -> None:
    made = workshop(log=[run("opening.checks", 0, checks)], progress={"step": "opening.goal"})
    day = forecast_day(made, DECK, 420.0, at_minute(checks))
    assert status_line(day) == said
    assert day_sentences(DECK, day)[1] == first


def test_without_a_known_start_minutes_are_told_instead_of_the_time_of_day() -> None:
    day = forecast_day(workshop(), DECK, 180.0, ONE)
    assert day_sentences(DECK, day)[::2] == (
        "At this pace the day ends at minute 210 (planned: minute 210).",
        "Break 1 begins at minute 80 (planned: minute 80).",
    )


def test_cuts_and_refits_in_words() -> None:
    assert cut_words(DECK, Cut("refine.write", 20, 17, 10)) == "Write the proposal: 20 → 17 min"
    assert fit_words(Fit({"refine.write": 17}, 0)) == "All steps to come fit into the time there is."
    assert fit_words(Fit({"refine.write": 10}, 4)).startswith("Even at their shortest the steps lack 4 min")


def test_a_facilitator_reads_it_in_japanese() -> None:
    i18n.use("ja")
    assert [status_line(day_at(overtime)) for overtime in (-2, 9, 36)] == [
        "休憩 1 を 9 分に", "休憩 1 なし", "12 分はみ出します",
    ]  # fmt: skip
    assert day_sentences(DECK, day_at()) == (
        "このまま進むと 16:30 に終わります（予定は 16:30）。",
        "計画より 4 分遅れています。",
        "時計が止まっている間に 5 分たちました。",
        "計画の合計が、この日の長さを 2 分超えています。",
        "休憩 1 は 14:26 からです（予定は 14:20）。",
        "休憩 1 を 6 分削って、9 分にします。",
        "飛ばしたワークは「今日の三つの約束」です。",
    )
    assert cut_words(DECK, Cut("refine.write", 20, 17, 10)) == "企画文書を書く：20 → 17 分"
