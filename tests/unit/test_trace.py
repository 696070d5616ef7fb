"""The thread: every link of a hand-made chain, the examples' orphans, and what a cut link takes with it."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.model import references
from mlew_tui.model.references import Reference
from mlew_tui.model.trace import CUSTOMER, HINTS, Branch, Link, Reach, TraceGraph, places
from mlew_tui.model.workshop import Workshop
from workshops import ENGLISH, FARM, Tree, example, full_tree, people, workshop

CHAIN: Tree = {
    "participants": people("m1", "m2"),
    "customer": {"name": "Ann", "facts": [{"id": "c1", "text": "a fact", "assumed": True}]},
    "groups": [{"id": "g1", "label": "a group"}],
    "reviews": [
        {"id": "r1", "text": "in the group", "sentiment": "negative", "group": "g1"},
        {"id": "r2", "text": "alone", "sentiment": "positive"},
    ],
    "posts": [
        {"id": "p1", "decision": "stop", "text": "a post", "refers_to": ["r1", "r2"]},
        {"id": "p2", "decision": "stop", "text": "another", "refers_to": ["c1"]},
    ],
    "criteria": [
        {"id": "k1", "kind": "problem", "text": "a problem", "weight": 5, "sources": ["g1"]},
        {"id": "k2", "kind": "strength", "text": "a strength", "weight": 3, "sources": ["c1"]},
    ],
    "cases": [{"id": "s1", "title": "a case", "solves": ["k1"]}],
    "scores": {"m1": {"s1": {"k1": 4.5, "k2": 1}}, "m2": {"s1": {"k1": 3}}},
    "ballots": {"handed_in": ["m1", "m2"], "revealed": True},
    "proposal": {
        "message": [
            {"id": "f1", "part": "offer", "text": "an offer", "sources": ["s1"]},
            {"id": "f2", "part": "valued_for", "text": "not linked"},
        ],
        "steps": [{"id": "f3", "text": "a step"}],
    },
    "milestones": [{"kind": "experience", "what": "a milestone", "tests": ["f1"]}],
    "todos": [{"id": "t1", "text": "a todo", "milestone": "experience"}],
}
MADE = TraceGraph(workshop(**CHAIN))
EXAMPLES = {path: example(path) for path in (ENGLISH, FARM)}


def drawn(branches: Iterable[Branch], *, is_down: bool = True) -> list[Any]:
    """Return a tree as means and id, what is below in a list behind; what was met before has ↑."""
    found: list[Any] = []
    for branch in branches:
        end = branch.link.lower if is_down else branch.link.upper
        assert branch.place == end
        found.append(f"{branch.link.means} {end.rpartition('/')[2]}{' ↑' if branch.again else ''}")
        if branch.branches:
            found.append(drawn(branch.branches, is_down=is_down))
    return found


def ids(made: Workshop) -> set[str]:
    return {node.key for node in TraceGraph(made).orphans()}


# --- the hand-made chain --------------------------------------------------------------------------


def test_a_todo_is_followed_through_every_kind_of_link_to_the_customer() -> None:
    assert drawn(MADE.trace("todos/t1").rests_on) == [
        "plans experience", ["tests f1", ["sources s1", [
            "solves k1", ["sources g1", ["holds r1"], "heard p1", ["refers_to r1 ↑"]],
            "scored k2",
        ]]],
        "said_by customer",
    ]  # fmt: skip


def test_a_review_is_followed_forward_to_all_it_carries() -> None:
    assert drawn(MADE.trace("reviews/r1").carries, is_down=False) == [
        "holds g1", ["sources k1", ["solves s1", [
            "sources f1", ["tests experience", ["plans t1"]],
            "adopted f2",
        ]]],
        "refers_to p1",
    ]  # fmt: skip
    assert drawn(MADE.trace("reviews/r1").rests_on) == ["said_by customer"]
    assert drawn(MADE.trace("posts/p1").carries, is_down=False)[0] == "heard k1"
    assert [branch.place for branch in MADE.trace(CUSTOMER).carries] == [
        "customer.facts/c1",
        "reviews/r1",
        "reviews/r2",
    ]


def test_a_post_stands_under_a_criterion_with_what_is_the_criterions_business() -> None:
    assert drawn(MADE.trace("posts/p1").rests_on) == ["refers_to r1", "refers_to r2", "said_by customer"]
    assert drawn(MADE.trace("criteria/k2").rests_on) == [
        "sources c1",
        "heard p2",
        ["refers_to c1 ↑"],
        "said_by customer",
    ]


def test_points_are_those_of_everybody_who_counts_of_the_most_there_could_be() -> None:
    found = {
        link.means: (link.ceiling, {who: float(given) for who, given in link.points}) for link in MADE.below("cases/s1")
    }
    assert found == {"solves": (10, {"m1": 4.5, "m2": 3.0}), "scored": (6, {"m1": 1.0, "m2": 0.0})}


def test_before_the_reveal_there_are_no_points_and_nothing_that_comes_of_them() -> None:
    covered = TraceGraph(workshop(**{**CHAIN, "ballots": {"handed_in": ["m1", "m2"]}}))
    assert list(covered.below("cases/s1")) == [Link("cases/s1", "criteria/k1", "solves")]
    assert list(covered.below("proposal.message/f2")) == []
    assert [node.key for node in covered.orphans()] == [node.key for node in MADE.orphans()]


def test_a_sentence_nobody_linked_names_the_adopted_case_and_is_an_orphan_all_the_same() -> None:
    assert drawn(MADE.trace("proposal.message/f2").rests_on) == ["adopted s1"]
    assert drawn(MADE.trace("proposal.steps/f3").rests_on) == []
    assert [node.key for node in MADE.orphans()] == ["f2", "f3"]
    undecided = TraceGraph(workshop(**{**CHAIN, "ballots": {"handed_in": ["m1"], "revealed": True}}))
    assert list(undecided.below("proposal.message/f2")) == [], "somebody has not handed in yet"


@pytest.mark.parametrize(
    ("name", "reach"),
    [
        ("t1", (1, 0, 0)),
        ("k2", (0, 1, 1)),
        ("p1", (2, 0, 0)),
        ("f3", (0, 0, 0)),
        ("c1", (0, 1, 1)),
        (CUSTOMER, (0, 0, 0)),
    ],
)
def test_the_voices_a_thing_rests_on_are_counted(name: str, reach: tuple[int, int, int]) -> None:
    place = MADE.find(name)
    assert place is not None
    assert MADE.reach(place) == Reach(*reach)


def test_things_are_found_by_id_and_milestones_by_kind_and_an_id_goes_first() -> None:
    assert MADE.find("f1") == "proposal.message/f1"
    assert MADE.find("experience") == "milestones/experience"
    assert MADE.find("profit") is None
    assert MADE.find("m1") is None
    odd = {**CHAIN, "groups": [{"id": "experience", "label": "odd"}, *CHAIN["groups"]]}
    assert TraceGraph(workshop(**odd)).find("experience") == "groups/experience"


# --- the examples ---------------------------------------------------------------------------------

ORPHANS = {
    ENGLISH: {"f9", "f10", "f11", "f12", "f13", "f14", "f19", "f20", "experience"},
    FARM: {"f9", "f10", "f11", "f12", "f13", "f14", "f18", "f19", "experience"},
}
FACTS_ALONE = {ENGLISH: {"f7", "profit"}, FARM: {"f4", "f7", "profit"}}
"""What rests on facts about the customer that no review tells."""


@pytest.mark.parametrize("path", [ENGLISH, FARM])
def test_every_item_of_the_examples_reaches_a_review_but_for_the_orphans(path: Any) -> None:
    graph = TraceGraph(EXAMPLES[path])
    without = {node.key for node in graph.ends if not graph.reach(node.place).reviews}
    assert without == ORPHANS[path] | FACTS_ALONE[path]
    assert ids(EXAMPLES[path]) == ORPHANS[path]


@pytest.mark.parametrize("path", [ENGLISH, FARM])
def test_a_thread_shows_exactly_the_voices_it_rests_on_and_each_of_them_carries_it(path: Any) -> None:
    graph = TraceGraph(EXAMPLES[path])
    carried: dict[str, set[str]] = {}
    for node in graph.nodes.values():
        if node.kind in ("review", "fact"):
            for place in places(graph.trace(node.place).carries):
                carried.setdefault(place, set()).add(node.place)
    for node in graph.nodes.values():
        if node.kind not in ("review", "fact", "customer"):
            seen = {each for each in places(graph.trace(node.place).rests_on) if each.startswith(("rev", "customer."))}
            reach = graph.reach(node.place)
            assert len(seen) == reach.reviews + reach.facts
            assert carried.get(node.place, set()) == seen, node.place


# --- cutting --------------------------------------------------------------------------------------

CUTTABLE = ("tests", "sources", "solves", "reinforces", "refers_to", "group")


def cuts(made: Workshop) -> list[Reference]:
    """Return every reference the thread follows."""
    return [one for one in references.of_items(made) if one.loc[-1] in CUTTABLE or one.loc[-2] in CUTTABLE]


def without(made: Workshop, cut: Iterable[Reference]) -> Workshop:
    """Return a copy of a workshop without some references."""
    tree = made.model_dump()
    for one in sorted(cut, key=lambda each: str(each.loc[-1]).zfill(6), reverse=True):
        inner: Any = tree
        *way, name = one.loc if one.loc[-1] == "group" else one.loc[:-1]
        for part in way:
            inner = inner[part]
        index = one.loc[-1]
        inner[name] = [*inner[name][:index], *inner[name][index + 1 :]] if isinstance(index, int) else None
    return Workshop.model_validate(tree)


def orphans_by_hand(made: Workshop) -> set[str]:
    """Work out the orphans otherwise: paint what rests on a voice until nothing more is painted."""
    painted = {review.id for review in made.reviews} | {fact.id for fact in made.customer.facts}
    painted |= {review.group for review in made.reviews if review.group}
    proposal = made.proposal
    needs: dict[str, set[str]] = {criterion.id: set(criterion.sources) for criterion in made.criteria}
    needs |= {case.id: {*case.solves, *case.reinforces} for case in made.cases}
    for items in (proposal.message, proposal.steps, proposal.customer_faq, proposal.internal_faq):
        needs |= {item.id: set(item.sources) for item in items}
    needs |= {milestone.kind: set(milestone.tests) for milestone in made.milestones}
    while fresh := {name for name, behind in needs.items() if name not in painted and behind & painted}:
        painted |= fresh
    return needs.keys() - painted


@given(st.sampled_from([ENGLISH, FARM]), st.data())
def test_a_cut_orphans_exactly_what_depended_on_it(path: Any, data: st.DataObject) -> None:
    made = EXAMPLES[path]
    cut = data.draw(st.lists(st.sampled_from(cuts(made)), min_size=1, max_size=40, unique=True))
    assert ids(without(made, cut)) == orphans_by_hand(without(made, cut))


def test_cutting_one_link_of_a_chain_orphans_exactly_its_dependants() -> None:
    made = workshop(**CHAIN)
    gone = {}
    for one in cuts(made):
        gone[one.loc[0], one.target] = ids(without(made, [one])) - {"f2", "f3"}
    assert gone == {
        ("reviews", "g1"): {"k1", "s1", "f1", "experience"},
        ("posts", "r1"): set(), ("posts", "r2"): set(), ("posts", "c1"): set(),
        ("criteria", "g1"): {"k1", "s1", "f1", "experience"},
        ("criteria", "c1"): {"k2"},
        ("cases", "k1"): {"s1", "f1", "experience"},
        ("proposal", "s1"): {"f1", "experience"},
        ("milestones", "f1"): {"experience"},
    }  # fmt: skip


# --- whatever a file holds ------------------------------------------------------------------------


def all_branches(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from all_branches(branch.branches)


def dense(count: int) -> Workshop:
    """Return a workshop where everything refers to everything it may, some of it twice."""
    numbers = range(count)
    reviews = [f"r{n}" for n in numbers]
    criteria = [f"k{n}" for n in numbers]
    return workshop(
        groups=[{"id": "g", "label": "g"}],
        reviews=[{"id": one, "text": "", "sentiment": "positive", "group": "g"} for one in reviews],
        posts=[{"id": f"p{n}", "decision": "stop", "text": "", "refers_to": [*reviews, "g", "g"]} for n in numbers],
        criteria=[{"id": one, "kind": "problem", "text": "", "sources": [*reviews, "g", "r0"]} for one in criteria],
        cases=[{"id": f"s{n}", "title": "", "solves": criteria, "reinforces": criteria} for n in numbers],
        proposal={"steps": [{"id": f"f{n}", "text": "", "sources": [*criteria, *reviews, "g"]} for n in numbers]},
        milestones=[{"kind": "model", "tests": [f"f{n}" for n in numbers] * 2}],
    )


def test_where_everything_rests_on_everything_a_tree_has_no_more_branches_than_links() -> None:
    graph = TraceGraph(dense(40))
    links = {link for node in graph.nodes.values() for link in graph.below(node.place)}
    for place in ("milestones/model", "reviews/r3", "cases/s1", CUSTOMER):
        thread = graph.trace(place)
        for side in (thread.rests_on, thread.carries):
            found = [branch.link for branch in all_branches(side)]
            assert len(found) == len(set(found)) <= len(links)
            unfolded = [branch.place for branch in all_branches(side) if not branch.again]
            assert len(unfolded) == len(set(unfolded))


def test_thousands_of_items_are_followed_in_a_moment() -> None:
    made = workshop(
        reviews=[{"id": f"r{n}", "text": "", "sentiment": "positive"} for n in range(4000)],
        criteria=[{"id": f"k{n}", "kind": "problem", "text": "", "sources": [f"r{n}"]} for n in range(4000)],
        proposal={"steps": [{"id": f"f{n}", "text": "", "sources": [f"k{n}", f"k{n // 2}"]} for n in range(4000)]},
    )
    start = time.process_time()
    graph = TraceGraph(made)
    assert graph.orphans() == []
    assert sum(graph.reach(node.place).reviews for node in graph.ends) == 7999
    assert len(graph.trace(CUSTOMER).carries) == 4000
    assert time.process_time() - start < 3


def test_hints_lead_no_further() -> None:
    graph = TraceGraph(Workshop.model_validate(full_tree()))
    for node in graph.nodes.values():
        thread = graph.trace(node.place)
        assert all(
            not branch.branches
            for branch in all_branches(thread.rests_on + thread.carries)
            if branch.link.means in HINTS
        )
