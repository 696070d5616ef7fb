"""A text as blocks of lines, so that a table or an entry is taken out, moved or put in and no comment goes astray.

A block has the comments that touch it: those right above are its own, those right below stay with it while it
stays. Comments between blank lines belong to nobody: they stand in the gaps, and stay where they are.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

Lines = list[str]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def lines_of(text: str) -> Lines:
    """Return the lines of a text with their ends; no other character than a line feed ends one."""
    return _LINE.findall(text)


@dataclass(eq=False)
class Block:
    """Lines that belong together, and the gap above them: blank lines and comments of nobody."""

    gap: Lines = field(default_factory=list)
    lines: Lines = field(default_factory=list)
    below: Lines = field(default_factory=list)

    @property
    def is_end(self) -> bool:
        """Tell whether nothing is written here: the end of a file."""
        return not self.lines

    def text(self) -> str:
        """Return all of it."""
        return "".join([*self.gap, *self.lines, *self.below])


def parted(lines: Lines, comments: Sequence[bool], starts: Iterable[int]) -> list[Block]:
    """Return the blocks that start at the lines of these numbers, one before them all and an empty one at the end.

    ``comments`` tells which lines are nothing but a comment.
    """
    blocks = [Block()]
    at = 0
    for start in (*starts, len(lines)):
        first = start
        while first > at and (comments[first - 1] or not lines[first - 1].strip()):
            first -= 1
        own = start
        while own > first and comments[own - 1] and start < len(lines):
            own -= 1
        blocks[-1].lines += lines[at:first]
        below = first
        while blocks[-1].lines and below < own and comments[below]:
            below += 1
        blocks[-1].below = lines[first:below]
        at = min(start + 1, len(lines))
        blocks.append(Block(lines[below:own], lines[own:at]))
    return blocks


def take_out(blocks: list[Block], block: Block, newline: str, *, for_good: bool = True) -> None:
    """Take a block out; the comments of nobody around it stay, those below it as well if it does not come back."""
    place = blocks.index(block)
    above, below = block.gap, blocks[place + 1].gap
    if for_good and block.below:
        above = [*above, *([] if above and _is_blank(above[-1]) else [newline]), *block.below]
    blocks.remove(block)
    kept = above[: len(above) - len(list(takewhile(_is_blank, reversed(above))))]
    blocks[place].gap = [*kept, *below] if below or blocks[place].is_end else above
    _separate(blocks, place, newline)


def cut(lines: Lines, comments: list[bool], number: int) -> None:
    """Take a line out with the comments right above it, and the blank lines above where some follow as well."""
    first, end = number, number + 1
    while first and comments[first - 1]:
        first -= 1
    if end == len(lines) or _is_blank(lines[end]):
        while first and _is_blank(lines[first - 1]):
            first -= 1
    del lines[first:end], comments[first:end]


def put(blocks: list[Block], place: int, block: Block, newline: str) -> None:
    """Put a block in at a place of the list, below the gap it brings along."""
    blocks.insert(place, block)
    _separate(blocks, place, newline)
    _separate(blocks, place + 1, newline)


def rearrange(blocks: list[Block], now: Sequence[Block], wanted: Sequence[Block], gap: Lines, newline: str) -> None:
    """Make ``wanted`` of the siblings ``now``: as few as can be change their place, the rest of the list stays.

    A new first one stands below the heading of the others; ``gap`` parts those that have no gap of their own.
    """
    spacing = next((block.gap for block in (*now[1:], now[0]) if _is_mere(block.gap)), gap)
    place_of = {block: place for place, block in enumerate(now)}
    weights = [len(block.lines) + len(block.below) for block in now]
    staying = _heaviest_rise([place_of[block] for block in wanted if block in place_of], weights)
    for block in wanted:
        if block in place_of and place_of[block] not in staying:
            take_out(blocks, block, newline, for_good=False)
    first = now[min(staying)] if staying else now[0]
    previous: Block | None = None
    for block in wanted:
        if place_of.get(block) not in staying:
            block.gap = list(spacing)
            if previous is None:
                block.gap, first.gap = first.gap, block.gap
                put(blocks, blocks.index(first), block, newline)
            else:
                put(blocks, blocks.index(previous) + 1, block, newline)
        previous = block
    for block in now:
        if block not in wanted:
            take_out(blocks, block, newline)


def _is_blank(line: str) -> bool:
    return not line.strip()


def _is_mere(gap: Lines) -> bool:
    """Tell whether a gap has no comments."""
    return all(map(_is_blank, gap))


def _separate(blocks: list[Block], place: int, newline: str) -> None:
    """Keep the comments in and around a gap from touching a block that is not theirs."""
    block, before = blocks[place], blocks[place - 1] if place else Block()
    if _is_mere(block.gap):
        if before.below and not block.gap and not block.is_end:
            block.gap = [newline]
        return
    above = [newline] if before.lines and not _is_blank(block.gap[0]) else []
    below = [newline] if block.lines and not _is_blank(block.gap[-1]) else []
    block.gap = [*above, *block.gap, *below]


def _heaviest_rise(numbers: Sequence[int], weights: Sequence[int]) -> frozenset[int]:
    """Return the row of numbers that rise from left to right with most weight in all: those that need not move."""
    if list(numbers) == sorted(numbers):
        return frozenset(numbers)
    rises: list[tuple[int, int, frozenset[int]]] = [(0, -1, frozenset())]
    for number in numbers:
        weight, _, rise = max((rise for rise in rises if rise[1] < number), key=lambda rise: rise[0])
        rises.append((weight + weights[number], number, rise | {number}))
    return max(rises, key=lambda rise: rise[0])[2]
