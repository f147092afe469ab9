"""Rows and tables that change in one migration.

PostgreSQL looks at foreign keys when the transaction ends, and until then refuses to change the tables
of rows that were written, or to make their indexes; Django makes those last.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def check_now(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Looks at them at once. Stands right after each `RunPython` that shares a migration with changes of
    tables.
    """
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
