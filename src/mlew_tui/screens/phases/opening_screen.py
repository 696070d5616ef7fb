"""How a day begins: Day 1's opening and that of Day 2 and every later round."""

from typing import ClassVar

from mlew_tui.screens.phases.improve import Day2ChecksDesk
from mlew_tui.screens.phases.opening import ChecksDesk
from mlew_tui.screens.step.step_screen import StepScreen


class OpeningScreen(StepScreen):
    """The opening's steps."""

    DESKS: ClassVar = {
        "opening.checks": ChecksDesk,
        "day2.checks": Day2ChecksDesk,
    }
