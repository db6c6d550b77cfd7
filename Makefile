# Everything happens in an environment of its own, .venv, with the versions of requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test proofs lint types docs check check-style evaluate bench lock clean

demo: $(READY)           ## two nights over a small bundled web, and what Dibao then knows
	@$(BIN)/dibao demo

test: $(READY)           ## the fast tests: no network, no sleep
	@$(BIN)/python -m pytest -m "not slow"

proofs: $(READY)         ## the slow ones: kill series, full disks, other readers
	@$(BIN)/python -m pytest -m slow

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache

types: $(READY)
	@$(BIN)/mypy

docs: $(READY)           ## writes the generated parts of the documents anew
	@$(BIN)/cog -r docs/*.md README.md

check-style: lint types

check: check-style test

evaluate: $(READY)       ## the reader's score: make evaluate CORPUS=DIR
	@test -n "$(CORPUS)" || { echo "make evaluate CORPUS=DIR: a folder with raw/, gold.jsonl and score.py" >&2; exit 2; }
	@$(BIN)/python benchmarks/evaluate.py $(CORPUS)

bench: $(READY)          ## a whole run against bare Scrapy and the script one would write instead: make bench SHARED=DIR
	@test -n "$(SHARED)" || { echo "make bench SHARED=DIR: a folder with corpus/ and bench/" >&2; exit 2; }
	@$(BIN)/python benchmarks/whole_run.py --shared $(SHARED)

lock: $(READY)           ## resolves requirements.lock anew
	@$(BIN)/python -m piptools compile --quiet --all-extras --strip-extras --allow-unsafe --no-header \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv build *.egg-info

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dibao needs Python 3.11 or newer: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade "pip>=25"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
