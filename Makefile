# One command each: `make demo` opens the console on a throw-away copy, `make test` runs everything.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

PYTHONS ?= python3.11 python3.12 python3.13 python3.14

.PHONY: demo test test-stock test-pythons lint catalogue pictures benchmark benchmark-once saves clean

demo: $(VENV)/.runs
	@$(BIN)/mlew-tui demo

test: $(VENV)/.ready
	$(BIN)/python -m pytest -n 2

# Walk through Day 1 without the tests' replacements of Textual's parts (tests/support/fast_textual.py).
test-stock: $(VENV)/.ready
	$(BIN)/python -m pytest --stock-textual tests/tui/test_walk_day_one.py

# Run every test on each Python of PYTHONS that is installed, each in an environment of its own.
test-pythons:
	@for python in $(PYTHONS); do \
	  if $$python -c '' 2>/dev/null; then \
	    echo "== $$python"; $(MAKE) --no-print-directory test PYTHON=$$python VENV=.venv-$$python || exit 1; \
	  else echo "== $$python is not installed"; fi; \
	done

lint: $(VENV)/.ready
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

# Collect the words of the source into the Japanese catalogue, then compile it.
catalogue: $(VENV)/.ready
	$(BIN)/pybabel -q extract -F babel.cfg -k tr -k trn:1,2 -k mark --no-location --omit-header -o build.pot src
	$(BIN)/pybabel -q update -i build.pot -d src/mlew_tui/locale -D mlew_tui -l ja --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	sed -i.bak -E '/^"(Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Trans|Language-Team|Generated-By|MIME)/d; 1,/^msgid/{/^#/d}' src/mlew_tui/locale/ja/LC_MESSAGES/mlew_tui.po
	$(BIN)/pybabel -q compile -d src/mlew_tui/locale -D mlew_tui
	@rm build.pot src/mlew_tui/locale/ja/LC_MESSAGES/mlew_tui.po.bak

# The README's pictures, and every step in every size, language and theme, drawn from the real console.
pictures: $(VENV)/.ready
	$(BIN)/python benchmarks/pictures.py docs
	$(BIN)/python benchmarks/film.py docs/listen.svg
	$(BIN)/python benchmarks/pictures.py build/pictures --all

benchmark: $(VENV)/.ready
	$(BIN)/python benchmarks/suite.py --json build/benchmark.json
	$(BIN)/python benchmarks/story.py --scale 200 40 20
	$(BIN)/python benchmarks/score_key.py
	$(BIN)/python benchmarks/key_time.py
	$(BIN)/python benchmarks/save_time.py
	$(BIN)/python benchmarks/save_frames.py 1
	$(BIN)/python benchmarks/save_frames.py 20

# Each measure once on little, judging nothing, so that none of it rots.
benchmark-once: $(VENV)/.ready
	$(BIN)/python benchmarks/suite.py --small

SEED ?= 1
SAVES ?= 10000

# Random edits of random handwritings, many more than the tests make.
saves: $(VENV)/.ready
	$(BIN)/python benchmarks/saves.py --seed $(SEED) --saves $(SAVES)

# What the console needs; the developers' tools come on top only where they are used.
$(VENV)/.runs: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mlew-tui needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q src  # the first start is as quick as the second, whatever the environment says
	@touch $@

$(VENV)/.ready: $(VENV)/.runs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV)
