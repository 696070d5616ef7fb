"""The console's controllers, each loaded when it is first needed: after the first frame."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlew_tui.app.agenda_controller import AgendaController
    from mlew_tui.app.context import ConsoleContext
    from mlew_tui.app.dialog_controller import DialogController
    from mlew_tui.app.editing_controller import EditingController
    from mlew_tui.app.export_controller import ExportController
    from mlew_tui.app.external_change_controller import ExternalChangeController
    from mlew_tui.app.home_controller import HomeController
    from mlew_tui.app.leaving_controller import LeavingController
    from mlew_tui.app.report_controller import ReportController
    from mlew_tui.app.round_controller import RoundController
    from mlew_tui.app.saving_controller import SavingController
    from mlew_tui.app.schedule_controller import ScheduleController
    from mlew_tui.app.stage_controller import StageController
    from mlew_tui.app.versions_controller import VersionsController
    from mlew_tui.settings.keymap import Keymap


class LazyControllers:
    """Makes each controller of a console at its first use."""

    def __init__(
        self,
        console: "ConsoleContext",
        notes: "Callable[[], tuple[str, ...]]",
        keymap: "Keymap",
        *,
        saves_in_background: bool,
    ) -> None:
        self._console, self._notes, self._keymap = console, notes, keymap
        self._saves_in_background = saves_in_background

    @cached_property
    def stage(self) -> "StageController":
        """What shows the session on the screen of its step."""
        from mlew_tui.app.stage_controller import StageController  # lazy: Home is drawn without a step's screen

        return StageController(self._console, self._notes, self._keymap)

    @cached_property
    def saving(self) -> "SavingController":
        """What reports saves and asks about unsaved work."""
        from mlew_tui.app.saving_controller import SavingController  # lazy: brings dialogs

        return SavingController(self._console)

    @cached_property
    def editing(self) -> "EditingController":
        """What hands changes to the session."""
        from mlew_tui.app.editing_controller import EditingController  # lazy: Home is drawn without the model

        return EditingController(self._console)

    @cached_property
    def schedule(self) -> "ScheduleController":
        """What turns and watches the clock."""
        from mlew_tui.app.schedule_controller import ScheduleController  # lazy: brings the forecast and its words

        return ScheduleController(self._console)

    @cached_property
    def agenda(self) -> "AgendaController":
        """What plans the rest of the day."""
        from mlew_tui.app.agenda_controller import AgendaController  # lazy: brings dialogs

        return AgendaController(self._console, self.schedule)

    @cached_property
    def rounds(self) -> "RoundController":
        """What closes rounds and compares them."""
        from mlew_tui.app.round_controller import RoundController  # lazy: comparing workshops takes 15 ms to import

        return RoundController(self._console)

    @cached_property
    def dialogs(self) -> "DialogController":
        """What opens the dialogs of a step."""
        from mlew_tui.app.dialog_controller import DialogController  # lazy: brings dialogs

        return DialogController(self._console, self._keymap)

    @cached_property
    def external_changes(self) -> "ExternalChangeController":
        """What asks about changes of the file from outside."""
        from mlew_tui.app.external_change_controller import ExternalChangeController  # lazy: seldom needed

        return ExternalChangeController(self._console)

    @cached_property
    def leaving(self) -> "LeavingController":
        """What ends the console."""
        from mlew_tui.app.leaving_controller import LeavingController  # lazy: brings the report's screen

        return LeavingController(self._console)

    @cached_property
    def reports(self) -> "ReportController":
        """What answers the report of a broken file."""
        from mlew_tui.app.report_controller import ReportController  # lazy: seldom needed

        return ReportController(self._console)

    @cached_property
    def versions(self) -> "VersionsController":
        """What goes back to earlier versions."""
        from mlew_tui.app.versions_controller import VersionsController  # lazy: seldom needed

        return VersionsController(self._console)

    @cached_property
    def exports(self) -> "ExportController":
        """What writes the workshop in other formats."""
        from mlew_tui.app.export_controller import ExportController  # lazy: seldom needed

        return ExportController(self._console)

    @cached_property
    def home_controller(self) -> "HomeController":
        """What opens and creates workshops."""
        from mlew_tui.app.home_controller import HomeController  # lazy: Home is drawn without the model

        return HomeController(self._console, saves_in_background=self._saves_in_background)
