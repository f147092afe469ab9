"""The door for gunicorn."""

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

# What has to be there before anybody asks says so at the start.
environment.secret(settings.ENVIRONMENT)

if settings.ENVIRONMENT.database:
    postgresql.limit_statements(postgresql.WEB_STATEMENT_SECONDS)

# The first publication does not wait for the words to be read; workers that fork later share them.
shipped().digest  # noqa: B018 - kept once it has been asked for
