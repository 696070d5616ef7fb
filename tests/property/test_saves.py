"""Saves respect the hand: thousands of edits on files in every handwriting, each against a careful person's."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
import tomli

from handwriting import StepUiState, comments_of_nobody, name_of, written
from mlew_tui.diagnosis.defined_keys import Loc
from mlew_tui.diagnosis.scan import scan
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import document
from random_changes import deed
from random_teams import team

CHUNKS, EDITS = 20, 100
NOTE = re.compile(r"# (?:--- )?(@@?/\S+)")
INSIDE = re.compile(r"# %(?P<block>/\S*) (?P<place>/\S+).*")
BELOW = re.compile(r"# \^(?P<block>/\S+).*")


@dataclass(frozen=True)
class Save:
    """One save of an edit or several: the text before, after, and what a careful person makes of it."""

    seed: int
    kinds: tuple[str, ...]
    before: Workshop
    after: Workshop
    text: str
    saved: str | None
    reference: str

    @property
    def kind(self) -> str:
        """The kinds of its edits."""
        return ", ".join(self.kinds)

    @property
    def excess(self) -> int:
        """Lines changed beyond the reference edit."""
        return changed_lines(self.text, self.saved or "") - changed_lines(self.text, self.reference)


def save_of(seed: int) -> Save:
    """Return the save of random edits of one random team's file."""
    rng = Random(seed)
    before = after = team(rng)
    kinds = []
    while after == before or rng.random() < 0.2:
        kind, after = deed(rng, after)
        kinds.append(kind)
    state = StepUiState(seed)
    text = state.text_of(before)
    return Save(seed, tuple(kinds), before, after, text, saved(text, after), StepUiState(seed, state).text_of(after))


def saved(text: str, workshop: Workshop) -> str | None:
    """Return what a save makes of a file's text, its byte order mark put aside as the file does."""
    body = text.removeprefix("\ufeff")
    changed = document.edited(workshop, body)
    return None if changed is None else text[: len(text) - len(body)] + changed


def changed_lines(one: str, other: str) -> int:
    """Return how many lines a shortest edit script takes out and puts in (Myers)."""
    a, b = one.splitlines(), other.splitlines()
    furthest = {1: 0}
    for edits in range(len(a) + len(b) + 1):
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1])
            x = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
            while x < len(a) and x - diagonal < len(b) and a[x] == b[x - diagonal]:
                x += 1
            furthest[diagonal] = x
            if x >= len(a) and x - diagonal >= len(b):
                return edits
    return len(a) + len(b)


def line_ends(text: str) -> tuple[bool, bool, bool]:
    """Return whether a text has a byte order mark, a last line end, and ``\\r\\n`` everywhere."""
    return text.startswith("\ufeff"), text.endswith("\n"), text.count("\r\n") == text.count("\n")


def place_of(tree: Any, loc: Loc) -> str:
    """Return the place a path into a tree leads to, items by name and references by what they name."""
    place, collection = "", str(loc[0]) if loc else ""
    for part in loc:
        tree = tree[part]
        place += f"/{_name(collection, tree) if isinstance(part, int) else part}"
    return place


def _name(collection: str, item: Any) -> str:
    return name_of(collection, item) if isinstance(item, Mapping) else re.sub(r"\s", "_", str(item))


def starts_of(body: str) -> Mapping[int, Loc]:
    """Return for each line what begins there first: a table, an entry or a key."""
    starts: dict[int, tuple[int, int, Loc]] = {}
    found = scan(body)
    for loc, (offset, _) in {**found.values, **found.keys}.items():
        row = body.count("\n", 0, offset)
        earlier = starts.get(row)
        if loc and (earlier is None or (offset, -len(loc)) < earlier[:2]):
            starts[row] = (offset, -len(loc), loc)
    return {row: loc for row, (_, _, loc) in starts.items()}


@dataclass
class Said:
    """The comments of a text as they say themselves: those at items by place, those in tables, those of nobody."""

    text: str
    at_items: Counter[str] = field(default_factory=Counter)
    in_blocks: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Read every comment."""
        for line in plain_lines(self.text).split("\n"):
            if match := INSIDE.search(line) or BELOW.search(line):
                self.in_blocks[match[0]] += 1
            elif match := NOTE.search(line):
                self.at_items[match[1]] += 1

    @property
    def free(self) -> list[str]:
        """The comments of nobody, in order."""
        return comments_of_nobody(self.text)


@dataclass
class Notes(Said):
    """The comments of a text that stand where they say, by what they say, and those that stand elsewhere."""

    astray: Counter[str] = field(default_factory=Counter)
    headed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Look at every line."""
        body = plain_lines(self.text)
        self.tree = tomllib.loads(body)
        starts = starts_of(body)
        block = "/"
        lines = body.split("\n")
        for number, line in enumerate(lines):
            if number in starts and line.lstrip().startswith("["):
                block = place_of(self.tree, starts[number])
                self.headed |= {block, block.rpartition("/")[0]}
            if match := INSIDE.search(line) or BELOW.search(line):
                (self.in_blocks if match["block"] == block else self.astray)[match[0]] += 1
            elif match := NOTE.search(line):
                stands = match[1].lstrip("@") == self._stands_at(starts, number, match, lines)
                (self.at_items if stands else self.astray)[match[1]] += 1

    def _stands_at(self, starts: Mapping[int, Loc], number: int, match: re.Match[str], lines: list[str]) -> str:
        if lines[number].lstrip().startswith(match[0]):
            here = next((starts[n] for n in range(number, len(lines)) if n in starts), ())
        else:
            here = next(starts[n] for n in range(number, -1, -1) if n in starts)
        heads_list = bool(here) and here[-1] == 0 and match[1].lstrip("@") == place_of(self.tree, here[:-1])
        return place_of(self.tree, here[:-1] if heads_list else here)


