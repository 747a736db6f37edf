import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from accounts.triggers import Rebuilding, refuse_delete, refuse_update

ACTS = [
    ("revise", "revise"),
    ("submit", "submit for review"),
    ("approve", "approve"),
    ("return", "return to the author"),
    ("publish", "publish"),
    ("unpublish", "unpublish"),
    ("correct", "record a correction"),
    ("plan", "plan the times"),
    ("embargo", "set an embargo"),
    ("lift", "lift or shorten the embargo"),
]


class Migration(migrations.Migration):
    """Until when nobody may quote an article, and why an embargo was lifted (A43)."""

    dependencies = [("articles", "0128_translations")]
    operations = [
        Rebuilding(
            [
                migrations.AddField(
                    "article",
                    "embargo_until",
                    models.DateTimeField(editable=False, null=True, verbose_name="under embargo until"),
                ),
                migrations.AddConstraint(
                    "article",
                    models.CheckConstraint(
                        condition=~Q(status="published")
                        | Q(embargo_until__isnull=True)
                        | Q(published_at__gte=F("embargo_until")),
                        name="no_article_appears_before_its_embargo_ends",
                    ),
                ),
            ]
        ),
        migrations.AddIndex(
            "article",
            models.Index(condition=Q(embargo_until__isnull=False), fields=["embargo_until"], name="article_embargoed"),
        ),
        migrations.AlterField("articleevent", "act", models.CharField(choices=ACTS, max_length=16, verbose_name="act")),
        migrations.CreateModel(
            "EmbargoLift",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lift",
                        to="articles.articleevent",
                        verbose_name="article event",
                    ),
                ),
            ],
            options={"verbose_name": "lifted embargo", "verbose_name_plural": "lifted embargoes"},
        ),
        migrations.AddConstraint(
            "embargolift",
            models.CheckConstraint(condition=~Q(reason=""), name="a_lifted_embargo_states_its_reason"),
        ),
        refuse_update("articles_embargolift"),
        refuse_delete("articles_embargolift"),
    ]
