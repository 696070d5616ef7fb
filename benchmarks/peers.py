"""How soon other terminal programs show their content, beside the smallest one: each in an environment of its own.

``python benchmarks/peers.py [--rounds N] WORDS COMMAND...``: starts COMMAND in a pseudo-terminal of 120 x 40, in turn
with the smallest Textual program of this environment, until WORDS stand on its screen; prints the ratio, the bytes a
second it writes and the share of a core it uses when nothing is pressed, and the most memory it had.
"""

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from suite import Desk
from terminal import Program


def main() -> None:
    """Measure one program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("words")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    wished = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk, ratios = Desk(Path(folder)), []
        environment = {**desk.environment, "HOME": os.environ.get("HOME", folder)}
        for number in range(wished.rounds + 1):
            with desk.smallest() as program:
                least = program.until("Ready")
            with Program(wished.command, environment) as program:
                took = program.until(wished.words)
                if number == wished.rounds:
                    share, written = program.idle(10)
                    memory = program.peak_mib()
            if number:
                ratios.append(took / least)
    middle = statistics.median(ratios)
    print(f"{middle:.2f} x the smallest program [{min(ratios):.2f}-{max(ratios):.2f}]")
    print(f"idle: {100 * share:.1f} % of a core, {written:.0f} bytes a second; {memory:.1f} MiB")


if __name__ == "__main__":
    main()
