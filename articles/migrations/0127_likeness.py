import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which articles hold the same rare words as another (A47); `manage.py relate_articles` finds it for older ones."""

    dependencies = [("articles", "0126_front_pages")]

    operations = [
        migrations.CreateModel(
            name="Likeness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.PositiveSmallIntegerField(verbose_name="words in common")),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="likenesses",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article to read on",
                    ),
                ),
            ],
            options={
                "verbose_name": "article of the same words",
                "verbose_name_plural": "articles of the same words",
                "constraints": [
                    models.UniqueConstraint(fields=("article", "other"), name="one_likeness_per_article_and_other"),
                    models.CheckConstraint(
                        condition=models.Q(("other", models.F("article")), _negated=True),
                        name="an_article_is_not_like_itself",
                    ),
                ],
            },
        ),
    ]
