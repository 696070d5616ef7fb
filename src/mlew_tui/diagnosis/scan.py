"""Find the position of every key and value in a text, every syntax issue, and the fixed text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mlew_tui.diagnosis.cursor import EndOfTextError, Fix, SyntaxIssue
from mlew_tui.diagnosis.defined_keys import Loc, Stretch
from mlew_tui.diagnosis.scanner import Scanner


@dataclass(frozen=True)
class Scan:
    """Offsets of keys and values by path, the syntax issues, and the fixes that make the text valid TOML."""

    text: str
    keys: Mapping[Loc, Stretch]
    values: Mapping[Loc, Stretch]
    issues: tuple[SyntaxIssue, ...]
    fixes: tuple[Fix, ...]

    @cached_property
    def fixed_text(self) -> str:
        """The text with every fix applied; of overlapping fixes the first, widest one."""
        parts, at = [], 0
        for fix in sorted(self.fixes, key=lambda fix: (fix.start, -fix.end)):
            if fix.start >= at:
                parts += [self.text[at : fix.start], fix.text]
                at = fix.end
        return "".join([*parts, self.text[at:]])

    def key_stretch(self, loc: Loc) -> Stretch:
        """Return the offsets of a path's key or header, or those of its nearest parent."""
        while loc and loc not in self.keys and loc not in self.values:
            loc = loc[:-1]
        return self.keys.get(loc) or self.values.get(loc, (0, 1))

    def value_stretch(self, loc: Loc) -> Stretch:
        """Return the offsets of a path's value, or those of its nearest parent."""
        while loc and loc not in self.values and loc not in self.keys:
            loc = loc[:-1]
        return self.values.get(loc) or self.keys.get(loc, (0, 1))


def scan(text: str) -> Scan:
    """Scan a text, valid TOML or not. Never raises: too deep nesting or too many issues end the scan with an issue."""
    scanner = Scanner(text)
    cursor, positions = scanner.cursor, scanner.positions
    try:
        scanner.statements()
    except EndOfTextError as error:
        cursor.issues.append(error.issue)
        cursor.blank_out(scanner.statement, len(text))
    once = {(issue.kind, issue.start): issue for issue in cursor.issues}
    issues = tuple(sorted(once.values(), key=lambda issue: issue.start))
    return Scan(text, positions.keys, positions.values, issues, tuple(cursor.fixes))
