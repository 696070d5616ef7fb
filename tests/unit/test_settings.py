"""The settings: what is sound is taken, what is bad told by place, and keys reach what they were given to."""

import ast
import string
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import keys as textual_keys
from textual.keys import _normalize_key_list

from app_harness import Clock, open_new, room
from mlew_tui.app import themes
from mlew_tui.diagnosis.problem import Problem
from mlew_tui.i18n import LANGUAGES
from mlew_tui.model.schedule.countdown import Countdown
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.screens.routes import presenter_class
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.settings import key_registry, keymap
from mlew_tui.settings.key_table import KEY_TABLE
from mlew_tui.settings.keymap import Keymap, UnknownKeyError, spelled, unshifted
from mlew_tui.settings.settings import THEMES, Settings, read
from mlew_tui.storage import decks
from workshops import example

SOURCE = Path(keymap.__file__).parents[1]


def written(folder: Path, text: str | bytes) -> tuple[Settings, tuple[Problem, ...]]:
    path = folder / "settings.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path)


def test_a_file_in_which_all_is_well_is_taken_whole(tmp_path: Path) -> None:
    text = """
        language = "ja"
        theme = "light"
        bell = false
        warnings = [300, 60, 0]
        [keys]
        "step.next" = "F11, Ctrl+E"
        "count.next" = ["j", "?"]
        clock.toggle = "ctrl+u"  # without quotes it is a table in TOML, and meant the same
    """
    settings, problems = written(tmp_path, text)
    assert problems == ()
    keys = {"step.next": ("f11", "ctrl+e"), "count.next": ("j", "question_mark"), "clock.toggle": ("ctrl+u",)}
    assert settings == Settings("ja", False, "light", (300, 60, 0), keys)


def test_the_example_in_the_readme_is_sound_and_names_every_setting(tmp_path: Path) -> None:
    readme = (SOURCE.parents[1] / "README.md").read_text(encoding="utf-8")
    example_file = readme.partition("## Settings")[2].partition("```toml\n")[2].partition("```")[0]
    settings, problems = written(tmp_path, example_file)
    assert problems == ()
    assert all(getattr(settings, name) != getattr(Settings(), name) for name in Settings._fields)


@pytest.mark.parametrize(
    ("line", "kind", "column", "hint"),
    [
        ('langauge = "ja"', "unknown-key", 1, "language"),
        ('colour = "red"', "unknown-key", 1, "Keys of this table"),
        ('language = "jp"', "literal-error", 12, "“ja”"),
        ("language = 1", "literal-error", 12, "one of these"),
        ('theme = "Dark"', "literal-error", 9, "“dark”"),
        ('bell = "no"', "bool-type", 8, "without quotes"),
        ("bell = no", "truth", 8, "false"),
        ("warnings = 60", "seconds", 12, "[60, 0]"),
        ("warnings = [60, -1]", "seconds", 17, "[60, 0]"),
        ("warnings = [true]", "seconds", 13, "[60, 0]"),
        ("warnings = [1.5]", "seconds", 13, "[60, 0]"),
        ('keys = "f5"', "model-type", 8, "[keys]"),
        ('keys.step.nxt = "f11"', "unknown-binding", 1, "“step.next”"),
        ('keys.zzz = "f11"', "unknown-binding", 1, "--keys"),
        ("keys.step.next = 5", "keys-type", 18, '"f5"'),
        ("keys.step.next = []", "keys-type", 18, '"f5"'),
        ('keys.step.next = ["f11", 5]', "keys-type", 18, '"f5"'),
        ('keys.step.next = "ctlr+e"', "no-such-key", 18, "ctrl+e"),
        ('keys.step.next = "ctrl-e"', "no-such-key", 18, "“ctrl+e”"),
        ('keys.step.next = "^e"', "no-such-key", 18, "“ctrl+e”"),
        ('keys.step.next = ["f11", "page_down"]', "no-such-key", 26, "“pagedown”"),
        ('keys.step.next = "page-down"', "no-such-key", 18, "“pagedown”"),
        ('keys.step.next = "C-x"', "no-such-key", 18, "“ctrl+x”"),
        ('keys.step.next = "Esc"', "no-such-key", 18, "“escape”"),
        ('keys.step.next = ""', "no-such-key", 18, "f5"),
        ('keys.step.next = "ctrl+i"', "same-key", 18, "another"),
        ('keys.step.next = "ctrl+p"', "fixed-key", 18, "another"),
        ('keys.step.next = "n"', "typed-key", 18, "function key"),
        ('keys.choice.by = "space"', "typed-key", 18, "function key"),
        ('keys.step.next = "f2"', "key-of-two", 18, "clock.toggle"),
        ('keys.count.next = "p"', "key-of-two", 19, "count.previous"),
        ('keys.count.next = "f3"', "key-of-two", 19, "clock.plus1"),
        ('keys.app.quit = "ctrl+r"', "key-of-two", 17, "app.home"),
        ("language = 「ja」", "wide-quote", 12, "plain quotes"),
        ('language = "ja', "unclosed-text", 12, "defaults"),
    ],
)
def test_what_is_bad_is_told_at_its_place_with_a_hint_and_has_its_default_while_the_rest_is_taken(
    tmp_path: Path, line: str, kind: str, column: int, hint: str
) -> None:
    name = line.partition(" ")[0].partition(".")[0]
    others = {"theme": 'theme = "light"', "warnings": "warnings = [5]"}
    sound = [text for key, text in others.items() if key != name]
    settings, problems = written(tmp_path, "\n".join(["# 設定", *sound, line]))
    (problem,) = problems
    assert (problem.kind, problem.line, problem.column) == (kind, len(sound) + 2, column)
    assert problem.path == tmp_path / "settings.toml"
    assert hint in problem.hint
    assert settings == Settings(
        theme="dark" if name == "theme" else "light", warnings=None if name == "warnings" else (5,)
    )


