"""Trace of every item of a workshop: what it rests on, back to the customer, and what rests on it.

The graph of links, from the latest decisions down to the customer::

    todo       -plans->                milestone
    milestone  -tests->                item of the proposal
    proposal   -sources->              case, criterion, group, review, fact
    case       -solves, reinforces->   criterion    (with the points everybody who counts gave it there)
    criterion  -sources->              group, review, fact
    post       -refers_to->            group, review, fact
    group      -holds->                its reviews
    review, fact  -said_by->           the customer

People made these links. Three more are derived and shown differently:

- ``heard``: a criterion and the posts that refer to its sources, counted like its reference count
- ``scored``: a case got points for a criterion it does not name
- ``adopted``: a sentence of the message whose part is a sentence of the adopted case, and that names no source

``scored``, ``adopted`` and points are shown after the reveal only. The first two are hints: a trace does not
follow them further. A post under a criterion shows only its references to sources of that criterion; a post above a
review or fact leads no further. So a trace shows exactly the reviews and facts an item rests on. An **orphan** is a
milestone, an item of the proposal, a case or a criterion that reaches no review and no fact by links that people
made; scores never change that.

Every link goes down in the order of kinds above, so the graph has no cycles. As many paths can reach one item, a tree
unfolds it where it occurs first and marks it ``again`` elsewhere: a tree has at most as many branches as links.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, get_args

from mlew_tui.model import references
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.scoring import Tally, tally
from mlew_tui.model.workshop import Workshop

Kind = Literal[
    "todo", "milestone", "proposal", "case", "criterion", "post", "group", "review", "fact", "customer"
]  # fmt: skip
Means = Literal[
    "plans", "tests", "sources", "solves", "reinforces", "refers_to", "holds", "said_by", "heard", "scored", "adopted"
]  # fmt: skip

CUSTOMER = "customer"
"""Place of the customer, who has no id."""
HINTS: frozenset[Means] = frozenset(("scored", "adopted"))
"""Derived links that a trace does not follow further."""
IMPLICIT: frozenset[Means] = HINTS | {"heard"}
"""Links derived from others rather than set by people."""
ORPHAN_KINDS: tuple[Kind, ...] = ("milestone", "proposal", "case", "criterion")
"""Kinds that are orphans when they reach no review and no fact."""
MESSAGE_SOURCES = {"offer": "solution", "valued_for": "valued_for", "profit": "result", "data_outlook": "data_loop"}
"""Parts of the message, and the sentence of the adopted case each is made from."""
_KINDS: Mapping[str, Kind] = {
    "todos": "todo",
    "milestones": "milestone",
    "proposal.message": "proposal", "proposal.steps": "proposal",
    "proposal.customer_faq": "proposal", "proposal.internal_faq": "proposal",
    "cases": "case",
    "criteria": "criterion",
    "posts": "post",
    "groups": "group",
    "reviews": "review",
    "customer.facts": "fact",
}  # fmt: skip

_UPWARDS: tuple[Kind, ...] = ("fact", "review", "group", "criterion", "case", "proposal", "milestone", "todo", "post")
"""Order in which the items resting on an item are listed."""


@dataclass(frozen=True)
class Node:
    """An item in the graph: its place, kind, key (an id, or a milestone's kind) and the item itself."""

    place: str
    kind: Kind
    key: str
    item: Any


@dataclass(frozen=True)
class Link:
    """``upper`` rests on ``lower``; ``points`` are those of each counted person, ``ceiling`` their maximum sum."""

    upper: str
    lower: str
    means: Means
    points: tuple[tuple[str, Fraction], ...] = ()
    ceiling: int = 0


@dataclass(frozen=True)
class Branch:
    """A link and the place at its other end; ``again`` if the tree already unfolded that place."""

    link: Link
    place: str
    again: bool = False
    branches: tuple["Branch", ...] = ()


@dataclass(frozen=True)
class Trace:
    """Trees of what an item rests on (the customer last) and of what rests on it (``carries``)."""

    place: str
    rests_on: tuple[Branch, ...]
    carries: tuple[Branch, ...]


@dataclass(frozen=True)
class Reach:
    """Number of reviews and facts an item rests on by links people made, and how many of them are assumed."""

    reviews: int
    facts: int
    assumed: int


class TraceGraph:
    """The graph of a workshop."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.covered = is_covered(workshop)
        self._tally: Tally | None = None if self.covered else tally(workshop)
        self.nodes: dict[str, Node] = {}
        for path, kind in _KINDS.items():
            for item in references.collection(workshop, path):
                key = item.kind if kind == "milestone" else item.id
                self.nodes[f"{path}/{key}"] = Node(f"{path}/{key}", kind, key, item)
        self._by_id = {node.key: node.place for node in self.nodes.values() if node.kind != "milestone"}
        self._of_kind: dict[Kind, list[Node]] = {kind: [] for kind in get_args(Kind)}
        for node in self.nodes.values():
            self._of_kind[node.kind].append(node)
        self.nodes[CUSTOMER] = Node(CUSTOMER, "customer", CUSTOMER, workshop.customer)
        self._inside: dict[str, list[str]] = {}
        for node in self._of_kind["review"]:
            self._inside.setdefault(node.item.group, []).append(node.place)
        self._above: dict[str, list[Link]] | None = None
        voices = [*self._of_kind["review"], *self._of_kind["fact"]]
        self._bits = {node.place: 1 << index for index, node in enumerate(voices)}
        self._reviews = (1 << len(self._of_kind["review"])) - 1
        self._assumed = sum(self._bits[node.place] for node in voices if node.item.assumed)
        self._masks: dict[str, int] = {}
        self._referring = self._referring_posts()

    def find(self, name: str) -> str | None:
        """Return the place of an id or a milestone's kind; None if it is unknown."""
        place = self._by_id.get(name, f"milestones/{name}")
        return place if place in self.nodes else CUSTOMER if name == CUSTOMER else None

    @property
    def names(self) -> list[str]:
        """Every name ``find`` knows."""
        return list(dict.fromkeys(node.key for node in self.nodes.values()))

    @property
    def ends(self) -> list[Node]:
        """Every item of the proposal and every milestone: the upper ends of traces."""
        return [*self._of_kind["proposal"], *self._of_kind["milestone"]]

    # --- what rests on what -------------------------------------------------------------------

    def below(self, place: str) -> Sequence[Link]:
        """Return the links to what an item rests on: those people made, then derived ones."""
        node = self.nodes[place]
        return [
            *self._explicit_links(node),
            *(self._heard_links(node) if node.kind == "criterion" else self._hint_links(node)),
        ]

    def above(self, place: str) -> Sequence[Link]:
        """Return the links from items that rest on an item, nearest kinds first, posts last."""
        if self._above is None:
            self._above = {}
            for kind in _UPWARDS:
                for node in self._of_kind[kind]:
                    for link in self.below(node.place):
                        self._above.setdefault(link.lower, []).append(link)
        return self._above.get(place, [])

    def _explicit_links(self, node: Node) -> Iterator[Link]:
        item = node.item
        match node.kind:
            case "todo":
                yield from self._links(node, "plans", [f"milestones/{item.milestone}"] if item.milestone else ())
            case "milestone":
                yield from self._links(node, "tests", map(self._place, item.tests))
            case "proposal" | "criterion":
                yield from self._links(node, "sources", map(self._place, item.sources))
            case "case":
                yield from (self._with_points(link) for link in self._case_links(node))
            case "post":
                yield from self._links(node, "refers_to", map(self._place, item.refers_to))
            case "group":
                yield from self._links(node, "holds", self._inside.get(node.key, ()))
            case "review" | "fact":
                yield Link(node.place, CUSTOMER, "said_by")

    def _case_links(self, case: Node) -> Iterator[Link]:
        yield from self._links(case, "solves", map(self._place, case.item.solves))
        yield from self._links(case, "reinforces", map(self._place, case.item.reinforces))

    def _place(self, name: str) -> str:
        return self._by_id[name]

    def _links(self, node: Node, means: Means, lower: Any) -> Iterator[Link]:
        """Yield a link to each of some places, once."""
        yield from (Link(node.place, place, means) for place in dict.fromkeys(lower))

    # --- derived links ------------------------------------------------------------------------

    def _with_points(self, link: Link) -> Link:
        """Return a case's link to a criterion with its points, if the ballots are revealed."""
        if self._tally is None or not self._tally.counted:
            return link
        case, criterion = self.nodes[link.upper], self.nodes[link.lower]
        sheets = self.workshop.scores
        points = tuple(
            (person, sheets.get(person, {}).get(case.key, {}).get(criterion.key, Fraction(0)))
            for person in self._tally.counted
        )
        return Link(link.upper, link.lower, link.means, points, criterion.item.weight * len(points))

    def _hint_links(self, node: Node) -> Iterator[Link]:
        result = self._tally
        if result is None:
            return
        if node.kind == "case":
            named = {link.lower for link in self._case_links(node)}
            rows = [self.workshop.scores.get(person, {}).get(node.key, {}) for person in result.counted]
            given = {name for row in rows for name, points in row.items() if points}
            for name in (each.key for each in self._of_kind["criterion"] if each.key in given):
                if (place := self._place(name)) not in named:
                    yield self._with_points(Link(node.place, place, "scored"))
        is_adopted = result.status in ("decided", "overruled")
        if is_adopted and getattr(node.item, "part", "") in MESSAGE_SOURCES and not node.item.sources:
            yield Link(node.place, f"cases/{result.winner}", "adopted")

    def _heard_links(self, criterion: Node) -> Iterator[Link]:
        """Yield a criterion's posts: they refer to a source of it or, where that is a group, to a review in it."""
        mask = 0
        for source in map(self._place, criterion.item.sources):
            mask |= self._referring.get(source, 0)
        for index, post in enumerate(self._of_kind["post"] if mask else ()):
            if mask >> index & 1:
                yield Link(criterion.place, post.place, "heard")

    def _referring_posts(self) -> dict[str, int]:
        """Return for every voice and group the posts that refer to it, a bit each."""
        found: dict[str, int] = {}
        for index, post in enumerate(self._of_kind["post"]):
            for place in map(self._place, post.item.refers_to):
                found[place] = found.get(place, 0) | 1 << index
        for node in self._of_kind["review"]:
            if node.item.group is not None and node.place in found:
                group = self._place(node.item.group)
                found[group] = found.get(group, 0) | found[node.place]
        return found

    # --- what is reached ----------------------------------------------------------------------

    def _mask(self, place: str) -> int:
        """Return the reviews and facts an item rests on as a bit mask, which is fast for thousands of both."""
        if place not in self._masks:
            mask = self._bits.get(place, 0)
            for link in () if mask else self._explicit_links(self.nodes[place]):
                mask |= self._mask(link.lower)
            self._masks[place] = mask
        return self._masks[place]

    def reach(self, place: str) -> Reach:
        """Count the reviews and facts an item rests on."""
        if place == CUSTOMER:
            return Reach(0, 0, 0)
        mask = self._mask(place)
        reviews, assumed = ((mask & bits).bit_count() for bits in (self._reviews, self._assumed))
        return Reach(reviews, mask.bit_count() - reviews, assumed)

    def is_orphan(self, place: str) -> bool:
        """Tell whether an item that should rest on a review or fact does not."""
        return self.nodes[place].kind in ORPHAN_KINDS and not self._mask(place)

    def orphans(self) -> list[Node]:
        """Return every orphan, latest decisions first."""
        return [node for node in self.nodes.values() if self.is_orphan(node.place)]

    # --- the trace ----------------------------------------------------------------------------

    def trace(self, place: str) -> Trace:
        """Return what an item rests on and what rests on it, as trees that unfold each item once."""
        down = self._down(self.below(place), {place})
        if place != CUSTOMER and (whose := self._customer_link(place, down)) is not None:
            down = (*down, Branch(whose, CUSTOMER))
        return Trace(place, down, self._up(place, {place}))

    def _down(self, links: Iterable[Link], met: set[str]) -> tuple[Branch, ...]:
        found = []
        for link in links:
            if link.means == "said_by":
                continue  # named once, last
            if link.means in HINTS:
                found.append(Branch(link, link.lower))
            elif link.lower in met:
                found.append(Branch(link, link.lower, again=True))
            else:
                met.add(link.lower)
                further = self._links_below_heard(link) if link.means == "heard" else self.below(link.lower)
                found.append(Branch(link, link.lower, branches=self._down(further, met)))
        return tuple(found)

    def _links_below_heard(self, heard: Link) -> list[Link]:
        """Return the links of a criterion's post to what the criterion is made of, and to reviews in groups it is."""
        sources = {link.lower for link in self._explicit_links(self.nodes[heard.upper])}
        theirs = {self.nodes[place].key for place in sources}
        return [
            link
            for link in self.below(heard.lower)
            if link.lower in sources or getattr(self.nodes[link.lower].item, "group", None) in theirs
        ]

    def _up(self, place: str, met: set[str]) -> tuple[Branch, ...]:
        found = []
        for link in self.above(place):
            if link.means in HINTS:
                found.append(Branch(link, link.upper))
            elif link.upper in met:
                found.append(Branch(link, link.upper, again=True))
            else:
                met.add(link.upper)
                found.append(Branch(link, link.upper, branches=() if _is_post(link) else self._up(link.upper, met)))
        return tuple(found)

    def _customer_link(self, place: str, branches: Sequence[Branch]) -> Link | None:
        """Return a link to the customer from the first review or fact of the trace; None without one."""
        voice = next((each for each in (place, *places(branches)) if each in self._bits), None)
        return None if voice is None else Link(voice, CUSTOMER, "said_by")


def _is_post(link: Link) -> bool:
    return link.means == "refers_to"


def places(branches: Sequence[Branch]) -> Iterator[str]:
    """Yield the places of a tree, repeated ones repeatedly, without those behind hints."""
    for branch in branches:
        if branch.link.means not in HINTS:
            yield branch.place
            yield from places(branch.branches)
