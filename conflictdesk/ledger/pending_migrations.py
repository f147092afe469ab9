"""Whether a database has all tables yet: checks of the rows in it wait for that."""

from __future__ import annotations

from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def are_left(alias: str) -> bool:
    """Whether any migration of any app is still to be applied. `migrate` runs checks before it begins, over
    tables as an older version left them.
    """
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
