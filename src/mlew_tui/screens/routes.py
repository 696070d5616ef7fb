"""Which screen shows which phase, and which presenter which step; each is loaded when the room first comes there."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mlew_tui.model.deck import Step
    from mlew_tui.screens.step.presenter import StepPresenter
    from mlew_tui.screens.step.step_screen import StepScreen

_STEP_SCREEN: Final = "step.step_screen:StepScreen"
_SCREENS: Final[Mapping[str, str]] = {
    "invent": "phases.invent_screen:InventScreen",
    "plan": "phases.plan_screen:PlanScreen",
}
"""The screens of phases that have widgets of their own."""
_DEFAULT_PRESENTER: Final = "step.presenter:StepPresenter"
"""The presenter of a step that is not listed: a team's own deck may have any."""
_PRESENTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "opening": {
        "opening.checks": "phases.opening:ChecksPresenter",
        "day2.checks": "phases.improve:Day2ChecksPresenter",
    },
    "listen": {
        "listen.intro": "phases.listen:IntroPresenter",
        "listen.customer": "phases.listen:CustomerPresenter",
        "listen.write": "phases.listen:ReviewsPresenter",
        "listen.group": "phases.listen:GroupsPresenter",
    },
    "define": {
        "define.posts": "phases.define:PostsPresenter",
        "define.count": "phases.define:CountPresenter",
        "define.weigh": "phases.define:WeighPresenter",
        "define.table": "phases.define:TablePresenter",
    },
    "invent": {
        "invent.cycle": "phases.invent:CyclePresenter",
        "invent.rounds": "phases.invent:RoundsPresenter",
        "invent.result": "phases.result:ResultPresenter",
    },
    "refine": {
        "refine.roles": "phases.refine:RolesPresenter",
        "refine.write": "phases.refine:WritePresenter",
        "refine.read": "phases.refine:ReadPresenter",
    },
    "iterate": {"iterate.measure": "phases.iterate:MeasurePresenter"},
    "next_step": {
        "next.decide": "phases.next_step:DecidePresenter",
        "day2.minutes": "phases.improve:MinutesPresenter",
    },
    "plan": {
        "plan.timeline": "phases.plan_timeline:TimelinePresenter",
        "plan.todos_alone": "phases.plan_todos:AlonePresenter",
        "plan.todos": "phases.plan_todos:TogetherPresenter",
        "plan.calendar": "phases.plan_calendar:CalendarPresenter",
        "plan.close": "phases.plan:ClosePresenter",
    },
    "break": {"": "phases.opening:BreakPresenter"},
}
"""By phase, then by step id, "" for any other step of the phase: module and class of the presenter."""


def phase_screen(phase: str) -> "type[StepScreen]":
    """Return the screen of a phase."""
    return _load(_SCREENS.get(phase, _STEP_SCREEN))  # type: ignore[return-value]  # the table's classes are screens


def presenter_class(step: "Step") -> "type[StepPresenter]":
    """Return the presenter of a step."""
    presenters = _PRESENTERS.get(step.phase, {})
    address = presenters.get(step.id) or presenters.get("") or _DEFAULT_PRESENTER
    return _load(address)  # type: ignore[return-value]  # the table's classes are presenters


def preload(step: "Step") -> None:
    """Load the screen and presenter of a step ahead of time, while the console is idle."""
    phase_screen(step.phase)
    presenter_class(step)


def _load(address: str) -> object:
    """Return a class by ``module:class``, the module below this package."""
    module, _, name = address.partition(":")
    return getattr(import_module(f"{__package__}.{module}"), name)
