import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0109_log_of_settings"),
        ("moderation", "0137_chosen_comments_in_the_article"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedAuthor",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                ("source", models.SlugField(db_index=False, max_length=40, verbose_name="source")),
                ("digest", models.CharField(max_length=64, verbose_name="fingerprint")),
            ],
            options={
                "verbose_name": "imported author",
                "verbose_name_plural": "imported authors",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "digest"), name="one_person_per_imported_author")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedComment",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to="moderation.comment",
                        verbose_name="comment",
                    ),
                ),
                ("source", models.SlugField(db_index=False, max_length=40, verbose_name="source")),
                ("old_id", models.CharField(max_length=64, verbose_name="number there")),
                ("old_url", models.CharField(blank=True, max_length=2000, verbose_name="address there")),
            ],
            options={
                "verbose_name": "imported comment",
                "verbose_name_plural": "imported comments",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "old_id"), name="a_comment_is_imported_once"),
                    models.CheckConstraint(
                        condition=models.Q(("old_id", ""), _negated=True), name="an_imported_comment_had_a_number"
                    ),
                ],
            },
        ),
    ]
