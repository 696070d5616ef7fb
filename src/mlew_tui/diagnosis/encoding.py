"""Decode a file's bytes; detect its encoding and report problems if that is not UTF-8."""

import codecs
import stat
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from mlew_tui.diagnosis.problem import InvalidFileError, Lines, Problem, Spot
from mlew_tui.i18n import tr

LARGEST = 20_000_000
"""Most bytes that are read; a workshop of a hundred people has about one million."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JAPANESE = ("cp932", "euc_jp")
_WESTERN = frozenset(b"\x85\x91\x92\x93\x94\x96\x97\xa0")
"""Windows-1252 bytes of typographic quotes, dashes and spaces."""
NAMES = {
    "cp932": "Shift_JIS (CP932)", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP (JIS)", "cp1252": "Windows-1252",
    "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32",
}  # fmt: skip
"""Names of encodings shown to people, by Python's name."""


@dataclass(frozen=True)
class Decoded:
    """The text of a file; ``encoding`` is its original encoding, "utf-8" if valid, None if unknown."""

    text: str
    encoding: str | None = "utf-8"
    problems: tuple[Problem, ...] = ()


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes. Raises InvalidFileError: no file, a folder, a pipe or device, no permission, too big."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InvalidFileError(
                (Problem(path, "folder", tr("This is a folder, not a workshop file"), hint=tr("Name the file in it")),)
            )
        if not stat.S_ISREG(status.st_mode):  # a pipe may never end, nor a device
            what, hint = tr("This is no plain file but a pipe or a device"), tr("Save it as a file first")
            raise InvalidFileError((Problem(path, "no-plain-file", what, hint=hint),))
        if status.st_size > LARGEST:
            what = tr("This file is too big to be a workshop ({size} MB)", size=status.st_size // 10**6)
            raise InvalidFileError((Problem(path, "too-big", what, hint=_history_hint(path)),))
        data = path.read_bytes()
    except FileNotFoundError:
        hint = tr("Look whether it was renamed or moved; a new one: mlew-tui new {file}", file=path.name)
        raise InvalidFileError((Problem(path, "no-file", tr("There is no such file"), hint=hint),)) from None
    except PermissionError:
        what = tr("You may not read this file")
        raise InvalidFileError(
            (Problem(path, "no-permission", what, hint=tr("Ask its owner, or: chmod u+r {file}", file=path.name)),)
        ) from None
    except (OSError, ValueError) as error:
        what = tr("The file cannot be read: {reason}", reason=getattr(error, "strerror", None) or error)
        hint = tr("Look whether its disk or shared folder is there")
        raise InvalidFileError((Problem(path, "unreadable", what, hint=hint),)) from None
    return data


def _history_hint(path: Path) -> str:
    return tr("Earlier versions: mlew-tui history {file}", file=path.name)


def decode(path: Path, data: bytes) -> Decoded:
    """Return the text of a file's bytes, and what is wrong where they are not UTF-8."""
    if not data.removeprefix(codecs.BOM_UTF8).strip(b"\0 \t\r\n"):
        problem = Problem(path, "empty", tr("The file is empty; it was probably damaged"), hint=_history_hint(path))
        return Decoded("", None, (problem,))
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _wrong_encoding(path, data, name, Spot())
    wide = _guess_utf16(data)
    if wide is not None:
        return _wrong_encoding(path, data, wide, Spot())
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error)
    if "\x1b$B" in text or "\x1b$@" in text:
        start = text.index("\x1b")
        return _wrong_encoding(path, data, "iso2022_jp", Lines(text).spot(start))
    return Decoded(text)


def _guess_utf16(data: bytes) -> str | None:
    """Return which UTF-16 bytes without a mark are in: every ASCII character has its zero byte on the same side."""
    even, odd = (data[side::2].rstrip(b"\0") for side in (0, 1))
    zeros = {"utf-16-be": even.count(b"\0"), "utf-16-le": odd.count(b"\0")}
    likely = max(zeros, key=lambda name: zeros[name])
    is_one_sided = zeros[likely] * 8 > len(data) and min(zeros.values()) * 50 < zeros[likely]
    return likely if is_one_sided and len(data) % 2 == 0 else None


