"""The order of an article's texts as a number, heartbeats, and snapshots as differences."""

from itertools import groupby

import swapper
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from conflictdesk.migrations._constraints import check_now

AT_A_TIME = 500


def count_texts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Numbers each page's texts in the order in which they were asked for. One that was asked for after the
    page's last publication is of that publication.
    """
    alias = schema_editor.connection.alias
    rows = apps.get_model("conflictdesk", "Extraction")._default_manager.using(alias)
    app, model = swapper.split(swapper.get_model_name("wagtailcore", "Page"))
    published = dict(
        apps.get_model(app, model)._default_manager.using(alias).values_list("pk", "last_published_at")
    )
    in_order = rows.order_by("page_key", "requested_at", "pk").only("pk", "page_key", "requested_at")
    numbered = []
    for page_key, texts in groupby(in_order.iterator(), lambda row: row.page_key):
        for sequence, row in enumerate(texts, start=1):
            row.sequence = sequence
            at = published.get(page_key)
            row.publication = at if at and row.requested_at >= at else None
            numbered.append(row)
    rows.bulk_update(numbered, ["sequence", "publication"], batch_size=AT_A_TIME)


class Migration(migrations.Migration):
    dependencies = [("conflictdesk", "0100_desk")]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={"verbose_name": "heartbeat", "verbose_name_plural": "heartbeats"},
        ),
        migrations.AddField("extraction", "sequence", models.PositiveBigIntegerField(null=True)),
        migrations.AddField(
            "extraction",
            "publication",
            models.DateTimeField(
                blank=True,
                null=True,
                help_text=("When the page said that it was last published, as this text was asked for."),
            ),
        ),
        migrations.AddField(
            "extraction",
            "read_until",
            models.PositiveIntegerField(
                blank=True,
                null=True,
                help_text="How many characters are read of a text that is too long; null: all.",
            ),
        ),
        migrations.AddField(
            "snapshot",
            "differs_from",
            models.PositiveIntegerField(
                blank=True,
                null=True,
                help_text=(
                    "The version that `content` is told as a difference from; null: it is the whole content."
                ),
            ),
        ),
        migrations.RunPython(count_texts, migrations.RunPython.noop),
        migrations.RunPython(check_now, migrations.RunPython.noop),
        migrations.AlterField(
            "extraction",
            "sequence",
            models.PositiveBigIntegerField(
                help_text=(
                    "Counted under the page's row: the page's text with the highest number is the newest."
                )
            ),
        ),
        migrations.AlterModelOptions(
            "extraction",
            {
                "ordering": ["-sequence", "-pk"],
                "verbose_name": "extraction",
                "verbose_name_plural": "extractions",
            },
        ),
        migrations.RemoveIndex("extraction", "conflictdesk_extraction_page"),
        migrations.AddConstraint(
            "extraction",
            models.UniqueConstraint(fields=["page_key", "sequence"], name="conflictdesk_extraction_order"),
        ),
    ]
