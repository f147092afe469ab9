"""Who wrote an article is kept when its revisions are gone."""

import django.db.models.deletion
import swapper
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from conflictdesk.migrations._constraints import check_now

AT_A_TIME = 1000


def record_authors(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From the revisions that are there. A page's owner counts in any case."""
    alias = schema_editor.connection.alias
    authors = apps.get_model("conflictdesk", "ArticleAuthor")
    app, model = swapper.split(swapper.get_model_name("wagtailcore", "Page"))
    revisions = apps.get_model("wagtailcore", "Revision")._default_manager.using(alias)
    of_pages = revisions.filter(base_content_type__app_label=app, base_content_type__model=model.lower())
    saved = of_pages.exclude(user=None).order_by().values_list("object_id", "user")
    first = saved.annotate(since=models.Min("created_at")).iterator()
    rows = [authors(page_key=int(key), user_id=user, since=since) for key, user, since in first]
    authors._default_manager.using(alias).bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("conflictdesk", "0104_two_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wagtailcore", "0072_alter_revision_content_type_notnull"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page_key", models.PositiveBigIntegerField()),
                ("since", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "author of an article",
                "verbose_name_plural": "authors of articles",
                "constraints": [
                    models.UniqueConstraint(fields=("page_key", "user"), name="conflictdesk_author_once")
                ],
            },
        ),
        migrations.RunPython(record_authors, migrations.RunPython.noop),
        migrations.RunPython(check_now, migrations.RunPython.noop),
    ]
