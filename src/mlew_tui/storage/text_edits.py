"""Changing a parsed TOML text: each change touches its own lines, and comments stay at their items.

What takes lines out or moves them is only marked in the document, and done in its text once all else is
changed: only the text tells which comments belong to such lines and which to nobody.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cached_property, partial
from itertools import pairwise, takewhile
from operator import getitem
from typing import Any

import tomlrt
from tomlrt import AoT, Array, Document, Table

from mlew_tui.storage import list_entries, table_blocks
from mlew_tui.storage.table_blocks import AddedSection, BlockEdit, Comments, OrderedItems, Path, RemovedTables
from mlew_tui.storage.target_tree import Plain, are_tables, partners

Reach = Callable[[], Any]
"""Gets at a table or a list of tables of the document, which is only taken apart then."""

_MARK = "\0mark "
_WITHOUT = Comments()


class Layout:
    """A document while it is changed, with all that is yet to be done to its text."""

    def __init__(self, text: str, document: Document | None = None) -> None:
        """Take a text and, where it was taken apart before, its document; else that is done when it is needed."""
        self._text = text
        self._given = document
        self._block_edits: list[BlockEdit] = []
        self._put: dict[str, str] = {}
        self._cut: list[str] = []
        self.emptied: list[Path] = []
        """The lists of tables left without any for the comments in them, where headers would be gone."""

    @cached_property
    def _names(self) -> frozenset[Path]:
        return table_blocks.headed(self._text)

    def _document(self) -> Document:
        """Return the text taken apart: what only comes, goes or moves as a whole needs none, and it is dear."""
        if self._given is None:
            self._given = tomlrt.loads(self._text)
        return self._given

    @property
    def document(self) -> Document | None:
        """The document if it was needed and says all there is to say."""
        return None if self._block_edits or self._put or self._cut else self._given

    def change(self, before: Mapping[str, Plain], wanted: Mapping[str, Plain]) -> None:
        """Make a document that holds ``before`` hold ``wanted``; what is the same object in both is not looked at."""
        self._change_table(self._document, (), before, wanted)

    def text(self) -> str:
        """Return the changed text."""
        text = self._text if self._given is None else tomlrt.dumps(self._given)
        newline = "\r\n" if "\r\n" in self._text else "\n"
        for mark, value in self._put.items():
            text = text.replace(mark, value.replace("\n", newline), 1)
        return table_blocks.arranged(table_blocks.without(text, self._cut), self._block_edits)

    def _change_table(self, table: Reach, path: Path, before: Mapping[str, Plain], wanted: Mapping[str, Plain]) -> None:
        gone = [key for key in before if key not in wanted]
        if gone and (wanted or not path or path in self._names):
            for key in gone:
                self._remove(table(), (*path, key))
        elif gone:
            _empty(table(), gone)
        for key, value in wanted.items():
            if key in before and value is not before[key]:
                self._change_value(table, (*path, key), before[key], value)
        added = {key: value for key, value in wanted.items() if key not in before}
        if added and path and table_blocks.is_implied(self._names, path, before):
            self._block_edits.append(AddedSection(path, added))
        else:
            for key, value in added.items():
                self._add(table, (*path, key), value)

    def _remove(self, table: MutableMapping[str, Any], path: Path) -> None:
        """Take a key out with its lines: those below its header, or each line that spells it."""
        now = table[path[-1]]
        if _is_inline(table):
            del table[path[-1]]
        elif isinstance(now, AoT) or path in self._names:
            self._block_edits.append(RemovedTables(path))
        elif isinstance(now, Table) and not now.is_inline:
            for key in list(now):
                self._remove(now, (*path, key))
        elif (
            isinstance(now, Array)
            and are_tables(now.to_list())
            and list_entries.keeps_comments(list_entries.source(now))
        ):
            self._arrange(table, path[-1], (), ())
            self.emptied.append(path)
        else:
            self._cut.append(self._mark(table, path[-1]))

    def _mark(self, table: MutableMapping[str, Any], key: str) -> str:
        """Put a mark in the place of a value and return it as it is written."""
        mark = f"{_MARK}{len(self._put) + len(self._cut)}"
        table[key] = mark
        return list_entries.written(mark)

    def _change_value(self, reach: Reach, path: Path, before: Plain, value: Plain) -> None:
        key = path[-1]
        if path in self._names and isinstance(before, Mapping) and isinstance(value, Mapping):
            self._change_table(lambda: reach()[key], path, before, value)
            return
        if path in self._names and are_tables(before) and are_tables(value):
            self._change_items(lambda: reach()[key], path, before, value)
            return
        table = reach()
        now = table[key]
        if isinstance(now, Table) and isinstance(value, Mapping):
            self._change_table(lambda: now, path, before, value)
        elif isinstance(now, AoT) and are_tables(value):
            self._change_items(lambda: now, path, before, value)
        elif isinstance(now, Array) and are_tables(before) and are_tables(value):
            self._change_inline_items(table, path, before, value)
        elif isinstance(now, Array) and isinstance(value, list) and not are_tables(value):
            self._change_list(table, key, before, value)
        elif isinstance(now, Array) and are_tables(value) and not self._gets_header(path, value):
            self._arrange(table, key, [None] * len(value), value)
        elif isinstance(value, Mapping | list):
            comments = _comments(table, key)
            self._remove(table, path)
            self._add(reach, path, value, comments)
        else:
            table[key] = value

    def _gets_header(self, path: Path, value: Plain) -> bool:
        """Tell whether a new value becomes a section: where its parent has a header or is the root."""
        return table_blocks.is_section(path, value) and (
            len(path) == 1 or table_blocks.is_headed(self._names, path[:-1])
        )

    def _add(self, reach: Reach, path: Path, value: Plain, comments: Comments = _WITHOUT) -> None:
        """Add a new key, as a section to be written later or inline right now."""
        if self._gets_header(path, value):
            self._block_edits.append(AddedSection(path, value, comments))
        else:
            table = reach()
            table[path[-1]] = _inline(value)
            if isinstance(table, Table) and not table.is_inline:
                table.leading_block.pop(path[-1], None)

    def _change_items(self, items: Reach, path: Path, before: list[Plain], wanted: list[Plain]) -> None:
        """Change items where they stand; which go, come or move is done to their blocks."""
        sources = partners(before, wanted, wanted)
        for index, value in zip(sources, wanted, strict=True):
            if index is not None and value is not before[index]:
                self._change_table(partial(getitem, items(), index), path, before[index], value)
        if sources != list(range(len(before))):
            self._block_edits.append(OrderedItems(path, tuple(sources), tuple(wanted)))

    def _change_inline_items(
        self, table: MutableMapping[str, Any], path: Path, before: list[Plain], wanted: list[Plain]
    ) -> None:
        """Change the tables of a list where they stand, then put them in order."""
        sources = partners(before, wanted, wanted)
        for index, value in zip(sources, wanted, strict=True):
            if index is not None and value is not before[index]:
                self._change_table(partial(getitem, table[path[-1]], index), path, before[index], value)
        if sources != list(range(len(before))):
            self._arrange(table, path[-1], sources, wanted)

    def _change_list(self, table: MutableMapping[str, Any], key: str, before: list[Plain], value: list[Plain]) -> None:
        """Edit a list of plain values so that each keeps its comment; a value in another's place takes it over."""
        if len(before) == len(value) and all(
            one == other or (one not in value and other not in before) for one, other in zip(before, value, strict=True)
        ):
            for index, (one, other) in enumerate(zip(before, value, strict=True)):
                if one != other:
                    table[key][index] = other
            return
        free = list(range(len(before)))
        sources = []
        for item in value:
            sources.append(next((index for index in free if before[index] == item), None))
            free = [index for index in free if index != sources[-1]]
        self._arrange(table, key, sources, value)

    def _arrange(
        self, table: MutableMapping[str, Any], key: str, sources: Sequence[int | None], values: Sequence[Plain]
    ) -> None:
        """Make a list hold the entries of these indexes, and these values where there is None."""
        array = table[key]
        text = "" if _is_inline(table) else list_entries.source(array)
        arranged = list_entries.arranged(text, sources, values) if list_entries.is_commented(text) else None
        if arranged is not None:
            self._put[self._mark(table, key)] = arranged
        else:
            _arrange_in_line(array, sources, values)


