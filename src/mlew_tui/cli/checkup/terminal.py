"""Check the terminal: its size, letters, colours and widths, mouse, bell and clipboard."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from mlew_tui.cli.checkup.check_result import Finding
from mlew_tui.cli.checkup.terminal_queries import PROBES, Answers
from mlew_tui.i18n import tr

LEAST: Final = (80, 24)
"""Columns and rows every screen fits in."""
_FULL_COLOUR: Final = ("truecolor", "24bit")


def size(has: os.terminal_size | None) -> Finding:
    """Check columns and rows; None where there is no terminal."""
    least = {"columns": LEAST[0], "rows": LEAST[1]}
    if has is None:
        return Finding("size", "note", tr("Terminal size: not checked, for this is no terminal"))
    words = tr("Terminal size: {columns} × {rows}", columns=has.columns, rows=has.lines)
    if has.columns < LEAST[0] or has.lines < LEAST[1]:
        hint = tr("Make the window larger or its letters smaller: {columns} × {rows} at least", **least)
        return Finding("size", "wrong", words, hint)
    return Finding("size", "fine", words)


def letters(environment: Mapping[str, str]) -> Finding:
    """Check that the locale is UTF-8."""
    name = next((environment[each] for each in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(each)), "")
    encoding = name.partition(".")[2].partition("@")[0].lower().replace("-", "")
    if encoding == "utf8" or (not name and sys.platform in ("darwin", "win32")):
        return Finding("letters", "fine", tr("Locale: {name}", name=name or "UTF-8"))
    hint = tr("Set it in the shell: export LANG=ja_JP.UTF-8 (or en_US.UTF-8)")
    if encoding:
        return Finding("letters", "wrong", tr("Locale: {name} is not UTF-8; Japanese will break", name=name), hint)
    words = tr("Locale: {name} does not say UTF-8", name=name) if name else tr("Locale: not set")
    return Finding("letters", "note", words, hint)


def colours(environment: Mapping[str, str], *, is_terminal: bool) -> Finding:
    """Check how many colours the terminal announces."""
    kind = environment.get("TERM", "")
    if kind in ("", "dumb") and sys.platform != "win32":
        words = tr("Terminal type: TERM is {kind}, which can draw no screen", kind=kind or tr("not set"))
        hint = tr("Use another terminal, or: export TERM=xterm-256color")
        return Finding("colours", "wrong" if is_terminal else "note", words, hint)
    if "NO_COLOR" in environment:
        return Finding("colours", "fine", tr("Colours: none, for NO_COLOR is set; words and signs say the same"))
    if environment.get("COLORTERM", "").lower() in _FULL_COLOUR or sys.platform == "win32":
        return Finding("colours", "fine", tr("Colours: all ({kind})", kind=kind))
    if "256color" in kind or kind.endswith(("-direct", "kitty")):
        return Finding("colours", "fine", tr("Colours: 256 ({kind})", kind=kind))
    hint = tr("If the terminal can do more: export COLORTERM=truecolor")
    return Finding("colours", "note", tr("Colours: 16 ({kind})", kind=kind), hint)


def widths(answers: Answers | None) -> Finding:
    """Check how wide the terminal draws characters that are one cell in some fonts and two in others."""
    if answers is None or not answers.widths:
        return Finding("widths", "note", tr("Width of characters such as ☆ and ①: not checked, no terminal answered"))
    drawn = dict(zip(PROBES, answers.widths, strict=True))
    if drawn[PROBES[0]] != 2:
        words = tr("The terminal draws {sign} {cells} cells wide instead of 2: Japanese rows break", sign=PROBES[0],
                   cells=drawn[PROBES[0]])  # fmt: skip
        return Finding("widths", "wrong", words, tr("Use a terminal and a locale in UTF-8"))
    wide = "".join(sign for sign in PROBES[1:] if drawn[sign] != 1)
    if wide:
        words = tr("The terminal draws {signs} two cells wide, the console counts one: rows break", signs=wide)
        return Finding(
            "widths", "wrong", words, tr("Set ambiguous-width characters to narrow in the terminal's settings")
        )
    return Finding("widths", "fine", tr("Width of characters such as ☆ and ①: one cell, as counted"))


def mouse(answers: Answers | None) -> Finding:
    """Check whether the terminal reports clicks; every click has a key, so it is at most a note."""
    hint = tr("Everything works by keys, too")
    if answers is None or answers.mouse is None:
        return Finding("mouse", "note", tr("Mouse: not checked, no terminal answered"), hint)
    if not answers.mouse:
        return Finding("mouse", "note", tr("Mouse: the terminal passes no clicks on"), hint)
    return Finding("mouse", "fine", tr("Mouse: clicks are passed on"))


def bell(*, rings: bool) -> Finding:
    """Report whether the clock rings, and how to hear it beforehand."""
    if not rings:
        return Finding("bell", "fine", tr("Bell: off, as the settings say; the screen warns all the same"))
    hint = tr("Hear it: printf '\\a'; not wanted: bell = false in settings.toml")
    return Finding("bell", "fine", tr("Bell: the clock rings as the terminal does"), hint)


def clipboard(answers: Answers | None, environment: Mapping[str, str]) -> Finding:
    """Check whether copying reaches the clipboard (OSC 52); the clipboard itself is not read."""
    hint = _clipboard_hint(environment)
    if answers is not None and answers.clipboard:
        return Finding("clipboard", "fine", tr("Clipboard: the terminal takes copies (OSC 52)"))
    return Finding(
        "clipboard", "note", tr("Clipboard: the terminal does not say whether it takes copies (OSC 52)"), hint
    )


def _clipboard_hint(environment: Mapping[str, str]) -> str:
    if "TMUX" in environment:
        return tr("In tmux: set -s set-clipboard on")
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return tr("Over ssh a copy goes to the terminal you sit at; allow clipboard access in its settings")
    if is_wsl(environment):
        return tr("Under WSL use Windows Terminal; Shift and dragging selects with the mouse")
    return tr("If copies do not arrive: allow clipboard access (OSC 52) in the terminal; Shift and dragging selects")


def is_wsl(environment: Mapping[str, str], release: Path = Path("/proc/sys/kernel/osrelease")) -> bool:
    """Return whether this is Linux within Windows."""
    if "WSL_DISTRO_NAME" in environment:
        return True
    try:
        return "microsoft" in release.read_text(encoding="utf-8").lower()
    except (OSError, ValueError):
        return False


def multiplexers(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Check tmux or screen, where one of them is between the console and the terminal."""
    kind = environment.get("TERM", "")
    if environment.get("TMUX"):
        if not kind.startswith(("tmux", "screen")):
            words = tr("tmux: TERM is {kind}, but tmux draws as tmux-256color", kind=kind)
            yield Finding("tmux", "wrong", words, tr('In ~/.tmux.conf: set -g default-terminal "tmux-256color"'))
        else:
            hint = tr("In ~/.tmux.conf: set -g mouse on; set -s escape-time 20 makes Esc quick")
            yield Finding("tmux", "fine", tr("tmux stands between the console and the terminal"), hint)
    elif environment.get("STY"):
        hint = tr("tmux does, or a terminal window of its own")
        yield Finding("screen", "note", tr("screen passes on neither all colours nor the clipboard"), hint)
