"""The schema of workshop.toml: complete in both languages, one with the model, and what an editor makes of it."""

import json
import re
import subprocess
import sysconfig
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from inspect import get_annotations
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from example_edits import ALL_KINDS
from mlew_tui import i18n
from mlew_tui.cli import schema as command
from mlew_tui.cli.arguments import build_parser
from mlew_tui.fields.descriptions import DESCRIPTIONS
from mlew_tui.i18n import LANGUAGES
from mlew_tui.model import changes
from mlew_tui.model.base import Model
from mlew_tui.model.workshop import FORMAT, Workshop
from mlew_tui.session import create
from mlew_tui.storage import document, schema
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.storage.workshop_file import WorkshopFile, read
from workshops import ENGLISH, FARM, full_tree

TEXT = f"{schema.DIRECTIVE}\n{ENGLISH.read_text(encoding='utf-8')}"
TOMBI = str(Path(sysconfig.get_path("scripts")) / "tombi")
Place = tuple[str | int, ...]


def nodes(node: Any, place: Place = ()) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Yield every schema within a schema, itself first, with its place."""
    yield place, node
    for name, inner in node.get("properties", {}).items():
        yield from nodes(inner, (*place, name))
    for name in ("items", "additionalProperties"):
        if isinstance(node.get(name), dict):
            yield from nodes(node[name], (*place, name))
    for index, inner in enumerate(node.get("anyOf", ())):
        yield from nodes(inner, (*place, index))


def lint(*paths: Path) -> dict[str, set[int]]:
    """Return the lines where the TOML tool finds something, by file name; it must itself run well."""
    report = paths[0].with_name("report.jsonl")
    arguments = ["lint", "--offline", "--quiet", "--diagnostics-format", "json-lines", "--diagnostics-file", report]
    done = subprocess.run(
        [TOMBI, *map(str, (*arguments, *paths))],
        capture_output=True, text=True, check=False, cwd=paths[0].parent,
    )  # fmt: skip
    found: dict[str, set[int]] = {}
    for line in report.read_text(encoding="utf-8").splitlines():
        problem = json.loads(line)
        found.setdefault(Path(problem["path"]).name, set()).add(problem["range"]["start"]["line"])
    assert (done.returncode == 0) is (not found), done.stderr
    return found


# --- the words ------------------------------------------------------------------------------------


def parts(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and everything it is made of."""
    yield annotation
    for part in get_args(annotation):
        if get_origin(annotation) is not Literal:
            yield from parts(part)


def models(model: type[Model]) -> Iterator[type[Model]]:
    """Yield a model and every model it holds."""
    yield model
    for info in model.model_fields.values():
        for part in parts(info.annotation):
            if isinstance(part, type) and issubclass(part, Model):
                yield from models(part)


def places() -> AbstractSet[str]:
    """Return every place that needs words: models, fields that hold no table, mappings' entries, values."""
    found = set()
    for model in models(Workshop):
        found.add(model.__name__)
        for name, info in model.model_fields.items():
            all_parts = list(parts(info.annotation))
            owner = next(owner for owner in model.__mro__ if name in get_annotations(owner))
            place = f"{owner.__name__.removesuffix('Fields')}.{name}"
            if not any(isinstance(part, type) and issubclass(part, Model) for part in all_parts):
                levels = sum(get_origin(part) is Mapping for part in all_parts)
                found |= {place + ".*" * level for level in range(levels + 1)}
            for part in all_parts:
                if get_origin(part) is Literal:
                    found |= {f"{place}={value}" for value in get_args(part)}
    return found


