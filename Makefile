# Everything from a clean clone with only Python >= 3.11 and make. `make help` lists the targets.
PYTHON ?= python3
V := .venv
OUT ?= runs/latest

# Everything is pinned, and what builds it too. Where packages come from is the machine's to say, by pip's own settings.
install = PIP_CONSTRAINT='$(CURDIR)/constraints.txt' $(V)/bin/python -m pip install -q --disable-pip-version-check $(1)

.DEFAULT_GOAL := help
.PHONY: help certify demo prove test check bench serve clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

certify: $(V)/.run ## Set up (first time only) and certify the reference connector
	@$(V)/bin/rosterproof certify --out $(OUT)

demo: $(V)/.run ## Set up (first time only) and play a pilot: one company of 70 people through a quarter
	@$(V)/bin/rosterproof certify --profile pilot --out runs/pilot

prove: $(V)/.run ## Set up (first time only) and prove that every check can fail
	@$(V)/bin/rosterproof prove --profile full

serve: $(V)/.run ## Set up (first time only) and serve a fake HRIS and LMS
	@$(V)/bin/rosterproof serve

test: check ## Set up (first time only) and run every check and test
	@$(V)/bin/python -m pytest -q -n 2 --dist worksteal $(PYTEST_ARGS)

check: $(V)/.dev ## Formatting, lint, types, import laws, spelling
	@$(V)/bin/ruff format --check -q .
	@$(V)/bin/ruff check -q .
	@$(V)/bin/mypy
	@$(V)/bin/lint-imports --no-cache >$(V)/lint-imports.log 2>&1 || { cat $(V)/lint-imports.log; exit 1; }
	@$(V)/bin/codespell -q 3 README.md CHANGELOG.md simulators harness scenarios openapi tests

bench: $(V)/.dev ## Set up (first time only) and measure: page depth, a year of days, snapshots, certifying; ONLY=name for one
	@PYTHONPATH=tests $(V)/bin/python -m bench.run $(ONLY)

clean: ## Remove the environment, the runs and the caches
	rm -rf $(V) runs build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(V)/bin/python:
	@echo "Setting up $(V) (first time only) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rosterproof needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with make PYTHON=...")'
	@$(PYTHON) -m venv $(V)

$(V)/.run: pyproject.toml constraints.txt | $(V)/bin/python
	@$(call install,-e .)
	@touch $@

$(V)/.dev: pyproject.toml constraints.txt | $(V)/bin/python
	@$(call install,-e '.[dev]')
	@$(call install,--no-deps workday)
	@touch $@ $(V)/.run
