# Every target's one-line description is its documentation: `make help`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

export DEPLOYMENT ?= development
# A demo on one's own machine: letters become files in var/mail.
DEMO := DEBUG=true SECOND_FACTOR_FOR= SITE_URL=http://localhost:$(PORT) EMAIL_URL=filemail:///var/mail

.PHONY: help
help: ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 22

.PHONY: run
run: .venv/run.stamp ## Set everything up and serve the site with its worker and demo content (PORT=8000)
	@$(DEMO) $(BIN)/python manage.py set_up --demo
	@$(DEMO) exec $(BIN)/python -m config.serve --port $(PORT) --welcome moderation/demo/welcome.txt

.PHONY: test
test: .venv/dev.stamp ## Set up, then every check and test: SQLite first, PostgreSQL where a server answers
	$(BIN)/python -m tests.run

.PHONY: bench
bench: .venv/dev.stamp ## Measure the site beside its peers and print the speed table (docs/speed.md)
	$(BIN)/python -m tests.bench --peers

.PHONY: lint
lint: .venv/dev.stamp ## Format check, lint, types, import contracts, Django checks, migrations in step, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive accounts articles moderation config
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djlint --quiet --lint templates

.PHONY: format
format: .venv/dev.stamp ## Put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: tour
tour: .venv/dev.stamp ## Take the README's pictures anew (docs/tour)
	$(BIN)/python -m tests.tour

.PHONY: messages
messages: .venv/dev.stamp ## Collect the words of the interface for translation, and compile what is translated
	$(BIN)/python manage.py makemessages --all --ignore .venv --ignore var --ignore tests --add-location file --no-obsolete --no-wrap
	$(BIN)/python manage.py compilemessages --ignore .venv --verbosity 0

.PHONY: lock
lock: .venv/dev.stamp ## Write the requirements files anew from requirements/*.in
	cd requirements && for name in run large dev; do ../$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --no-strip-extras --python-version 3.11 $$name.in -o $$name.txt; done

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gazette needs Python 3.11 or newer. Say which with: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	@echo "Installing what the site needs (once) …"
	$(PIP_INSTALL) -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/bin/python
	@echo "Installing what the tests need (once) …"
	$(PIP_INSTALL) -r requirements/dev.txt
	@touch $@ .venv/run.stamp
