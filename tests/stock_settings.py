"""A host that says nothing of SQLite but the file: deferred transactions, a rollback journal, 5 s."""

import os

from tests.settings import *  # noqa: F403

# Housekeeping has something to do at once.
CONFLICTDESK_KEEP_SNAPSHOTS_DAYS = CONFLICTDESK_KEEP_TEXTS_DAYS = 0
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["STOCK_DATABASE"]}}
# Nothing leaves the process.
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT, CELERY_BROKER_TRANSPORT_OPTIONS = "memory://", None, {}
