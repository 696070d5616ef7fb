"""The whole workshop as JSON: the file's own keys, the tally's, nothing lost, nothing that commands."""

import json
import re
from random import Random

from hypothesis import example as of
from hypothesis import given, settings
from hypothesis import strategies as st
from test_docs import README

from export_cases import HOSTILE, files, full, listing, many_texts, only
from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.changes import reference_counts
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import result
from random_teams import team
from workshops import example


def test_the_workshop_in_it_is_the_workshop() -> None:
    for workshop in (example(), full()):
        told = json.loads(only("json", workshop))
        assert Workshop.model_validate_json(json.dumps(told["workshop"])) == workshop


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_any_workshop_reads_back_with_the_tally_as_the_tally_command_has_it(seed: int) -> None:
    workshop = team(Random(seed))
    told = json.loads(only("json", workshop, uncover=True))
    assert Workshop.model_validate_json(json.dumps(told["workshop"])) == workshop
    assert told["computed"]["tally"] == json.loads(json.dumps(result.as_data(workshop, explain(workshop))))
    counts = told["computed"]["reference_counts"]
    assert {name: count for name, count in counts.items() if count} == reference_counts(workshop)


@settings(max_examples=15)
@given(many_texts)
@of(HOSTILE)
def test_a_text_reads_back_exactly_and_commands_nothing(texts: list[str]) -> None:
    written = only("json", listing(texts)).decode()
    assert [review["text"] for review in json.loads(written)["workshop"]["reviews"]] == texts
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", written)


def test_keys_and_their_order_stand_still() -> None:
    told = json.loads(only("json", full()))
    assert list(told) == ["version", "covered", "workshop", "computed"]
    assert told["version"] == 1
    assert list(told["workshop"]) == list(Workshop.model_fields)
    assert list(told["computed"]) == ["voters", "reference_counts", "tally", "red", "steps"]
    assert list(told["computed"]["steps"][0]) == ["step", "phase", "planned", "actual"]
    assert only("json", full()) == only("json", full())
    for key in (*told, *told["computed"]):
        assert f"`{key}`" in README or f"`computed.{key}`" in README, key
    for name in files("csv", full()):
        assert f"`{name.removesuffix('.csv')}`" in README, name
