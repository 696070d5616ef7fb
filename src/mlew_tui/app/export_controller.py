"""Exports the workshop: asks for a format, shows a preview, and writes where somebody says."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.app.context import NOTICE_SECONDS, ConsoleContext
from mlew_tui.i18n import tr
from mlew_tui.screens.dialogs.base import AskDialog
from mlew_tui.screens.dialogs.export_dialogs import ExportDialog, FormatDialog, replace_question
from mlew_tui.session import export_files
from mlew_tui.text.os_errors import describe_os_error

if TYPE_CHECKING:
    from mlew_tui.session.export_files import ExportFiles
    from mlew_tui.session.session import Session


class ExportController:
    """Writes the workshop in other programs' formats; the workshop itself is never touched by that."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console

    async def export(self) -> None:
        """Ask for a format, show its content, and write it; built and written in threads."""
        session = self._console.session
        to = await self._console.push_screen_wait(FormatDialog())
        if session is None or to is None:
            return
        from mlew_tui.app.export_preview import preview  # lazy: 50 ms, which would delay the dialog above

        workshop, path = session.workshop, self._name_source(session)
        files = await asyncio.to_thread(export_files.make, workshop, session.deck, path, session.clock.now(), to)
        sections = await asyncio.to_thread(preview, session, files, to)
        pending: ExportFiles | None = export_files.parcel(files, to, path)
        is_covered = export_files.stays_covered(workshop)
        while pending is not None:
            answer = await self._console.push_screen_wait(
                ExportDialog(sections, str(pending.where), covered=is_covered)
            )
            if answer == "elsewhere":
                pending = await self._ask_path(pending, path) or pending
            elif answer == "write":
                pending = await self._write(pending, session.path, path)
            else:
                return

    @staticmethod
    def _name_source(session: "Session") -> Path:
        """Return the path exports are named after; of a throw-away copy, one in the current folder, which stays."""
        return Path.cwd() / session.path.name if session.snapshot.demo else session.path

    async def _ask_path(self, pending: "ExportFiles", path: Path) -> "ExportFiles | None":
        """Ask for another path; return None if none was given or it cannot be used."""
        answer = await self._console.push_screen_wait(AskDialog(tr("Write the export to"), str(pending.where)))
        if not answer or not answer.strip():
            return None
        try:
            return export_files.parcel(pending.files, pending.to, path, export_files.typed(answer))
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: "~name" of an unknown user
            self._console.saving.report_write_error(error)
            return None

    async def _write(self, pending: "ExportFiles", workshop: Path, path: Path) -> "ExportFiles | None":
        """Write the export and notify; return what is still to be written if it was not."""
        force = False
        try:
            if there := export_files.taken(pending):
                answer = await self._console.push_screen_wait(replace_question(there[0].name))
                if answer != "replace":
                    return (await self._ask_path(pending, path) or pending) if answer == "elsewhere" else pending
                force = True
            await asyncio.to_thread(export_files.deliver, pending, workshop, force=force)
        except export_files.TargetIsWorkshopError:
            words = tr("That is the workshop itself: name another file")
        except OSError as error:
            words = tr("{path} could not be written: {reason}", path=pending.where, reason=describe_os_error(error))
        except ValueError as error:  # a name no file system accepts
            words = tr("{path} could not be written: {reason}", path=pending.where, reason=error)
        else:
            self._console.notify(tr("Written: {path}", path=pending.where), markup=False, timeout=NOTICE_SECONDS)
            return None
        self._console.notify(words, severity="error", markup=False, timeout=NOTICE_SECONDS)
        return pending