def test_there_are_words_for_every_table_field_and_value_and_for_nothing_else() -> None:
    assert DESCRIPTIONS.keys() == places()


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_table_and_field_is_described_and_every_value_on_a_line_of_its_own(spoken: str) -> None:
    described = 0
    for place, node in nodes(schema.schema(spoken)):
        if place and (isinstance(place[-1], int) or (place[-1] == "items" and node["type"] == "string")):
            continue  # an entry of a list of ids, a spelling of a time: the field says it
        described += 1
        first, *lines = node["description"].split("\n")
        assert first.strip(), place
        values = node.get("enum", [node["const"]] if "const" in node else [])
        assert [line.partition(": ")[0] for line in lines] == [f"- {value}" for value in values], place
        assert all(line.partition(": ")[2].strip() for line in lines), place
    assert described > 150


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (("scores",), "Workshop.scores"),
        (("scores", "additionalProperties"), "Workshop.scores.*"),
        (("scores", *["additionalProperties"] * 2), "Workshop.scores.*.*"),
        (("scores", *["additionalProperties"] * 3), "Workshop.scores.*.*.*"),
        (("plan", "minutes", "additionalProperties"), "Plan.minutes.*"),
        (("reviews",), "Review"),
        (("reviews", "items"), "Review"),
        (("proposal", "internal_faq", "items", "concern"), "ProposalItem.concern"),
        (("proposal", "internal_faq", "items", "answer"), "Faq.answer"),
        (("progress", "clock"), "Clock"),
    ],
)
def test_the_words_stand_at_their_place(place: Place, words: str) -> None:
    assert dict(nodes(schema.schema("en")))[place]["description"] == DESCRIPTIONS[words]


def test_in_japanese_every_line_is_japanese_and_in_english_none() -> None:
    english, japanese = (dict(nodes(schema.schema(spoken))) for spoken in ("en", "ja"))
    assert english.keys() == japanese.keys()
    kana_or_kanji = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for place, node in japanese.items():
        lines = zip(
            node.get("description", "").split("\n"), english[place].get("description", "").split("\n"), strict=True
        )
        for ours, theirs in lines:
            assert not theirs or kana_or_kanji.search(ours), f"{place}: {theirs}"
            assert place == ("customer", "moments") or not kana_or_kanji.search(theirs), theirs


def without_words(node: Any) -> Any:
    if isinstance(node, list):
        return [without_words(item) for item in node]
    if isinstance(node, dict):
        return {key: without_words(value) for key, value in node.items() if key != "$comment" and not says(key, value)}
    return node


def says(key: str, value: Any) -> bool:
    return key == "description" and isinstance(value, str)


def test_the_languages_differ_in_words_alone() -> None:
    assert without_words(schema.schema("ja")) == without_words(schema.schema("en"))


def test_the_text_is_the_same_each_time_readable_and_leaves_the_language_spoken_alone() -> None:
    i18n.use("en")
    text = schema.text("ja")
    assert i18n.current() == "en"
    assert text == schema.text("ja")
    assert json.loads(text) == schema.schema("ja")
    assert text.endswith("\n}\n")
    assert "\\u" not in text
    assert "mlew-tui schema --write" in json.loads(text)["$comment"]


# --- the schema itself ----------------------------------------------------------------------------

KEYWORDS: Mapping[str, Callable[[Any], bool]] = {
    "type": lambda value: value in ("object", "array", "string", "integer", "number", "boolean"),
    "description": lambda value: isinstance(value, str),
    "properties": lambda value: isinstance(value, dict),
    "required": lambda value: isinstance(value, list) and len(set(value)) == len(value),
    "additionalProperties": lambda value: value is False or isinstance(value, dict),
    "items": lambda value: isinstance(value, dict),
    "anyOf": lambda value: isinstance(value, list) and len(value) > 1,
    "enum": lambda value: isinstance(value, list) and len(set(value)) == len(value) > 1,
    "const": lambda value: isinstance(value, str | int),
    "default": lambda value: isinstance(value, str | int),
    "format": lambda value: value in ("date", "date-time", "date-time-local"),
    "pattern": lambda value: bool(re.compile(value)),
    "maxLength": lambda value: isinstance(value, int),
    "minimum": lambda value: isinstance(value, int),
    "maximum": lambda value: isinstance(value, int),
    "multipleOf": lambda value: value > 0,
}
HEAD = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": f"urn:mlew-tui:workshop:{FORMAT}",
    "title": "workshop.toml",
}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_is_a_json_schema_of_few_keywords_each_in_its_form(spoken: str) -> None:
    whole = schema.schema(spoken)
    assert {key: whole.pop(key) for key in HEAD} == HEAD
    del whole["$comment"]
    for place, node in nodes(whole):
        for key, value in node.items():
            assert KEYWORDS[key](value), (place, key, value)
        assert set(node.get("required", ())) <= node.get("properties", {}).keys(), place
        assert ("type" in node) is not ("anyOf" in node), place
        assert node.get("type") != "object" or "additionalProperties" in node, place


