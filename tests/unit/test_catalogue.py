"""One catalogue, both languages complete: nothing untranslated, nothing left over, nothing stale."""

import gettext
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import mlew_tui
from mlew_tui import i18n

SOURCE = Path(mlew_tui.__file__).parent
FOLDER = SOURCE / "locale" / "ja" / "LC_MESSAGES"
KEYWORDS = {"tr": None, "trn": (1, 2), "mark": None}


def catalogue() -> Catalog:
    with (FOLDER / "mlew_tui.po").open("rb") as stream:
        return read_po(stream, locale="ja", domain="mlew_tui")


def key(message: str | Sequence[str] | None) -> str:
    return message if isinstance(message, str) else (message or [""])[0]


def in_source() -> set[str]:
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS)
    return {key(message) for _, _, message, _, _ in found}


def test_every_word_of_the_source_is_in_the_catalogue_and_nothing_else_is() -> None:
    known = {key(message.id) for message in catalogue() if message.id}
    assert in_source() - known == set(), "run make catalogue, then translate"
    assert known - in_source() == set(), "no longer said by the program"


def test_every_message_has_its_japanese_with_the_same_fields() -> None:
    for message in catalogue():
        if not message.id:
            continue
        said = key(message.string)
        assert said, key(message.id)
        assert not message.fuzzy, key(message.id)
        fields = set(re.findall(r"\{(\w+)\}|(%\(\w+\)\w|%\w)", key(message.id)))
        assert fields == set(re.findall(r"\{(\w+)\}|(%\(\w+\)\w|%\w)", said)), key(message.id)


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue())
    buffer.seek(0)
    text = gettext.GNUTranslations(buffer)
    with (FOLDER / "mlew_tui.mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for message in in_source():
        assert compiled.gettext(message) == text.gettext(message)


def test_no_word_of_ours_breaks_a_row() -> None:
    breaking = re.compile("[\ufe0f\u200d\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\t]")
    texts = [*in_source(), *(str(message.string) for message in catalogue())]
    texts += [path.read_text(encoding="utf-8") for path in SOURCE.glob("decks/*.toml")]
    assert [text for text in texts if breaking.search(text)] == []


@pytest.mark.parametrize(
    ("wishes", "locale", "spoken"),
    [
        (("en", "ja", "ja"), "ja_JP.UTF-8", "en"),
        ((None, "ja", "en"), "en_US.UTF-8", "ja"),
        ((None, None, "ja"), "C", "ja"),
        ((None, None, None), "ja_JP.UTF-8", "ja"),
        ((None, "fr", None), "de_DE.UTF-8", "en"),
    ],
)
def test_the_language_is_the_flags_then_the_files_then_the_settings_then_the_locales(
    wishes: tuple[str | None, ...], locale: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert i18n.choose(*wishes) == spoken
