"""Records which tables and keys of a TOML text are defined, to detect duplicates."""

from dataclasses import dataclass, field
from typing import Literal

Loc = tuple[str | int, ...]
Stretch = tuple[int, int]
Taken = Literal["table", "items", "dotted", "value"]


@dataclass(frozen=True)
class Clash:
    """What defined a path first: a table, a list of tables, a dotted key's table or a value, and where."""

    taken: Taken
    first: Stretch


@dataclass
class Positions:
    """Where every key and value of a text stands, by its path."""

    keys: dict[Loc, Stretch] = field(default_factory=dict)
    values: dict[Loc, Stretch] = field(default_factory=lambda: {(): (0, 1)})

    def add_tables(self, path: Loc, stretch: Stretch, *, below: int = 0) -> None:
        """Note where a table and its parents with more than ``below`` parts first appear."""
        for length in range(below + 1, len(path) + 1):
            self.keys.setdefault(path[:length], stretch)
            self.values.setdefault(path[:length], stretch)


@dataclass
class Registry:
    """All defined paths; TOML allows tables and keys once, items of a list of tables any number of times."""

    counts: dict[Loc, int] = field(default_factory=dict)
    _taken: dict[Loc, Clash] = field(default_factory=dict)
    _unused: int = 0

    def resolve(self, names: list[str]) -> Loc:
        """Return the path of a header, with the number of the latest item of each list on the way."""
        path: Loc = ()
        for name in names:
            path = (*self._latest(path), name)
        return path

    def unused_path(self) -> Loc:
        """Return a path no file can contain, for the contents of a duplicate."""
        self._unused += 1
        return ("\0", self._unused)

    def _latest(self, path: Loc) -> Loc:
        return (*path, self.counts[path]) if path in self.counts else path

    def _in_the_way(self, path: Loc) -> Clash | None:
        """Return the value that is defined at a parent of this path, where a table would be needed."""
        for length in range(1, len(path)):
            clash = self._taken.get(path[:length])
            if clash is not None and clash.taken == "value":
                return clash
        return None

    def table(self, names: list[str], at: Stretch) -> tuple[Loc, Clash | None]:
        """Define ``[a.b]``; return its path and the earlier definition, if any."""
        path = self.resolve(names)
        clash = self._in_the_way(path) or self._taken.get(path)
        if clash is None:
            self._taken[path] = Clash("table", at)
        return path, clash

    def item(self, names: list[str], at: Stretch) -> tuple[Loc, Clash | None]:
        """Define one more ``[[a.b]]``; return the item's path and a conflicting earlier definition, if any."""
        path = self.resolve(names)
        clash = self._in_the_way(path) or self._taken.get(path)
        if clash is not None and clash.taken != "items":
            return path, clash
        self._taken.setdefault(path, Clash("items", at))
        self.counts[path] = self.counts.get(path, -1) + 1
        return (*path, self.counts[path]), None

    def key(self, table: Loc, names: list[str], at: Stretch) -> tuple[Loc, Clash | None]:
        """Define ``a.b = ...`` in a table; return its path and the earlier definition, if any."""
        path: Loc = table
        for name in names[:-1]:
            path = (*path, name)
            clash = self._taken.get(path)
            if clash is None:
                self._taken[path] = Clash("dotted", at)
            elif clash.taken != "dotted":
                return (*table, *names), clash
        path = (*path, names[-1])
        clash = self._taken.get(path)
        if clash is None and path in self.counts:
            clash = Clash("items", at)
        if clash is None:
            self._taken[path] = Clash("value", at)
        return path, clash
