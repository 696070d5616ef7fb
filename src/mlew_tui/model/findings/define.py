"""Define: whether problems and strengths rest on enough, and whether anybody speaks of them."""

from collections.abc import Iterator

from mlew_tui.model.changes import reference_counts
from mlew_tui.model.deck import Thresholds
from mlew_tui.model.define import Criterion
from mlew_tui.model.findings.finding import Figure, Finding
from mlew_tui.model.workshop import Workshop


def define(workshop: Workshop, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield what is to improve about the criteria."""
    criteria = workshop.criteria
    if not criteria:
        yield Finding("no-criteria", "define", "now", {"criteria": Figure(0, least=1)})
        return
    heavy = [criterion for criterion in criteria if criterion.weight >= thresholds.heavy_weight]
    voices = {criterion.id: _voices(workshop, criterion) for criterion in heavy}
    thin = [criterion for criterion in heavy if len(voices[criterion.id]) < thresholds.min_heavy_voices]
    if thin:
        figures = {
            "criteria": Figure(len(thin), len(heavy), most=0),
            "voices": Figure(min(len(voices[one.id]) for one in thin), least=thresholds.min_heavy_voices),
            "weight": Figure(thresholds.heavy_weight),
        }
        places = (place for one in thin for place in (f"criteria/{one.id}", *voices[one.id]))
        yield Finding("thin-criteria", "define", "look", figures, tuple(dict.fromkeys(places)))
    counts = reference_counts(workshop)
    unreferred = [criterion for criterion in criteria if not any(counts.get(name) for name in criterion.sources)]
    if unreferred:
        figures = {
            "criteria": Figure(len(unreferred), len(criteria), most=0),
            "posts": Figure(len(workshop.posts)),
        }
        places_of = tuple(f"criteria/{criterion.id}" for criterion in unreferred)
        yield Finding("unreferred-criteria", "define", "look", figures, places_of)


def _voices(workshop: Workshop, criterion: Criterion) -> tuple[str, ...]:
    """Return the places of the distinct reviews and customer facts a criterion rests on, those of its groups too."""
    sources = set(criterion.sources)
    facts = [f"customer.facts/{fact.id}" for fact in workshop.customer.facts if fact.id in sources]
    reviews = [f"reviews/{r.id}" for r in workshop.reviews if r.id in sources or r.group in sources]
    return (*reviews, *facts)
