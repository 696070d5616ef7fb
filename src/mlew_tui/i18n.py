"""The one catalogue of every word that is not in a deck, in Japanese and English."""

import gettext
import locale
import os
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("ja", "en")
LOCALE: Final = Path(__file__).parent / "locale"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_current = "en"


def use(language: str) -> None:
    """Speak ``ja`` or ``en`` from now on; English is what the source says."""
    global _catalogue, _current
    _current = language
    if language == "en":
        _catalogue = gettext.NullTranslations()
        return
    catalogue = LOCALE / language / "LC_MESSAGES" / "mlew_tui.mo"
    with catalogue.open("rb") as stream:
        _catalogue = gettext.GNUTranslations(stream)


def current() -> str:
    """Return the language spoken now, ``ja`` or ``en``."""
    return _current


def tr(message: str, /, **values: object) -> str:
    """Return a message in the language spoken now, ``{name}`` fields filled with ``values`` as they are."""
    return _catalogue.gettext(message).format(**values)


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form of a message that fits a number; ``{count}`` is filled in."""
    return _catalogue.ngettext(one, many, count).format(count=count, **values)


def mark(message: str) -> str:
    """Mark a constant for the catalogue; it is translated by ``tr`` when it is shown."""
    return message


def of_locale() -> str:
    """Return the language of the machine's locale: Japanese if it says so, else English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ja" if value.startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"


def choose(*wishes: str | None) -> str:
    """Return the first wish that is a language: ``--lang``, the file's, the settings', else the locale's."""
    return next((wish for wish in wishes if wish in LANGUAGES), None) or of_locale()
