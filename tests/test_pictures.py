"""The README's pictures show the console as it is: what each says, where, in which colours and weights."""

import html
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
_STYLE = re.compile(r"\.[\w-]+-(r\d+) \{ (.*?) \}")
_TEXT = re.compile(r'<text class="[\w-]+-(r\d+)" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>')


def _pictures() -> ModuleType:
    """Return the command that draws them."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "benchmarks" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pictures"] = module
    spec.loader.exec_module(module)
    return module


PICTURES = _pictures()


def seen(svg: str) -> list[tuple[float, float, str, str]]:
    """Return every piece of text in a picture: from which line and column, what, and how it is dressed."""
    styles = dict(_STYLE.findall(svg))
    return [(float(y), float(x), html.unescape(text), styles[name]) for name, x, y, text in _TEXT.findall(svg)]


@pytest.mark.parametrize("shot", PICTURES.README, ids=lambda shot: shot.name)
async def test_a_picture_shows_what_the_console_shows(shot: object) -> None:
    name = f"{shot.name}.svg"  # type: ignore[attr-defined]
    drawn = seen(await PICTURES.drawn(shot, settle=None))
    kept = seen((ROOT / "docs" / name).read_text(encoding="utf-8"))
    assert len(drawn) > 20
    assert drawn == kept, f"docs/{name} is out of date: `make pictures` draws it anew; look at it before you commit it"
