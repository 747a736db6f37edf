import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which text of another edition a text says, and since when the article says it no longer (A41)."""

    dependencies = [("articles", "0114_search")]
    operations = [
        migrations.AddField(
            "article",
            "behind_since",
            models.DateTimeField(editable=False, null=True, verbose_name="its source says something else since"),
        ),
        migrations.AddField(
            "revision",
            "source",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.revision",
                verbose_name="translated from",
            ),
        ),
        migrations.AddIndex(
            "article",
            models.Index(
                condition=models.Q(("behind_since__isnull", False)),
                fields=["behind_since"],
                name="article_behind_its_source",
            ),
        ),
    ]
