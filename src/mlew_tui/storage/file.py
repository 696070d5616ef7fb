"""One ``workshop.toml`` on disk: read, checked, and saved so that nobody's words are lost."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from mlew_tui.language import tr
from mlew_tui.model.workshop import FORMAT, Workshop
from mlew_tui.storage import diagnostics, durable
from mlew_tui.storage.diagnostics import Broken, Problem
from mlew_tui.storage.durable import NotWritten


class ChangedOutside(NotWritten):
    """Somebody changed the file since it was read or saved here; nothing was written over it."""


def read(path: Path) -> tuple[Workshop, str]:
    """Return the workshop of a file and its text. Raises Broken; the file is never touched."""
    text = diagnostics.read_text(path)
    tree = diagnostics.parse(path, text)
    version = tree.get("format")
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        what = tr(
            "this file has format {version}, this program knows up to {known}: it needs a newer mlew-tui",
            version=version, known=FORMAT,
        )  # fmt: skip
        raise Broken((Problem(path, what),))
    try:
        workshop = Workshop.model_validate(tree)
    except ValidationError as error:
        raise diagnostics.of_validation(path, text, error) from None
    try:
        ZoneInfo(workshop.time_zone)
    except (ValueError, OSError, KeyError):
        what = tr("there is no time zone “{name}”: write one such as Asia/Tokyo", name=workshop.time_zone)
        raise Broken((diagnostics.at(path, text, ("time_zone",), what),)) from None
    return workshop, text


class WorkshopFile:
    """The file a session saves into; knows its text as last read or written here."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.set_aside: Path | None = None

    @classmethod
    def create(cls, path: Path, workshop: Workshop, header: str) -> "WorkshopFile":
        """Write a new file. Raises FileExistsError rather than overwrite, NotWritten if it cannot."""
        if path.exists() or path.is_symlink():
            raise FileExistsError(17, tr("the file exists already"), str(path))
        from mlew_tui.storage import document  # the writer costs a tenth of the start: not before it is needed

        text = document.fresh(workshop, header)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWritten(error.errno, error.strerror, str(path)) from error
        durable.write(path, text.encode())
        return cls(path, text)

    def text_of(self, workshop: Workshop) -> str:
        """Return the text a save would write."""
        from mlew_tui.storage import document

        return document.render(workshop, self.text.removeprefix("\ufeff"))

    def save(self, workshop: Workshop) -> None:
        """Save durably; hand-written comments and layout stay.

        Where the layout cannot be edited, the old text is kept beside it as ``.bak``, the canonical
        form is written, and ``set_aside`` names the copy. Raises ChangedOutside when the file is not as
        it was left here, NotWritten when it cannot be replaced; either way what is on disk stays.
        """
        try:
            on_disk = self.path.read_bytes()
        except FileNotFoundError:
            on_disk = self.text.encode()  # removed meanwhile: saving brings it back
        except OSError as error:
            raise NotWritten(error.errno, error.strerror, str(self.path)) from error
        if on_disk != self.text.encode():
            raise ChangedOutside(0, tr("the file was changed outside"), str(self.path))
        mark, body = ("\ufeff", self.text[1:]) if self.text.startswith("\ufeff") else ("", self.text)
        from mlew_tui.storage import document

        changed = document.edited(workshop, body)
        text = mark + (document.canonical(workshop) if changed is None else changed)
        if changed is None:
            self.set_aside = self.path.with_name(self.path.name + ".bak")
            durable.write(self.set_aside, self.text.encode())
        if text != self.text or not self.path.exists():
            durable.write(self.path, text.encode())
            self.text = text

    def take_over(self, keep: Path) -> None:
        """Set what is on disk aside as ``keep`` and go on from its text: the next save replaces it.

        A text that is empty or no TOML cannot carry ours, so there our own last text comes back.
        """
        durable.write(keep, self.path.read_bytes())
        try:
            text = diagnostics.read_text(self.path)
            diagnostics.parse(self.path, text)
        except Broken:
            durable.write(self.path, self.text.encode())
        else:
            self.text = text
