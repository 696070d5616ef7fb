"""Tables with headers as blocks of a text: new ones put where the format has them, others taken out or moved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import tomlrt
from tomlrt import Document, Table

from mlew_tui.model.base import Model
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage.line_blocks import Block, cut, lines_of, parted, put, rearrange, take_out
from mlew_tui.storage.list_entries import LONG, SHORT
from mlew_tui.storage.target_tree import Plain, are_tables

Path = tuple[str, ...]

_TOKEN = re.compile(rf"(?m:^[ \t]*\[\[?(?P<name>[^\]\n]*)\])|(?P<comment>#)[^\n]*|{LONG}|{SHORT}", re.DOTALL)
_NAME = re.compile(rf"{SHORT}|[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Comments:
    """What a new section takes over from the key it was: the comments above it, beside it and in its empty list."""

    above: tuple[str, ...] = ()
    beside: str | None = None
    inside: tuple[str, ...] = ()


_WITHOUT = Comments()


@dataclass(frozen=True)
class AddedSection:
    """A table, list of tables or tree of them to be written at ``path``, with the comments it takes over."""

    path: Path
    value: Plain
    comments: Comments = _WITHOUT


@dataclass(frozen=True)
class RemovedTables:
    """The tables at ``path`` and below it, to be taken out."""

    path: Path


@dataclass(frozen=True)
class OrderedItems:
    """The items to stand at ``path``: the index each had, or None for those to be written anew."""

    path: Path
    sources: tuple[int | None, ...]
    values: tuple[Plain, ...]


BlockEdit = AddedSection | RemovedTables | OrderedItems
"""A change to the blocks of a text, made after all values in it are changed."""


def _format_order() -> Iterator[Path]:
    for name, info in Workshop.model_fields.items():
        yield (name,)
        if isinstance(info.annotation, type) and issubclass(info.annotation, Model):
            yield from ((name, inner) for inner in info.annotation.model_fields)


_RANKS: Mapping[Path, int] = {path: rank for rank, path in enumerate(_format_order())}


def _rank(path: Path) -> int:
    """Return where the format has a table; sheets of scores share one place, in the order they are written."""
    return _RANKS.get(path[:2], _RANKS.get(path[:1], len(_RANKS)))


def is_section(path: Path, value: Plain) -> bool:
    """Tell whether a new value gets headers of its own: items, sections of the root, and sheets of scores."""
    if isinstance(value, Mapping):
        return len(path) == 1 or (len(path) == 2 and path[0] == "scores")
    return are_tables(value)


def blocks(new: AddedSection) -> Iterator[tuple[Path, str]]:
    """Yield the tables of a new section in the format's order: path, and text with its header."""
    if isinstance(new.value, Mapping):
        lines = {key: value for key, value in new.value.items() if not is_section((*new.path, key), value)}
        if lines or not new.value:
            yield new.path, _table(new, "[", "]", lines)
            new = AddedSection(new.path, new.value)
        inner = sorted((key for key in new.value if key not in lines), key=lambda key: _rank((*new.path, key)))
        for key in inner:
            yield from blocks(AddedSection((*new.path, key), new.value[key], new.comments))
            new = AddedSection(new.path, new.value)
    else:
        for index, item in enumerate(new.value):
            first = new if index == 0 else AddedSection(new.path, item)
            yield new.path, _table(first, "[[", "]]", item)


def _table(new: AddedSection, opens: str, closes: str, values: Mapping[str, Plain]) -> str:
    body = Document()
    for key, value in values.items():
        body[key] = Table.inline(value) if isinstance(value, Mapping) else value
    name = ".".join(tomlrt.dumps({key: 0}).removesuffix(" = 0\n") for key in new.path)
    beside = "" if new.comments.beside is None else f"  # {new.comments.beside}"
    above = "".join(f"# {line}\n" for line in new.comments.above)
    return f"{above}{opens}{name}{closes}{beside}\n{tomlrt.dumps(body)}"


def arranged(text: str, edits: Sequence[BlockEdit]) -> str:
    """Return a text without the tables that went, its items in order, and new sections where the format has them."""
    if not edits:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    blocks = _Blocks(text, newline)
    for edit in sorted(edits, key=lambda edit: (isinstance(edit, AddedSection), _rank(edit.path))):
        if isinstance(edit, AddedSection):
            blocks.add(edit)
        elif isinstance(edit, RemovedTables):
            blocks.drop(edit.path)
        else:
            blocks.order(edit)
    return blocks.text()


