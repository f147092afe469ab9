"""What went over with a merge is remembered for as long as it can be undone; who merged what, for good."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conflictdesk", "0106_membership_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_name", models.CharField(help_text="Kept when the account is gone.", max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[("situation", "situation"), ("actor", "actor"), ("place", "place")],
                        max_length=10,
                    ),
                ),
                ("kept_key", models.PositiveBigIntegerField()),
                ("kept_name", models.CharField(help_text="As it was called then.", max_length=200)),
                ("merged_key", models.PositiveBigIntegerField()),
                ("merged_name", models.CharField(help_text="As it was called then.", max_length=200)),
                ("moved", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "claims",
                    models.ManyToManyField(
                        help_text="Those that went over, without those that a person has moved since.",
                        related_name="merges",
                        to="conflictdesk.claim",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["kind", "kept_key"], name="conflictdesk_merge_kept"),
                    models.Index(fields=["kind", "merged_key"], name="conflictdesk_merge_merged"),
                ],
            },
        ),
    ]
