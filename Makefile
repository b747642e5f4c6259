# Everything a checkout needs; `make` alone lists it. Needs only python3 (3.11 or newer, with venv) and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help plan serve test soak lint format docs bench data solved lock wheel-test browser hooks clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

plan: $(READY) ## Solve the reference scenario and draw its map
	$(BIN)/bundel solve reference --out results/reference
	@echo "Map: $(CURDIR)/results/reference/map.html"

serve: $(READY) ## Open the web page
	$(BIN)/bundel serve

test: $(READY) browser ## Linters, types, import rules, the documentation and fast tests
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target lint docs
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

soak: $(READY) browser ## The long tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m soak

lint: $(READY) ## Linters, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Put code in its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY) ## Build the documentation; a warning is an error
	$(BIN)/python -m sphinx -E -W --keep-going -q -b html docs docs/_build/html
	@echo "Documentation: $(CURDIR)/docs/_build/html/index.html"

bench: $(READY) ## Measure building and solving
	$(BIN)/python -m benchmarks

data: $(READY) ## Rebuild the derived tables of the data sets
	$(BIN)/python data/build.py

solved: $(READY) ## Solve the shipped scenarios that ship solved anew
	@for name in $$(ls scenarios/solved); do \
		$(BIN)/bundel solve $$name --out build/solved/$$name || exit 1; \
		rm build/solved/$$name/map.html; rm -rf scenarios/solved/$$name; mv build/solved/$$name scenarios/solved/$$name; \
	done

wheel-test: $(READY) ## Build wheel and sdist, install the wheel elsewhere and use it from there
	$(BIN)/python -m pytest tests/test_packaging.py

browser: $(READY) ## Find a browser for the map tests, or install Debian's as root
	@$(BIN)/python -m tests.find_browser --install

hooks: $(READY) ## Run the checks before every commit
	$(BIN)/pre-commit install

lock: ## Resolve the newest versions anew
	test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv; }
	build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--output-file requirements.lock pyproject.toml

clean: ## Remove everything that can be made again
	rm -rf $(VENV) build dist docs/_build docs/tutorials/jupyter_execute .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# One environment, from the lock alone: hashes are checked, and nothing is fetched again until the lock or the package
# description changes. Building Bundel itself uses the locked hatchling, not one fetched for the occasion.
# Modules are compiled here, on all cores, as Python may have been told not to keep what it compiles.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Bundel needs Python 3.11 or newer: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is missing: install it, on Debian with apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing the locked packages in $(VENV) ..."
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --no-compile --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q -j 0 -x '/tests?/' $(VENV)/lib optimizer maps workbench
	@touch $@
