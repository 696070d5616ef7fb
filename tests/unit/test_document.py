"""A workshop written into the text people keep by hand."""

import re
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_edits import ALL_KINDS, anything_people_do
from mlew_tui.model import changes
from mlew_tui.model.changes import Change
from mlew_tui.model.customer import Group
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import document
from workshops import ENGLISH, FARM, example, full_tree, workshop

TEXT = ENGLISH.read_text(encoding="utf-8")
NAMING = re.compile(r"(id|kind|phase|step|text) *=")


def of(text: str) -> Workshop:
    return Workshop.model_validate(tomllib.loads(text))


def after(text: str, *edits: Change) -> str:
    """Return a text after some edits, each rendered into the text the one before left."""
    for edit in edits:
        text = document.render(edit(of(text)).validated(), text)
    return text


def tables(text: str) -> dict[str, list[str]]:
    """Return the lines of each table of a text, by its header and what names it, a comment above first.

    Every table of the text must be told apart by its first id, kind, phase, step or text.
    """
    found: dict[str, list[str]] = {}
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("[")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        body = lines[start:end]
        is_item = body[0].startswith("[[")
        name = next(line.split("#")[0].strip() for line in body if not is_item or NAMING.match(line))
        key = f"{body[0].split('#')[0].strip()} {name}" if is_item else name
        assert key not in found
        found[key] = [lines[start - 1], *body]
    return found


def with_notes(text: str) -> str:
    """Return a text with a numbered comment above every header and behind every key, oddly spaced."""
    noted = []
    for number, line in enumerate(text.splitlines()):
        if line.startswith("["):
            noted += [f"# above {number}", f"{line}   # beside {number}"]
        elif re.match(r"\w+ = ", line):
            noted.append(f"{line.replace(' = ', '  =   ', 1)}  # beside {number}")
        else:
            noted.append(line)
    return "\n".join(noted) + "\n"


def pairs(body: list[str]) -> Mapping[str, tuple[Any, str]]:
    """Return value and whole line of each key of a table."""
    return {key: (value, line) for line in body if "=" in line for key, value in tomllib.loads(line).items()}


@pytest.mark.parametrize("path", [ENGLISH, FARM])
def test_a_workshop_that_did_not_change_leaves_its_text_as_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert document.render(example(path), text) == text
    assert document.render(of(with_notes(text)), with_notes(text)) == with_notes(text)


def test_every_comment_stays_at_its_own_table_and_key_through_edits_of_every_kind() -> None:
    text = with_notes(TEXT)
    assert len(tables(text)) > 100
    for edit in ALL_KINDS:
        changed = edit(of(text)).validated()
        assert changed != of(text)
        new = document.render(changed, text)
        assert of(new) == changed
        before, now = tables(text), tables(new)
        for name in before.keys() & now.keys():
            assert now[name][:2] == before[name][:2], f"comments above and beside {name}"
            was, is_now = pairs(before[name]), pairs(now[name])
            for key in was.keys() & is_now.keys():
                assert is_now[key][1].split("#")[1:] == was[key][1].split("#")[1:]
                if is_now[key][0] == was[key][0]:
                    assert is_now[key][1] == was[key][1]
        for name in now.keys() - before.keys():
            assert not now[name][0].startswith("# above"), f"{name} is new and took another's comment"
        text = new


def scoring(who: str, points: float) -> Change:
    return lambda made: changes.set_score(made, who, "s1", "k1", Fraction(points))


SMALL = """\
# what this is

title = "x"   # the title
format = 1

# the people
[[participants]] # header
name = 'a'
  id = "m1"

[[participants]]
id = "m2"
name = "b"

[[criteria]]
id = "k1"
kind = "problem"
text = "t"
weight = 0x5
sources = [
  "c1", # first of all
  "c2",
]

[[customer.facts]]
id = "c1"
text = '''
two
lines'''

[[customer.facts]]
id = "c2"
text = "one"

[[cases]]
id = "s1"
title = "case"

[scores.m1]
s1 = { k1 = 1.0 }

# the end
"""


