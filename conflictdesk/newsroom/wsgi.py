"""The door for gunicorn."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from conflictdesk.newsroom import environment, private_files
from conflictdesk.newsroom.postgres import base as postgresql
from conflictdesk.vocabulary.loader import shipped

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdesk.newsroom.settings")

application = get_wsgi_application()

private_files.start(settings.ENVIRONMENT.var_dir)

# What has to be there before anybody asks says so at the start.
environment.secret(settings.ENVIRONMENT)

if settings.ENVIRONMENT.database:
    postgresql.limit_statements(postgresql.WEB_STATEMENT_SECONDS)

# The first publication does not wait for the words to be read; workers that fork later share them.
shipped().digest  # noqa: B018 - kept once it has been asked for
