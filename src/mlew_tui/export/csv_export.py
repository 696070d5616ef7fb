"""The tables as CSV, a file each: what an analytics engine joins, and what a double click opens without harm.

UTF-8 with a byte order mark, without which Excel takes Japanese for another encoding; engines skip it. CRLF and
quotes as RFC 4180 has them. A text a spreadsheet might compute has an apostrophe in front, in every table alike, so
that ids still join; ``tabular.escaping.unescape_formula`` takes it off. Exact texts are in ``json``.
"""

import csv
import io
from datetime import date
from fractions import Fraction

from mlew_tui.export.source import File, Source
from mlew_tui.export.table import Table, Value
from mlew_tui.export.tidy_tables import tables
from mlew_tui.model.base import plain_number
from mlew_tui.tabular.escaping import escape_formula
from mlew_tui.text.sanitize import neutralize


def write(source: Source) -> tuple[File, ...]:
    """Return a file for each table, named like it."""
    return tuple(File(f"{table.name}.csv", _file(table)) for table in tables(source))


def _file(table: Table) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_field(value) for value in row] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def _field(value: Value) -> str | int | float:
    """Return a value as engines know its type: ``true``, ``2026-12-01``, ``2.5``; nothing for what is not there."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    return escape_formula(neutralize(value)) if isinstance(value, str) else "" if value is None else value