def plain_lines(text: str) -> str:
    """Return a text without byte order mark and carriage returns."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def lost(before: Said, after: Notes, had: Counter[str], has: Counter[str]) -> Counter[str]:
    """Return the comments that had to stay but are gone, or stand in another table than the one they stood in.

    ``had`` and ``has`` count the places of the trees. A table that is gone takes those in it along, and a key
    that is gone those beside it; what stood right below a table stays in the file. A comment at a key that is
    a section now is as good elsewhere.
    """
    missing = Counter(before.free) - Counter(after.free)
    for note, count in before.in_blocks.items():
        inside = INSIDE.fullmatch(note)
        block, place = (inside["block"], inside["place"]) if inside else (note.split()[1].lstrip("^"), "")
        is_due = place in has or not note.endswith((" closing", " closed"))
        is_due |= note.endswith(" closing") and place[1:].replace("/", ".") in changes.COLLECTIONS
        if block == "/" or place in after.headed:
            missing[note] += count * is_due - after.in_blocks[note] - after.astray[note]
        elif block in has and is_due:
            missing[note] += count * min(has[block], had[block]) // had[block] - after.in_blocks[note]
        elif not inside:
            missing[note] += count - after.astray[note]
    return +missing


def places_in(tree: Any, place: str = "") -> Iterator[str]:
    """Yield the place of everything in a tree."""
    yield place
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from places_in(value, f"{place}/{key}")
    elif isinstance(tree, list):
        for item in tree:
            yield from places_in(item, f"{place}/{_name(place.split('/')[1], item)}")


@dataclass
class Tally:
    """What many saves came to: comments lost or not at their items, and lines changed beyond two an edit."""

    saves: int = 0
    fallbacks: list[Save] = field(default_factory=list)
    comments: int = 0
    astray: list[tuple[Save, str]] = field(default_factory=list)
    loose: int = 0
    lost: list[tuple[Save, str]] = field(default_factory=list)
    wandered: list[Save] = field(default_factory=list)
    excess: Counter[int] = field(default_factory=Counter)
    beyond: list[Save] = field(default_factory=list)

    def add(self, save: Save) -> None:
        """Count one save."""
        self.saves += 1
        if save.saved is None:
            self.fallbacks.append(save)
            return
        assert line_ends(save.saved) == line_ends(save.text)
        before, after = Said(save.text), Notes(save.saved)
        assert Workshop.model_validate(after.tree) == save.after
        had, has = (Counter(places_in(tree)) for tree in (tomli.loads(plain_lines(save.text)), after.tree))
        for own, count in before.at_items.items():
            place = own.lstrip("@")
            if place in has:
                due = count * min(has[place], had[place]) // had[place]
                self.comments += due
                self.astray += [(save, own)] * (due - after.at_items[own])
        self.loose += len(before.free) + before.in_blocks.total()
        self.lost += [(save, note) for note in lost(before, after, had, has).elements()]
        if before.free != after.free:
            self.wandered.append(save)
        self.excess[save.excess] += 1
        if save.excess > 2 * len(save.kinds):
            self.beyond.append(save)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_save_changes_what_a_careful_person_would_and_leaves_every_comment_at_its_item(chunk: int) -> None:
    tally = Tally()
    for seed in range(chunk * EDITS, (chunk + 1) * EDITS):
        tally.add(save_of(seed))
    assert tally.fallbacks == []
    assert len(tally.astray) <= tally.comments / 100
    assert tally.lost == []
    assert tally.wandered == []
    assert tally.beyond == []


@pytest.mark.parametrize("seed", range(100))
def test_every_hand_writes_the_workshop_it_was_given_and_its_comments_at_their_places(seed: int) -> None:
    made = team(Random(seed))
    text = written(made, seed)
    assert document.holds(text.removeprefix("\ufeff"), made)
    assert not Notes(text).astray
    assert saved(text, made) == text
