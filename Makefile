# Every target does the set-up that it needs; nothing but make and a Python from 3.11 on is presumed.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Becomes the bootstrap, under the first Python that is new enough and can make a virtual environment.
BOOTSTRAP = @for python in python3 python3.13 python3.12 python3.11 python; do \
	if $$python -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	exec $$python -m backend.bootstrap $@; fi; done; \
	echo "Servicetheke needs Python 3.11 or newer with its venv module: install it" \
	"(on Debian: apt-get install python3 python3-venv), then try again." >&2; exit 1

.PHONY: run test check audit bench build help

run: ## Serve the portal with demo data at http://localhost:8000 (PORT=8001 make run for another port)
	$(BOOTSTRAP)

test: ## Run every check and every test, also those in a real browser
	$(BOOTSTRAP)

check: ## Look at the code only: style, types, import contracts (seconds)
	$(BOOTSTRAP)

audit: ## Check the accessibility of every page in every mode
	$(BOOTSTRAP)

bench: ## Measure the portal and compare with its targets
	$(BOOTSTRAP)

build: ## Install what is needed and build the frontend
	$(BOOTSTRAP)

help: ## Show this list
	@sed -n 's/^\([a-z]*\): ## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16
