# make run            the newsroom on http://localhost:8000/ (another port: make run PORT=8001)
# make fast           what a change needs at once: lint, types, imports, checks of Django, tests of the pure rooms
# make pure           tests of the rooms that know no framework, where Django cannot be imported
# make test           the whole test suite (a part: OPTIONS=tests/ledger; one process, for a debugger: OPTIONS=-n0)
# make format         one format for all files, and the mistakes that ruff mends safely
# make lint           format, mistakes, types, imports
# make secure         known faults in settings, code and packages; the API's description of itself
# make messages       new texts into the catalogues of translations, lost ones out; says what waits for a translation
# make lock           newest versions into requirements.txt and requirements-test.txt, from the two .in files
# make install        only .venv, with what the newsroom runs on
# make install-tests  only .venv, with what tests and checks need as well

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: run fast pure rest lint-and-check test format lint secure messages lock install install-tests

run: install
	@PORT=$(PORT) exec $(BIN)/python manage.py run

# The whole suite: the pure rooms in one process, without Django, beside the rest.
test: install-tests
ifdef OPTIONS
	$(TEST) $(OPTIONS)
else
	@$(MAKE) --no-print-directory --jobs 2 --keep-going pure rest QUICKLY=
endif

rest: install-tests
	$(TEST) $(PURE:%=--ignore=%) $(OPTIONS)

# A process more than processors (tests/conftest.py). pytest-django's order is kept: what flushes the database comes last.
TEST = $(BIN)/python -m pytest --numprocesses auto --no-loadscope-reorder

# On one processor the tests, on the other the rest: in one process the tests of the pure rooms take half the work.
fast: install-tests
	@$(MAKE) --no-print-directory --jobs 2 pure lint-and-check

# The rooms that know no framework, where none can be imported; quickly: up to the first failure, and without the tests
# that read ever longer texts to see how time grows with them.
QUICKLY = --quiet --exitfirst -k 'not time_grows'
PURE = tests/contract tests/vocabulary tests/extraction tests/reconcile
WITHOUT_DJANGO = -p no:django -p tests.without_django
pure: install-tests
	$(BIN)/python -m pytest --numprocesses 0 $(QUICKLY) $(WITHOUT_DJANGO) $(PURE)

lint-and-check: lint
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run

install: .venv/installed
install-tests: .venv/installed-tests

format: install-tests
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

lint: install-tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Settings of a newsroom in public, which Django finds nothing wrong with; no server of it is asked.
PUBLIC = BASE_URL=https://news.example.org ALLOWED_HOSTS=news.example.org TRUSTED_PROXIES=127.0.0.1 \
	SECRET_KEY=$(shell $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	DATABASE_URL=postgresql://news.example.org/news REDIS_URL=redis://news.example.org/0

# What Django says of such settings, the API's own description, known faults in code and packages.
secure: install-tests
	@$(PUBLIC) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive conflictdesk
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null
	.ci/audit

# Babel's commands, in place of gettext's programs. A new language: pybabel init --domain django --locale de
# --input-file conflictdesk/locale/django.pot --output-dir conflictdesk/locale, and the same for the newsroom's.
messages: install
	@for folder in conflictdesk/locale conflictdesk/newsroom/locale; do \
		$(PYBABEL) extract --mapping $$folder/babel.toml --project conflictdesk --no-location --sort-output \
			--output $$folder/django.pot . && \
		$(PYBABEL) update --domain django --input-file $$folder/django.pot --output-dir $$folder --width 100 \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date && \
		$(BIN)/python -m babel.messages.frontend compile --domain django --directory $$folder --statistics || exit; \
	done
PYBABEL = $(BIN)/python -m babel.messages.frontend --quiet

# Pins for every Python from 3.11 on are made on 3.11: make lock PYTHON=python3.11
lock:
	.ci/lock $(PYTHON)

# Each is built anew when its list changes; a half-built one is not taken for whole.
.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "conflictdesk needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

.venv/installed-tests: .venv/installed requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-test.txt
	@touch $@
