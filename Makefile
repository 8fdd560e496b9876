# Everything from a clean clone with only Python >= 3.11 and make. `make help` lists the targets.
PYTHON ?= python3
V := .venv
OUT ?= runs/latest

# uv ignores pip's own configuration, so the machine's package index is handed over at run time; none is recorded here.
pipcfg = $$($(V)/bin/python -m pip config list 2>/dev/null | sed -n "s/^\(global\|install\|:env:\)\.$(1)='\(.*\)'$$/\2/p" | tail -1)
UVENV = UV_SYSTEM_CERTS=1 UV_INDEX_STRATEGY=unsafe-best-match \
  UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$(call pipcfg,index-url)}}" \
  UV_INDEX="$${UV_INDEX:-$${PIP_EXTRA_INDEX_URL:-$(call pipcfg,extra-index-url)}}"
WANTED = -c constraints.txt -b constraints.txt
# Where uv cannot be had or cannot read the machine's index, plain pip does the same work in more time.
install = ( $(UVENV) $(V)/bin/uv pip install -q --compile-bytecode --python $(V)/bin/python $(WANTED) $(1) \
  || $(V)/bin/python -m pip install -q -c constraints.txt $(1) )

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

$(V)/bin/uv: constraints.txt | $(V)/bin/python
	@$(V)/bin/python -m pip install -q --disable-pip-version-check -c constraints.txt uv || echo "uv is not to be had here; pip will do."
	@touch $(V)/bin/uv

$(V)/.run: pyproject.toml constraints.txt | $(V)/bin/uv
	@$(call install,-e .)
	@touch $@

$(V)/.dev: pyproject.toml constraints.txt | $(V)/bin/uv
	@$(call install,-e '.[dev]')
	@$(call install,--no-deps workday)
	@touch $@ $(V)/.run
