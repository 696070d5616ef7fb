"""Saves a great many random edits of files in random handwritings, and prints how they compare to a careful person's.

``--saves`` edits from ``--seed`` on; the same counts as the test of saves, which holds the bounds. Judges nothing.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "property"))

from test_saves import Tally, save_of


def main() -> None:
    """Print the rates, and the seeds of what went beyond a bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=100_000)
    parser.add_argument("--saves", type=int, default=10_000)
    wished = parser.parse_args()
    tally = Tally()
    for seed in range(wished.seed, wished.seed + wished.saves):
        tally.add(save_of(seed))
    within = sum(count for lines, count in tally.excess.items() if lines <= 2)
    kept = tally.comments - len(tally.astray)
    print(f"{tally.saves} saves, all read back exactly but {len(tally.fallbacks)} in canonical form")
    print(f"comments at their items: {kept} of {tally.comments} ({100 * kept / max(1, tally.comments):.3f} %)")
    print(f"at most two lines beyond a careful person's edit: {within} ({100 * within / tally.saves:.3f} %)")
    print("lines beyond:", ", ".join(f"{lines:+d}: {count}" for lines, count in sorted(tally.excess.items())))
    print("beyond by kind:", dict(Counter(save.kind for save in tally.beyond)))
    print("seeds beyond:", [(save.seed, save.kind, save.excess) for save in tally.beyond][:40])
    print("seeds astray:", [(save.seed, save.kind, own) for save, own in tally.astray][:40])


if __name__ == "__main__":
    main()
