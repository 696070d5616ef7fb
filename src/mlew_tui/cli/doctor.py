"""``mlew-tui doctor``: check terminal, machine and settings, and say how to mend what is wrong."""

import json
import os
import shutil
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby

from mlew_tui.cli.checkup import machine, terminal, terminal_queries
from mlew_tui.cli.checkup.check_result import SIGNS, Finding
from mlew_tui.cli.output import FINE, PROBLEMS, print_out
from mlew_tui.diagnosis import rendering
from mlew_tui.i18n import tr
from mlew_tui.settings.key_registry import KEYS
from mlew_tui.settings.keymap import shown
from mlew_tui.settings.settings import Settings
from mlew_tui.storage.home import Home
from mlew_tui.text.sanitize import one_line
from mlew_tui.text.wrapping import wrap

_INDENT = "  "


def run(options: Namespace, home: Home, _lang: str | None) -> int:
    """Print every finding and return 0 unless something is wrong, or print the key ids and their keys."""
    if options.keys:
        _print_keys(home.settings())
        return FINE
    results = tuple(findings(home))
    if options.json:
        _print_json(results)
    else:
        _print(results)
    return PROBLEMS if any(finding.state == "wrong" for finding in results) else FINE


def findings(home: Home) -> Iterator[Finding]:
    """Run every check, the terminal's first."""
    size = _terminal_size()
    answers = terminal_queries.query_terminal(0, 1)
    environment = os.environ
    yield machine.versions(machine.textual_version())
    yield terminal.size(size)
    yield terminal.letters(environment)
    yield terminal.colours(environment, is_terminal=size is not None)
    yield terminal.widths(answers)
    yield from terminal.multiplexers(environment)
    yield terminal.mouse(answers)
    yield terminal.clipboard(answers, environment)
    yield terminal.bell(rings=home.settings().bell)
    yield machine.editor(environment)
    yield machine.folder("state-folder", home.state, tr("Sessions and earlier versions"))
    yield machine.folder("settings-folder", home.config, tr("Settings folder"))
    yield machine.space(home.state)
    yield from machine.settings(home)


def _terminal_size() -> os.terminal_size | None:
    """Return the size of the terminal any of the three streams is connected to, if one is."""
    for stream in (2, 1, 0):
        try:
            return os.get_terminal_size(stream)
        except OSError:
            continue
    return None


def _print_json(results: Sequence[Finding]) -> None:
    rows = [
        {"check": each.check, "state": each.state, "message": each.what, "hint": each.hint}
        | (
            {"file": str(each.problem.path), "line": each.problem.line, "column": each.problem.column}
            if each.problem
            else {}
        )
        for each in results
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _print(results: Sequence[Finding]) -> None:
    """Print every finding with its sign (a problem in a file as ``check`` does), then how many are wrong."""
    width = max(shutil.get_terminal_size().columns - len(_INDENT), 20)
    for each in results:
        if each.problem is not None:
            first, *rest = (rendering.plain(row) for row in rendering.rows(each.problem, width))
        else:
            first, *rest = wrap(one_line(each.what), width)
            if each.hint and each.state != "fine":
                rest += wrap("→ " + one_line(each.hint), width)
            elif each.hint:
                rest += wrap(one_line(f"({each.hint})"), width)
        print_out(f"{SIGNS[each.state]} {first}")
        for row in rest:
            print_out(_INDENT + row)
    wrong = sum(each.state == "wrong" for each in results)
    print_out()
    print_out(rendering.count_words(wrong) if wrong else tr("Nothing is wrong here."))


def _print_keys(settings: Settings) -> None:
    """Print every key id with its present keys, grouped by where it works; those from the settings are marked."""
    for place, rows in groupby(KEYS, lambda row: row.place):
        print_out(f"[{place}]")
        for row in rows:
            sign = "*" if row.id in settings.keys else " "
            keys = ", ".join(dict.fromkeys(map(shown, settings.keys.get(row.id, row.keys))))
            print_out(f"{sign} {row.id:<22} {keys}")
