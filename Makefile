# Needs GNU make, git and Python 3.11 or newer. Everything else is installed into .venv.

PORT ?= 8000
# The CMS that `make frontend` shows.
CMS_URL ?= http://localhost:$(PORT)
# Arguments for pytest, for example PYTEST_ARGS="tests/pages -x"; by default the tests use every core.
PYTEST_ARGS ?= -n auto
# With FAST=1, `make test` leaves out what takes long: crawls, random searches, servers, guides that are followed.
FAST ?=
# Arguments for the benchmark, for example BENCH_ARGS="--posts 500 --events 100 --growth"; --help lists them.
BENCH_ARGS ?=
# Arguments for the rehearsals, for example REHEARSE_ARGS="--postgres postgres://postgres@127.0.0.1/rehearsal".
REHEARSE_ARGS ?=

VENV := .venv
NEXT := .venv-next
# Which frontend `make frontend` shows: nextjs or astro.
FRONTEND ?= nextjs
# The secret that `make run` and `make frontend` share: with it, the CMS tells the frontend what has changed.
FRONTEND_SECRET := data/frontend-webhook-secret
PYTHON := $(VENV)/bin/python
UV := UV_PYTHON_DOWNLOADS=never $(VENV)/bin/uv --quiet
# Newest last would be natural, but the libraries are slowest to arrive for the newest Python.
PYTHON_CANDIDATES := python3.13 python3.12 python3.11 python3.14 python3

# Some machines forbid compiled files; without them every start of Django takes seconds longer.
export PYTHONDONTWRITEBYTECODE :=

# Schemathesis makes its tests up when it is collected, which takes seconds even if none is run.
FAST_TESTS := -m "not e2e and not node and not slow" --ignore=tests/api/test_schemathesis.py

.DEFAULT_GOAL := help
.PHONY: help run frontend test test-next e2e client fuzz faults kills deliveries stale typing lighthouse screenshots bench rehearse check lint format lock seed \
	clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.ok $(FRONTEND_SECRET) ## Start the CMS with demo content on http://localhost:8000 (PORT=8001 for another port)
	@$(PYTHON) -m cms.devserver --port "$(PORT)" --frontend-secret "$(FRONTEND_SECRET)"

frontend: examples/$(FRONTEND)/node_modules/.ok $(FRONTEND_SECRET) ## Start the Next.js frontend on http://localhost:3000, beside `make run` (FRONTEND=astro for the other one; needs Node 20)
	@if node -e 'require("net").connect(3000, "127.0.0.1", () => process.exit(0)).on("error", () => process.exit(1))'; then \
		echo "Port 3000 is in use: stop the other server." >&2; exit 1; fi
	@REVALIDATE_SECRET="$${REVALIDATE_SECRET:-$$(cat $(FRONTEND_SECRET))}"; export REVALIDATE_SECRET; \
	if [ "$(CMS_URL)" = "http://localhost:$(PORT)" ]; then \
		export CMS_STREAM_ORIGIN="$${CMS_STREAM_ORIGIN:-http://localhost:$$(( $(PORT) + 1 ))}"; fi; \
	cd examples/$(FRONTEND) && CMS_URL="$(CMS_URL)" NEXT_TELEMETRY_DISABLED=1 ASTRO_TELEMETRY_DISABLED=1 \
		npm run dev -- $(DEV_HOST_$(FRONTEND)) 127.0.0.1 --port 3000

test: $(VENV)/.ok ## Run the tests that need no service, browser or Node (FAST=1: those that take no minute)
	@echo "Browser tests are left out here: make e2e runs them, and make client those of the TypeScript client."
	@$(PYTHON) -m pytest $(if $(FAST),$(FAST_TESTS),-m "not e2e and not node") $(PYTEST_ARGS)

