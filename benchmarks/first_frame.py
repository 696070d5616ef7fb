"""How soon the team's data stands on the screen, as a ratio to the smallest Textual program.

Both are started in a pseudo-terminal, in turn; time runs from the start of the process until a given
text has been written to the terminal. Prints each round's ratio and the median; judges nothing.
"""

import contextlib
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from mlew_tui import begin

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("Ready")
Minimal().run()
"""


def seconds_until(words: str, command: list[str], environment: dict[str, str]) -> float:
    """Start a command in a terminal of 120 x 40 and return the seconds until it has written ``words``."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], command, environment)
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while words.encode() not in seen:
            if time.perf_counter() - started > 60:
                raise TimeoutError(f"{words!r} did not come")
            if select.select([terminal], [], [], 0.1)[0]:
                seen += os.read(terminal, 65536)
        return time.perf_counter() - started
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with contextlib.suppress(OSError):
            os.close(terminal)


def main() -> None:
    """Measure in turn and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        minimal = home / "minimal.py"
        minimal.write_text(MINIMAL, encoding="utf-8")
        example = home / "workshop.toml"
        shutil.copyfile(begin.example("ja"), example)
        text = example.read_text(encoding="utf-8").replace('step = "next.decide"', 'step = "listen.write"')
        example.write_text(text, encoding="utf-8")
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        environment |= {"XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config")}
        runs = {
            "minimal": ("Ready", [sys.executable, str(minimal)]),
            "resume": ("カードを登録", [sys.executable, "-m", "mlew_tui", "resume", str(example)]),
        }
        ratios = []
        for number in range(ROUNDS + 1):
            took = {name: seconds_until(words, command, environment) for name, (words, command) in runs.items()}
            if number:  # the first round only warms the caches
                ratios.append(took["resume"] / took["minimal"])
                print(
                    f"minimal {took['minimal'] * 1000:.0f} ms  resume {took['resume'] * 1000:.0f} ms  {ratios[-1]:.2f}"
                )
    print(f"resume / minimal: median {statistics.median(ratios):.2f} [{min(ratios):.2f}-{max(ratios):.2f}]")


if __name__ == "__main__":
    main()
