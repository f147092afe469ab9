"""Measures the desk with a long queue, on PostgreSQL and with a real browser.

    DATABASE_URL=postgresql://…/a_database_of_its_own REDIS_URL=redis://… python -m benchmarks.desk

Fills an empty database with the backlog the first time; runs the newsroom's own web server on it.
"""

from __future__ import annotations

import argparse
import os
import sys

import django

CLAIMS = 100_000


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--claims", type=int, default=CLAIMS)
    asked = options.parse_args()
    if not os.environ.get("DATABASE_URL"):
        sys.exit("Name an empty PostgreSQL database in DATABASE_URL: it is filled and kept.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdesk.newsroom.settings")
    # Django takes what Playwright runs in this thread for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    from benchmarks.desk import measure  # noqa: PLC0415 - the models are there only now

    measure.prepare(asked.claims)
    with measure.server() as url:
        measure.measure(url)


if __name__ == "__main__":
    main()
