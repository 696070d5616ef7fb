"""Listen: whether there were enough voices, real ones, and from all sides."""

from collections import Counter
from collections.abc import Iterable, Iterator

from mlew_tui.model.customer import Review
from mlew_tui.model.deck import Thresholds
from mlew_tui.model.findings.finding import Figure, Finding, exceeds
from mlew_tui.model.scoring import voters
from mlew_tui.model.workshop import Workshop

_FEWEST_AUTHORS = 3
"""In a smaller team one person's share says nothing."""


def listen(workshop: Workshop, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield what is to improve about the reviews."""
    reviews = workshop.reviews
    if len(reviews) < thresholds.min_reviews:
        figures = {"reviews": Figure(len(reviews), least=thresholds.min_reviews)}
        yield Finding("few-reviews", "listen", "now", figures, _places(reviews))
    assumed = [review for review in reviews if review.assumed]
    if exceeds(len(assumed), len(reviews), thresholds.max_assumed_share):
        figures = {"assumed": Figure(len(assumed), len(reviews), most_share=thresholds.max_assumed_share)}
        yield Finding("assumed-reviews", "listen", "now", figures, _places(assumed))
    if len(reviews) >= thresholds.min_sides:
        yield from _sides(workshop, thresholds)


def _sides(workshop: Workshop, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield findings about one-sided reviews and about moments without any."""
    reviews, moments = workshop.reviews, workshop.customer.moments
    for side, theirs, count in _heavy([(r.sentiment, r) for r in reviews], thresholds.max_sentiment_share):
        figures = {side: Figure(len(theirs), count, most_share=thresholds.max_sentiment_share)}
        yield Finding("one-sided-sentiment", "listen", "look", figures, _places(theirs), (side,))
    if len(moments) > 1:
        placed = [(r.moment, r) for r in reviews if r.moment is not None]
        for moment, theirs, count in _heavy(placed, thresholds.max_moment_share):
            figures = {"moment": Figure(len(theirs), count, most_share=thresholds.max_moment_share)}
            yield Finding("one-sided-moment", "listen", "look", figures, _places(theirs), (moment,))
        seen = {moment for moment, _ in placed}
        empty = tuple(moment for moment in moments if moment not in seen)
        if empty:
            figures = {"moments": Figure(len(empty), len(moments), most=0)}
            yield Finding("empty-moment", "listen", "look", figures, ("=customer.moments",), empty)
    if len(voters(workshop)) >= _FEWEST_AUTHORS:
        signed = [(r.by, r) for r in reviews if r.by is not None]
        for person, theirs, count in _heavy(signed, thresholds.max_author_share):
            figures = {"author": Figure(len(theirs), count, most_share=thresholds.max_author_share)}
            places = (f"participants/{person}", *_places(theirs))
            yield Finding("one-sided-author", "listen", "look", figures, places)


def _heavy(reviews: list[tuple[str, Review]], share: float) -> Iterator[tuple[str, list[Review], int]]:
    """Yield the side most reviews are on when it holds more than this share, its reviews, and how many there are."""
    for side, count in Counter(side for side, _ in reviews).most_common(1):
        if exceeds(count, len(reviews), share):
            yield side, [review for theirs, review in reviews if theirs == side], len(reviews)


def _places(reviews: Iterable[Review]) -> tuple[str, ...]:
    return tuple(f"reviews/{review.id}" for review in reviews)