class _Blocks:
    """A text taken apart at its headers; the paths of new blocks are known like those of the others."""

    def __init__(self, text: str, newline: str) -> None:
        self._newline = newline
        lines, comments, headers = _lined(text if text.endswith("\n") else text + newline)
        self._blocks = parted(lines, comments, list(headers))
        self._paths = dict(zip(self._blocks, [(), *headers.values()], strict=False))

    def text(self) -> str:
        """Return the whole text."""
        return "".join(block.text() for block in self._blocks)

    def drop(self, path: Path) -> None:
        """Take out a table and those below it."""
        for block in [block for block in self._blocks if self._path(block)[: len(path)] == path]:
            take_out(self._blocks, block, self._newline)

    def order(self, rows: OrderedItems) -> None:
        """Put the items of a list in order, new ones behind the one before them."""
        now = [block for block in self._blocks if self._path(block) == rows.path]
        wanted = [
            self._block(rows.path, _table(AddedSection(rows.path, value), "[[", "]]", value))
            if index is None
            else now[index]
            for index, value in zip(rows.sources, rows.values, strict=True)
        ]
        rearrange(self._blocks, now, wanted, [self._newline], self._newline)

    def add(self, new: AddedSection) -> None:
        """Put a new section in, a blank line on either side, below what stood in the list it was."""
        heading = [f"# {line}{self._newline}" for line in new.comments.inside]
        for path, text in blocks(new):
            block, place = self._block(path, text), self._place(path)
            if any(before.lines for before in self._blocks[:place]):
                block.gap = [self._newline]
            block.gap += heading
            heading = []
            following = self._blocks[place]
            if following.lines and not (following.gap and not following.gap[0].strip()):
                following.gap.insert(0, self._newline)
            put(self._blocks, place, block, self._newline)

    def _path(self, block: Block) -> Path:
        return self._paths.get(block, ())

    def _block(self, path: Path, text: str) -> Block:
        block = Block(lines=lines_of(text.replace("\n", self._newline)))
        self._paths[block] = path
        return block

    def _place(self, path: Path) -> int:
        """Return where a new table belongs: before its children, else behind its nearest predecessor."""
        paths = [self._path(block) for block in self._blocks[:-1]]
        children = [place for place, name in enumerate(paths) if len(name) > len(path) and name[: len(path)] == path]
        before = [(_rank(name), place) for place, name in enumerate(paths) if name and _rank(name) <= _rank(path)]
        return children[0] if children else max(before)[1] + 1 if before else 1


def headed(text: str) -> frozenset[Path]:
    """Return the paths of all headers of a text."""
    return frozenset(_path(match["name"]) for match in _TOKEN.finditer(text) if match["name"] is not None)


def is_headed(names: frozenset[Path], path: Path) -> bool:
    """Tell whether a table has a header, or one of its children has."""
    return any(name[: len(path)] == path for name in names)


def is_implied(names: frozenset[Path], path: Path, table: Mapping[str, Plain]) -> bool:
    """Tell whether a table is only there because all its children have headers."""
    return path not in names and bool(table) and all(is_headed(names, (*path, key)) for key in table)


def without(text: str, marks: Sequence[str]) -> str:
    """Return a text without the lines these marks stand in, and without the comments that belong to those lines."""
    if not marks:
        return text
    lines, comments, _ = _lined(text)
    marked = [number for number, line in enumerate(lines) if any(mark in line for mark in marks)]
    for number in reversed(marked):
        cut(lines, comments, number)
    return "".join(lines)


def _lined(text: str) -> tuple[list[str], list[bool], dict[int, Path]]:
    """Return the lines of a text, which of them are nothing but a comment, and the headers by line."""
    lines = lines_of(text)
    number_at = dict(zip(accumulate(map(len, lines), initial=0), range(len(lines)), strict=False))
    comments = [False] * len(lines)
    headers = {}
    for match in _TOKEN.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if match["name"] is not None:
            headers[number_at[start]] = _path(match["name"])
        elif match["comment"] and not text[start : match.start()].strip():
            comments[number_at[start]] = True
    return lines, comments, headers


def _path(name: str) -> Path:
    return tuple(part.strip("\"'") for part in _NAME.findall(name))
