# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Needs Python 3.10 or later, git and make. Everything else goes into .venv; what is built goes under build/.
# `make help` lists the targets.

VENV   := .venv
OLDEST := .venv-oldest
NEWEST := .venv-newest
PY     := $(VENV)/bin/python
RUN    := $(VENV)/.installed-run
DEV    := $(VENV)/.installed-dev
PORT   ?= 8090

.DEFAULT_GOAL := help

##@ Try it

.PHONY: help
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile
	@echo

.PHONY: demo
demo: $(RUN) ## start a sandbox, bring an empty organisation to a working environment, run again: nothing changes
	@$(PY) tools/demo.py

.PHONY: sandbox
sandbox: $(RUN) ## start the local imitation of Confluent Cloud on port 8090 (PORT=...), until Ctrl-C
	@$(PY) -m tests.sandbox --exports --port $(PORT)

.PHONY: site
site: $(DEV) ## build the site, with guides and reference, into build/docs/build/html
	@$(PY) tools/docs.py

.PHONY: docs
docs: site

.PHONY: site-check
site-check: site ## build the site and walk through it: links, clicks, search, words of templates
	@$(PY) tools/site_check.py

##@ Quality gates

.PHONY: test
test: $(DEV) ## every check and test of this list to `build`, three at a time, with a table at the end
	@$(PY) tools/gates.py --all

GATES := ruff yamllint shellcheck sanity types layers module-docs ansible-lint docs-lint changelog-lint build units pytest contract \
  coverage unit integration

.PHONY: lint $(GATES)
lint: $(DEV) ## all static checks
	@$(PY) tools/gates.py ruff yamllint shellcheck types layers module-docs ansible-lint docs-lint changelog-lint sanity

ruff: $(DEV) ## ruff
yamllint: $(DEV) ## yamllint
shellcheck: $(DEV) ## shellcheck
types: $(DEV) ## mypy --strict
layers: $(DEV) ## import-linter: the rooms of plugins/module_utils
module-docs: $(DEV) ## the module files and tables are those of docs/kinds and the declarations
ansible-lint: $(DEV) ## ansible-lint, profile production
docs-lint: $(DEV) ## antsibull-docs lint-collection-docs
changelog-lint: $(DEV) ## antsibull-changelog lint
sanity: $(DEV) ## ansible-test sanity, without ignore files (of its test import, make test has a sample)
pytest: $(DEV) ## every test under tests/, with coverage
unit: $(DEV) ## tests/unit only
integration: $(DEV) ## tests/integration only
units: $(DEV) ## the unit tests under ansible-test units (make test: some; under pytest all)
contract: $(DEV) ## the journals of the last `make pytest` against Confluent's OpenAPI documents
coverage: $(DEV) ## coverage of the last `make pytest`
build: $(DEV) ## build the tarball from a clean copy, install it, run the demo from it
$(GATES):
	@$(PY) tools/gates.py $@

.PHONY: chaos
chaos: $(DEV) ## every fault at every request of every module, every kill, long fuzzing: several hours on two cores
	@$(PY) -m tests.chaos
	@STREAMOPS_CHAOS=full $(PY) -m pytest tests/chaos -q -s
	@STREAMOPS_CHAOS=full $(PY) -m pytest tests/integration -m whole_only -q
	@$(PY) -m pytest tests/chaos/every_kill.py -q -s

.PHONY: slices
slices: $(DEV) ## 100 environments in slices over three execution nodes by ansible-runner, one of them lost: twenty minutes on two cores
	@STREAMOPS_CHAOS=full STREAMOPS_ENVIRONMENTS=$${STREAMOPS_ENVIRONMENTS:-100} $(PY) -m pytest -n 0 tests/integration/test_awx_slices.py -q

.PHONY: oldest
oldest: ## the tests on the oldest supported ansible-core with Python 3.10
	@tools/other_core.sh oldest $(OLDEST) $(ARGS)

.PHONY: newest
newest: ## the tests on the newest ansible-core, release candidates and betas included (ARGS="tests/integration")
	@tools/other_core.sh newest $(NEWEST) $(ARGS)

.PHONY: galaxy
galaxy: $(DEV) ## build the tarball and let galaxy-importer, which Ansible Galaxy runs, judge it
	@$(PY) tools/build.py
	@tools/galaxy.sh .venv-galaxy

##@ Work on it

.PHONY: venv
venv: $(DEV) ## create or complete .venv, with every tool

.PHONY: stage
stage: $(RUN) ## copy the collection to build/stage; prints the folder for ANSIBLE_COLLECTIONS_PATH
	@$(PY) tools/stage.py

.PHONY: action-group
action-group: $(DEV) ## write the list of modules into meta/runtime.yml
	@$(PY) tools/runtime.py --write

.PHONY: connection-docs
connection-docs: $(DEV) ## write the documentation of the connection options
	@$(PY) tools/connection_docs.py --write

.PHONY: kind-docs
kind-docs: $(DEV) ## write the module files, the action group and the tables of modules from docs/kinds and the declarations
	@$(PY) tools/kind_docs.py --write
	@$(PY) tools/runtime.py --write

.PHONY: changelog
changelog: $(DEV) ## turn the changelog's fragments into the release that galaxy.yml names
	@$(PY) tools/runtime.py --write
	@$(PY) tools/changelog.py --release

.PHONY: bench
bench: $(DEV) ## the benchmark: time, requests and memory against the sandbox, five minutes on an idle machine (ARGS="--quick", "--only 3")
	@$(PY) -m tests.benchmarks $(ARGS)

.PHONY: witnesses
witnesses: $(DEV) ## what others wrote against the sandbox and the stores, from PyPI and npm (ARGS="python", "npm", "openbao", "mcp", "awx"); says which did not run
	@$(PY) -m tests.witnesses $(ARGS)

.PHONY: lines
lines: $(DEV) ## lines of logic of every file in plugins/, with the medians
	@$(PY) tools/logic_lines.py

.PHONY: cost
cost: $(DEV) ## what each kind costs: lines, and seconds of the last `make pytest` (ARGS="identity_provider" measures one, "--all" all)
	@$(PY) tools/cost.py $(ARGS)

.PHONY: pictures
pictures: $(DEV) ## take the pictures of the documents anew, from real runs, with Chromium (after make site; ARGS="plan", "report", "site")
	@$(PY) tools/pictures.py $(ARGS)

.PHONY: plots
plots: $(DEV) ## draw the plots of docs/performance.md anew from its tables
	@$(PY) tools/plots.py

.PHONY: clean
clean: ## remove what was built, and both virtual environments
	rm -rf build $(VENV) $(OLDEST) $(NEWEST) .venv-galaxy .cache .mypy_cache .pytest_cache .ruff_cache .coverage .coverage.* docs/_build

$(RUN): requirements.txt requirements-dev.txt tests/sandbox/requirements.txt tools/venv.sh
	@tools/venv.sh $(VENV) run
	@touch $@

# The tools include what the demo needs.
$(DEV): requirements.txt requirements-dev.txt tests/sandbox/requirements.txt tools/venv.sh
	@tools/venv.sh $(VENV) dev
	@touch $(RUN) $@