def test_numbers_strings_and_lists_keep_their_spelling_when_something_else_changes() -> None:
    edits: list[Change] = [
        lambda made: made.with_(title="y"),
        lambda made: changes.edit(made, "customer.facts/c2", text="two"),
    ]
    expected = SMALL.replace('"x" ', '"y" ').replace('"one"', '"two"')
    assert after(SMALL, *edits) == expected


def test_a_changed_number_is_written_as_short_as_it_can_be() -> None:
    assert after(SMALL, scoring("m1", 2.5)) == SMALL.replace("1.0", "2.5")
    assert after(SMALL, scoring("m1", 2)) == SMALL.replace("1.0", "2")


def test_comments_within_a_list_stay_at_their_entries() -> None:
    gone = after(SMALL, lambda made: changes.remove(made, "customer.facts/c2"))
    assert 'sources = [\n  "c1", # first of all\n]' in gone
    more = after(SMALL, lambda made: changes.add(made, "customer.facts", text="three")[0])
    more = after(more, lambda made: changes.toggle_reference(made, "criteria/k1", "sources", "c3"))
    assert 'sources = [\n  "c1", # first of all\n  "c2",\n  "c3",\n]' in more


def test_only_what_a_change_needs_is_added() -> None:
    assert after(SMALL, lambda made: made.with_(time_zone="Asia/Tokyo", language="ja")) == SMALL
    english = after(SMALL, lambda made: made.with_(language="en"))
    assert [line for line in english.splitlines() if line not in SMALL.splitlines()] == ['language = "en"']


def headers(text: str) -> list[str]:
    return [line.split("#")[0].strip() for line in text.splitlines() if line.strip().startswith("[")]


def test_a_new_item_stands_behind_its_siblings() -> None:
    text = after(TEXT, lambda made: changes.add(made, "reviews", text="x", sentiment="positive")[0])
    assert headers(text)[: headers(text).index("[[groups]]")].count("[[reviews]]") == 19
    assert text.index('id = "r18"') < text.index('id = "r19"') < text.index("[[groups]]")


@pytest.mark.parametrize("above", ["", "# --- ballots ---\n\n# who\n"])
def test_a_new_participants_scores_stand_beside_the_others(above: str) -> None:
    text = TEXT.replace("[ballots]", f"{above}[ballots]")
    assert after(text, scoring("m6", 1)) == text.replace(
        f"{above}[ballots]", f"[scores.m6]\ns1 = {{ k1 = 1 }}\n\n{above}[ballots]"
    )


@pytest.mark.parametrize(
    "sheets",
    [
        "[scores]\nm1.s1 = { k1 = 1.0 }\n",
        "[scores]\nm1 = { s1 = { k1 = 1.0 } } # a\n",
        "[scores.m1.s1]\nk1 = 1.0\n",
    ],
)
def test_scores_written_in_another_style_keep_it(sheets: str) -> None:
    text = SMALL.replace("[scores.m1]\ns1 = { k1 = 1.0 }\n", sheets)
    assert after(text, scoring("m2", 2)) == text.replace(sheets, f"{sheets}\n[scores.m2]\ns1 = {{ k1 = 2 }}\n")


def test_scores_all_on_one_line_stay_there() -> None:
    text = "scores = { m1 = { s1 = { k1 = 1.0 } } } # all\n" + SMALL.replace("[scores.m1]\ns1 = { k1 = 1.0 }\n\n", "")
    line = "scores = { m1 = { s1 = { k1 = 1.0 } }, m2 = { s1 = { k1 = 2 } } } # all\n"
    assert after(text, scoring("m2", 2)) == line + text.split("\n", 1)[1]


def test_new_sections_stand_where_the_format_has_them() -> None:
    rich = Workshop.model_validate(full_tree())
    poor = 'title = "x"\n\n[[participants]]\nid = "m1"\nname = "a"\n\n# last\n[progress]\nstep = "x"\n'
    text = document.render(rich, poor)
    assert of(text) == rich
    assert list(tomllib.loads(text)) == [name for name in Workshop.model_fields if name in tomllib.loads(text)]
    assert "# last\n[progress]" in text
    one = after(TEXT, lambda made: changes.add(made, "todos", text="x")[0])
    assert headers(one)[headers(one).index("[[todos]]") + 1] == "[progress]"


