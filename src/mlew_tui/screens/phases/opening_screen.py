"""How a day begins: Day 1's opening and that of Day 2 and every later round."""

from typing import ClassVar

from mlew_tui.screens.phases.improve import Day2ChecksPresenter
from mlew_tui.screens.phases.opening import ChecksPresenter
from mlew_tui.screens.step.step_screen import StepScreen


class OpeningScreen(StepScreen):
    """The opening's steps."""

    PRESENTERS: ClassVar = {
        "opening.checks": ChecksPresenter,
        "day2.checks": Day2ChecksPresenter,
    }
