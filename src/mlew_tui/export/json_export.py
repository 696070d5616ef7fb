"""A workshop as JSON: everything the file holds, and what is computed from it, for programs. README lists the keys.

Keys are only ever added; where one would change its meaning, ``version`` goes up.
"""

import json
import re

from mlew_tui.export.source import File, Source
from mlew_tui.model import references
from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.ballot_secrecy import is_covered, without_scores
from mlew_tui.model.changes import reference_counts
from mlew_tui.model.schedule import agenda
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import result

Data = dict[str, object]

VERSION = 1
"""Of the keys and what they mean; a workshop's own ``format`` is another thing."""
_COMMANDS = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON may hold as it is, but terminals and older JavaScript take for more than text."""


def write(source: Source) -> tuple[File, ...]:
    """Return the one file: UTF-8 without a mark, as JSON has it, two spaces a level."""
    text = json.dumps(as_data(source), ensure_ascii=False, indent=2)
    escaped = _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return (File(f"{source.name}.json", f"{escaped}\n".encode()),)


def as_data(source: Source) -> Data:
    """Return the workshop as its file has it, every key there, and what is computed.

    While the result is covered there are no ``scores``, no ``decision`` and no ``ballots.first``.
    """
    return {
        "version": VERSION,
        "covered": is_covered(source.workshop),
        "workshop": _workshop(source),
        "computed": _computed(source),
    }


def _workshop(source: Source) -> Data:
    if not source.is_covered:
        whole: Data = source.workshop.model_dump(mode="json")
        return whole
    untold: Data = without_scores(source.workshop).model_dump(
        mode="json", exclude={"scores": True, "decision": True, "ballots": {"first"}}
    )
    return untold


def _computed(source: Source) -> Data:
    workshop = source.workshop
    counts = reference_counts(workshop)
    counted = {
        name: counts.get(name, 0)
        for name, kind, _ in references.ids(workshop)
        if kind in ("fact", "review", "group")
    }  # fmt: skip
    tally = result.turnout_as_data(workshop) if source.is_covered else result.as_data(workshop, explain(workshop))
    return {
        "voters": [person.id for person in workshop.participants if person.is_voter],
        "reference_counts": counted,
        "tally": tally,
        "red": _red(workshop),
        "steps": [
            {
                "step": step.id,
                "phase": step.phase,
                "planned": agenda.planned_seconds(workshop, step),
                "actual": agenda.spent_seconds(workshop, step.id),
            }
            for step in source.deck.steps
        ],
    }


def _red(workshop: Workshop) -> list[str]:
    """Return the ids of the proposal's items whose feasibility is unclear, in reading order."""
    made = workshop.proposal
    items = (*made.message, *made.steps, *made.customer_faq, *made.internal_faq)
    return [item.id for item in items if item.concern]
