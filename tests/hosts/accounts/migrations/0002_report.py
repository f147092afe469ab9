import django.db.models.deletion
from django.db import migrations, models

import conflictdesk.desk.articles


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_person"),
        ("wagtailcore", "0078_referenceindex"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("text", models.TextField()),
            ],
            options={"abstract": False},
            bases=(conflictdesk.desk.articles.ArticleMixin, "wagtailcore.page"),
        )
    ]
