"""What the app does about exports: which format, a look at it, and where it goes, while the room goes on."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from mlew_tui.app.language_controller import LanguageMatters
from mlew_tui.app.saving_controller import TOLD
from mlew_tui.i18n import tr
from mlew_tui.text.os_errors import reason

if TYPE_CHECKING:
    from mlew_tui.export.source import File
    from mlew_tui.session.export_files import ExportFiles
    from mlew_tui.session.session import Session
    from mlew_tui.text.page_layout import Section


class ExportMatters(LanguageMatters):
    """An app whose workshop leaves it in other programs' formats; the workshop itself is never touched by that."""

    @work(exclusive=True, group="export")
    async def offer_export(self) -> None:
        """Ask for a format, show what it will hold, then write it where somebody says; made and written in a thread."""
        from mlew_tui.screens.dialogs.export_dialogs import ExportDialog, FormatDialog
        from mlew_tui.session import export_files  # with all that tells a workshop on paper: not at the start

        session = self.session
        to = await self.push_screen_wait(FormatDialog())
        if session is None or to is None:
            return
        workshop, path = session.workshop, self._beside(session)
        files = await asyncio.to_thread(export_files.make, workshop, session.deck, path, session.now(), to)
        shown = await asyncio.to_thread(_preview, session, files, to)
        made: ExportFiles | None = export_files.parcel(files, to, path)
        covered = export_files.stays_covered(workshop)
        while made is not None:
            answer = await self.push_screen_wait(ExportDialog(shown, str(made.where), covered=covered))
            if answer == "elsewhere":
                made = await self._elsewhere(made, path) or made
            elif answer == "write":
                made = await self._deliver(made, session.path, path)
            else:
                return

    def _beside(self, session: "Session") -> Path:
        """Return the path exports are named after: of a throw-away copy where the console was started, for it stays."""
        return Path.cwd() / session.path.name if session.snapshot.demo else session.path

    async def _elsewhere(self, made: "ExportFiles", path: Path) -> "ExportFiles | None":
        """Ask for another place; None if there is none, or the name means nothing."""
        from mlew_tui.screens.dialogs.base import AskDialog
        from mlew_tui.session import export_files

        given = await self.push_screen_wait(AskDialog(tr("Write the export to"), str(made.where)))
        if not given or not given.strip():
            return None
        try:
            return export_files.parcel(made.files, made.to, path, export_files.typed(given))
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: ~somebody who is not there
            self.say_not_saved(error)
            return None

    async def _deliver(self, made: "ExportFiles", workshop: Path, path: Path) -> "ExportFiles | None":
        """Write it and say where; return what is still to be asked about where it was not written."""
        from mlew_tui.screens.dialogs.export_dialogs import replace_question
        from mlew_tui.session import export_files

        force = False
        try:
            if there := export_files.taken(made):
                answer = await self.push_screen_wait(replace_question(there[0].name))
                if answer != "replace":
                    return (await self._elsewhere(made, path) or made) if answer == "elsewhere" else made
                force = True
            await asyncio.to_thread(export_files.deliver, made, workshop, force=force)
        except export_files.TargetIsWorkshopError:
            words = tr("That is the workshop itself: name another file")
        except OSError as error:
            words = tr("{path} could not be written: {reason}", path=made.where, reason=reason(error))
        except ValueError as error:  # a name no disk takes
            words = tr("{path} could not be written: {reason}", path=made.where, reason=error)
        else:
            self.notify(tr("Written: {path}", path=made.where), markup=False, timeout=TOLD)
            return None
        self.notify(words, severity="error", markup=False, timeout=TOLD)
        return made


def _preview(session: "Session", files: "tuple[File, ...]", to: str) -> "tuple[Section, ...]":
    """Return what a format holds as a page to read: the paper, the Markdown itself, or how much is in each file."""
    from mlew_tui.export import full_document, proposal_section, terminal_preview
    from mlew_tui.export import phrases as words
    from mlew_tui.export.document import Paragraph, Said
    from mlew_tui.export.source import Source
    from mlew_tui.session import export_files

    source = Source(session.workshop, session.deck, session.path.stem, session.now())
    if to in ("md", "discovery-md"):
        return terminal_preview.of_markdown(files[0].content.decode())
    if to == "html":
        paper = full_document.whole(source)
        head = Paragraph(Said(words.joined((paper.what, *paper.facts))), "note")
        return terminal_preview.sections((head, *paper.blocks), paper.title)
    if to == "docx":
        return terminal_preview.sections(proposal_section.proposal(source), proposal_section.title(source.workshop))
    from mlew_tui.text.page_layout import Section

    return (Section(to, tuple(export_files.summary(files))),)
