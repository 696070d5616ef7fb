"""Where each value stands in a TOML text, to the character."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from mlew_tui.diagnosis.scan import Scan, scan
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


def at_key(found: Scan, loc: Loc) -> str:
    return found.text[found.key_stretch(loc)[0] :]


@pytest.mark.parametrize("text", [ENGLISH.read_text("utf-8"), FARM.read_text("utf-8"), TRICKY])
def test_every_value_of_a_file_is_found_with_its_key(text: str) -> None:
    found = scan(text)
    values = list(leaves(tomllib.loads(text)))
    assert len(values) > 15
    assert found.issues == ()
    for loc, value in values:
        start, end = found.value_stretch(loc)
        if text.startswith("[[", start):
            assert isinstance(value, list)
            continue
        read_back = tomllib.loads(f"x = {text[start:end]}")["x"]
        assert (read_back, type(read_back)) == (value, type(value))
        if isinstance(loc[-1], str):
            key_start, key_end = found.key_stretch(loc)
            assert key_end <= start
            assert loc[-1] in text[key_start:key_end]


def test_every_table_of_a_file_is_found_at_its_header() -> None:
    found = scan(ENGLISH.read_text("utf-8"))
    for loc, header in {
        ("plan",): "[plan]",
        ("customer",): "[customer]",
        ("reviews",): '[[reviews]]\nid = "r1"',
        ("reviews", 17): '[[reviews]]\nid = "r18"',
        ("customer", "facts", 6): '[[customer.facts]]\nid = "c7"',
        ("scores", "m3"): "[scores.m3]",
        ("log", 21): '[[log]]\nround = 1\nstep = "next.decide"',
    }.items():
        assert at_key(found, loc).startswith(header)


def test_what_is_not_written_is_told_at_the_nearest_table() -> None:
    found = scan(ENGLISH.read_text("utf-8"))
    assert at_key(found, ("reviews", 0, "nothing", 3)).startswith('[[reviews]]\nid = "r1"')
    assert found.value_stretch(("nothing",)) == (0, 1)