def _arrange_in_line(array: Array, sources: Sequence[int | None], values: Sequence[Plain]) -> None:
    staying = sorted(index for index in sources if index is not None)
    for place in reversed(range(len(array))):
        if place not in staying:
            array.pop(place)
    order = [staying.index(index) for index in sources if index is not None]
    if order != sorted(order):
        ranks = iter([order.index(place) for place in range(len(order))])
        array.sort(key=lambda _: next(ranks))
    for place, (index, value) in enumerate(zip(sources, values, strict=True)):
        if index is None:
            array.insert(place, Table.inline(value) if isinstance(value, Mapping) else value)


def _empty(table: MutableMapping[str, Any], keys: Sequence[str]) -> None:
    """Take all keys out of a table without a header; each hands the comments of nobody above it on to the next."""
    for inner in (table[key] for key in keys):
        if isinstance(inner, Table) and not inner.is_inline:
            _empty(inner, list(inner))
    above = table.leading_block if isinstance(table, Table) and not table.is_inline else {}
    for key, following in pairwise(keys):
        block = above.get(key, ())
        if None in block:
            own = len(list(takewhile(lambda line: line is not None, reversed(block))))
            above[following] = (*block[: len(block) - own], *above.get(following, ()))
    for key in keys:
        del table[key]


def _is_inline(table: MutableMapping[str, Any]) -> bool:
    return isinstance(table, Table) and table.is_inline


def _comments(table: MutableMapping[str, Any], key: str) -> Comments:
    """Return the comments of a key that is about to become a section."""
    if not isinstance(table, Document | Table) or _is_inline(table):
        return _WITHOUT
    inside = list_entries.comments(list_entries.source(table[key])) if isinstance(table[key], Array) else ()
    return Comments(table.leading_comments.get(key, ()), table.comments.get(key), inside)


def _inline(value: Plain) -> Plain:
    if isinstance(value, Mapping):
        return Table.inline(value)
    return Array([Table.inline(item) for item in value]) if are_tables(value) else value
