"""Which screen shows which phase."""

from mlew_tui.screens.step.step_screen import StepScreen


def phase_screen(phase: str) -> type[StepScreen]:
    """Return the screen of a phase; each is loaded when the room first comes there."""
    match phase:
        case "listen":
            from mlew_tui.screens.phases.listen import ListenScreen

            return ListenScreen
        case "define":
            from mlew_tui.screens.phases.define import DefineScreen

            return DefineScreen
        case "break":
            from mlew_tui.screens.phases.opening import BreakScreen

            return BreakScreen
        case "invent":
            from mlew_tui.screens.phases.invent import InventScreen

            return InventScreen
        case "refine":
            from mlew_tui.screens.phases.refine import RefineScreen

            return RefineScreen
        case "iterate":
            from mlew_tui.screens.phases.iterate import IterateScreen

            return IterateScreen
        case "next_step":
            from mlew_tui.screens.phases.next_step import NextStepScreen

            return NextStepScreen
        case "plan":
            from mlew_tui.screens.phases.plan import PlanScreen

            return PlanScreen
        case _:
            from mlew_tui.screens.phases.opening_screen import OpeningScreen

            return OpeningScreen
