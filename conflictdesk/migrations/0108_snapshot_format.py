"""Snapshots carry the number of their content's format; those that are there have the first."""

from django.db import migrations, models

HELP = "The format of the content; see `snapshot_formats`."


class Migration(migrations.Migration):
    dependencies = [("conflictdesk", "0107_merges")]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="format",
            field=models.PositiveSmallIntegerField(default=1, help_text=HELP),
        ),
        migrations.AlterField(
            model_name="snapshot",
            name="format",
            field=models.PositiveSmallIntegerField(default=2, help_text=HELP),
        ),
    ]