def test_sections_people_put_in_their_own_order_stay_there() -> None:
    text = 'title = "x"\n\n[[todos]]\nid = "t1"\ntext = "y"\n\n[customer]\nname = "z"\n'
    new = after(text, lambda made: changes.edit(made, "todos/t1", done=True))
    assert new == text.replace('"y"\n', '"y"\ndone = true\n')


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_a_missing_last_one_stay(end: str, last: bool) -> None:
    text = TEXT.replace("\n", end) if last else TEXT.rstrip("\n").replace("\n", end)
    new = after(text, lambda made: changes.put(made, "customer.name", "だれか"))
    assert new == text.replace(example().customer.name, "だれか")
    more = after(text, lambda made: changes.add(made, "groups", label="x")[0])
    assert more.count("\n") == more.count(end)
    assert more.endswith(end) is last


@pytest.mark.parametrize("change", ["removed", "moved", "put before"])
def test_a_heading_stays_above_its_section_whichever_item_is_first(change: str) -> None:
    items = [f'[[groups]] # {name}\nid = "{name}"\nlabel = "x"\n' for name in ("g1", "g2")]
    heading = "# --- groups ---\n#odd\n\n"
    new = '[[groups]]\nid = "g0"\nlabel = "x"\n'
    edits: dict[str, tuple[Change, list[str]]] = {
        "removed": (lambda made: changes.remove(made, "groups/g1"), [items[1]]),
        "moved": (lambda made: changes.move(made, "groups/g1", 1), [items[1], items[0]]),
        "put before": (lambda made: made.with_(groups=(Group(id="g0", label="x"), *made.groups)), [new, *items]),
    }
    edit, expected = edits[change]
    for indent in ("", "  "):
        top = f'title = "x"\n\n{indent}{heading}'
        assert after(top + "\n".join(items), edit) == top + "\n".join(expected)


@pytest.mark.parametrize("quotes", ["'''", '"""'])
def test_texts_over_several_lines_stay_so_in_files_with_other_line_ends(quotes: str) -> None:
    text = f'title = "x"\n[customer]\nname = {quotes}\none\ntwo{quotes}\n'.replace("\n", "\r\n")
    assert after(text, lambda made: made.with_(title="y")) == text.replace('"x"', '"y"')


def test_a_placeholder_gives_its_comments_to_the_section_it_becomes() -> None:
    text = 'title = "x"\n# ours\ngroups = [] # none yet\n\n[customer]\nname = "n"\n'
    new = after(text, lambda made: changes.add(made, "groups", label="l")[0])
    assert new == ('title = "x"\n\n[customer]\nname = "n"\n\n# ours\n[[groups]]  # none yet\nid = "g1"\nlabel = "l"\n')


GROUPS = """\
title = "x"

# --- groups ---

# own 1
[[groups]] # beside 1

# inside 1

id = "g1"
label = "one"
# below 1

# [[groups]]
# id = "g9"

# own 2
[[groups]]
id = "g2"
label = '''two
# not a comment'''
# below 2

# free 2

[[groups]]
id = "g3"
label = "three"
# below 3

# the end
"""


def test_a_removed_item_takes_its_own_comments_along_and_no_others() -> None:
    gone = after(GROUPS, lambda made: changes.remove(made, "groups/g2"))
    assert gone == GROUPS.replace(GROUPS[GROUPS.index("# own 2") : GROUPS.index("# below 2")], "")
    first = after(GROUPS, lambda made: changes.remove(made, "groups/g1"))
    assert first == GROUPS.replace(GROUPS[GROUPS.index("# own 1") : GROUPS.index("# below 1")], "")


