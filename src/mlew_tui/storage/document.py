"""A workshop as TOML text: read it, and write it back so that what people wrote by hand stays."""

import tomllib
from collections.abc import Mapping
from itertools import takewhile

import tomli_w
import tomlrt

from mlew_tui.model.plain_tree import tree
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import table_blocks, target_tree
from mlew_tui.storage.target_tree import Plain
from mlew_tui.storage.text_edits import Layout

_ALWAYS = ("format", "title", "language", "deck", "time_zone")


def sparse(workshop: Workshop) -> dict[str, Plain]:
    """Return what a fresh file holds: whatever differs from the defaults, and the head of the file."""
    differing = tree(workshop, departures=True)
    head = {name: getattr(workshop, name) for name in _ALWAYS}
    return {**head, **{name: value for name, value in differing.items() if name not in head}}


def fresh(workshop: Workshop, header: str) -> str:
    """Return the text of a new file: a header, then the workshop in canonical form.

    A workshop begins as a form to fill in: the readiness checks stand there as false.
    """
    whole = {**sparse(workshop), "readiness": tree(workshop.readiness)}
    head = {key: value for key, value in whole.items() if not table_blocks.is_section((key,), value)}
    new = [table_blocks.AddedSection((key,), value) for key, value in whole.items() if key not in head]
    return table_blocks.arranged(header.rstrip() + "\n" + tomlrt.dumps(head), new)


def render(workshop: Workshop, text: str) -> str:
    """Return ``text`` changed to hold ``workshop``: only what differs in value is touched.

    Where the layout cannot be edited, the canonical form is returned. Raises ValueError if even that
    does not read back to the workshop.
    """
    return edited(workshop, text) or canonical(workshop, text)


def edited(workshop: Workshop, text: str) -> str | None:
    """Return ``text`` with only what differs in value touched, or None when that cannot be done exactly.

    Comments, blank lines, key order and number spelling of the rest stay.
    """
    return Draft(text).edited(workshop)


class Draft:
    """A file's text taken apart, kept from one change to the next so that each costs only itself."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tree: Mapping[str, Plain] | None = None
        self._document: tomlrt.Document | None = None

    def edited(self, workshop: Workshop) -> str | None:
        """Return the text changed to hold ``workshop`` and go on from it; None when that cannot be done exactly.

        The result was read back and compared type by type: nothing in it is to be changed, and nothing is
        missing in it. That is told from the trees alone, for validating a model is one long call that
        would hold up whoever types meanwhile.
        """
        before = tomllib.loads(self.text) if self._tree is None else self._tree
        whole, needed = tree(workshop), tree(workshop, departures=True)
        wanted = target_tree.of(whole, needed, before)
        if wanted is before:
            return self.text
        kept, self._document = self._document, None
        for document in (kept, None):
            try:
                changed, read, expected = self._changed(document, before, wanted)
            except (tomlrt.TOMLError, ValueError, KeyError, TypeError, IndexError):
                continue  # a layout the writer cannot edit, at least not any more
            if target_tree.identical(read, expected) and target_tree.of(whole, needed, read) is read:
                self.text, self._tree = changed, read
                return changed
            self._document = None
        return None

    def _changed(
        self, document: tomlrt.Document | None, before: Mapping[str, Plain], wanted: Mapping[str, Plain]
    ) -> tuple[str, Mapping[str, Plain], Mapping[str, Plain]]:
        """Return the changed text, what it reads as and what it should; the document is kept if it says just that."""
        layout = Layout(self.text, document)
        layout.change(before, wanted)
        written = layout.text()
        changed = _ended_as(self.text, written)
        self._document = layout.document if changed == written else None
        return changed, tomllib.loads(changed), target_tree.with_emptied(wanted, layout.emptied)


def _ended_as(text: str, changed: str) -> str:
    """Return a changed text with a last line end just where the text before had one, whatever stands last now."""
    if not text.endswith("\n"):
        return changed.rstrip("\r\n")
    newline = "\r\n" if text.endswith("\r\n") else "\n"
    return changed if changed.endswith("\n") else changed + newline


def canonical(workshop: Workshop, text: str = "") -> str:
    """Return the workshop as plain TOML, below the comments that ``text`` begins with.

    Raises ValueError if it does not read back to the same.
    """
    new = _heading(text) + tomli_w.dumps(sparse(workshop))
    if not holds(new, workshop):
        raise ValueError("the workshop cannot be written as TOML")
    return new


def _heading(text: str) -> str:
    """Return the comments a text begins with, and a blank line below them."""
    lines = (line.strip() for line in text.split("\n"))
    heading = "\n".join(takewhile(lambda line: not line or line.startswith("#"), lines)).strip()
    return f"{heading}\n\n" if heading else ""


def holds(text: str, workshop: Workshop) -> bool:
    """Tell whether ``text`` reads back to exactly this workshop."""
    try:
        return Workshop.model_validate(tomllib.loads(text)) == workshop
    except ValueError:
        return False
