# Everything that a developer, a coordinator or CI asks for. `make` alone lists it.
# The virtual environment sets itself up: a stamp file in .venv is older than its lock file = install again.

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

RIGHT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null && $$name -c '$(RIGHT)' && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
BOT := $(BIN)/python -m bot
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links pyproject.toml
CONTENT := dialogues knowledge locales

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run chat
run: $(VENV)/.run ## chat in the terminal; sets everything up on a fresh machine
	@$(BOT) chat
chat: run ## the same as run

.PHONY: test
test: $(VENV)/.dev ## run all tests
	$(BIN)/python -m pytest

.PHONY: check lint content
check: lint content ## all that CI checks besides the tests: lint and content
lint: $(VENV)/.dev ## layout, types, layers and spelling of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/yamllint --strict $(CONTENT)
	$(BIN)/codespell .
content: $(VENV)/.run ## dialogues and knowledge: all problems, and the conversation cases
	$(BOT) check
	$(BOT) test

.PHONY: docs
docs: $(VENV)/.dev ## write the true output of the commands into README.md and docs/
	$(BIN)/python tests/console_blocks.py README.md docs/*.md

.PHONY: draw
draw: $(VENV)/.run ## draw the flows as SVG in build/flows
	$(BOT) draw build/flows

.PHONY: messages
messages: $(VENV)/.run ## bring messages.pot and the translations level with the content
	$(BOT) language messages

.PHONY: model
model: $(VENV)/.dev ## learn anew from the example messages and phrases of all languages
	$(BOT) language model

.PHONY: bench
bench: $(VENV)/.bench ## measure the engine beside other engines, and the start-up
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script; done

.PHONY: faults
faults: $(VENV)/.dev ## kill the assistant at every seam 300 times, and print what that lost, doubled or disordered
	$(BIN)/python -m tests.faults.kills 300

.PHONY: lock
lock: $(VENV)/.dev ## renew requirements/*.txt from pyproject.toml
	$(LOCK) --group dev --output-file requirements/dev.txt
	$(LOCK) --constraint requirements/dev.txt --output-file requirements/run.txt
	$(LOCK) --constraint requirements/dev.txt --group bench --output-file requirements/bench.txt

.PHONY: system-deps
system-deps: ## install what is needed from Debian: only Python's venv; needs root
	@if [ -n "$(PYTHON)" ] && $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "system-deps: nothing to install, $$($(PYTHON) --version) has venv and pip"; \
	else \
		echo "system-deps: installing python3 and python3-venv with apt-get"; \
		apt-get update -q && apt-get install -q -y --no-install-recommends python3 python3-venv; \
	fi

.PHONY: clean
clean: ## remove the virtual environment, caches and everything built
	rm -rf $(VENV) build dist .coverage .hypothesis .*_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed; 'make system-deps' installs it on Debian" >&2; exit 1; }
	@echo "setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "no venv in $(PYTHON); try 'make system-deps'" >&2; exit 1; }

$(VENV)/.run: requirements/run.txt | $(BIN)/python
	@$(INSTALL) --requirement $<
	@touch $@

# The wheels of what runs are kept, so that tests/test_wheel.py installs them without a network.
$(VENV)/.dev: requirements/dev.txt requirements/run.txt $(VENV)/.run
	@$(INSTALL) --requirement $<
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@$(PIP) download --quiet --require-hashes --dest $(VENV)/wheels --requirement requirements/run.txt
	@touch $@

# On top of the development lock, whose versions it keeps.
$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	@$(INSTALL) --requirement $<
	@touch $@
