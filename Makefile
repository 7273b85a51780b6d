# make demo | test | bench | lint. Everything a clone needs is installed from the two lock files.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
DATA ?= instance
SIZE ?= 10000
ONLY ?=
KEEP ?=
WORKERS ?= 2

.PHONY: demo test test-postgres bench lint format lock setup setup-dev clean

# "exec" puts the board in the shell's place: a SIGTERM to make reaches it, and not a shell alone.
demo: .venv/.run static/vendor/.copied
	@exec env PORT=$(PORT) DATA=$(DATA) $(BIN)/jobboard demo

test: .venv/.dev static/vendor/.copied
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup
	TEST_DATABASE_URL=postgresql $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not browser"

bench: .venv/.dev static/vendor/.copied
	@$(BIN)/python -m tests.bench --size $(SIZE) --only "$(ONLY)" $(if $(KEEP),--keep "$(KEEP)")

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/.dev
	$(BIN)/uv pip compile requirements.in --generate-hashes --no-emit-index-url --python-version 3.11 --universal -q -o requirements.txt
	$(BIN)/uv pip compile requirements-dev.in --generate-hashes --no-emit-index-url --python-version 3.11 --universal -q -o requirements-dev.txt

setup: .venv/.run static/vendor/.copied
setup-dev: .venv/.dev static/vendor/.copied

# uv comes first, from the same lock: it installs the rest many times faster than pip. What it installs is
# compiled at once, because where PYTHONDONTWRITEBYTECODE is set each process would do that anew: 3 s.
.venv/bin/uv:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-uv.txt

.venv/.run: requirements.txt requirements-uv.txt pyproject.toml | .venv/bin/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.installed: package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

static/vendor/.copied: node_modules/.installed scripts/copy_vendor.py
	$(PYTHON) scripts/copy_vendor.py
	@touch $@

clean:
	rm -rf .venv node_modules static/vendor .pytest_cache .mypy_cache .ruff_cache
