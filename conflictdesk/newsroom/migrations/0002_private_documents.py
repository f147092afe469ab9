"""Documents leave MEDIA_ROOT, which is public, for PRIVATE_ROOT; their rows stay as they are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import migrations

from conflictdesk.newsroom.uploads import moving


def move_documents(apps: Any, schema_editor: Any) -> None:
    """Moves the documents; those that cannot be moved stay, and `newsroom.W003` names them."""
    moving.move(settings.MEDIA_ROOT, settings.PRIVATE_ROOT)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]

    operations = [migrations.RunPython(move_documents, migrations.RunPython.noop)]
