.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export HF_HUB_OFFLINE ?= 1
export DO_NOT_TRACK ?= 1

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade-strategy only-if-needed -c constraints.txt -e ".[train,dev]"
	@touch $(STAMP)

.PHONY: install demo test lint bench bench-evidence bench-curation clean help

install: $(STAMP)  ## create .venv and install everything, pinned by constraints.txt

demo: $(STAMP)  ## simulate a week of three sites, mill it, train, evaluate (in ./demo)
	$(BIN)/pairmill demo

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(STAMP)  ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: $(STAMP)  ## time the ETL of a 5-million-event day against only parsing it
	$(BIN)/python -m benchmarks.etl

bench-evidence: $(STAMP)  ## how right and how sure of it the pairs are, on simulated worlds (about an hour)
	$(BIN)/python -m benchmarks.evidence

bench-curation: $(STAMP)  ## personal data, near duplicates, faults, the mix, generators, a dirty week
	$(BIN)/python -m benchmarks.curation

clean:  ## remove the demo and what was built; .venv stays
	rm -rf demo build *.egg-info .pytest_cache .ruff_cache

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
