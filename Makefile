# make site    checks the data and builds site/        make serve   previews while you edit
# make test    everything that must hold               make help    all of this, in words
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ENGINES := .venv-engines
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help install install-dev browser engines site serve policy check test test-all lint types contracts format screenshots styles html labels lighthouse bench property lock clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F'\t' '{ printf "make %-12s %s\n", $$1, $$2 }'

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed ## the environment, with what is locked
install-dev: $(VENV)/.installed-dev ## the same, with what tests need

browser: $(VENV)/.installed-dev ## a Chromium for the tests, if the machine has none
	@sh tests/browser.sh $(BIN)

engines: $(ENGINES)/properdocs/.installed $(ENGINES)/zensical/.installed ## ProperDocs and Zensical, in .venv-engines/

$(ENGINES)/%/.installed: requirements-%.lock requirements.lock
	@sh tests/engine.sh $(PYTHON) $(ENGINES) $*

site: $(VENV)/.installed ## checks the data, builds site/, then audits what was built
	$(BIN)/explainer check --format concise
	$(BIN)/mkdocs build --strict
	$(BIN)/explainer audit site
	@echo "The site is in site/. Look at it with: make serve"

serve: $(VENV)/.installed ## a preview on http://127.0.0.1:8000/ that follows your edits
	$(BIN)/mkdocs serve

policy: $(VENV)/.installed ## the content security policy anew, after a change of a script in overrides/
	$(BIN)/mkdocs build --quiet --site-dir .cache/policy
	$(BIN)/explainer policy .cache/policy

check: $(VENV)/.installed ## what is wrong with the data, and where
	$(BIN)/explainer check

lint: $(VENV)/.installed-dev ## ruff
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev ## mypy
	$(BIN)/mypy

contracts: $(VENV)/.installed-dev ## imports go one way
	$(BIN)/lint-imports

test: lint types contracts browser ## what one runs before a commit: what enumerates is sampled
	$(BIN)/pytest -n auto --dist loadfile --sample

test-all: lint types contracts browser engines ## all tests, whole; each night on GitHub
	$(BIN)/pytest -n auto --dist loadfile

property: $(VENV)/.installed-dev ## 200 random sequences of edits, each: builds and previews with a memory equal clean ones
	SEQUENCES=200 $(BIN)/pytest -n auto tests/test_incremental.py tests/test_quick_build.py tests/test_reuse.py

format: $(VENV)/.installed-dev ## the code as ruff writes it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

labels: $(VENV)/.installed-dev ## generator/labels/explainer.pot anew, after a change of a word of the interface
	$(BIN)/python tests/catalogue.py

screenshots: browser ## each page kind in both schemes at three widths, in screenshots/
	$(BIN)/python tests/screenshots.py

# make bench SIZES="100 1000" REPEATS=2 ONLY="build plain reader"
bench: browser ## how fast it is beside its peers, in benchmarks/RESULTS.md; SIZES, REPEATS and ONLY choose
	PYTHONPATH=tests $(BIN)/python -m benchmarks.run $(SIZES:%=--size %) $(REPEATS:%=--repeats %) $(ONLY:%=--only %)

styles: ## puts the style sheets together, after a change of one
	$(PYTHON) overrides/assets/styles/make.py

tests/node/node_modules/.installed: tests/node/package-lock.json
	@command -v npm >/dev/null || { echo "This needs Node 18 or newer with npm, which are not on this machine: see https://nodejs.org/"; exit 2; }
	cd tests/node && npm ci --ignore-scripts
	@touch $@

html: browser tests/node/node_modules/.installed ## asks the newest Nu HTML checker about each page kind (Node, Java)
	$(BIN)/pytest tests/test_html.py

lighthouse: browser tests/node/node_modules/.installed ## Lighthouse on each page kind, median of 5 (Node, a quiet machine)
	$(BIN)/python tests/lighthouse.py

lock: ## makes the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra build -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o benchmarks/peers/requirements.lock benchmarks/peers/requirements.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group properdocs -c requirements.lock -o requirements-properdocs.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group zensical -o requirements-zensical.lock

clean: ## removes what was built; the environment stays
	rm -rf site .site-new-* .cache
