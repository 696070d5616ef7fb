"""Labels of people, cases and criteria by id, and formats of shares and differences."""

from collections.abc import Iterable
from fractions import Fraction

from mlew_tui.i18n import tr
from mlew_tui.model.customer import Fact, Review
from mlew_tui.model.scoring import fraction_text, points_text
from mlew_tui.model.workshop import Workshop


def case_title(workshop: Workshop, case: str) -> str:
    """Return a case's title, or its id when it has none."""
    return next((c.title for c in workshop.cases if c.id == case and c.title), case)


def person_name(workshop: Workshop, person: str | None) -> str:
    """Return a participant's name; empty for None and for unknown ids."""
    return next((known.name for known in workshop.participants if known.id == person), "")


def person_label(workshop: Workshop, person: str) -> str:
    """Return a participant's name, or the id where there is no name."""
    return person_name(workshop, person) or person


def person_names(workshop: Workshop, people: Iterable[str]) -> str:
    """Return participants by name, separated by commas."""
    return tr(", ").join(person_label(workshop, person) for person in people)


def case_titles(workshop: Workshop, cases: Iterable[str]) -> str:
    """Return cases by title, each in quotation marks, separated by commas."""
    return tr(", ").join(tr("“{title}”", title=case_title(workshop, case)) for case in cases)


def text_with_source(item: Fact | Review) -> str:
    """Return a statement with its source behind it, if it has one."""
    return tr("{text} (source: {source})", text=item.text, source=item.source) if item.source.strip() else item.text


def criterion_label(workshop: Workshop, criterion: str) -> str:
    """Return a criterion's text and id, or the id alone where it has no text."""
    text = criterion_text(workshop, criterion)
    return tr("“{text}” ({id})", text=text, id=criterion) if text else criterion


def criterion_text(workshop: Workshop, criterion: str) -> str:
    """Return a criterion's text, empty when it has none."""
    return next((k.text for k in workshop.criteria if k.id == criterion), "")


def sign_votes(difference: Fraction) -> str:
    """Format a difference of votes with its sign: ``+3/2``, ``±0``, ``-1``."""
    return _sign(difference) + fraction_text(abs(difference))


def sign_points(difference: Fraction) -> str:
    """Format a difference of points with its sign: ``+8.5``, ``±0``, ``-12``."""
    return _sign(difference) + points_text(abs(difference))


def _sign(value: Fraction) -> str:
    return "+" if value > 0 else "-" if value < 0 else "±"


def format_percent(part: int, whole: int) -> str:
    """Format a share in whole per cent; 0 and 100 only where exact. ``whole`` must not be 0."""
    rounded = round(Fraction(100 * part, whole))
    if rounded == 0 and part:
        return tr("<1 %")
    if rounded == 100 and part != whole:
        return tr(">99 %")
    return tr("{count} %", count=rounded)
