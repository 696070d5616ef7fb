"""A workshop in other programs' formats: from a workshop and its deck to the bytes of the files. Nothing is written."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the command line asks for the names of the formats, and needs no model for them
    from mlew_tui.model.deck import Deck
    from mlew_tui.model.workshop import Workshop


class Source(NamedTuple):
    """What is exported: ``name`` is the stem of the files' names, ``now`` an aware time, written where a format asks.

    ``uncover`` tells scores and result even before the reveal; without it a covered result stays covered everywhere.
    """

    workshop: "Workshop"
    deck: "Deck"
    name: str
    now: datetime
    uncover: bool = False

    @property
    def is_covered(self) -> bool:
        """Whether scores, first places, decision and winner stay untold."""
        from mlew_tui.model import ballot_secrecy

        return ballot_secrecy.is_covered(self.workshop) and not self.uncover


class File(NamedTuple):
    """One file of an export: its name without a folder, and what is in it."""

    name: str
    content: bytes


Writer = Callable[[Source], tuple[File, ...]]

FORMATS = ("md", "html", "docx", "xlsx", "csv", "json", "ics", "discovery-md")
"""What can be written, by the name people type."""


def writer(to: str) -> Writer:
    """Return what writes a format; its libraries are loaded when it is asked for. Raises ValueError for any other."""
    match to:
        case "md":
            from mlew_tui.export import markdown

            return markdown.written
        case "html":
            from mlew_tui.export import html

            return html.written
        case "docx":
            from mlew_tui.export import docx

            return docx.written
        case "discovery-md":
            from mlew_tui.export import discovery

            return discovery.written
        case "xlsx":
            from mlew_tui.export import xlsx

            return xlsx.written
        case "csv":
            from mlew_tui.export import csv_export

            return csv_export.written
        case "json":
            from mlew_tui.export import json_export

            return json_export.written
        case "ics":
            from mlew_tui.export import icalendar_export

            return icalendar_export.written
        case _:
            raise ValueError(to)