def test_of_a_list_that_lost_all_its_items_the_comments_of_nobody_stay_in_order() -> None:
    text = after(GROUPS, *(lambda made: made.with_(groups=made.groups[1:]) for _ in range(3)))
    comments = [line for line in text.splitlines() if line.startswith("#")]
    free = ["--- groups ---", "below 1", "[[groups]]", 'id = "g9"', "below 2", "free 2", "below 3", "the end"]
    assert comments == [f"# {line}" for line in free]
    assert "#" not in text.replace("# ", "")


def test_an_item_that_moves_takes_the_comments_that_touch_it_along_and_leaves_the_others() -> None:
    text = after(GROUPS, lambda made: changes.move(made, "groups/g3", -2))
    third = '[[groups]]\nid = "g3"\nlabel = "three"\n# below 3\n'
    stays = GROUPS.replace(f"\n{third}", "")
    assert text == stays.replace("# own 1\n", f"{third}\n# own 1\n")


def test_a_new_last_item_does_not_take_the_comment_below_the_one_before_it() -> None:
    text = after(GROUPS, lambda made: changes.add(made, "groups", label="four")[0])
    assert text == GROUPS.replace("# below 3\n", '# below 3\n\n[[groups]]\nid = "g4"\nlabel = "four"\n')
    assert after(text, lambda made: changes.remove(made, "groups/g4")) == GROUPS


def test_a_comment_of_nobody_behind_a_removed_key_stays() -> None:
    text = 'title = "x"\n\n[plan]\n# free\n\n# own\nstarts = 2026-11-22T13:00:00\n# behind\n\n[ballots]\n'
    new = after(text, lambda made: changes.put(made, "plan.starts", None))
    assert new == 'title = "x"\n\n[plan]\n# free\n\n# behind\n\n[ballots]\n'


LISTED = """\
title = "x"
groups = [ # opened
  { id = "g1", label = "one" }, # beside 1

  # free

  # own 2
  { id = "g2", label = "two" } # beside 2
  # closing
] # closed
"""


def test_comments_in_a_list_that_touch_no_entry_stay_whatever_goes_or_comes() -> None:
    def all_gone(made: Workshop) -> Workshop:
        return made.with_(groups=())

    second = LISTED[LISTED.index("  # own 2") : LISTED.index("  # closing")]
    assert after(LISTED, lambda made: changes.remove(made, "groups/g2")) == LISTED.replace(second, "").replace(
        '"one" },', '"one" }'
    )
    assert after(LISTED, all_gone) == 'title = "x"\ngroups = [ # opened\n\n  # free\n\n  # closing\n] # closed\n'
    more = after(LISTED, lambda made: changes.add(made, "groups", label="three")[0])
    added = '"two" }, # beside 2\n  { id = "g3", label = "three" }\n  # closing'
    assert more == LISTED.replace('"two" } # beside 2\n  # closing', added)


def test_comments_in_an_empty_list_stand_above_the_section_it_becomes_and_stay_when_that_goes() -> None:
    text = 'title = "x"\ngroups = [ # ours\n  # none yet\n]\n'
    new = after(text, lambda made: changes.add(made, "groups", label="l")[0])
    assert new == 'title = "x"\n\n# ours\n# none yet\n\n[[groups]]\nid = "g1"\nlabel = "l"\n'
    assert after(new, lambda made: changes.remove(made, "groups/g1")) == 'title = "x"\n\n# ours\n# none yet\n'


def test_the_canonical_form_keeps_the_comments_a_file_begins_with() -> None:
    text = "#:schema ./workshop.schema.json\r\n# ours\r\n\r\n# more\r\n\r\ntitle = 1 # gone\r\n"
    heading = "#:schema ./workshop.schema.json\n# ours\n\n# more\n\nformat = 1\n"
    assert document.canonical(workshop(), text).startswith(heading)
    assert document.canonical(workshop()).startswith("format = 1\n")


