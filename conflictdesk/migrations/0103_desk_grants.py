"""The desk is granted for parts of the page tree; groups keep in the whole tree what they could do before."""

import django.db.models.deletion
import swapper
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from conflictdesk.migrations._constraints import check_now

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")
# A later one outdoes an earlier one.
LEVELS = {"view_claim": "see", "rule_claim": "decide"}


def grant_the_whole_tree(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    grants = apps.get_model("conflictdesk", "DeskGrant").objects.using(alias)
    roots = apps.get_model(PAGE_MODEL)._default_manager.using(alias).filter(depth=1)
    for codename, level in LEVELS.items():
        given = permissions.filter(content_type__app_label="conflictdesk", codename=codename)
        groups = apps.get_model("auth", "Group").objects.using(alias).filter(permissions__in=given)
        for group in groups.distinct():
            for root in roots:
                grants.update_or_create(group=group, page=root, defaults={"level": level})
    # It would look as if it still granted something.
    permissions.filter(content_type__app_label="conflictdesk", codename="rule_claim").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("conflictdesk", "0102_cut_texts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        swapper.dependency("wagtailcore", "Page"),
        # Makes the root of the page tree.
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="claim",
            options={"ordering": ["pk"], "verbose_name": "claim", "verbose_name_plural": "claims"},
        ),
        migrations.CreateModel(
            name="DeskGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("see", "See claims"), ("decide", "See and decide claims")],
                        default="see",
                        max_length=6,
                        verbose_name="may",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflictdesk_grants",
                        to="auth.group",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=PAGE_MODEL,
                        verbose_name="page and all below it",
                    ),
                ),
            ],
            options={
                "verbose_name": "desk permission",
                "verbose_name_plural": "desk permissions",
                "constraints": [
                    models.UniqueConstraint(fields=("group", "page"), name="conflictdesk_grant_once")
                ],
            },
        ),
        migrations.RunPython(grant_the_whole_tree, migrations.RunPython.noop),
        migrations.RunPython(check_now, migrations.RunPython.noop),
    ]