def read_text(path: Path) -> str:
    """Return a file's text, byte order mark included. Raises InvalidFileError unless it is UTF-8."""
    decoded = decode(path, read_bytes(path))
    if decoded.problems:
        raise InvalidFileError(decoded.problems)
    return decoded.text


def _not_utf8(path: Path, data: bytes, error: UnicodeDecodeError) -> Decoded:
    before = data[: error.start].decode("utf-8")
    if error.end >= len(data) and error.reason == "unexpected end of data":
        text = before + "\ufffd"
        spot = Lines(text).spot(len(before))
        what = tr("The file is cut off in the middle of a character")
        return Decoded(before, None, (Problem(path, "cut-off", what, spot, _history_hint(path)),))
    name = guess(data)
    spot = Lines(data.decode(name or "utf-8", "replace")).spot(len(before))
    if name is not None:
        return _wrong_encoding(path, data, name, spot)
    text = data.decode("utf-8", "replace")
    lines = Lines(text)
    what = tr("The bytes here are no UTF-8: something damaged the file")
    hint = tr("Type the character anew, or go back to an earlier version: mlew-tui history {file}", file=path.name)
    places = [at for at, sign in enumerate(text) if sign == "\ufffd"][:20]
    return Decoded(text, None, tuple(Problem(path, "bytes", what, lines.spot(at), hint) for at in places))


def _wrong_encoding(path: Path, data: bytes, name: str, spot: Spot) -> Decoded:
    what = tr("The file is in {encoding}, not UTF-8", encoding=NAMES[name])
    hint = tr("Save it as UTF-8, or: mlew-tui check --convert {file} (the original stays beside it)", file=path.name)
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return Decoded(text, None, (Problem(path, "encoding", what, spot, tr("Save it as UTF-8")),))
    return Decoded(text, name, (Problem(path, "encoding", what, spot, hint),))


def guess(data: bytes) -> str | None:
    """Guess the Japanese or Western encoding of bytes that are not UTF-8; None if unknown.

    The one whose text has the larger share of kana, kanji and full-width signs among what is not ASCII;
    half-width kana, which EUC-JP read as Shift_JIS is full of, count against.
    """
    whole = data.decode("utf-8", "replace")
    damaged = whole.count("\ufffd")
    if sum(not sign.isascii() for sign in whole) > 3 * damaged:
        return None  # UTF-8 but for a few bytes
    if _is_western(data):
        return "cp1252"
    best: tuple[float, str] | None = None
    for name in _JAPANESE:
        try:
            strange = [sign for sign in data.decode(name) if not sign.isascii()]
        except UnicodeDecodeError:
            continue
        share = sum(map(_likelihood, strange)) / max(len(strange), 1)
        if best is None or share > best[0]:
            best = (share, name)
    return best[1] if best is not None and best[0] > 0.5 else None


def _is_western(data: bytes) -> bool:
    """Tell whether all that is not ASCII are single bytes of typographic signs; Japanese comes in pairs of others."""
    strange = [(byte, following) for byte, following in pairwise(data + b" ") if byte >= 0x80]
    return all(byte in _WESTERN and following < 0x80 for byte, following in strange)


def _likelihood(sign: str) -> float:
    """Rate how likely a character is in Japanese text: hiragana most, half-width kana least."""
    name = unicodedata.name(sign, "")
    if name.startswith("HIRAGANA"):
        return 1.5
    if name.startswith(("KATAKANA", "CJK UNIFIED", "FULLWIDTH", "IDEOGRAPHIC")) or sign in "「」『』、。・ー～—…“”‘’":
        return 1.0
    return -1.0 if name.startswith("HALFWIDTH") or not name else 0.0