def test_fields_and_required_ones_are_the_models() -> None:
    def at(node: Any, model: type[Model]) -> None:
        assert list(node["properties"]) == list(model.model_fields)
        assert node["additionalProperties"] is False
        required = [name for name, info in model.model_fields.items() if info.is_required()]
        assert node.get("required", []) == required
        for name, info in model.model_fields.items():
            for part in parts(info.annotation):
                if isinstance(part, type) and issubclass(part, Model):
                    inner = node["properties"][name]
                    at(inner.get("items", inner), part)

    at(schema.schema("en"), Workshop)


def test_whatever_the_model_accepts_the_tool_accepts(tmp_path: Path) -> None:
    schema.write(tmp_path, "en")
    rich = Workshop.model_validate(full_tree())
    texts = [TEXT, f"{schema.DIRECTIVE}\n{FARM.read_text(encoding='utf-8')}", document.fresh(rich, schema.DIRECTIVE)]
    made = Workshop.model_validate(tomllib.loads(TEXT))
    for edit in ALL_KINDS:
        made = edit(made).validated()
        texts.append(f"{schema.DIRECTIVE}\n{document.canonical(made)}")
    paths = [tmp_path / f"{number}.toml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    assert lint(*paths) == {}


SLIPS = {
    "unknown key": ('sentiment = "positive"', 'sentimnt = "positive"\nsentiment = "positive"'),
    "unknown table": ("[ballots]", "[balots]"),
    "unknown list of tables": ("[[groups]]", "[[group]]"),
    "a role there is not": ('role = "designer"', 'role = "wizard"'),
    "a language there is not": ('language = "ja"', 'language = "fr"'),
    "a number for a text": ('title = "オンライン', 'title = 5 # "オンライン'),
    "a text for a yes": ("conditions = true", 'conditions = "yes"'),
    "a text for a list": ('handed_in = ["', 'handed_in = "m1" # ["'),
    "weight 2": ("weight = 5", "weight = 2"),
    "weight as text": ("weight = 5", 'weight = "5"'),
    "score 0.3": ("s1 = { k1 = 5", "s1 = { k1 = 0.3"),
    "score below 0": ("s1 = { k1 = 5", "s1 = { k1 = -1"),
    "score as text": ("s1 = { k1 = 5", 's1 = { k1 = "5"'),
    "time as text": ("starts = 2026-11-19T13:00:00", 'starts = "2026-11-19T13:00:00"'),
    "date for a time": ("starts = 2026-11-19T13:00:00", "starts = 2026-11-19"),
    "date as text": ("due = 2027-02-12", 'due = "2027-02-12"'),
    "too many minutes": ('"invent.rounds" = 25', '"invent.rounds" = 601'),
    "an id with a space": ('id = "m1"', 'id = "m 1"'),
    "format of tomorrow": ("format = 1", "format = 99"),
}


@pytest.mark.parametrize(("right", "slip"), SLIPS.values(), ids=SLIPS)
def test_the_tool_finds_a_slip_at_its_line(right: str, slip: str, tmp_path: Path) -> None:
    assert right in TEXT
    assert_found(TEXT.replace(right, slip, 1), TEXT[: TEXT.index(right)].count("\n") + 1, tmp_path)


def test_the_tool_finds_a_table_without_what_it_needs_at_its_header(tmp_path: Path) -> None:
    text = TEXT.replace('sentiment = "positive"\n', "", 1)
    assert_found(text, text[: text.index("[[reviews]]")].count("\n") + 1, tmp_path)


def test_the_tool_finds_a_saved_time_without_its_offset(tmp_path: Path) -> None:
    text = TEXT + '\n[[log]]\nstep = "x"\nplanned = 1\nactual = 1\nstarted = 2026-11-22T10:00:00\n'
    assert_found(text, text.count("\n"), tmp_path)


def assert_found(text: str, line: int, folder: Path) -> None:
    """Both the model and the tool must find the slip, the tool at this line alone."""
    with pytest.raises(ValidationError):
        Workshop.model_validate(tomllib.loads(text))
    schema.write(folder, "en")
    path = folder / "slip.toml"
    path.write_text(text, encoding="utf-8")
    assert lint(path) == {"slip.toml": {line}}


# --- the line that names it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title = 1\n", f"{schema.DIRECTIVE}\ntitle = 1\n"),
        ("\ufefftitle = 1\n", f"\ufeff{schema.DIRECTIVE}\ntitle = 1\n"),
        ("# a\r\ntitle = 1\r\n", f"{schema.DIRECTIVE}\r\n# a\r\ntitle = 1\r\n"),
        ("title = 1", f"{schema.DIRECTIVE}\ntitle = 1"),
        ("title = 1\n#:schema ./a.json\n", f"{schema.DIRECTIVE}\ntitle = 1\n#:schema ./a.json\n"),
        ("# a #:schema b\ntitle = 1\n", f"{schema.DIRECTIVE}\n# a #:schema b\ntitle = 1\n"),
    ],
)
def test_the_schema_is_named_in_the_first_line_and_nothing_else_changes(before: str, after: str) -> None:
    assert schema.with_directive(before) == after