def test_a_key_given_to_two_is_told_at_the_second_and_the_first_keeps_it(tmp_path: Path) -> None:
    text = '[keys]\n"step.next" = "f11"\n"step.back" = "ctrl+u"\n"clock.dialog" = "f11"\n'
    settings, problems = written(tmp_path, text)
    (problem,) = problems
    assert (problem.kind, problem.line, problem.column) == ("key-of-two", 4, 18)
    assert [note.spot.line for note in problem.notes] == [2]
    assert settings.keys == {"step.next": ("f11",), "step.back": ("ctrl+u",)}


@pytest.mark.parametrize(
    "text",
    [
        '"step.next" = "ctrl+b"\n"step.back" = "ctrl+n"',  # each has the other's
        '"count.next" = "m"',  # a key of another step's desk
        '"home.demo" = "x"',
        '"clock.toggle" = "f2"',  # what it is anyway
        '"dialog.cancel" = "escape"',
    ],
)
def test_keys_that_never_meet_or_change_places_are_no_doubles(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, f"[keys]\n{text}\n")[1] == ()


def test_a_file_in_another_encoding_is_told_and_what_it_says_is_taken(tmp_path: Path) -> None:
    settings, (problem,) = written(tmp_path, "# 設定ファイルです\nbell = false\n".encode("cp932"))
    assert (problem.kind, problem.hint) == ("encoding", "Save it as UTF-8")
    assert settings == Settings(bell=False)


def test_what_is_no_file_or_damaged_is_told_in_words_that_fit_and_means_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    settings, (problem,) = read(tmp_path / "folder")
    assert (settings, problem.kind) == (Settings(), "folder")
    assert "workshop" not in problem.what + problem.hint
    settings, (problem,) = written(tmp_path, b"\0" * 20)
    assert (settings, problem.kind) == (Settings(), "empty")
    assert "history" not in problem.hint
    assert written(tmp_path, b"\xef\xbb\xbf\n\n") == (Settings(), ())
    assert read(tmp_path / "settings.toml" / "below") == (Settings(), ())


LINES = st.lists(
    st.sampled_from(
        [
            'language = "ja"', "language = ja", 'theme = "light"', "bell = false", "warnings = [60, 0]",
            "warnings = {}",
            "[keys]", '"step.next" = "f11"', '"step.next" = ["f11", "f2"]', "step = 1", 'step.next = "ctrl+u"',
            "[[keys]]", '[keys."step.next"]', "bell = 「」", "= 1", "]", '"', "\0", "<<<<<<< HEAD", "keys = []",
        ]
    )
    | st.text(max_size=12),
    max_size=8,
)  # fmt: skip


@given(st.binary(max_size=60) | LINES.map(lambda lines: "\n".join(lines).encode("utf-8", "replace")))
def test_no_file_whatever_stops_the_start_and_every_setting_taken_can_be_used(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    settings, problems = written(tmp_path_factory.getbasetemp(), data)
    assert settings.language in (None, *LANGUAGES)
    assert settings.theme in THEMES
    assert isinstance(settings.bell, bool)
    assert settings.warnings is None or all(type(each) is int and each >= 0 for each in settings.warnings)
    names = {row.id for row in key_registry.KEYS}
    assert all(name in names and all(spelled(key) == key for key in keys) for name, keys in settings.keys.items())
    lines = data.decode("utf-8", "replace").count("\n") + data.count(b"\r") + 1
    assert all(0 <= problem.line <= lines and problem.what for problem in problems)
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


def test_without_a_file_nothing_that_checks_one_is_loaded() -> None:
    code = (
        "import sys\nfrom mlew_tui.storage.home import Home\nHome().settings()\n"
        "sys.exit(any(name in sys.modules for name in ('tomllib', 'pydantic', 'mlew_tui.diagnosis.scan',"
        " 'mlew_tui.settings.settings_file', 'mlew_tui.settings.key_registry', 'textual')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_themes_to_choose_from_are_those_there_are() -> None:
    assert set(THEMES) == set(themes.THEMES)


# --- keys ---------------------------------------------------------------------------------------------


def test_keys_are_spelled_as_textual_spells_them() -> None:
    for character in string.printable.strip().replace(",", "") + "あ":
        assert spelled(character) == _normalize_key_list(character), character
    for key in textual_keys.Keys:
        if key.value.isascii() and "<" not in key.value and key.value not in ("return", "ctrl-at"):
            assert spelled(key.value.title()) == unshifted(_normalize_key_list(key.value).replace("@", "at")), key


@pytest.mark.parametrize("written", ["", " ", "ctrl+", "ctrl+ctrl+e", "hyper+e", "f25", "nokey", "a+b", "ctrl+f0", "¥"])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(UnknownKeyError):
        spelled(written)


@given(st.text(max_size=12))
def test_a_spelled_key_is_spelled_the_same_again_and_so_is_what_was_meant(text: str) -> None:
    try:
        key = spelled(text)
    except UnknownKeyError as error:
        key = error.meant
    assert not key or spelled(key) == key


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("f9", "F9"), ("ctrl+n", "^N"), ("shift+f9", "Shift+F9"), ("space", "Space"), ("question_mark", "?"),
        ("left", "←"), ("alt+ctrl+delete", "Alt+Ctrl+Del"), ("n", "n"), ("upper_m", "M"), ("plus", "+"),
    ],
)  # fmt: skip
def test_a_key_is_shown_as_the_bottom_lines_show_it(key: str, words: str) -> None:
    assert keymap.shown(key) == words


