"""Runs jobs in parallel, each with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection


def at_once(*jobs: Callable[[], Any]) -> list[Future[Any]]:
    """Starts each job in a thread and returns their futures."""

    def alone(job: Callable[[], Any]) -> Any:
        try:
            return job()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(len(jobs))
    futures = [pool.submit(alone, job) for job in jobs]
    pool.shutdown(wait=False)
    return futures
