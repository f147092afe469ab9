"""The WSGI application that gunicorn serves."""

import os

import django
from django.conf import settings

from conflictdesk.newsroom.configuration import environment, private_files
from conflictdesk.newsroom.postgres import base as postgresql
from conflictdesk.newsroom.web import utf8
from conflictdesk.vocabulary.loader import shipped

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdesk.newsroom.settings")

django.setup(set_prefix=False)
application = utf8.Application()

private_files.start(settings.ENVIRONMENT.var_dir)

# Fails now, rather than at the first request, if there is no secret.
environment.secret(settings.ENVIRONMENT)

if settings.ENVIRONMENT.database:
    postgresql.limit_statements(postgresql.WEB_STATEMENT_SECONDS)

# Loads the vocabulary now: the first publication does not wait for it, and processes forked later share it.
shipped().digest  # noqa: B018 - reading it caches it
