"""The source of a review: not asked for while reviews are typed, written when one is edited."""

from pathlib import Path

from app_harness import Clock, open_example, room


async def test_source_of_a_review(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write", "en")) as it:
        for text in ("one", "two"):
            await it.press(*text, "enter")
        added = it.session.workshop.reviews[-2:]
        assert [(review.text, review.source) for review in added] == [("one", ""), ("two", "")]
        await it.press("up", "enter", "down", *"call", "enter")
        assert "two (source: call)" in it.text()
        assert it.session.workshop.reviews[-1].source == "call"