@pytest.mark.parametrize("head", ["", "\ufeff", "# a\n\n", "# a\r\n  "])
@pytest.mark.parametrize("named", [schema.DIRECTIVE, "#:schema https://example.org/own.json"])
def test_a_head_that_names_a_schema_stays(head: str, named: str) -> None:
    assert schema.with_directive(f"{head}{named}\ntitle = 1\n") == f"{head}{named}\ntitle = 1\n"


@given(st.text(st.sampled_from('#:schema \r\n\ufeffab="')))
def test_any_text_keeps_every_character_and_a_second_time_changes_nothing(text: str) -> None:
    named = schema.with_directive(text)
    assert re.sub(rf"^(\ufeff?){re.escape(schema.DIRECTIVE)}\r?\n", r"\1", named) == text or named == text
    assert schema.with_directive(named) == named


# --- the file beside the workshop -----------------------------------------------------------------


def a_folder(path: Path) -> None:
    path.mkdir()


FOREIGN: Mapping[str, Callable[[Path], object]] = {
    "a schema of another program": lambda path: path.write_text('{"$id": "https://example.org/a"}', encoding="utf-8"),
    "a list": lambda path: path.write_text("[]", encoding="utf-8"),
    "no JSON": lambda path: path.write_text("{", encoding="utf-8"),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\0"),
    "an empty file": lambda path: path.touch(),
    "a folder": a_folder,
}
foreign = pytest.mark.parametrize("put", FOREIGN.values(), ids=FOREIGN)


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@foreign
def test_what_another_program_wrote_is_never_overwritten(put: Callable[[Path], object], tmp_path: Path) -> None:
    put(tmp_path / schema.NAME)
    before = content(tmp_path / schema.NAME)
    with pytest.raises(schema.ForeignFileError):
        schema.write(tmp_path, "en")
    assert content(tmp_path / schema.NAME) == before
    assert [path.name for path in tmp_path.iterdir()] == [schema.NAME]


def test_our_own_schema_is_written_anew(tmp_path: Path) -> None:
    path = schema.write(tmp_path, "ja")
    assert path.read_text(encoding="utf-8") == schema.text("ja")
    assert schema.write(tmp_path, "en") == path
    assert path.read_text(encoding="utf-8") == schema.text("en")


# --- the command ----------------------------------------------------------------------------------


def run(*given_: object, wish: str | None = None) -> int:
    """Run the command as the command line does."""
    options = build_parser().parse_args(["schema", *map(str, given_), "--lang", "ja"])
    assert (options.handler, options.lang) == ("schema:run", "ja")
    return command.run(options, Home(), wish)


