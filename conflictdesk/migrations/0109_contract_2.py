"""Texts are read in the context of their situations; figures have the start and the cause of their words."""

from django.db import migrations, models

CONTEXT = "What the article's situations are about; null: it is in none, or they name nothing."


class Migration(migrations.Migration):
    dependencies = [("conflictdesk", "0108_snapshot_format")]

    operations = [
        migrations.RemoveConstraint(model_name="extraction", name="conflictdesk_extraction_identity"),
        migrations.AddField(
            model_name="extraction",
            name="context",
            field=models.JSONField(null=True, help_text=CONTEXT),
        ),
        migrations.AddField(
            model_name="extraction",
            name="context_sha256",
            field=models.CharField(
                blank=True, max_length=64, help_text="The digest of the context; empty without one."
            ),
        ),
        migrations.AddConstraint(
            model_name="extraction",
            constraint=models.UniqueConstraint(
                fields=("page_key", "text_sha256", "extractor", "context_sha256"),
                name="conflictdesk_extraction_identity",
            ),
        ),
        migrations.AddField(
            model_name="figurefact",
            name="cause",
            field=models.CharField(default="conflict", max_length=12),
        ),
        migrations.AddField(
            model_name="figurefact",
            name="since_date",
            field=models.DateField(null=True, help_text="The day that these words fix; null: none."),
        ),
        migrations.AddField(
            model_name="figurefact",
            name="since_text",
            field=models.CharField(blank=True, max_length=300, verbose_name="since, as written"),
        ),
    ]
