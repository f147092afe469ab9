"""Finds out whether migrations are pending; checks of the database's rows wait for them."""

from __future__ import annotations

from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def are_left(alias: str) -> bool:
    """Whether any migration of any app is still to be applied. `migrate` runs the checks before it
    begins, on tables of an older version.
    """
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