def test_without_write_the_schema_is_printed_and_no_file_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run() == 0
    assert capsys.readouterr().out == schema.text("en")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "wish", "spoken"),
    [
        ('title = "x"\nlanguage = "ja"\n', None, "ja"),
        ('\ufefftitle = "x"\r\nlanguage = "ja"\r\n', None, "ja"),
        ('title = "x"\nlanguage = "ja"\n', "en", "en"),
        ('title = "x"\nlanguage = "fr"\n', None, "en"),
        ("title = 5\nlanguage = 5\n", None, "en"),
        ("title = 「x」\n", None, "en"),
        ("title = 「x」\n", "ja", "ja"),
    ],
)
def test_it_speaks_the_wished_language_else_the_files_and_the_file_need_not_be_sound(
    text: str, wish: str | None, spoken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(text.encode())
    assert run(path, wish=wish) == 0
    assert capsys.readouterr().out == schema.text(spoken)
    assert path.read_bytes() == text.encode()


def test_write_alone_writes_into_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--write") == 0
    assert schema.NAME in capsys.readouterr().out
    assert (tmp_path / schema.NAME).read_text(encoding="utf-8") == schema.text("en")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_write_with_a_file_names_the_schema_in_it_once(
    mark: bytes, end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "team" / "a.toml"
    path.parent.mkdir()
    body = ENGLISH.read_text(encoding="utf-8").replace("\n", end).encode()
    path.write_bytes(mark + body)
    assert run(path, "--write") == 0
    assert path.read_bytes() == mark + f"{schema.DIRECTIVE}{end}".encode() + body
    assert (path.parent / schema.NAME).read_text(encoding="utf-8") == schema.text("ja")
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run(path, "--write") == 0
    assert path.read_bytes() == mark + f"{schema.DIRECTIVE}{end}".encode() + body
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert sorted(file.name for file in path.parent.iterdir()) == ["a.toml", schema.NAME]


@pytest.mark.parametrize("data", ['title = "佐藤"\n'.encode("cp932"), "title = 1\n".encode("utf-16"), None])
@pytest.mark.parametrize("options", [[], ["--write"]])
def test_a_file_that_cannot_be_read_as_utf_8_is_refused_untouched(
    data: bytes | None, options: Sequence[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.toml"
    if data is not None:
        path.write_bytes(data)
    assert run(path, *options) == 1
    said = capsys.readouterr()
    assert str(path) in said.err
    assert said.out == ""
    assert content(path) == data
    assert not (tmp_path / schema.NAME).exists()


@foreign
def test_the_command_tells_of_another_programs_file_and_leaves_both_alone(
    put: Callable[[Path], object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.toml"
    path.write_text('title = "x"\n', encoding="utf-8")
    put(tmp_path / schema.NAME)
    before = content(tmp_path / schema.NAME)
    assert run(path, "--write") == 1
    assert schema.NAME in capsys.readouterr().err
    assert content(tmp_path / schema.NAME) == before
    assert path.read_text(encoding="utf-8") == 'title = "x"\n'


def test_a_file_open_in_a_console_is_left_to_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.toml"
    path.write_text('title = "x"\n', encoding="utf-8")
    console = WorkshopLock(path)
    assert console.acquire() is None
    try:
        assert run(path, "--write") == 1
    finally:
        console.release()
    assert schema.DIRECTIVE in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == 'title = "x"\n'
    assert run(path, "--write") == 0
    assert path.read_text(encoding="utf-8") == f'{schema.DIRECTIVE}\ntitle = "x"\n'


# --- a new workshop -------------------------------------------------------------------------------


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_new_workshop_names_the_schema_beside_it_and_keeps_that_line_through_saves(
    spoken: str, tmp_path: Path
) -> None:
    path = tmp_path / "team" / "workshop.toml"
    create.create(path, "T", spoken, [("Ann", "developer")])
    assert (path.parent / schema.NAME).read_text(encoding="utf-8") == schema.text(spoken)
    head = path.read_text(encoding="utf-8").splitlines()[:3]
    assert head == [schema.DIRECTIVE, *create.header(path).splitlines()]
    assert lint(path) == {}

    made, text = read(path)
    file = WorkshopFile(path, text)
    for place, fields in (("reviews", {"text": "x", "sentiment": "positive"}), ("groups", {"label": "y"})):
        made, _ = changes.add(made, place, **fields)
        file.save(made)
        assert path.read_text(encoding="utf-8").splitlines()[:3] == head
    file.save(made.with_(title="another", language="ja", time_zone="UTC"))
    assert path.read_text(encoding="utf-8").splitlines()[:3] == head
    assert lint(path) == {}


@foreign
def test_beside_another_programs_file_a_new_workshop_names_no_schema(
    put: Callable[[Path], object], tmp_path: Path
) -> None:
    put(tmp_path / schema.NAME)
    before = content(tmp_path / schema.NAME)
    path = tmp_path / "workshop.toml"
    create.create(path, "T", "en", [])
    assert path.read_text(encoding="utf-8").startswith(create.header(path))
    assert content(tmp_path / schema.NAME) == before


def test_a_schema_that_cannot_be_written_hinders_no_new_workshop(tmp_path: Path) -> None:
    (tmp_path / schema.NAME).symlink_to(tmp_path / "gone" / "away.json")
    path = tmp_path / "workshop.toml"
    create.create(path, "T", "en", [])
    assert read(path)[0].title == "T"
    assert not (tmp_path / schema.NAME).exists()


def test_a_workshop_that_exists_gets_no_schema_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        create.create(path, "T", "en", [])
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
