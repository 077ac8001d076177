# The index of what can be done here: `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
JEST := NODE_OPTIONS=--experimental-vm-modules npx jest

node_modules: package.json package-lock.json ## Install what package-lock.json names
	npm ci --no-audit --no-fund
	@touch node_modules

hooks: ## Have git check format and lint before each commit
	git config core.hooksPath .githooks

.PHONY: help hooks check types lint format boundaries unit test build
help: ## Show this list
	@grep -hE '^[a-z_-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

types: node_modules ## Type check
	npx tsc --noEmit -p tsconfig.json

lint: node_modules ## Linter
	npx eslint .

format: node_modules ## Check the formatting
	npx prettier --check .

boundaries: node_modules ## Import boundaries and circles
	npx depcruise apps libs --config .dependency-cruiser.cjs

unit: node_modules ## Unit tests
	$(JEST) --selectProjects unit

check: types lint format boundaries unit ## Everything that needs no server

build: node_modules ## Compile to dist
	npx tsc -p tsconfig.build.json

test: types lint format boundaries ## The whole test suite, with a closing count
	node test/run.mjs