test-next: $(VENV)/.ok ## Run the fast tests on the newest Wagtail and Django, pre-releases too (needs Python 3.13; may fail)
	@$(FIND_PYTHON_NEXT); \
	"$(NEXT)/bin/python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null || \
		$(UV) venv --clear --python "$$python" $(NEXT); \
	$(PYTHON) -c "$$NEWEST" | $(UV) pip install --python $(NEXT)/bin/python --upgrade --prerelease allow -r -; \
	"$(NEXT)/bin/python" -c 'import django, wagtail; print("Django", django.__version__, "Wagtail", wagtail.__version__)'; \
	"$(NEXT)/bin/python" -m pytest -W default -q --tb=line $(FAST_TESTS) $(PYTEST_ARGS)

e2e: $(VENV)/.ok ## Run the browser tests (needs Chromium)
	@$(PYTHON) -m pytest -m e2e $(PYTEST_ARGS)

client: $(VENV)/.ok ## Run the tests in Node: the TypeScript client, guides, other readers (needs Node 20)
	@$(PYTHON) -m pytest -rs -m node

fuzz: $(VENV)/.ok ## Ask the API 50,000 odd requests, look for what is not public, write odd rows (takes an hour)
	@FUZZ_REQUESTS="$${FUZZ_REQUESTS:-50000}" CANARY_URLS="$${CANARY_URLS:-8000}" ROW_WRITES="$${ROW_WRITES:-1500}" \
		$(PYTHON) -m pytest -s tests/api/test_fuzz.py tests/api/test_canary.py tests/api/test_rows.py

faults: $(VENV)/.ok ## Show what comes of each fault that users of comparable systems report (DATABASE_URL)
	@FAULT_TABLE=1 $(PYTHON) -m pytest -q tests/faults

kills: $(VENV)/.ok ## Kill 200 processes while they publish, and compare content and change log (takes two minutes)
	@KILLS="$${KILLS:-200}" $(PYTHON) -m pytest -s tests/api/changes/test_kills.py

deliveries: $(VENV)/.ok ## Kill 200 workers and publishers, and look whether receivers were told everything once (takes some minutes)
	@KILLS="$${KILLS:-200}" $(PYTHON) -m pytest -s tests/delivery/test_kills.py

stale: $(VENV)/.ok ## Make 4,000 edits, and look for stored answers that are not right any more (takes some hours)
	@NEVER_STALE_STEPS="$${NEVER_STALE_STEPS:-4000}" $(PYTHON) -m pytest -s tests/api/stored_responses/test_never_stale.py

typing: $(VENV)/.ok ## Three editors type for a minute, and how soon previews follow (needs Chromium and Node 20; DATABASE_URL)
	@EDITING_SECONDS="$${EDITING_SECONDS:-60}" $(PYTHON) -m pytest tests/e2e/nextjs/test_typing.py

lighthouse: $(VENV)/.ok ## Measure pages of the reference frontend as phones and search engines see them (needs Chromium and Node 20)
	@LIGHTHOUSE_TABLE=1 $(PYTHON) -m pytest -q -s tests/e2e/nextjs/test_lighthouse.py

screenshots: $(VENV)/.ok ## Take the pictures in docs/images/ again: previews, editor's guide (needs Chromium and Node 20)
	@$(PYTHON) -m pytest tests/e2e/nextjs/screenshots.py tests/e2e/editor_screenshots.py

bench: $(VENV)/.ok ## Compare the speed with that of Wagtail API v2 (needs wrk and Linux; takes a quarter of an hour)
	@$(PYTHON) -m benchmarks $(BENCH_ARGS)

rehearse: $(VENV)/.ok ## Install, back up, restore, move, upgrade under load: one table (needs nginx; takes minutes; REHEARSE_ARGS=--help)
	@$(PYTHON) -m deploy.rehearsal $(REHEARSE_ARGS)

check: $(VENV)/.ok ## Check style, types, migrations and settings
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy .
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(PYTHON) manage.py makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(PYTHON) manage.py check_migrations
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(PYTHON) manage.py check

lint: check ## The same as `make check`

format: $(VENV)/.ok ## Rewrite the code in the project's style
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

seed: $(VENV)/.ok ## Create what is missing of the demo content
	@DJANGO_SETTINGS_MODULE=cms.settings.dev $(PYTHON) manage.py migrate --verbosity 0
	@DJANGO_SETTINGS_MODULE=cms.settings.dev $(PYTHON) manage.py seed_demo

LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url

lock: $(VENV)/.ok ## Lock the dependencies again after a change of pyproject.toml (LOCK_ARGS=--upgrade for new versions)
	@$(LOCK) $(LOCK_ARGS) pyproject.toml --output-file requirements.txt
	@$(LOCK) $(LOCK_ARGS) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(LOCK) $(LOCK_ARGS) --group uv --output-file requirements-uv.txt

ifeq (,$(filter $(FRONTEND),nextjs astro))
$(error FRONTEND must be nextjs or astro)
endif
DEV_HOST_nextjs := --hostname
DEV_HOST_astro := --host

# Made once, by whichever of the two comes first; a link is made by one of them only.
$(FRONTEND_SECRET):
	@mkdir -p $(@D) && umask 077 && printf 'whsec_%s\n' "$$(head -c 32 /dev/urandom | base64)" > $@.$$$$ \
		&& { ln $@.$$$$ $@ 2>/dev/null || test -s $@; } && rm -f $@.$$$$

clean: ## Remove the virtual environment and caches (data/ stays)
	@rm -rf $(VENV) $(NEXT) .mypy_cache .pytest_cache .ruff_cache .coverage htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# requirements-uv.txt holds the installer alone: pip checks its hash, and it checks all the others.
$(VENV)/.ok: requirements-dev.txt requirements-uv.txt pyproject.toml
	@$(FIND_PYTHON); \
	"$(PYTHON)" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		rm -rf $(VENV); \
		echo "Creating $(VENV) with $$($$python --version) ..."; \
		"$$python" -m venv $(VENV); \
	}
	@echo "Installing the dependencies ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-uv.txt
	@$(UV) pip sync --python $(PYTHON) --require-hashes requirements-dev.txt
	@touch $@

# What the project and its tests need, without an upper bound for Django and Wagtail, and without linters.
define NEWEST
import re, tomllib
project = tomllib.load(open("pyproject.toml", "rb"))
for line in project["project"]["dependencies"] + project["dependency-groups"]["dev"]:
    name = re.match(r"[\w.-]+", line)[0]
    if name in ("django", "wagtail"):
        line = re.sub(r",?<[^,]*", "", line)
    if not re.match(r"mypy|ruff|types-|.*-stubs", name):
        print(line)
endef
export NEWEST

# Where version managers put it, too.
define FIND_PYTHON_NEXT
set -e; python=; \
for candidate in python3.13 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.13*/bin/python; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' >/dev/null 2>&1 || continue; \
	python=$$(command -v "$$candidate"); break; \
done; \
if [ -z "$$python" ]; then echo "Skipped: Python 3.13 was not found."; exit 0; fi
endef

# The client first: its `npm ci` builds what the frontend uses.
examples/$(FRONTEND)/node_modules/.ok: examples/$(FRONTEND)/package-lock.json clients/typescript/package-lock.json \
		$(wildcard clients/typescript/src/*)
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || { \
		echo "Node 20 or newer was not found: install it from https://nodejs.org and try again." >&2; exit 1; }
	@echo "Installing the frontend (the first time takes a minute) ..."
	@npm --prefix clients/typescript ci --no-audit --no-fund --loglevel=error >/dev/null
	@npm --prefix examples/$(FRONTEND) ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@
	@sleep 1 # `make run`, if it is running, sees that file and makes way.

# A command of that name may exist and fail (version managers do this), so each is asked instead of only looked up.
define FIND_PYTHON
set -e; python=; incomplete=; \
for candidate in $(PYTHON_CANDIDATES); do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	if "$$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	incomplete=$${incomplete:-$$candidate}; \
done; \
if [ -z "$$python" ] && [ -n "$$incomplete" ]; then \
	echo "$$incomplete cannot create virtual environments: install its venv module (on Debian and Ubuntu: apt install python3-venv) and try again." >&2; \
	exit 1; \
elif [ -z "$$python" ]; then \
	echo "Python 3.11 or newer was not found: install it (on Debian and Ubuntu: apt install python3 python3-venv) and try again." >&2; \
	exit 1; \
fi
endef
