# Beeline: everything a fresh machine needs comes from here, into .venv and .cache; nothing global is installed.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info < (3,14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
FUZZ_EXAMPLES ?= 5000
FUZZ_S ?= 300

.PHONY: run test kernels test-services fuzz lint types check format web browser demo clean help

help: ## what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.ready: setup.cfg pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Beeline needs Python 3.11, 3.12 or 3.13; none was found. Install one, or run: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv module. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up Python packages in $(VENV) (a minute or two, once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

web/node_modules/.ready: $(VENV)/.ready web/package.json web/package-lock.json
	@echo "Getting front-end packages (half a minute, once) ..."
	@cd web && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

api/static/.built: web/node_modules/.ready $(shell find web -path web/node_modules -prune -o -type f -print 2>/dev/null)
	@echo "Building the front end ..."
	@cd web && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build
	@touch $@

web: api/static/.built ## build the front end into api/static

run: $(VENV)/.ready web ## set everything up and serve the living demo hospital on 127.0.0.1
	@echo "Opening the demo hospital (a few seconds; the first time half a minute) ..."
	@$(BIN)/beeline serve --demo --port $(PORT)

browser: $(VENV)/.ready ## fetch Chromium and fonts for the browser tests into .cache, if none is installed
	@$(BIN)/python tests/web/fetch_browser.py

lint: $(VENV)/.ready ## style
	@echo "Python style ..."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

types: $(VENV)/.ready ## strict types, Python
	@echo "Python types ..."
	@$(BIN)/mypy

check: lint types web ## style and types, Python and TypeScript
	@echo "Front end: types ..."
	@cd web && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent check

kernels: $(VENV)/.ready
	@echo "Compiling kernels ..."
	@$(BIN)/python -m tests.kernels

test: ## everything that passes without external services
	@$(MAKE) --no-print-directory -j$(WORKERS) check browser kernels
	@echo "Front end: tests ..."
	@cd web && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent test
	@echo "Python tests, with the page in a real browser (some fifteen minutes on two cores) ..."
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --durations 15 -m "not services"

test-services: $(VENV)/.ready ## the tests against real PostgreSQL, Redis and MQTT
	@echo "Tests on PostgreSQL, Redis and MQTT ..."
	@$(BIN)/python -m pytest -m services

fuzz: $(VENV)/.ready ## try to break every reader, for five minutes a target at most
	@echo "Fuzzing every reader ..."
	@BEELINE_FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) BEELINE_FUZZ_S=$(FUZZ_S) $(BIN)/python -m pytest -n $(WORKERS) -k test_fuzz_ --timeout 0 tests

format: $(VENV)/.ready ## rewrite the Python style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean: ## remove everything that was set up or built
	rm -rf $(VENV) .cache web/node_modules api/static build dist *.egg-info
