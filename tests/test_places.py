"""Where each value stands in a TOML text, to the character."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from mlew_tui.storage import places
from workshops import ENGLISH, FARM, Loc


def leaves(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Yield every value of a tree that is no table, with its path; lists come whole and entry by entry."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*loc, key))
        return
    yield loc, value
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*loc, index))


TRICKY = '''\
title = "a # b = [c] \\" {d}" # [e] = "
[plan]
minutes."listen.write" = 7
[customer] # [x]
name = """
[reviews]
name = "no" \\"""" # y
moments = [ # first = 1
  "a]", 'b"',
  # "c"
  "d", ]
facts = [ { id = "c1", text = '}' }, { text = "x", id = "c2" } ]
[ "scores" . m1 ]
s1 = { k1 = 1, "k2" = 2.5 }
scores2.m1 = 1979-05-27 07:32:00
[[ log ]]
step = """x"""
[log.more]
deep = true
[[log]]
step = \'\'\'y
\'\'\'
[log.more]
deep = false
'''


@pytest.mark.parametrize("text", [ENGLISH.read_text("utf-8"), FARM.read_text("utf-8"), TRICKY])
def test_every_value_of_a_file_is_found_at_its_key(text: str) -> None:
    known = places.offsets(text)
    values = list(leaves(tomllib.loads(text)))
    in_order = [known[loc] for loc, _ in values]
    assert in_order == sorted(set(in_order))
    assert len(values) > 15
    for loc, value in values:
        if isinstance(value, list) and value and isinstance(value[0], dict) and "[[" in text[known[loc] :][:2]:
            assert text[known[loc] :].startswith("[[")
            continue
        at = text[known[loc] :]
        if isinstance(loc[-1], str):
            key, _, at = at.partition("=")
            assert key.strip().strip("\"'").endswith(loc[-1])
        assert holds_first(at, value)


def holds_first(text: str, value: Any) -> bool:
    """Tell whether a text starts with exactly this value as TOML writes it."""
    for end in range(1, len(text) + 1):
        if text[end - 1] in "\"'],}\n" or text[end : end + 1] in ",]} \n":
            try:
                read_back = tomllib.loads(f"x = {text[:end].lstrip()}")["x"]
            except tomllib.TOMLDecodeError:
                continue
            if read_back == value and type(read_back) is type(value):
                return True
    return False


def test_every_table_of_a_file_is_found_at_its_header() -> None:
    text = ENGLISH.read_text("utf-8")
    known = places.offsets(text)
    for loc, header in {
        ("plan",): "[plan]",
        ("customer",): "[customer]",
        ("reviews",): '[[reviews]]\nid = "r1"',
        ("reviews", 17): '[[reviews]]\nid = "r18"',
        ("customer", "facts", 6): '[[customer.facts]]\nid = "c7"',
        ("scores", "m3"): "[scores.m3]",
        ("log", 21): '[[log]]\nround = 1\nstep = "next.decide"',
    }.items():
        assert text[known[loc] :].startswith(header)


def test_a_place_that_is_not_written_is_told_at_the_nearest_table() -> None:
    text = ENGLISH.read_text("utf-8")
    known = places.offsets(text)
    assert places.place_of(text, known, ("reviews", 0, "nothing", 3)) == (109, 1)
    assert places.place_of(text, known, ("nothing",)) == (1, 1)
