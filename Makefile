# Needs Python 3.11 or newer with venv, and make. Everything else goes into .venv, nothing outside this folder.

PYTHONS = python3.14 python3.13 python3.12 python3.11 python3
LOCK_PYTHON = python3.11
EXAMPLE = examples/helpdesk-24x7
BIN = .venv/bin
PIP_INSTALL = -m pip install --quiet --disable-pip-version-check

.PHONY: demo test wheel lock clean

demo: .venv/installed  ## plan the example, show the roster, write its calendars
	$(BIN)/rota plan $(EXAMPLE)
	$(BIN)/rota show $(EXAMPLE)
	$(BIN)/rota export $(EXAMPLE)

test: .venv/installed  ## the whole gate
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered

wheel: .venv/installed  ## dist/*.whl
	rm -rf dist
	$(BIN)/python -m build --wheel

# Made on the oldest Python supported: what installs there is what the newer ones can install as well.
lock:  ## the newest versions that fit, into requirements.lock
	$(LOCK_PYTHON) -m venv .venv/lock
	.venv/lock/bin/python $(PIP_INSTALL) pip-tools
	CUSTOM_COMPILE_COMMAND='make lock' .venv/lock/bin/pip-compile --quiet --upgrade --extra dev \
	    --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	    --no-emit-options --output-file requirements.lock pyproject.toml

clean:  ## remove what the other targets made
	rm -rf .venv dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The version is asked of each, since a name on the path may stand for a Python that is not there.
.venv/made:
	@without=; \
	for python in $(PYTHONS); do \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    if $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	        echo "setting up .venv with $$($$python --version), about half a minute"; \
	        $$python -m venv --clear .venv && touch $@; \
	        exit; \
	    fi; \
	    without="$$without $$python"; \
	done; \
	if [ -n "$$without" ]; then \
	    echo "error: no virtual environment can be made with:$$without" >&2; \
	    echo "help: install the module \`ensurepip\`, on Debian and Ubuntu: apt install python3-venv" >&2; \
	else \
	    echo "error: no Python 3.11 or newer among: $(PYTHONS)" >&2; \
	    echo "help: install one, or name it: make PYTHONS=/path/to/python3.12 $(MAKECMDGOALS)" >&2; \
	fi; \
	exit 1

.venv/installed: .venv/made pyproject.toml requirements.lock
	$(BIN)/python $(PIP_INSTALL) -c requirements.lock -e '.[dev]'
	@touch $@
