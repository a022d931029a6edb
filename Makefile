# Works in a fresh clone with only make and Python 3.11 or newer. `make` alone lists what there is.

.DEFAULT_GOAL := help
.NOTPARALLEL:
export PYTHON

PY      := .venv/bin/python
PIP     := $(PY) -m pip --disable-pip-version-check --no-input --quiet
PYTEST  := $(PY) -m pytest --numprocesses $(or $(WORKERS),2)
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--no-strip-extras --generate-hashes --annotation-style line --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(ARGS)

# What is in .venv, each the base of the next: an environment, what the program needs, the command, a developer's tools.
VENV    := .venv/.made
PROGRAM := .venv/.program
COMMAND := .venv/.command
TOOLS   := .venv/.tools

ifneq ($(shell test -x $(PY) && echo yes),yes) # the Python that it was made with may be gone
.PHONY: $(VENV)
endif

.PHONY: help install demo test check format lint types imports coverage bench fmt lock

help: ## List what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | awk -F '|' '{ printf "%-16s%s\n", $$1, $$2 }'

install: $(COMMAND) ## Make the command .venv/bin/netlearn, for whoever hosts
	@echo "Netlearn is here: .venv/bin/netlearn --help"

demo: $(PROGRAM) ## Play a whole group in the browser (ARGS=--fresh to start over)
	@$(PY) -m bot demo $(ARGS)

test: $(TOOLS) ## Run the tests (ARGS=tests/bot/core for a part of them)
	@echo "Testing …$(if $(filter-out --cov,$(ARGS)),, All of it takes about ten minutes on two cores.)"
	@$(PYTEST) $(ARGS)

check: format lint types imports coverage ## Do everything that must be green before a change goes in

format: $(TOOLS)
	@echo "Format …"
	@$(PY) -m ruff format --check . || { echo "make fmt puts it right."; exit 1; }

lint: $(TOOLS)
	@echo "Lint …"
	@$(PY) -m ruff check .

types: $(TOOLS)
	@echo "Types …"
	@$(PY) -m mypy

imports: $(TOOLS)
	@echo "Import rules …"
	@.venv/bin/lint-imports --no-logo

coverage: $(TOOLS)
	@$(MAKE) --no-print-directory test ARGS=--cov

bench: $(TOOLS) ## Measure, and print the ratios
	@$(PY) -m pytest tests/bench --capture=no $(ARGS)

fmt: $(TOOLS) ## Put the code in its usual form and mend what can be mended
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

# Needs of the locks only that they can be read: it mends what cannot be installed.
lock: $(VENV) ## Pin what pyproject.toml asks for, with hashes (ARGS=--upgrade for the newest)
	@uv=$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements/dev.txt) && $(PIP) install "$${uv:-uv}"
	@echo "Compiling requirements/ …"
	@index=$${PIP_INDEX_URL:-$$($(PY) -m pip config get global.index-url 2>/dev/null)}; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
	$(COMPILE) pyproject.toml --output-file requirements/base.txt && \
	$(COMPILE) --group build --constraint requirements/base.txt --output-file requirements/build.txt && \
	$(COMPILE) pyproject.toml --group dev --output-file requirements/dev.txt \
		--constraint requirements/base.txt --constraint requirements/build.txt

$(VENV):
	@python=$$(sh .ci/find-python) && \
	echo "Making .venv with $$("$$python" --version) …" && \
	"$$python" -m venv --clear .venv
	@touch $@

$(PROGRAM): requirements/base.txt $(VENV)
	@echo "Installing what the program needs: 70 MB, half a minute on a fast line, else some minutes …"
	@sh .ci/install-locked $<
	@touch $@

$(COMMAND): pyproject.toml requirements/build.txt $(PROGRAM)
	@echo "Making the command netlearn …"
	@sh .ci/install-locked requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(TOOLS): requirements/dev.txt $(COMMAND)
	@echo "Installing what the tests and checks need: 130 MB more, a minute on a fast line, else some minutes …"
	@sh .ci/install-locked $<
	@touch $@
