import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was taken over from another system is known by its old key, and found at its old address (A50)."""

    dependencies = [
        ("articles", "0124_subscriptions_state_an_age"),
    ]

    operations = [
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("host", models.CharField(blank=True, max_length=255, verbose_name="host")),
                ("path", models.CharField(max_length=600, verbose_name="path")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="old_addresses",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "old address",
                "verbose_name_plural": "old addresses",
                "constraints": [
                    models.UniqueConstraint(fields=("path", "host"), name="one_article_per_old_address"),
                    models.CheckConstraint(
                        condition=models.Q(("path", ""), _negated=True), name="an_old_address_has_a_path"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Provenance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=150, verbose_name="source")),
                ("key", models.CharField(max_length=200, verbose_name="key in the source")),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.photo",
                        verbose_name="photo",
                    ),
                ),
            ],
            options={
                "verbose_name": "provenance",
                "verbose_name_plural": "provenances",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "key"), name="nothing_is_taken_over_twice"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", False), ("photo__isnull", True)),
                            models.Q(("article__isnull", True), ("photo__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_provenance_is_that_of_one_thing",
                    ),
                ],
            },
        ),
    ]
