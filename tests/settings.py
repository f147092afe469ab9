"""The newsroom's settings for tests: the same parts, in folders of their own, with nothing left behind.

`DATABASE_URL` and `REDIS_URL` switch to the production parts, as they do for the newsroom. Processes that run
tests side by side share nothing: each has a folder, a database and a Redis database, from the one named on:
`redis-server --databases 256` has enough of them for any machine, its default of 16 has not.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

# What a test starts is handed the folder and the Redis database of the process that runs that test.
_FOLDER = os.environ.get("TESTS_VAR_DIR") or tempfile.mkdtemp(prefix="conflictdesk-tests-")
if "TESTS_VAR_DIR" not in os.environ:
    atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
if _RUNNER := os.environ.pop("PYTEST_XDIST_WORKER", ""):
    _FOLDER = str(Path(_FOLDER) / _RUNNER)
    if os.environ.get("REDIS_URL"):
        _redis = urlsplit(os.environ["REDIS_URL"])
        _number = int(_redis.path.strip("/") or 0) + int(_RUNNER.removeprefix("gw"))
        os.environ["REDIS_URL"] = _redis._replace(path=f"/{_number}").geturl()
os.environ["TESTS_VAR_DIR"] = os.environ["VAR_DIR"] = _FOLDER

from conflictdesk.newsroom.settings import *  # noqa: E402, F403
from conflictdesk.newsroom.settings import CACHES, DATABASES, ENVIRONMENT  # noqa: E402

if ENVIRONMENT.database is None:
    # A file, not memory: the worker of the browser tests is another process.
    _file = Path(_FOLDER) / "test.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_file)}
# A kept connection of a server thread would hold the test database when it is taken down.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if "TESTS_DATABASE" in os.environ:
    # This is a worker that a test has started: it works on that test's database.
    DATABASES["default"]["NAME"] = os.environ["TESTS_DATABASE"]
if ENVIRONMENT.cache_url:
    CACHES["default"]["KEY_PREFIX"] = "newsroom-tests"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*", "testserver", "localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# One approval is enough in tests that are about something else; those about the second set it themselves.
CONFLICTDESK_SECOND_APPROVAL: set[str] = set()
CONFLICTDESK_SECOND_APPROVAL_BY_HAND = False
