"""How long commands take, as ratios to importing pydantic: each a process of its own, started in turn.

``python benchmarks/commands.py [ROUNDS]``. Judges nothing.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mlew_tui import begin

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15


def main() -> None:
    """Run each command in turn and print medians."""
    example = str(begin.example("ja"))
    program = [sys.executable, "-m", "mlew_tui"]
    runs = {
        "import pydantic": [sys.executable, "-c", "import pydantic"],
        "import BaseModel": [sys.executable, "-c", "from pydantic import BaseModel"],
        "--version": [*program, "--version"],
        "check": [*program, "check", example],
        "tally": [*program, "tally", example],
    }
    took: dict[str, list[float]] = {name: [] for name in runs}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_STATE_HOME": str(Path(folder)), "XDG_CONFIG_HOME": str(Path(folder))}
        for number in range(ROUNDS + 1):
            for name, command in runs.items():
                started = time.perf_counter()
                subprocess.run(command, capture_output=True, check=True, env=environment)
                if number:  # the first round only warms the caches
                    took[name].append((time.perf_counter() - started) * 1000)
    whole = statistics.median(took["import pydantic"])
    for name, times in took.items():
        middle = statistics.median(times)
        print(f"{name:16} {middle:4.0f} ms  {middle / whole:.2f} x import pydantic")


if __name__ == "__main__":
    main()
