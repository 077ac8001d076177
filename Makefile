# The index of what can be done here: `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
JEST := NODE_OPTIONS=--experimental-vm-modules npx jest
KIP := node --max-semi-space-size=64 dist/apps/kip/src/main.js
SOURCES := $(shell find apps libs -name '*.ts' ! -name '*.spec.ts') tsconfig.json tsconfig.build.json
ARGS ?=

node_modules: package.json package-lock.json ## Install what package-lock.json names
	npm ci --no-audit --no-fund
	@touch node_modules

hooks: ## Have git check format and lint before each commit
	git config core.hooksPath .githooks

.PHONY: help hooks demo up build check types lint format boundaries unused licences audit sbom api unit test clean
help: ## Show this list
	@grep -hE '^[a-z_-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: dist/built ## A simulated year: prints its sentence, then serves it (ARGS="--exit --reports 1000")
	@$(KIP) demo $(ARGS)

up: dist/built ## The whole system for real use, in .kip/
	@$(KIP) up $(ARGS)

build: dist/built ## Compile to dist; then `npx kip --help`

dist/built: node_modules $(SOURCES)
	@rm -rf dist
	npx tsc -p tsconfig.build.json
	@chmod +x dist/apps/kip/src/main.js
	@touch dist/built

types: node_modules ## Type check
	npx tsc --noEmit -p tsconfig.json

lint: node_modules ## Linter
	npx eslint .

format: node_modules ## Check the formatting
	npx prettier --check .

boundaries: node_modules ## Import boundaries and circles
	npx depcruise apps libs --config .dependency-cruiser.cjs

unused: node_modules ## Dead code and dependencies that nobody uses
	npx knip --include-libs

licences: package-lock.json ## Licences of what is installed with the product; needs no network
	node supply/licences.mjs

audit: package-lock.json ## Known holes, grave and worse; asks the registry (2: it could not be asked)
	node supply/audit.mjs

sbom: package-lock.json ## Write what the product is made of, as CycloneDX, to sbom.json
	@npm sbom --sbom-format cyclonedx --omit dev --package-lock-only > sbom.json
	@echo "sbom.json: $$(grep -c '"bom-ref"' sbom.json) components"

api: dist/built ## Write openapi.json anew
	$(KIP) api > openapi.json

unit: node_modules ## Unit tests
	$(JEST) --selectProjects unit

check: types lint format boundaries unused licences unit ## Everything that needs no server

test: types lint format boundaries unused licences dist/built ## The whole test suite, with a closing count
	@node test/install-redis.mjs
	node test/run.mjs

clean: ## Remove what was built (not .kip/)
	rm -rf dist
