"""Lists with comments in them, one entry a line: entries taken out, moved and put in as text."""

import re
from collections.abc import Sequence

import tomlrt

from mlew_tui.storage.line_blocks import Block, lines_of, parted, rearrange
from mlew_tui.storage.target_tree import Plain

LONG = r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}'
SHORT = r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_TOKEN = re.compile(rf"#[^\n]*|{LONG}|{SHORT}|[\[{{]|[\]}}]|,", re.DOTALL)
_VALUE = re.compile(rf"(?:{SHORT}|[^#\"'])*")
_INDENT = re.compile(r"[ \t]*")


def source(array: tomlrt.Array) -> str:
    """Return the text of a list as it is written, without what stands beside it."""
    alone = tomlrt.Document()
    alone["x"] = array
    return tomlrt.dumps(alone).removeprefix("x = ").removesuffix("\n")


def is_commented(text: str) -> bool:
    """Tell whether a list has comments in it."""
    return any(token.startswith("#") for token in _TOKEN.findall(text))


def comments(text: str) -> tuple[str, ...]:
    """Return what the comments in a list say."""
    return tuple(token[1:].strip() for token in _TOKEN.findall(text) if token.startswith("#"))


def keeps_comments(text: str) -> bool:
    """Tell whether a list has comments that stay when all its entries go."""
    emptied = arranged(text, (), ())
    return emptied is not None and is_commented(emptied)


def arranged(text: str, sources: Sequence[int | None], values: Sequence[Plain]) -> str | None:
    """Return a list's text with the entries of these indexes, and new ones of these values where there is None.

    Returns None when its entries do not stand on lines of their own.
    """
    blocks = _blocks(text)
    if blocks is None:
        return None
    head, *now, end = blocks
    has_last_comma = not now or _pair(now[-1])[1]
    indent = _INDENT.match(now[-1].lines[-1] if now else "  ")
    wanted = [
        Block(lines=[f"{indent[0] if indent else ''}{written(value)},\n"]) if index is None else now[index]
        for index, value in zip(sources, values, strict=True)
    ]
    if now:
        rearrange(blocks, now, wanted, [], "\n")
    else:
        blocks = [head, *wanted, end]
    for block in wanted:
        _set_comma(block, has_comma=block is not wanted[-1] or has_last_comma)
    return "".join(block.text() for block in blocks)


def written(value: Plain) -> str:
    """Return the TOML text of a new value."""
    return tomlrt.dumps({"x": tomlrt.Table.inline(value) if isinstance(value, dict) else value})[4:-1]


def _blocks(text: str) -> list[Block] | None:
    """Return the opening line, each entry and the closing bracket as blocks; None when they share lines."""
    lines = lines_of(text)
    comments = [line.lstrip().startswith("#") for line in lines]
    starts = [number for number, line in enumerate(lines) if number and line.strip() and not comments[number]]
    opening = _VALUE.match(lines[0])
    if len(lines) < 2 or lines[-1].strip() != "]" or opening is None or opening[0].strip() != "[":
        return None
    if not all(_is_entry(lines[number]) for number in starts[:-1]):
        return None
    return parted(lines, comments, starts)[:-1]


def _is_entry(line: str) -> bool:
    """Tell whether a line has exactly one entry, complete."""
    depth, commas, after = 0, 0, False
    for part in _TOKEN.findall(line):
        after |= commas > 0 and not part.startswith("#")
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(part, 0)
        commas += part == "," and depth == 0
    value = _VALUE.match(line)
    rest = line[value.end() :] if value else ""
    return depth == 0 and commas <= 1 and not after and (not rest or rest.startswith("#"))


def _pair(block: Block) -> tuple[str, bool, str]:
    """Return the value of an entry, whether a comma follows, and what stands behind it."""
    value = _VALUE.match(block.lines[-1])
    written = value[0].rstrip() if value else ""
    return written.removesuffix(",").rstrip(), written.endswith(","), block.lines[-1][len(written) :]


def _set_comma(block: Block, *, has_comma: bool) -> None:
    value, has, rest = _pair(block)
    if has is not has_comma:
        block.lines[-1] = f"{value}{',' if has_comma else ''}{rest}"