def test_new_tables_of_the_proposal_stand_in_the_formats_order() -> None:
    text = '[[proposal.customer_faq]]\nid = "f1"\nquestion = "q"\n\n# last\n[progress]\nstep = "x"\n'
    new = after(
        f'title = "x"\n\n{text}',
        lambda made: changes.add(made, "proposal.internal_faq", question="i")[0],
        lambda made: changes.add(made, "proposal.message", part="offer", text="m")[0],
        lambda made: changes.put(made, "proposal.product", "p"),
        lambda made: changes.add(made, "proposal.steps", text="s")[0],
    )
    names = ["", ".message", ".steps", ".customer_faq", ".internal_faq"]
    assert [head.strip("[]") for head in headers(new)] == [*(f"proposal{name}" for name in names), "progress"]
    assert "\n\n# last\n[progress]" in new


def test_a_comment_right_below_a_table_is_its_own_when_a_section_is_added_behind_it() -> None:
    text = 'title = "x"\n\n[customer]\nname = "n"\n# to be asked: why\n\n# next\n[progress]\nstep = "x"\n'
    new = after(text, lambda made: changes.add(made, "groups", label="l")[0])
    assert new == text.replace("why\n", 'why\n\n[[groups]]\nid = "g1"\nlabel = "l"\n')


@pytest.mark.parametrize("key", ["objections", "log"])
def test_taking_out_a_nameless_item_leaves_the_comments_of_the_others_to_them(key: str) -> None:
    if key == "log":
        item = '[[log]]\nstep = "a{n}"\nplanned = 1\nactual = 1\nstarted = 2026-11-22T10:00:00Z\n'
    else:
        item = '[[customer.objections]]\ntext = "a{n}"\n'
    one, two, three = (f"\n# note {n}\n{item.replace('{n}', str(n))}" for n in (1, 2, 3))
    text = f'title = "x"\n{one}{two}{three}'

    def first_gone(made: Workshop) -> Workshop:
        if key == "log":
            return made.with_(log=made.log[1:])
        return changes.remove(made, "customer.objections/0")

    assert after(text, first_gone) == f'title = "x"\n{two}{three}'


def test_of_two_alike_the_one_that_says_more_keeps_its_comment() -> None:
    less = '\n# less\n[[next_step.improve]]\nphase = "define"\n'
    more = '\n# more\n[[next_step.improve]]\nphase = "define"\nminutes = 20\n'
    text = after(f'title = "x"\n{less}{more}', lambda made: changes.remove(made, "next_step.improve/0"))
    assert text == f'title = "x"\n{more}'


def test_a_new_file_is_a_form_to_fill_in_under_its_header() -> None:
    text = document.fresh(workshop(), "# what this is\n\n\n")
    assert text == (
        '# what this is\nformat = 1\ntitle = "A small one"\nlanguage = "ja"\ndeck = "practice"\n'
        'time_zone = "Asia/Tokyo"\n\n[readiness]\nconditions = false\ncustomer = false\ncases = false\n'
        "data = false\nreflection = false\n"
    )


def test_a_new_file_holds_everything_in_the_formats_order() -> None:
    rich = Workshop.model_validate(full_tree())
    text = document.fresh(rich, "# header")
    assert of(text) == rich
    assert list(tomllib.loads(text)) == [name for name in Workshop.model_fields if name in full_tree()]
    assert "\n[scores.m1]\ns1 = { k1 = 5, k2 = 1, k3 = 3, k4 = 3 }\n" in text
    assert document.render(rich, text) == text


@given(st.data())
def test_whatever_people_do_reads_back_to_exactly_that(data: st.DataObject) -> None:
    made, text = example(), TEXT
    for _ in range(data.draw(st.integers(1, 3))):
        made = data.draw(anything_people_do(made)).validated()
        text = document.render(made, text)
        assert of(text) == made
        assert text.startswith(TEXT[: TEXT.index("format")]), "the head stays: it was no canonical rewrite"
        assert "ここから下はコンソールが書きます" in text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_at_all_is_kept_literally(said: str) -> None:
    made = changes.put(of(SMALL), "customer.name", said)
    text = document.render(made, SMALL)
    assert of(text).customer.name == said
    assert of(document.fresh(made, "# x")).customer.name == said


def test_what_is_read_is_compared_type_by_type() -> None:
    assert document.holds(TEXT, example())
    assert not document.holds(TEXT, example().with_(title="y"))
    assert not document.holds("title = ", example())
