"""That two approvals are two people's is held by the database, too."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from conflictdesk.migrations._constraints import check_now


def name_the_first(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Where one person had got past it, the approval stays as it was recorded, and names no first person."""
    alias = schema_editor.connection.alias
    rulings = apps.get_model("conflictdesk", "Ruling")._default_manager.using(alias)
    first = rulings.filter(pk=models.OuterRef("seconds")).values("user")
    two = rulings.exclude(seconds=None).exclude(user=models.F("seconds__user"))
    two.update(first_user=models.Subquery(first))
    claims = apps.get_model("conflictdesk", "Claim")._default_manager.using(alias)
    belongs = claims.filter(pk=models.OuterRef("claim")).values("situation")
    rulings.filter(decision__in=("approve", "amend")).update(situation=models.Subquery(belongs))


class Migration(migrations.Migration):
    dependencies = [
        ("conflictdesk", "0103_desk_grants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="ruling",
            name="first_user",
            field=models.ForeignKey(
                blank=True,
                help_text="Who gave that first approval: never the same person.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=~models.Q(user=models.F("first_user")), name="conflictdesk_ruling_two_people"
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="situation",
            field=models.ForeignKey(
                blank=True,
                help_text="Where an approval says that the claim belongs.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="conflictdesk.situation",
            ),
        ),
        migrations.RunPython(name_the_first, migrations.RunPython.noop),
        migrations.RunPython(check_now, migrations.RunPython.noop),
    ]
