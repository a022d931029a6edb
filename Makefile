# Works in a fresh clone with only make and Python 3.11 or newer. `make` alone lists what there is.

.DEFAULT_GOAL := help
.NOTPARALLEL:
export PYTHON

PY      := .venv/bin/python
PIP     := $(PY) -m pip --disable-pip-version-check --no-input -qq
PYTEST  := $(PY) -m pytest --numprocesses $(or $(WORKERS),2)
LOCKED  := .venv/.locked
READY   := .venv/.ready
COMPILE := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --annotation-style line --no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

.PHONY: help install demo test check format lint types imports coverage bench fmt lock

help: ## List what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | awk -F '|' '{ printf "%-16s%s\n", $$1, $$2 }'

install: $(READY) ## Make .venv with everything a developer needs (the others do it by themselves)
	@echo "Everything is in .venv."

demo: $(READY) ## Play a whole group in the browser (ARGS=--fresh to start over)
	@.venv/bin/netlearn demo $(ARGS)

test: $(READY) ## Run the tests (ARGS=tests/core for a part of them)
	@$(PYTEST) $(ARGS)

check: format lint types imports coverage ## Do everything that must be green before a change goes in

format: $(READY)
	@echo "Format …"
	@$(PY) -m ruff format --check . || { echo "make fmt puts it right."; exit 1; }

lint: $(READY)
	@echo "Lint …"
	@$(PY) -m ruff check .

types: $(READY)
	@echo "Types …"
	@$(PY) -m mypy

imports: $(READY)
	@echo "Import rules …"
	@.venv/bin/lint-imports --no-logo

coverage: $(READY)
	@echo "Tests, and the branches they reach …"
	@$(MAKE) --no-print-directory test ARGS=--cov

bench: $(READY) ## Measure, and print the ratios
	@$(PY) -m pytest tests/bench --capture=no $(ARGS)

fmt: $(READY) ## Put the code in its usual form and mend what can be mended
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

lock: $(READY) ## Pin what pyproject.toml asks for, with hashes (ARGS=--upgrade for the newest)
	@echo "Compiling requirements/ …"
	@index=$${PIP_INDEX_URL:-$$($(PIP) config get global.index-url 2>/dev/null)}; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
	$(COMPILE) --output-file requirements/base.txt && \
	$(COMPILE) --group dev --constraint requirements/base.txt --output-file requirements/dev.txt

$(PY):
	@python=$$(sh .ci/find-python) && \
	echo "Making .venv with $$("$$python" --version) …" && \
	"$$python" -m venv --clear .venv

$(LOCKED): requirements/dev.txt $(PY)
	@echo "Installing the packages of $<: a minute or two the first time …"
	@$(PIP) install --require-hashes --requirement $<
	@touch $@

$(READY): pyproject.toml $(LOCKED)
	@echo "Installing Netlearn itself …"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
