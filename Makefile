# Two commands matter: `make record` shows the program at work, `make test` runs every check.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: record test check bench docs clean

record: $(VENV)/.installed ## the record of the shipped example
	$(BIN)/mahdar read examples/geneva-2021 -o record
	@echo
	@echo "Open record/record.html in a browser. The same record for programs: record/record.json"

test: $(VENV)/.installed-dev chromium postgresql check ## everything that must hold

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

bench: $(VENV)/.installed-dev ## quality and speed, printed
	$(BIN)/python -m bench

docs: $(VENV)/.installed ## the documentation site, in site/
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Open site/index.html in a browser."

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q -o DPkg::Lock::Timeout=120 --no-install-recommends chromium; }

.PHONY: postgresql
postgresql: ## the tests start a server of their own; none need be running
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q -o DPkg::Lock::Timeout=120 --no-install-recommends postgresql; }

.PHONY: icu
icu: ## what the reference library of FollowTheMoney is built with
	@pkg-config --exists icu-i18n 2>/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q -o DPkg::Lock::Timeout=120 --no-install-recommends g++ libicu-dev pkg-config; }

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed; name it with PYTHON=..."; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml | icu
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) record out
