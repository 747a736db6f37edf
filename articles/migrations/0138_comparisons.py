import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from accounts.triggers import refuse_insert, refuse_update

ELSEWHERE = """
NOT EXISTS (
    SELECT 1 FROM articles_correction
    JOIN articles_revision AS earlier ON earlier.article_id = articles_correction.article_id
    JOIN articles_revision AS later ON later.article_id = articles_correction.article_id
    WHERE articles_correction.id = NEW.correction_id
    AND earlier.id = NEW.before_id AND later.id = NEW.after_id AND earlier.number < later.number
)
"""
ACTS = [
    ("revise", "revise"),
    ("submit", "submit for review"),
    ("approve", "approve"),
    ("return", "return to the author"),
    ("publish", "publish"),
    ("unpublish", "unpublish"),
    ("correct", "record a correction"),
    ("disclose", "show readers what changed"),
    ("conceal", "show what changed no more"),
    ("plan", "plan the times"),
    ("embargo", "set an embargo"),
    ("lift", "lift or shorten the embargo"),
    ("cover", "run the live blog"),
    ("enter", "write in the live blog"),
]


def key(to, says, related_name="+", of=models.ForeignKey):
    return of(on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to, verbose_name=says)


class Migration(migrations.Migration):
    """What readers are shown of how a correction changed its article (A58)."""

    dependencies = [
        ("articles", "0137_breaking"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Comparison",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("correction", key("articles.correction", "correction", "comparison", models.OneToOneField)),
                ("before", key("articles.revision", "text before")),
                ("after", key("articles.revision", "text after")),
                ("made_by", key(settings.AUTH_USER_MODEL, "made by")),
                ("made_at", models.DateTimeField(verbose_name="made")),
            ],
            options={
                "verbose_name": "shown change",
                "verbose_name_plural": "shown changes",
                "constraints": [
                    models.CheckConstraint(condition=~Q(("before", F("after"))), name="a_comparison_is_of_two_texts")
                ],
            },
        ),
        refuse_insert("articles_comparison", ELSEWHERE),
        refuse_update("articles_comparison"),
        migrations.AlterField("articleevent", "act", models.CharField(choices=ACTS, max_length=16, verbose_name="act")),
    ]
