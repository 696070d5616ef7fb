"""Tidy tables: read back exactly by Python, and by an analytics engine that guesses their types and joins them."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import example as of
from hypothesis import given, settings
from test_docs import README

from export_cases import HOSTILE, files, full, listing, many_texts, saying, source
from mlew_tui.export.tidy_tables import tables
from mlew_tui.model.references import KINDS, collection
from mlew_tui.model.scoring import tally
from mlew_tui.tabular.escaping import is_formula_like, unescape_formula
from mlew_tui.text.sanitize import neutralize
from random_teams import team
from workshops import example

CONTROLS = set(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)]))


def rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a file as Python reads them, by column."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@settings(max_examples=15)
@given(many_texts)
@of(HOSTILE)
@of(["\x00\x1b]0;x\x07"])
def test_a_text_reads_back_exactly_and_never_computes(texts: list[str]) -> None:
    content = files("csv", listing(texts))["reviews.csv"]
    assert not set(content.decode("utf-8-sig")) & CONTROLS
    fields = [row["text"] for row in rows(content)]
    assert all(field.startswith("'") for field in fields if is_formula_like(field))
    assert [unescape_formula(field) for field in fields] == [neutralize(text) for text in texts]


@pytest.mark.parametrize("text", HOSTILE[:8])
def test_wherever_a_text_stands_it_never_computes(text: str) -> None:
    for name, content in files("csv", saying(text)).items():
        fields = [field for row in rows(content) for field in row.values()]
        assert all(field.startswith("'") for field in fields if is_formula_like(field)), name


def test_every_item_is_a_row_and_every_id_a_key() -> None:
    workshop = full()
    found = {name: rows(content) for name, content in files("csv", workshop).items()}
    keys = [row.get("id") for table in found.values() for row in table]
    for path in KINDS:
        for item in collection(workshop, path):
            assert keys.count(item.id) == 1, item.id
    assert [row["moment"] for row in found["moments.csv"]] == list(workshop.customer.moments)


def test_a_workshop_without_anything_still_has_every_table() -> None:
    empty, whole = files("csv", team(Random(3)), uncover=True), files("csv", full())
    assert empty.keys() == whole.keys()
    assert [content.splitlines()[0] for content in empty.values()] == [c.splitlines()[0] for c in whole.values()]


@pytest.fixture
def engine(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """Return an engine that has read every file by itself, told nothing but their names."""
    connection = duckdb.connect()
    for name, content in files("csv", full()).items():
        (tmp_path / name).write_bytes(content)
        connection.execute(f"""create table "{name.removesuffix(".csv")}" as from read_csv('{tmp_path / name}')""")
    return connection


def test_an_engine_knows_types_and_joins(engine: duckdb.DuckDBPyConnection) -> None:
    def asked(query: str) -> list[tuple[Any, ...]]:
        return engine.execute(query).fetchall()

    def types(table: str) -> Mapping[str, str]:
        return {row[0]: row[1] for row in asked(f'describe "{table}"')}

    assert types("todos")["due"] == "DATE"
    assert types("reviews")["assumed"] == "BOOLEAN"
    assert types("scores")["points"] == "DOUBLE"
    assert types("meetings")["start"] == "TIMESTAMP"
    assert types("log")["started"] == "TIMESTAMP WITH TIME ZONE"
    workshop, result = full(), tally(full())
    summed = asked('select "case", sum(points) from scores where counted group by 1 order by 1')
    assert summed == sorted((case, float(points)) for case, points in result.sums.items())
    assert asked('select "case" from results where adopted') == [(result.winner,)]
    told = asked('select r.text, count(*) from "references" x join reviews r on x.item = r.id group by 1')
    wanted = {review.text for review in workshop.reviews if any(review.id in post.refers_to for post in workshop.posts)}
    assert {text for text, _ in told} == wanted
    assert asked("select due from todos where due is not null") == [(date(2026, 12, 1),)]


def test_what_the_readme_says_takes_the_guard_off_in_an_engine(tmp_path: Path) -> None:
    (said,) = re.findall(r"`(regexp_replace\(text.*)`", README)
    (tmp_path / "reviews.csv").write_bytes(files("csv", listing(HOSTILE))["reviews.csv"])
    asked = f"select coalesce({said}, '') from read_csv('{tmp_path / 'reviews.csv'}')"
    assert [text for (text,) in duckdb.execute(asked).fetchall()] == [neutralize(text) for text in HOSTILE]


def test_votes_that_are_shared_add_up_to_one_each() -> None:
    found = {table.name: table for table in tables(source(example()))}
    votes: dict[Any, Any] = {}
    for person, _, _, shared_by, share in found["first_places"].rows:
        votes[person] = votes.get(person, 0) + share
        assert shared_by * share == 1  # type: ignore[operator]
    assert set(votes.values()) == {1}
