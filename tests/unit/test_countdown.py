"""The clock of one step, at moments the tests choose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.model.schedule.countdown import Countdown, warning


def test_a_clock_waits_until_it_is_started() -> None:
    clock = Countdown(300.0, at=10.0)
    assert clock.left_at(1000.0) == 300.0
    assert clock.ran_at(1000.0) == 0.0


def test_a_running_clock_counts_down_from_the_moment_it_was_started() -> None:
    clock = Countdown(300.0, at=10.0).started(100.0)
    assert clock.left_at(100.0) == 300.0
    assert clock.left_at(130.5) == 269.5
    assert clock.ran_at(130.5) == 30.5


def test_below_zero_the_clock_goes_on_as_overtime() -> None:
    assert Countdown(5.0).started(0.0).left_at(65.0) == -60.0


def test_starting_a_running_clock_changes_nothing() -> None:
    clock = Countdown(300.0).started(0.0)
    assert clock.started(50.0) == clock


def test_a_paused_clock_stands_still_and_goes_on_from_there() -> None:
    paused = Countdown(300.0).started(0.0).paused(100.0)
    assert (paused.running, paused.left_at(5000.0), paused.ran_at(5000.0)) == (False, 200.0, 0.0)
    assert paused.started(5000.0).left_at(5001.0) == 199.0
    assert paused.paused(9000.0).left_at(9000.0) == 200.0


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize("seconds", [60.0, -60.0])
def test_more_or_less_time_is_given_whether_the_clock_runs_or_not(running: bool, seconds: float) -> None:
    clock = Countdown(300.0, running=running, at=0.0)
    assert clock.extended(seconds).left_at(100.0) == clock.left_at(100.0) + seconds
    assert clock.extended(seconds).running is running


@pytest.mark.parametrize("running", [True, False])
def test_a_reset_clock_has_its_whole_time_and_runs_on_or_waits_as_it_did(running: bool) -> None:
    clock = Countdown(30.0, running=running, at=0.0).reset(300.0, 100.0)
    assert clock.running is running
    assert clock.left_at(100.0) == 300.0
    assert clock.left_at(101.0) == (299.0 if running else 300.0)


def test_an_untimed_step_says_so_through_everything() -> None:
    clock = Countdown(0.0, counts_up=True).started(0.0).extended(-5.0).paused(10.0).reset(0.0, 20.0)
    assert clock.counts_up


moments = st.integers(0, 600)
deeds = st.sampled_from(["start", "pause", "more", "less", "look"])


@given(st.lists(st.tuples(moments, deeds)))
def test_what_is_left_is_the_whole_time_and_what_was_given_less_the_time_it_ran(
    deeds_after: list[tuple[int, str]],
) -> None:
    now = 1000.0
    clock = Countdown(600.0, at=now)
    running, ran, given_time = False, 0.0, 0.0
    for wait, deed in deeds_after:
        now += wait
        ran += wait * running
        match deed:
            case "start":
                clock, running = clock.started(now), True
            case "pause":
                clock, running = clock.paused(now), False
            case "more" | "less":
                step = 60.0 if deed == "more" else -60.0
                clock, given_time = clock.extended(step), given_time + step
        assert clock.left_at(now) == 600.0 + given_time - ran
        assert clock.running is running


@pytest.mark.parametrize(
    ("before", "left", "passed"),
    [
        (61.0, 60.5, None),
        (60.5, 60.0, 60),
        (60.0, 59.9, None),
        (60.1, 59.9, 60),
        (0.1, 0.0, 0),
        (0.0, -0.1, None),
        (0.2, -30.0, 0),
        (90.0, -5.0, 0),
        (-5.0, 90.0, None),
        (30.0, 30.0, None),
    ],
)
def test_a_mark_is_passed_once_and_of_several_the_lowest_is_told(
    before: float, left: float, passed: int | None
) -> None:
    assert warning(before, before, (60, 0)) is None
    assert warning(left, before, (60, 0)) == passed
    assert warning(left, before, ()) is None


@given(st.lists(st.integers(0, 3000), min_size=2).map(lambda tenths: sorted(tenths, reverse=True)))
def test_however_late_the_looks_are_every_passed_mark_is_told_at_most_once(tenths: list[int]) -> None:
    looks = [tenth / 10 - 100 for tenth in tenths]
    told = [warning(left, before, (60, 0)) for before, left in pairwise(looks)]
    assert told.count(60) <= 1
    assert told.count(0) == (looks[0] > 0 >= looks[-1])
