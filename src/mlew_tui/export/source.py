"""What every export takes and gives, and which module writes which format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import cast

from mlew_tui.model import ballot_secrecy
from mlew_tui.model.deck import Deck
from mlew_tui.model.workshop import Workshop


@dataclass(frozen=True)
class Source:
    """What to export: ``name`` is the stem of the file names, ``now`` an aware time for formats that record one.

    ``uncover`` includes scores and result even before the reveal.
    """

    workshop: Workshop
    deck: Deck
    name: str
    now: datetime
    uncover: bool = False

    @property
    def is_covered(self) -> bool:
        """Whether scores, first places, decision and winner are left out."""
        return ballot_secrecy.is_covered(self.workshop) and not self.uncover


@dataclass(frozen=True)
class File:
    """One file of an export: its name without a folder, and its content."""

    name: str
    content: bytes


Writer = Callable[[Source], tuple[File, ...]]

_MODULES: Mapping[str, str] = {
    "md": "markdown",
    "html": "html",
    "docx": "docx",
    "xlsx": "xlsx",
    "csv": "csv_export",
    "json": "json_export",
    "ics": "icalendar_export",
    "discovery-md": "discovery",
}
"""The module of each format; imported by name because docx, openpyxl and icalendar take long to import."""


def writer(to: str) -> Writer:
    """Return the function that writes a format. Raises ValueError for an unknown format."""
    if to not in _MODULES:
        raise ValueError(to)
    return cast("Writer", import_module(f"mlew_tui.export.{_MODULES[to]}").write)
