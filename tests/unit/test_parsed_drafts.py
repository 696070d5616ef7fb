"""A file's text kept taken apart: a row of edits gives the same text as taking it apart for each of them."""

from random import Random

import pytest

from handwriting import comments_of_nobody, written
from mlew_tui.storage import document
from mlew_tui.storage.document import Draft
from random_changes import deed
from random_teams import team

ROWS, EDITS = 60, 8


def lines(text: str) -> list[str]:
    """Return the lines without their spaces: between the brackets of one line either is as good."""
    return [line.replace(" ", "") for line in text.splitlines()]


@pytest.mark.parametrize("chunk", range(4))
def test_a_row_of_edits_gives_the_text_that_each_alone_gives_and_keeps_every_comment_of_nobody(chunk: int) -> None:
    for seed in range(chunk * ROWS // 4, (chunk + 1) * ROWS // 4):
        rng = Random(seed)
        made = team(rng)
        text = written(made, seed).removeprefix("\ufeff")
        draft = Draft(text)
        for number in range(EDITS):
            kind, made = deed(rng, made)
            alone = document.edited(made, text)
            assert alone is not None
            together = draft.edited(made)
            assert together is not None
            assert lines(together) == lines(alone), (seed, number, kind)
            assert comments_of_nobody(together) == comments_of_nobody(text), (seed, number, kind)
            text = together
        assert document.holds(text, made)
