"""Where everything in a text stands, every place that is no TOML, and the text as it would be without those."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mlew_tui.diagnosis.cursor import EndOfTextError, Mend, SyntaxIssue
from mlew_tui.diagnosis.scanner import Scanner
from mlew_tui.diagnosis.value_reader import Loc, Stretch


@dataclass(frozen=True)
class Scan:
    """What a walk found: stretches of keys and values by path, slips, and the mends that make it TOML."""

    text: str
    keys: Mapping[Loc, Stretch]
    values: Mapping[Loc, Stretch]
    slips: tuple[SyntaxIssue, ...]
    mends: tuple[Mend, ...]

    @cached_property
    def mended(self) -> str:
        """The text with every mend made; where two overlap, the first one that is wider."""
        parts, at = [], 0
        for mend in sorted(self.mends, key=lambda mend: (mend.start, -mend.end)):
            if mend.start >= at:
                parts += [self.text[at : mend.start], mend.text]
                at = mend.end
        return "".join([*parts, self.text[at:]])

    def key_stretch(self, loc: Loc) -> Stretch:
        """Return where the key, or the header, of a path stands; else that of its nearest parent."""
        while loc and loc not in self.keys and loc not in self.values:
            loc = loc[:-1]
        return self.keys.get(loc) or self.values.get(loc, (0, 1))

    def value_stretch(self, loc: Loc) -> Stretch:
        """Return where the value of a path stands; else that of its nearest parent."""
        while loc and loc not in self.values and loc not in self.keys:
            loc = loc[:-1]
        return self.values.get(loc) or self.keys.get(loc, (0, 1))


def scan(text: str) -> Scan:
    """Walk a text, valid TOML or not. Never raises: nesting too deep and slips too many end the walk as a slip."""
    scanner = Scanner(text)
    try:
        scanner.statements()
    except EndOfTextError as error:
        scanner.slips.append(error.slip)
        scanner.blank_out(scanner.statement, len(text))
    once = {(slip.kind, slip.start): slip for slip in scanner.slips}
    slips = tuple(sorted(once.values(), key=lambda slip: slip.start))
    return Scan(text, scanner.keys, scanner.values, slips, tuple(scanner.mends))