def test_a_chosen_key_answers_in_place_of_the_usual_one_and_a_letter_only_where_nobody_types() -> None:
    chosen = Keymap({"count.next": ("j", "ctrl+e"), "group.join": ("question_mark",)})
    assert chosen.answers("count.next", "n", "j", "j", typing=False)
    assert not chosen.answers("count.next", "n", "j", "j", typing=True)
    assert chosen.answers("count.next", "n", "ctrl+e", None, typing=True)
    assert not chosen.answers("count.next", "n", "n", "n", typing=False)
    assert chosen.answers("count.previous", "p", "p", "p", typing=False)
    assert chosen.answers("group.join", "g", "question_mark", "?", typing=False)
    assert Keymap().answers("choice.by", "f7", "f7", None, typing=True)
    assert Keymap().answers("x", "n", "ｎ", "n", typing=False), "a full-width letter is given as the plain character"
    assert chosen.first("count.next", "n") == "j"
    assert Keymap().first("app.help", "f1,ctrl+g") == "f1"


async def test_textual_takes_the_chosen_keys(tmp_path: Path) -> None:
    settings, _ = written(tmp_path, '[keys]\n"step.next" = "f11"\n')
    async with room(open_new(tmp_path, Clock())) as it:
        it.app.set_keymap(Keymap(settings.keys).for_textual())
        before = it.session.step.id
        await it.press("f9")
        assert it.session.step.id == before
        await it.press("f11")
        assert it.session.step.id != before


# --- the table of ids holds what the screens say ---------------------------------------------------


def test_the_table_has_every_id_the_source_names_with_its_usual_keys_and_no_other() -> None:
    said = {*_in_source(), *((name, key) for names in _on_desks().values() for name, key in names.items())}
    assert {(row.id, row.usual) for row in key_registry.KEYS} == said


def test_the_table_has_every_choice_and_key_of_a_step_at_that_step() -> None:
    for step, names in _on_desks().items():
        registered = {name: keys for name, (keys, _) in KEY_TABLE.get(step, {}).items()}
        assert names.items() <= registered.items(), step
        choices = {name: keys for name, keys in registered.items() if name.startswith("choice.")}
        assert choices == {name: key for name, key in names.items() if name.startswith("choice.")}, step


def test_every_place_that_looks_like_a_step_is_one() -> None:
    assert {place for place in KEY_TABLE if "." in place} <= set(_on_desks())


def _on_desks() -> dict[str, dict[str, str]]:
    """Return the choices and keys of every step of the shipped decks."""
    shipped = [(deck, step) for deck in (decks.load(name, Path()) for name in decks.SHIPPED) for step in deck.steps]
    found: dict[str, dict[str, str]] = {}
    for deck, step in shipped:
        presenter, snapshot = (
            presenter_class(step)(),
            WorkshopSnapshot(example(), deck, step, Countdown(0), date(2026, 11, 22)),
        )
        names = found.setdefault(step.id, {})
        names |= {f"choice.{option.id}": option.key for option in presenter.options}
        names |= {key.id: key.key for key in presenter.keys(snapshot, StepUiState())}
    return found


def _in_source() -> Iterator[tuple[str, str]]:
    """Yield id and keys of every binding, Key and Option whose id is written out where it is created."""
    for path in sorted(path for package in ("screens", "widgets", "app") for path in (SOURCE / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            made, name = ast.unparse(node.func), str(node.args[0].value)
            if made in ("binding", "Key.of"):
                yield name, key_registry.registered(name).usual
            elif made == "Option.of":
                yield f"choice.{name}", key_registry.registered(f"choice.{name}").usual
