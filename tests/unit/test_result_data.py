"""The result as data: a stable structure with exact values, for every evaluation there can be."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from test_result_text import run
from test_scoring import elections

from mlew_tui import i18n
from mlew_tui.model import changes
from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import result
from mlew_tui.text.page_layout import lay_out
from random_evaluations import many
from workshops import ENGLISH, FARM, Tree, example, workshop

OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "explanation.standing": (
        "case", "votes", "people", "points", "ceiling", "runners_up", "vote_margin", "point_margin", "to_unseat",
    ),
    "explanation.contributions[]": ("criterion", "points", "ceiling", "margin"),
    "explanation.what_ifs.weights[]": ("criterion", "weight", "leaders"),
    "explanation.what_ifs.criteria[]": ("criterion", "leaders"),
    "explanation.what_ifs.people[]": ("participant", "leaders"),
    "explanation.agreement": ("w", "people", "cases", "band"),
    "explanation.dominated_by_people[]": ("case", "by"),
    "explanation.dominated_by_criteria[]": ("case", "by"),
    "explanation.spread": ("case", "criterion", "lowest", "highest", "low", "high"),
}  # fmt: skip
ALWAYS: Mapping[str, tuple[str, ...]] = {
    "": (
        "covered", "handed_in", "missing", "status", "winner", "how", "overruled", "votes", "sums", "totals",
        "first_places", "chosen", "tie", "abstained", "stale_dice", "explanation",
    ),
    "explanation": (
        "standing", "contributions", "what_ifs", "weightings", "agreement", "pairwise", "views",
        "dominated_by_people", "dominated_by_criteria", "spread", "coverage",
    ),
    "explanation.what_ifs": (
        "leaders", "weights", "criteria", "people", "weights_tried", "criteria_tried", "people_tried",
    ),
    "explanation.weightings": ("wins", "undecided", "tried", "is_sampled"),
    "explanation.pairwise": ("preferring", "copeland", "condorcet"),
    "explanation.views": ("first_places", "sums", "duels", "condorcet", "agree"),
    "explanation.coverage": ("unsolved", "unused", "unscored"),
}  # fmt: skip
BY_ID = (
    "votes", "sums", "totals", "first_places", "chosen", "explanation.weightings.wins",
    "explanation.pairwise.preferring", "explanation.pairwise.copeland",
)  # fmt: skip
"""Objects whose keys are ids of the workshop, not names of ours."""


def joined(table: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return every key of a table with its path."""
    return {f"{path}.{key}".lstrip(".") for path, keys in table.items() for key in keys}


KEYS = joined(ALWAYS) | joined(OPTIONAL)


def paths(data: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every key of ours in data; entries of a list are ``[]``."""
    if isinstance(data, list):
        for entry in data:
            yield from paths(entry, f"{path}[]")
    elif isinstance(data, dict) and path not in BY_ID:
        for key, value in data.items():
            inner = f"{path}.{key}".lstrip(".")
            yield inner
            yield from paths(value, inner)


def test_the_data_has_exactly_these_keys() -> None:
    assert set(paths(result.as_data(workshop(), explain(workshop())))) == joined(ALWAYS)
    assert set(paths(result.as_data(example(ENGLISH), explain(example(ENGLISH))))) == KEYS


def test_the_data_of_an_example_is_exact() -> None:
    data = json.loads(run(FARM, "--json"))
    found = data["explanation"]
    assert found["standing"] == {
        "case": "s4", "votes": "5/2", "people": 4, "points": "36", "ceiling": 68, "runners_up": ["s2"],
        "vote_margin": "3/2", "point_margin": "8.5", "to_unseat": 1,
    }  # fmt: skip
    assert found["contributions"][3] == {"criterion": "k4", "points": "13.5", "ceiling": 20, "margin": "13.5"}
    assert found["what_ifs"] == {
        "leaders": ["s4"],
        "weights": [{"criterion": "k1", "weight": 1, "leaders": ["s1"]}],
        "criteria": [{"criterion": "k1", "leaders": ["s1"]}, {"criterion": "k4", "leaders": ["s2"]}],
        "people": [], "weights_tried": 10, "criteria_tried": 5, "people_tried": 4,
    }  # fmt: skip
    assert found["weightings"] == {
        "wins": {"s1": 7, "s2": 64, "s3": 0, "s4": 162, "s5": 10}, "undecided": 0, "tried": 243, "is_sampled": False,
    }  # fmt: skip
    assert found["agreement"] == {"w": "269/308", "people": 4, "cases": 5, "band": "strong"}
    assert found["pairwise"]["preferring"]["s4"] == {"s1": 2, "s2": 3, "s3": 4, "s5": 4}
    assert found["pairwise"]["condorcet"] == "s4"
    assert found["views"] == {
        "first_places": ["s4"], "sums": ["s4"], "duels": ["s4"], "condorcet": "s4", "agree": True,
    }  # fmt: skip
    assert found["dominated_by_people"][0] == {"case": "s1", "by": ["s4"]}
    assert found["spread"] == {
        "case": "s4", "criterion": "k4", "lowest": "2.5", "highest": "5", "low": ["m3"], "high": ["m1"],
    }  # fmt: skip
    assert found["coverage"] == {"unsolved": [], "unused": [], "unscored": []}


def test_before_the_reveal_the_data_is_the_turnout_alone() -> None:
    made = changes.hand_in(changes.put(example(ENGLISH), "ballots.revealed", False), "m2", False)
    assert result.turnout_as_data(made) == {
        "covered": True, "handed_in": ["m1", "m3", "m4", "m5"], "missing": ["m2"],
    }  # fmt: skip
    assert result.turnout_as_data(made).items() <= result.as_data(made, explain(made)).items()


def test_the_data_knows_no_language() -> None:
    assert run(FARM, "--json", "--lang", "ja") == run(FARM, "--json", "--lang", "en")


@settings(deadline=None)
@given(elections(), st.sampled_from(["en", "ja"]), st.sampled_from([60, 80]))
def test_every_evaluation_has_its_story_within_the_width_and_its_data(tree: Tree, lang: str, width: int) -> None:
    made = Workshop.model_validate(tree)
    i18n.use(lang)
    check_told(made, width)


def test_larger_evaluations_have_their_story_and_data_too() -> None:
    for made in many(60, seed=9, most_people=12, most_cases=12, most_criteria=6):
        check_told(made, 80)


def check_told(made: Workshop, width: int) -> None:
    """Check that the story of a workshop fits the width, has no empty heading, and is data as well."""
    explanation = explain(made)
    for heading, lines in result.sections(made, explanation):
        rows = lay_out(lines, width)
        assert heading
        assert rows
        assert all(row.strip() and cell_len(row) <= width for row in rows)
    data = json.loads(json.dumps(result.as_data(made, explanation)))
    assert set(paths(data)) <= KEYS
