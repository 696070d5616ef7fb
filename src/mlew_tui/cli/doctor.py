"""``mlew-tui doctor``: what to look at when something looks wrong, and how to mend it."""

import os
from typing import TYPE_CHECKING

from mlew_tui.cli.output import FINE, PROBLEMS, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable, Iterator, Sequence

    from mlew_tui.cli.checkup.check_result import Finding
    from mlew_tui.settings.settings import Settings
    from mlew_tui.storage.home import Home

_INDENT = "  "


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    words = tr("Look at the terminal, the machine and the settings, and say how to mend what is wrong.")
    parser = commands.add_parser("doctor", help=tr("look for what is wrong here"), description=words)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help=tr("as JSON"))
    how.add_argument("--keys", action="store_true", help=tr("list every id the settings can give keys to"))
    lang(parser)


def run(options: "Namespace", home: "Home", _wish: str | None) -> int:
    """Print every finding and return 0 unless something is wrong, or print the ids and their keys."""
    if options.keys:
        _tell_keys(home.settings())
        return FINE
    found = tuple(findings(home))
    if options.json:
        _print_json(found)
    else:
        _tell(found)
    return PROBLEMS if any(finding.state == "wrong" for finding in found) else FINE


def findings(home: "Home") -> "Iterator[Finding]":
    """Look at everything, the terminal first."""
    from mlew_tui.cli.checkup import machine, terminal, terminal_queries

    has = _terminal_size()
    answers = terminal_queries.asked(0, 1)
    environment = os.environ
    yield machine.versions(machine.textual_version())
    yield terminal.size(has)
    yield terminal.letters(environment)
    yield terminal.colours(environment, is_terminal=has is not None)
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


def _print_json(found: "Sequence[Finding]") -> None:
    import json

    rows = [
        {"check": each.check, "state": each.state, "message": each.what, "hint": each.hint}
        | (
            {"file": str(each.problem.path), "line": each.problem.line, "column": each.problem.column}
            if each.problem
            else {}
        )
        for each in found
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _tell(found: "Sequence[Finding]") -> None:
    """Print every finding with its sign, what is wrong in a file as ``check`` does, then how many are wrong."""
    import shutil

    from mlew_tui.cli.checkup.check_result import SIGNS
    from mlew_tui.diagnosis import rendering
    from mlew_tui.text.sanitize import one_line
    from mlew_tui.text.wrapping import wrap

    width = max(shutil.get_terminal_size().columns - len(_INDENT), 20)
    for each in found:
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
    wrong = sum(each.state == "wrong" for each in found)
    print_out()
    print_out(rendering.count_words(wrong) if wrong else tr("Nothing is wrong here."))


def _tell_keys(chosen: "Settings") -> None:
    """Print every id with the keys it has now, by the place where it works; chosen ones are marked."""
    from itertools import groupby

    from mlew_tui.settings.default_bindings import bound
    from mlew_tui.settings.keymap import shown

    for place, rows in groupby(bound(), lambda row: row.place):
        print_out(f"[{place}]")
        for row in rows:
            sign = "*" if row.name in chosen.keys else " "
            keys = ", ".join(dict.fromkeys(map(shown, chosen.keys.get(row.name, row.keys))))
            print_out(f"{sign} {row.name:<22} {keys}")
