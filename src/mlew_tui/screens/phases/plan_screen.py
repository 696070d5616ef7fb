"""The screen of Plan, which has a line of time over the board."""

from collections.abc import Iterable

from textual.widget import Widget

from mlew_tui.screens.phases.plan_timeline import TimelinePresenter
from mlew_tui.screens.step.step_screen import StepScreen
from mlew_tui.widgets.time_axis import TimeAxis


class PlanScreen(StepScreen):
    """Shows the plan's steps; the timeline's has a line of time over its board."""

    def work_area(self) -> Iterable[Widget]:
        """Return the line of time, too."""
        self.axis = TimeAxis(id="axis")
        return (self.axis, *super().work_area())

    def show_work(self) -> None:
        """Show the line of time where the presenter has one."""
        super().show_work()
        self.axis.show(self.presenter.axis(self.snapshot) if isinstance(self.presenter, TimelinePresenter) else ())
