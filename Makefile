# Thin on purpose: each target is one command that can be run by hand.
# On a machine with Python 3.11 or later, make and git, `make site` and `make test` need nothing else.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input

# `make test PYTEST_ARGS='-k links'` runs some; `make test BROWSER=no` does without Chromium.
PYTEST_ARGS ?=
BROWSER ?= yes
JOBS ?= auto
# `make release ALLOW_MISSING=yes` goes on where works have failed: without them, or with their last edition.
ALLOW_MISSING ?= no
MISSING := $(if $(filter yes,$(ALLOW_MISSING)),--allow-missing)
# `make site DRAFTS=no` leaves drafts out, `make deploy DRAFTS=yes` takes them along.
DRAFTS ?= yes
release deploy: DRAFTS := no
# A release has what a large site leaves out, too.
WHOLE :=
release: WHOLE := --whole
NO_DRAFTS = $(if $(filter no,$(DRAFTS)),--no-drafts)

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help setup site pdf test test-fast check serve release deploy convert clean bench fuzz lock mutants

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/desk.stamp ## make .venv with the pinned packages

site: $(VENV)/pdf.stamp ## convert the seeds, print them and build the whole site into site/
	@$(PY) -m build_tools build --pdf $(MISSING) $(NO_DRAFTS) $(WHOLE)

pdf: $(VENV)/pdf.stamp ## make the PDF of every plan and the collected volume in .build/pdf/
	@$(PY) -m build_tools pdf

test: setup $(VENV)/test.stamp ## set up what the tests need, then lint, check types and run all tests
ifeq ($(BROWSER),yes)
	@tests/browser/ensure_chromium.sh
	@tests/browser/ensure_firefox.sh
endif
	@tests/pdf/ensure_poppler.sh
	@tests/epub/ensure_epubcheck.sh
	@$(PY) -m ruff check
	@$(PY) -m mypy
	@$(PY) -m pytest -n $(JOBS) $(if $(filter yes,$(BROWSER)),,-m 'not browser') $(PYTEST_ARGS)

# In one process: what a second one takes to begin is more than it saves.
test-fast: $(VENV)/test.stamp ## run the tests that matter while working, in half a minute
	@$(PY) -m pytest -q tests/architecture tests/unit -m 'not slow' $(PYTEST_ARGS)

check: setup ## prove fidelity, anchors, freshness of docs/ and links of the built site
	@$(PY) -m build_tools check

serve: setup ## show the built site on this machine
	@$(PY) -m build_tools serve

release: site ## copy PDFs, EPUBs, Word files, data, the database and the offline copy to dist/, with SHA256SUMS
	@$(PY) -m build_tools release $(MISSING) $(if $(NO_DRAFTS),,--drafts)

# ghp_import comes with MkDocs. The branch holds nothing but what is made here, so its history is not kept (-o, -f).
deploy: site ## build the site and push it to the branch gh-pages of origin, whole
	@$(PY) -m build_tools weigh
	@$(PY) -m ghp_import -o -f -p -m "Deploy the site" site

convert: setup ## convert seeds/ into docs/, only what changed
	@$(PY) -m build_tools convert

clean: ## delete the built site and all caches; .venv stays
	@rm -rf site dist .build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

bench: setup $(VENV)/pdf.stamp ## measure converting, building, searching and PDFs beside other tools
	@set -e; for script in benchmarks/*.py; do case $$script in */mutants.py | */floors.py | */collection.py) ;; *) $(PY) $$script ;; esac; done

mutants: setup $(VENV)/test.stamp ## change the code in small ways, and tell what no unit test of its room notices
	@$(PY) benchmarks/mutants.py

# Searches for downloads that break a promise, from where the last search ended; findings stand in .build/fuzz/.
FUZZ_SECONDS ?= 3600
fuzz: setup $(VENV)/test.stamp ## search for documents that break a promise, from where the last search ended
	@$(PY) tests/fuzz/fuzz.py --seconds $(FUZZ_SECONDS)

lock: ## compile requirements/*.in anew: latest versions, with hashes
	@requirements/lock.sh $(PYTHON)

# The stamps stand for what pip has installed, so a second run asks no registry. Packages are taken only as
# pinned and hashed. Nothing is built in isolation: that would fetch an unpinned setuptools.
$(VENV)/site.stamp: requirements/build.txt requirements/site.txt requirements/make_venv.sh pyproject.toml
	@requirements/make_venv.sh $(PYTHON) $(VENV)
	@$(PIP) install --quiet --require-hashes -r requirements/build.txt
	@$(PIP) install --quiet --require-hashes --no-build-isolation --use-pep517 -r requirements/site.txt
	@PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/desk.stamp: $(VENV)/site.stamp requirements/desk.txt
	@$(PIP) install --quiet --require-hashes -r requirements/desk.txt
	@touch $@

$(VENV)/pdf.stamp: $(VENV)/site.stamp requirements/pdf.txt
	@$(PIP) install --quiet --require-hashes -r requirements/pdf.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/pdf.stamp requirements/test.txt
	@$(PIP) install --quiet --require-hashes -r requirements/test.txt
	@touch $@
