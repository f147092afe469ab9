"""Makes the two groups once; what a site grants or takes later is never undone."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MODELS = ("situation", "actor", "place")
GROUPS = {
    "Conflict journalists": ["view_situation", "view_claim", "view_actor", "view_place"],
    "Fact editors": [
        "view_claim",
        "rule_claim",
        *(f"{verb}_{model}" for verb in ("view", "add", "change") for model in MODELS),
    ],
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; here they are needed before.
    alias = schema_editor.connection.alias
    app_config = apps.get_app_config("conflictdesk")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, using=alias, verbosity=0)
    app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    admin = permissions.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    for name, codenames in GROUPS.items():
        group, created = groups.get_or_create(name=name)
        if created:
            ours = permissions.filter(content_type__app_label="conflictdesk", codename__in=codenames)
            group.permissions.add(*ours, *admin)


class Migration(migrations.Migration):
    dependencies = [
        ("conflictdesk", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
