"""What the reasoning behind a decision costs in processor time, as ratios to reading the same workshop.

A drawn evaluation is written as ``workshop.toml``; reading it is ``tomllib.loads`` and
``Workshop.model_validate``. First the whole explanation at 6 people x 5 cases x 8 criteria, every one of the
6,561 weightings included; then the tally alone at ``--scale`` (people, cases, criteria), and how its time grows
when one dimension of a quarter of that doubles: 2.0 is linear. Medians of ``--runs``; judges nothing.
"""

import argparse
import gc
import statistics
import time
import tomllib
from collections.abc import Callable
from functools import partial
from random import Random

from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.analysis.weightings import WEIGHTS
from mlew_tui.model.scoring import tally
from mlew_tui.model.workshop import Workshop


def evaluation(people: int, cases: int, criteria: int, draw: Random) -> str:
    """Return a workshop as TOML in which everybody scored every case for every criterion and handed in."""
    weights = [draw.choice(WEIGHTS) for _ in range(criteria)]
    parts = ['title = "drawn"']
    parts += [f'[[participants]]\nid = "m{m}"\nname = "M{m}"' for m in range(people)]
    parts += [
        f'[[criteria]]\nid = "k{k}"\nkind = "problem"\ntext = "K{k}"\nweight = {weight}'
        for k, weight in enumerate(weights)
    ]
    parts += [f'[[cases]]\nid = "s{s}"\ntitle = "S{s}"' for s in range(cases)]
    for person in range(people):
        parts.append(f"[scores.m{person}]")
        for case in range(cases):
            row = ", ".join(f"k{k} = {draw.randint(0, 2 * weight) / 2:g}" for k, weight in enumerate(weights))
            parts.append(f"s{case} = {{ {row} }}")
    handed_in = ", ".join(f'"m{m}"' for m in range(people))
    return "\n".join([*parts, f"[ballots]\nhanded_in = [{handed_in}]", ""])


def read(text: str) -> Workshop:
    """Return the workshop of a file's text, validated."""
    return Workshop.model_validate(tomllib.loads(text))


def milliseconds(action: Callable[[], object], runs: int) -> float:
    """Return the median processor time of an action, after one run that only warms the caches."""
    times = []
    gc.disable()  # a collection would count every object of a large workshop anew
    for _ in range(runs + 1):
        started = time.process_time()
        action()
        times.append((time.process_time() - started) * 1000)
    gc.enable()
    return statistics.median(times[1:])


def main() -> None:
    """Measure and print both sizes and the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--scale", type=int, nargs=3, default=(1000, 100, 50), metavar=("PEOPLE", "CASES", "CRITERIA"))
    parser.add_argument("--seed", type=int, default=1)
    wished = parser.parse_args()
    draw = Random(wished.seed)

    text = evaluation(6, 5, 8, draw)
    workshop = read(text)
    whole = milliseconds(partial(explain, workshop), wished.runs)
    reading = milliseconds(partial(read, text), wished.runs)
    print(f"6 x 5 x 8, {explain(workshop).weightings.tried:,} weightings:")
    print(f"  explanation {whole:.1f} ms, reading {reading:.1f} ms, ratio {whole / reading:.2f}")

    people, cases, criteria = wished.scale
    base = (max(1, people // 4), max(1, cases // 4), max(1, criteria // 4))
    small = milliseconds(partial(tally, read(evaluation(*base, draw))), wished.runs)
    for position, name in enumerate(("people", "cases", "criteria")):
        times = [2 if place == position else 1 for place in range(3)]
        larger = evaluation(base[0] * times[0], base[1] * times[1], base[2] * times[2], draw)
        grown = milliseconds(partial(tally, read(larger)), wished.runs)
        print(f"tally with twice the {name}: {grown / small:.2f} times as long")

    text = evaluation(people, cases, criteria, draw)
    started = time.process_time()
    workshop = read(text)
    reading = (time.process_time() - started) * 1000
    alone = milliseconds(partial(tally, workshop), 1)
    print(f"{people} x {cases} x {criteria}, {len(text) / 1e6:.0f} MB:")
    print(f"  tally {alone:.0f} ms, reading {reading:.0f} ms, ratio {alone / reading:.3f}")


if __name__ == "__main__":
    main()
