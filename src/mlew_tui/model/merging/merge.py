"""Two people changed the same workshop: a three-way merge by ids that loses nothing silently.

``three_way`` joins the versions piece by piece. The result may be inconsistent, for example if theirs removed a
criterion that mine newly scored. Such a step of one side becomes a conflict at the item; then the step is
either applied to the other side too, or reverted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

from pydantic import ValidationError

from mlew_tui.model import changes, references
from mlew_tui.model.changes import Change
from mlew_tui.model.merging.ids import align_moments, separate_ids
from mlew_tui.model.merging.three_way import ABSENT, Absent, Conflict, Joining, Side, name_of, rank
from mlew_tui.model.references import Loc
from mlew_tui.model.workshop import Workshop

__all__ = ["ABSENT", "Absent", "Conflict", "Merged", "Side", "merge"]

_NOTHING_CHOSEN: Mapping[Loc, Side] = MappingProxyType({})


@dataclass(frozen=True)
class Merged:
    """A merged workshop, always valid, with every conflict in the format's order, chosen or not.

    ``renamed``: by its id the new id of each item of mine whose id theirs gave to another item meanwhile.
    """

    workshop: Workshop
    conflicts: tuple[Conflict, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Versions:
    """The common version and what each side made of it."""

    base: Workshop
    mine: Workshop
    theirs: Workshop

    def of(self, side: Side) -> Workshop:
        return self.mine if side == "mine" else self.theirs

    def with_side(self, side: Side, workshop: Workshop) -> "_Versions":
        return replace(self, mine=workshop) if side == "mine" else replace(self, theirs=workshop)


@dataclass(frozen=True)
class _Clash:
    """A step of one side (``by``) that the other side's work cannot stand beside.

    ``default`` is the side taken at conflicts without a choice.
    """

    conflict: Conflict
    by: Side
    step: Change
    default: Side


def merge(
    base: Workshop,
    mine: Workshop,
    theirs: Workshop,
    choices: Mapping[Loc, Side] = _NOTHING_CHOSEN,
    otherwise: Side = "theirs",
) -> Merged:
    """Merge what two sides made of ``base``; all three are valid, and so is what is returned.

    At a conflict ``choices`` says by its place whose value stands, else ``otherwise`` does; but what one side
    removed and the other newly refers to stays unless it was chosen to go. A thing that stays in spite of its
    removal gets back what referred to it. Should two valid sides still join to what is not valid, the last
    resort is one whole side, and one conflict at the place ``()``.
    """
    if theirs == base:
        return Merged(mine)
    if mine in (base, theirs):
        return Merged(theirs)

    def choose(conflict: Conflict) -> Side:
        return choices.get(conflict.place, otherwise)

    def choose_what_is_there(conflict: Conflict) -> Side:
        by = None if conflict.place in choices or _is_item(conflict.place) else _remover(conflict)
        return choose(conflict) if by is None else _other(by)

    mine_apart, renamed = separate_ids(base, mine, theirs)
    journey, settled = align_moments(base, mine_apart, theirs, choose)
    versions = _Versions(*journey)
    while True:
        made, disputed = _join(versions, choose_what_is_there)
        kept = [conflict.place for conflict in disputed if _is_kept_item(conflict, choose)]
        clashes = {clash.conflict.place: clash for clash in _clashes(made, versions, kept, otherwise)}
        fresh = [clash for place, clash in clashes.items() if place not in settled]
        if not fresh:
            break
        for clash in fresh:
            settled[clash.conflict.place] = clash.conflict
            goes_along = choices.get(clash.conflict.place, clash.default) == clash.by
            versions = _apply_to_both(versions, clash) if goes_along else _revert_step(versions, clash)
    made, disputed = _join(versions, choose)
    try:
        workshop = made.validated()
    except ValidationError:
        whole = Conflict((), base, mine, theirs)
        return Merged(whole.of(choose(whole)), (whole,))
    found = {conflict.place: conflict for conflict in disputed} | settled
    return Merged(workshop, tuple(found[place] for place in sorted(found, key=lambda p: rank(p, base))), renamed)


def _join(versions: _Versions, choose: Callable[[Conflict], Side]) -> tuple[Workshop, list[Conflict]]:
    """Return the versions joined, not validated, and where they disagree."""
    joining = Joining(choose)
    made = joining.workshop(versions.base, versions.mine, versions.theirs)
    return _with_told_case(made), joining.conflicts


def _apply_to_both(versions: _Versions, clash: _Clash) -> _Versions:
    """Return the versions with the step applied to the other side too."""
    other = _other(clash.by)
    return versions.with_side(other, clash.step(versions.of(other)))


def _revert_step(versions: _Versions, clash: _Clash) -> _Versions:
    """Return the versions with the step undone in the side that made it."""
    base, side = versions.base, versions.of(clash.by)
    after = clash.step(base).with_(progress=base.progress, log=base.log)
    undone = Joining(lambda _: "theirs").workshop(after, base, side)
    return versions.with_side(clash.by, _with_valid_links(undone))


def _clashes(made: Workshop, versions: _Versions, kept: Iterable[Loc], otherwise: Side) -> Iterator[_Clash]:
    """Yield each step that what was made cannot stand beside; ``kept`` are removed items that stay."""
    for place in kept:
        yield from _removal(place, versions)
    resolves = _resolver(made)
    for reference in references.references(made):
        if not resolves(reference.target, reference.kinds):
            for place in _places(reference, versions):
                yield from _removal(place, versions)
    for review in made.reviews:
        if review.moment is not None and review.moment not in made.customer.moments:
            yield from _lost_moment(review.moment, versions)
    weights = _weights(made)
    for sheet in made.scores.values():
        for row in sheet.values():
            for criterion, points in row.items():
                if points > weights.get(criterion, points):
                    yield from _lowering(criterion, versions, otherwise)


def _removal(place: Loc, versions: _Versions) -> Iterator[_Clash]:
    """Yield the removal of the item at a place; without a choice the item stays."""
    path, name = ".".join(map(str, place[:-1])), place[-1]
    before, mine, theirs = (
        next((item for item in references.collection(version, path) if name_of(item) == name), ABSENT)
        for version in (versions.base, versions.mine, versions.theirs)
    )

    def step(workshop: Workshop) -> Workshop:
        left = tuple(item for item in references.collection(workshop, path) if name_of(item) != name)
        return _with_valid_links(changes.put(workshop, path, left))

    yield from _one_sided(Conflict(place, before, mine, theirs), step)


def _lost_moment(moment: str, versions: _Versions) -> Iterator[_Clash]:
    """Yield the removal of a moment of the journey; without a choice the moment stays."""
    before, mine, theirs = (
        moment if moment in version.customer.moments else ABSENT
        for version in (versions.base, versions.mine, versions.theirs)
    )

    def step(workshop: Workshop) -> Workshop:
        left = tuple(other for other in workshop.customer.moments if other != moment)
        return _with_valid_links(changes.put(workshop, "customer.moments", left))

    yield from _one_sided(Conflict(("customer", "moments", moment), before, mine, theirs), step)


def _one_sided(conflict: Conflict, step: Change) -> Iterator[_Clash]:
    """Yield the clash of a removal that exactly one side made."""
    by = _remover(conflict)
    if by is not None:
        yield _Clash(conflict, by, step, _other(by))


def _remover(conflict: Conflict) -> Side | None:
    """Return the one side that wants nothing here, if it is one."""
    wants_nothing = [value is None or value is ABSENT for value in (conflict.mine, conflict.theirs)]
    if wants_nothing[0] == wants_nothing[1]:
        return None
    return "mine" if wants_nothing[0] else "theirs"


def _lowering(criterion: str, versions: _Versions, otherwise: Side) -> Iterator[_Clash]:
    """Yield the lowering of a weight under scores the other side gave."""
    before, mine, theirs = (
        _weights(version).get(criterion) for version in (versions.base, versions.mine, versions.theirs)
    )
    if mine is None or theirs is None or mine == theirs:
        return
    lower = min(mine, theirs)

    def step(workshop: Workshop) -> Workshop:
        return changes.set_weight(workshop, criterion, lower)

    conflict = Conflict(("criteria", criterion, "weight"), ABSENT if before is None else before, mine, theirs)
    yield _Clash(conflict, "mine" if mine == lower else "theirs", step, otherwise)


def _other(side: Side) -> Side:
    return "theirs" if side == "mine" else "mine"


def _weights(workshop: Workshop) -> dict[str, int]:
    return {criterion.id: criterion.weight for criterion in workshop.criteria}


def _places(reference: references.Reference, versions: _Versions) -> Iterator[Loc]:
    """Yield where the item is, in either side, that a dangling reference means."""
    if reference.kinds == ("milestone",):
        yield ("milestones", reference.target)
        return
    for side in (versions.mine, versions.theirs):
        for name, kind, loc in references.ids(side):
            if name == reference.target and kind in reference.kinds:
                yield (*loc[:-2], name)


def _is_item(place: Loc) -> bool:
    """Tell whether a place is that of an item with an id, or of a milestone."""
    path = ".".join(map(str, place[:-1]))
    return path in references.KINDS or path == "milestones"


def _is_kept_item(conflict: Conflict, choose: Callable[[Conflict], Side]) -> bool:
    """Tell whether a conflict is about an item that one side removed and that is to stay."""
    by = _remover(conflict)
    return by is not None and _is_item(conflict.place) and choose(conflict) != by


def _resolver(workshop: Workshop) -> Callable[[str, tuple[str, ...]], bool]:
    """Return a function that tells whether a name belongs to an item of some kinds."""
    known = {name: kind for name, kind, _ in references.ids(workshop)}
    milestones = {milestone.kind for milestone in workshop.milestones}

    def resolves(name: str, kinds: tuple[str, ...]) -> bool:
        return name in milestones if kinds == ("milestone",) else known.get(name) in kinds

    return resolves


def _with_valid_links(workshop: Workshop) -> Workshop:
    """Return the workshop without dangling references, sheets and moments, and with scores capped by weight."""
    resolves = _resolver(workshop)
    workshop = references.without(workshop, lambda name, kinds: not resolves(name, kinds))
    weights = _weights(workshop)
    scores = {
        person: {
            case: {criterion: min(points, Fraction(weights[criterion])) for criterion, points in row.items()}
            for case, row in sheet.items()
        }
        for person, sheet in workshop.scores.items()
        if resolves(person, ("participant",))
    }
    first = {who: case for who, case in workshop.ballots.first.items() if resolves(who, ("participant",))}
    moments = (None, *workshop.customer.moments)
    reviews = tuple(
        review if review.moment in moments else review.model_copy(update={"moment": None})
        for review in workshop.reviews
    )
    return changes.put(workshop, "ballots.first", first).with_(scores=scores, reviews=reviews)


def _with_told_case(workshop: Workshop) -> Workshop:
    """Return the workshop with no case being told that is gone: where the room stands is no reason to keep it."""
    progress = workshop.progress
    if progress.case is None or any(case.id == progress.case for case in workshop.cases):
        return workshop
    return workshop.with_(progress=progress.model_copy(update={"case": None, "stage": "tell"}))
