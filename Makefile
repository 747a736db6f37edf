# Every target's one-line description is its documentation: `make help`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: help
help: ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

export DEPLOYMENT ?= development

.PHONY: lint
lint: ## Format check, lint, types, import contracts, Django checks, migrations in step, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djlint --quiet --lint templates

.PHONY: initial-migrations
initial-migrations: ## Before the first release only: make each app's 0001 anew from its models
	mkdir -p var/kept && for app in accounts articles moderation; do mkdir -p var/kept/$$app; mv $$app/migrations/0[1-9]*.py var/kept/$$app/; rm -f $$app/migrations/0001_initial.py; done
	$(BIN)/python manage.py makemigrations accounts articles moderation -n initial; status=$$?; for app in accounts articles moderation; do mv var/kept/$$app/* $$app/migrations/; done; exit $$status
	$(BIN)/ruff format --quiet */migrations
