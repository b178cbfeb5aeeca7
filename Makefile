# Two commands: `make run` sets everything up and starts the assistant on
# http://127.0.0.1:8000; `make test` sets everything up and runs every test that can run here.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALLED := .venv/.installed
FLOCK := $(shell command -v flock)

.PHONY: run test lint docs pictures bench prove mutants installed

run: installed
	$(BIN)/desk serve

# Two files of tests at a time; each more (`make test WORKERS=3`) wants up to 4 GB for its engine.
WORKERS ?= 2
test: installed
	$(BIN)/desk ingest
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

lint: installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The rules' pages under docs/rules, made from their definitions, words and examples.
docs: installed
	$(BIN)/desk docs

# What the desk posts in Slack, drawn out of what its builders make for the docs.
pictures: installed
	$(BIN)/desk ingest
	$(BIN)/python -m tests.pictures docs/images/slack

bench: installed
	$(BIN)/desk ingest
	$(BIN)/python -m tests.benchmarks.answering
	$(BIN)/python -m tests.benchmarks.amounts
	$(BIN)/python -m tests.benchmarks.accepting

# What takes too long for every change: the question sets, scored; the same asked in many ways; the
# silences, a third of them taken out at a time; 10,000 generated inputs, of which `make test`
# runs 300; all answers as Slack messages, of which it builds some; 1,000 receipts; a dishonest and
# a mediocre model, a long document; 500 events with 50 kills; and what the image runs, in an empty
# folder.
DRAWN := $(foreach kind,set pairs far,$(wildcard tests/questions/$(kind)*-tuned.jsonl))
prove: installed
	$(BIN)/desk ingest
	$(BIN)/python -m tests.prove
	$(BIN)/python -m tests.consistency
	$(BIN)/python -m tests.draws $(basename $(notdir $(DRAWN)))
	ROBUSTNESS_INPUTS=10000 $(BIN)/python -m pytest tests/bot/robustness
	EVERY_ANSWER=1 $(BIN)/python -m pytest tests/bot/slack/test_slack_every_answer.py
	RECEIPTS=1000 $(BIN)/python -m pytest tests/bot/receipts/test_receipt_holds.py
	ATTACKS=all MEDIOCRE=all PASSAGES=10000 $(BIN)/python -m pytest tests/bot/model -s
	EXACTLY_ONCE=500 $(BIN)/python -m pytest tests/bot/slack/test_slack_exactly_once.py
	$(BIN)/python -m tests.deploy.container

# Small changes of the rules and the grammar of amounts that no test notices; takes half an hour.
mutants: installed
	$(BIN)/python -m tests.mutants

# Of two first starts at once one installs; the other waits and then finds the work done.
installed:
	@$(if $(FLOCK),$(FLOCK) .installing) $(MAKE) --silent $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "Python 3.11 is needed; install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "installing the packages into .venv; the first time takes some minutes"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable '.[dev]'
	@touch $@
