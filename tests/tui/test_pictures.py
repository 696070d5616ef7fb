"""The README's pictures show the console as it is: what each says, where, in which colours and weights."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _pictures() -> ModuleType:
    """Return the command that draws them."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "benchmarks" / "pictures.py")
    sys.path.insert(0, str(ROOT / "benchmarks"))  # where the commands find one another
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pictures"] = module
    spec.loader.exec_module(module)
    return module


PICTURES = _pictures()


@pytest.mark.parametrize("shot", PICTURES.README, ids=lambda shot: shot.name)
async def test_a_picture_shows_what_the_console_shows(shot: Any) -> None:
    name = f"{shot.name}.svg"
    drawn = (await PICTURES.drawn(shot, settle=None)).splitlines()
    kept = (ROOT / "docs" / name).read_text(encoding="utf-8").splitlines()
    assert len(drawn) == shot.size[1] + 3, "a line of the file is a line of the screen"
    assert drawn == kept, f"docs/{name} is out of date: `make pictures` draws it anew; look at it before you commit it"


def test_what_the_readme_shows_is_small_and_asks_nobody_for_anything() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\((docs/[\w-]+\.svg)\)", readme)
    assert sorted(shown) == sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.svg"))
    for name in shown:
        picture = (ROOT / name).read_text(encoding="utf-8")
        assert len(picture.encode()) < 300_000, name
        assert set(re.findall(r"https?://[^\"/ ]+", picture)) <= {"http://www.w3.org", "https://www.textualize.io"}, (
            name
        )


def test_the_film_moves_line_by_line_and_ends_with_a_full_board() -> None:
    film = (ROOT / "docs" / "listen.svg").read_text(encoding="utf-8")
    assert film.count("<animate ") > 30
    assert "予約が三日先まで" in film
    assert "会議の翌日に" in film
