"""Which table and key of a TOML text is already taken, so that a second one can point at the first."""

from dataclasses import dataclass, field
from typing import Literal

Name = tuple[str | int, ...]
Stretch = tuple[int, int]
Taken = Literal["table", "items", "dotted", "value"]


@dataclass(frozen=True)
class Clash:
    """What stands there already: a table, a list of tables, a dotted key's table or a value, and where."""

    taken: Taken
    first: Stretch


@dataclass
class Registry:
    """Every path spoken for, as TOML counts: tables once, lists of tables again and again, keys once."""

    counts: dict[Name, int] = field(default_factory=dict)
    _taken: dict[Name, Clash] = field(default_factory=dict)

    def resolve(self, names: list[str]) -> Name:
        """Return the path of a header, with the number of the latest item of each list on the way."""
        path: Name = ()
        for name in names:
            path = (*self._latest(path), name)
        return path

    def _latest(self, path: Name) -> Name:
        return (*path, self.counts[path]) if path in self.counts else path

    def _in_the_way(self, path: Name) -> Clash | None:
        """Return what makes a parent of this path no table."""
        for length in range(1, len(path)):
            clash = self._taken.get(path[:length])
            if clash is not None and clash.taken == "value":
                return clash
        return None

    def table(self, names: list[str], at: Stretch) -> tuple[Name, Clash | None]:
        """Take ``[a.b]``; return its path and what stood there before."""
        path = self.resolve(names)
        clash = self._in_the_way(path) or self._taken.get(path)
        if clash is None:
            self._taken[path] = Clash("table", at)
        return path, clash

    def item(self, names: list[str], at: Stretch) -> tuple[Name, Clash | None]:
        """Take one more ``[[a.b]]``; return the item's path and what else than items stood there before."""
        path = self.resolve(names)
        clash = self._in_the_way(path) or self._taken.get(path)
        if clash is not None and clash.taken != "items":
            return path, clash
        self._taken.setdefault(path, Clash("items", at))
        self.counts[path] = self.counts.get(path, -1) + 1
        return (*path, self.counts[path]), None

    def key(self, table: Name, names: list[str], at: Stretch) -> tuple[Name, Clash | None]:
        """Take ``a.b = ...`` in a table; return its path and what stood there before."""
        path: Name = table
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
