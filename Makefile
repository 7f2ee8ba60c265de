# Octavo's set-up. Two commands are enough: `make` builds everything into build/, `make test` tests
# everything. Both install what is missing first (scripts/bootstrap.py); `make help` lists the rest.

.DEFAULT_GOAL := build
.PHONY: build test test-full lint specification golden bench environment test-environment \
	constraints clean help
.NOTPARALLEL:

# The first of these that is Python 3.11 or newer. Another one: make PYTHON=/path/to/python3
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo "$$python" && break; done)

# On macOS, Homebrew keeps libraries where another Python than its own does not look, and Java
# outside the path.
ifeq ($(shell uname -s),Darwin)
HOMEBREW := $(shell brew --prefix 2>/dev/null)
export PATH := $(HOMEBREW)/opt/openjdk/bin:$(PATH)
ENVIRONMENT = DYLD_FALLBACK_LIBRARY_PATH="$(HOMEBREW)/lib:/usr/local/lib:/usr/lib"
endif

build: environment ## Build every publication into build/ (this is what `make` does)
	$(ENVIRONMENT) .venv/bin/octavo build

test: lint build ## Build, then run ruff, mypy and the tests
	$(ENVIRONMENT) .venv/bin/pytest -m "not full"

test-full: lint build ## The same, with the tests that take longer
	$(ENVIRONMENT) .venv/bin/pytest

lint: test-environment ## Run ruff and mypy only
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

specification: test-environment ## Renew the XHTML of docs/specification.md; read what changes
	$(ENVIRONMENT) .venv/bin/python scripts/specification.py --write

golden: test-environment ## Renew the pictures of tests/golden; look at every one that changes
	$(ENVIRONMENT) .venv/bin/python scripts/golden.py --write

# Vivliostyle is measured where it can be installed; without it make bench goes on.
BENCH_TOOLS = $(or $(OCTAVO_BENCH_TOOLS),$(HOME)/.cache/octavo-bench)

bench: test-environment ## Measure Octavo against others and write docs/performance.md
	.venv/bin/python -m pip install -qq --disable-pip-version-check \
		--constraint constraints.txt --editable ".[bench]"
	$(ENVIRONMENT) .venv/bin/python bench/parse.py
	$(ENVIRONMENT) .venv/bin/python bench/paragraphs.py
	$(ENVIRONMENT) .venv/bin/python bench/web.py
	-npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$(BENCH_TOOLS)" \
		@vivliostyle/cli@11
	$(ENVIRONMENT) .venv/bin/python bench/speed.py

environment: ## Install what building needs, where it is missing
	@$(call bootstrap)

test-environment: ## Install what the tests need, where it is missing
	@$(call bootstrap,--test)

constraints: ## Write constraints.txt anew (PYTHON=python3.11)
	"$(PYTHON)" scripts/constraints.py

clean: ## Remove all that was built or installed in this folder
	find build -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache dist

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' Makefile

define bootstrap
python="$(PYTHON)"; \
if [ -z "$$python" ]; then \
	echo "octavo: Python 3.11 or newer is needed; to name one: make PYTHON=/path/to/python3" >&2; \
	exit 1; \
fi; \
$(ENVIRONMENT) "$$python" scripts/bootstrap.py $(1)
endef
