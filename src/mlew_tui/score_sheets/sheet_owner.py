"""The owner of a returned sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from mlew_tui.model.workshop import Participant, Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.score_sheets.sheet_grid import WORKSHOP
from mlew_tui.score_sheets.sheet_layout import Layout
from mlew_tui.tabular.cells import Cells, Remark, address, cell_at, cell_text, match_key


@dataclass(frozen=True)
class Owner:
    """The participant a sheet belongs to, None where unknown; ``is_renamed``: it has their id and another name."""

    id: str | None
    refusals: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    is_renamed: bool = False


def find_owner(workshop: Workshop, layout: Layout, cells: Cells, expected: str | None) -> Owner:
    """Return the owner by the sheet's id, else by name, else ``expected``; refused where these disagree."""
    found = _tagged(workshop, layout, cells) if layout.owner is not None else _named(workshop, layout, cells)
    if expected is not None:
        if found.id is None and not found.refusals:
            found = Owner(expected)
        elif found.id not in (None, expected):
            found = Owner(found.id, (Remark("person-other", "", _who(workshop, found.id or "")),))
    elif found.id is None and not found.refusals:
        found = Owner(None, (Remark("person-missing"),))
    person = next((one for one in workshop.participants if one.id == found.id), None)
    if person is not None and not person.is_voter and not found.refusals:
        return Owner(person.id, (Remark("person-no-vote", "", {"id": person.id, "name": person.name}),))
    return found


def find_title(layout: Layout, cells: Cells) -> tuple[str, str]:
    """Return the workshop's title as a sheet has it, and its cell; ("", "") where it does not say."""
    if WORKSHOP not in layout.tags:
        return "", ""
    row, column = layout.tags[WORKSHOP]
    return cell_text(cell_at(cells, row, column + 1)).strip(), address(row, column + 1)


def _tagged(workshop: Workshop, layout: Layout, cells: Cells) -> Owner:
    """Return the owner by the tag's id; without an owner if the name next to it is another participant's."""
    if layout.owner is None:
        return Owner(None)
    name, (row, column) = layout.owner
    cell = address(row, column + 1)
    text = cell_text(cell_at(cells, row, column + 1)).strip()
    person = next((one for one in workshop.participants if one.id == name), None)
    called = _called(workshop, text)
    if person is None:
        if len(called) == 1:
            return Owner(called[0].id, notes=(Remark("person-by-name", cell, _who(workshop, called[0].id)),))
        return Owner(None, (Remark("person-unknown", cell, {"id": name, "name": text}),))
    if match_key(text) == match_key(person.name) or not text:
        return Owner(person.id)
    values = {**_who(workshop, person.id), "text": text}
    if called:
        return Owner(None, (Remark("person-conflict", cell, {**values, "other": called[0].id}),))
    return Owner(person.id, notes=(Remark("person-renamed", cell, values),), is_renamed=True)


def _named(workshop: Workshop, layout: Layout, cells: Cells) -> Owner:
    """Look above the table for an id, else for a name, of a participant."""
    for match in (_with_id, _called):
        found = [(person, cell) for text, cell in _above(layout, cells) for person in match(workshop, text)]
        people = {person.id: cell for person, cell in found}
        if len(people) == 1:
            name, cell = next(iter(people.items()))
            return Owner(name, notes=(Remark("person-by-name", cell, _who(workshop, name)),))
        if people:
            cell = next(iter(people.values()))
            return Owner(None, (Remark("person-ambiguous", cell, {"ids": ", ".join(people)}),))
    return Owner(None)


def _above(layout: Layout, cells: Cells) -> Iterator[tuple[str, str]]:
    heads = [row for row in (layout.ids_row, layout.head_row) if row is not None]
    for row in range(min(heads, default=0)):
        for column, cell in enumerate(cells[row]):
            yield cell_text(cell).strip(), address(row, column)


def _with_id(workshop: Workshop, text: str) -> list[Participant]:
    return [person for person in workshop.participants if person.id == text]


def _called(workshop: Workshop, text: str) -> list[Participant]:
    return [person for person in workshop.participants if match_key(person.name) == match_key(text) != ""]


def _who(workshop: Workshop, name: str) -> dict[str, str]:
    return {"id": name, "name": person_name(workshop, name)}
