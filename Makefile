# Every target's one-line description is its documentation: `make help`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: help
help: ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14
