# The index of what can be done here: `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
JEST := NODE_OPTIONS=--experimental-vm-modules npx jest
KIP := node --max-semi-space-size=64 dist/apps/kip/src/main.js
SOURCES := $(shell find apps libs -name '*.ts' ! -name '*.spec.ts' ! -path 'apps/console/*') tsconfig.json tsconfig.build.json
PAGES := $(shell find apps/console -type f ! -name '*.spec.ts')
VITE := npx vite build --config apps/console/vite.config.ts --logLevel warn --mode
ARGS ?=

node_modules: package.json package-lock.json ## Install what package-lock.json names
	npm ci --no-audit --no-fund
	@touch node_modules

hooks: ## Have git check format and lint before each commit
	git config core.hooksPath .githooks

.PHONY: help hooks demo up build check types lint format boundaries unused licences audit sbom pages icons api unit browser test clean
help: ## Show this list
	@grep -hE '^[a-z_-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: dist/built ## A simulated year: prints its sentence, then serves it (ARGS="--exit --reports 1000")
	@$(KIP) demo $(ARGS)

up: dist/built ## The whole system for real use, in .kip/
	@$(KIP) up $(ARGS)

build: dist/built ## Compile to dist; then `npx kip --help`

dist/built: dist/program dist/console/built
	@touch dist/built

# The pages stay where only the program is compiled anew, and the other way round.
dist/program: node_modules $(SOURCES)
	@rm -rf dist/apps dist/libs dist/program
	npx tsc -p tsconfig.build.json
	@chmod +x dist/apps/kip/src/main.js
	@touch dist/program

dist/console/built: node_modules $(PAGES)
	@rm -rf dist/console
	$(VITE) citizen
	$(VITE) staff
	@touch dist/console/built

pages: dist/console/built ## Build the pages alone, to dist/console

icons: node_modules ## Draw the icons of the citizens' pages anew from icon.svg
	node supply/icons.mjs

types: node_modules ## Type check
	npx tsc --noEmit -p tsconfig.json
	npx tsc --noEmit -p apps/console/tsconfig.json

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

api: dist/program ## Write openapi.json anew, and the types of the pages' client from it
	$(KIP) api > openapi.json
	npx openapi-typescript openapi.json -o apps/console/src/api/schema.ts

unit: node_modules ## Unit tests
	$(JEST) --selectProjects unit

browser: dist/built ## The pages in a real browser (ARGS=test/browser/NAME.browser.ts); pictures in test-output/
	@node test/install-chromium.mjs
	$(JEST) --forceExit --selectProjects browser -- $(ARGS)

check: types lint format boundaries unused licences unit ## Everything that needs no server

test: types lint format boundaries unused licences dist/built ## The whole test suite, with a closing count
	@node test/install-redis.mjs
	@node test/install-chromium.mjs
	node test/run.mjs

clean: ## Remove what was built (not .kip/)
	rm -rf dist
