# make run      the newsroom on http://localhost:8000/ (another port: make run PORT=8001)
# make test     the whole test suite (a part: make test OPTIONS=tests/ledger; one process, for a debugger: OPTIONS=-n0)
# make install  only .venv

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: run test install lint secure

run: install
	@PORT=$(PORT) exec $(BIN)/python manage.py run

# A process more than processors (tests/conftest.py). pytest-django's order is kept: what flushes the database comes last.
test: install
	$(BIN)/python -m pytest --numprocesses auto --no-loadscope-reorder $(OPTIONS)

install: .venv/installed

lint: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Settings of a newsroom in public, which Django finds nothing wrong with; no server of it is asked.
PUBLIC = BASE_URL=https://news.example.org ALLOWED_HOSTS=news.example.org TRUSTED_PROXIES=127.0.0.1 \
	SECRET_KEY=$(shell $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	DATABASE_URL=postgresql://news.example.org/news REDIS_URL=redis://news.example.org/0

# What Django says of such settings, the API's own description, known faults in code and packages.
secure: install
	@$(PUBLIC) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive conflictdesk
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null
	.ci/audit

# Built anew when requirements.txt changes; a half-built one is not taken for whole.
.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "conflictdesk needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@
