# The two commands are `make demo` and `make test`; the rest serves those who
# change Kalkan.  Everything happens in this folder: .venv, .cache.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help

# Nothing of the caller's Python leaks in.
unexport PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONWARNINGS VIRTUAL_ENV \
    PIP_PREFIX PIP_REQUIRE_VIRTUALENV PIP_TARGET PIP_USER PYTEST_ADDOPTS \
    NUMBA_CACHE_DIR NUMBA_DISABLE_JIT PYTHONDONTWRITEBYTECODE
export PYTHONNOUSERSITE := 1

BIN := .venv/bin
INPUTS := pyproject.toml tools/environment.sh requirements/build.txt requirements/run.txt

# Tests and benchmarks keep their compiled kernels here, not in the home directory.
CACHED := XDG_CACHE_HOME=$(CURDIR)/.cache
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 8

.PHONY: help demo test lint fix compiled interpreted validation bench lock clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 14

demo: .venv/.run  ## fight the raid on Ankara a thousand times and print who got through
	$(BIN)/kalkan run scenarios/ankara.yaml

test: lint compiled interpreted  ## everything the gate runs

lint: .venv/.dev  ## style, types, who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: .venv/.dev  ## let the formatter mend what it can
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

compiled: .venv/.dev  ## the tests, on compiled kernels
	$(CACHED) $(BIN)/kalkan warm-up
	$(CACHED) $(PYTEST)

interpreted: .venv/.dev  ## the tests and doctests again as plain Python, with coverage
	NUMBA_DISABLE_JIT=1 $(CACHED) $(PYTEST) --doctest-modules \
	    --cov --cov-report=term src/kalkan tests

validation: .venv/.dev  ## hold the models to their references; fills the pages of docs/models
	$(CACHED) $(PYTEST) -m validation
	$(CACHED) $(BIN)/python tools/validation.py

bench: .venv/.dev  ## measure; writes benchmarks/RESULTS.md and results.json
	$(CACHED) $(BIN)/python benchmarks

lock:  ## remake requirements/*.txt (needs uv)
	tools/lock.sh

clean:  ## remove everything that these commands made
	rm -rf .venv .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
	    .ruff_cache build dist htmlcov .coverage .coverage.*
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

.venv/.run: $(INPUTS)
	@tools/environment.sh run

.venv/.dev: $(INPUTS) requirements/dev.txt
	@tools/environment.sh dev
