"""Texts that are not read to their end are found without looking through all others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conflictdesk", "0101_order_of_texts")]
    operations = [
        migrations.AddIndex(
            model_name="extraction",
            index=models.Index(
                fields=["page_key"],
                condition=models.Q(read_until__isnull=False),
                name="conflictdesk_extraction_cut",
            ),
        ),
    ]
