import django.db.models.deletion
from django.conf import settings
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
    ("cover", "run the live blog"),
    ("enter", "write in the live blog"),
]
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
SAID = [
    ("headline", models.CharField(blank=True, max_length=200, verbose_name="headline")),
    ("body", models.TextField(verbose_name="text")),
    ("byline", models.CharField(blank=True, max_length=200, verbose_name="byline")),
]


def key(to, says, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=to, verbose_name=says, **options)


def made():
    return [
        ("made_by", key(settings.AUTH_USER_MODEL, "made by", related_name="+")),
        ("made_at", models.DateTimeField(verbose_name="made")),
    ]


class Migration(migrations.Migration):
    """Live blogs: which articles are one, and what they tell (A44)."""

    dependencies = [
        ("articles", "0132_bulk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        Rebuilding(
            [
                migrations.AddField(
                    "article",
                    "coverage_began_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="live blog since"),
                ),
                migrations.AddField(
                    "article",
                    "coverage_ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="live blog until"),
                ),
                migrations.AddConstraint(
                    "article",
                    models.CheckConstraint(
                        condition=Q(coverage_ended_at__isnull=True)
                        | Q(coverage_began_at__isnull=False, coverage_ended_at__gte=F("coverage_began_at")),
                        name="a_live_blog_ends_after_it_begins",
                    ),
                ),
            ]
        ),
        migrations.AlterField("articleevent", "act", models.CharField(choices=ACTS, max_length=16, verbose_name="act")),
        migrations.CreateModel(
            "LiveEntry",
            fields=[
                ID,
                ("article", key("articles.article", "article", related_name="live_entries", db_index=False)),
                *SAID,
                ("pin", models.PositiveSmallIntegerField(null=True, verbose_name="pinned")),
                *made(),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="corrected")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn")),
            ],
            options={
                "verbose_name": "live blog entry",
                "verbose_name_plural": "live blog entries",
                "constraints": [
                    models.CheckConstraint(condition=~Q(body=""), name="a_live_entry_says_something"),
                    models.CheckConstraint(
                        condition=Q(pin__isnull=True) | Q(pin__gte=1, pin__lte=3), name="live_pins_are_few"
                    ),
                    models.CheckConstraint(
                        condition=Q(pin__isnull=True) | Q(withdrawn_at__isnull=True),
                        name="no_withdrawn_entry_is_pinned",
                    ),
                    models.CheckConstraint(
                        condition=Q(corrected_at__isnull=True) | Q(corrected_at__gte=F("made_at")),
                        name="a_live_entry_is_corrected_after_it_is_made",
                    ),
                    models.UniqueConstraint(fields=("article", "pin"), name="one_live_entry_per_pin"),
                ],
                "indexes": [
                    models.Index(
                        condition=Q(withdrawn_at__isnull=True), fields=["article", "-id"], name="live_entry_newest"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "LiveEntryRevision",
            fields=[
                ID,
                ("entry", key("articles.liveentry", "live blog entry", related_name="revisions", db_index=False)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                *SAID,
                *made(),
            ],
            options={
                "verbose_name": "revision of a live blog entry",
                "verbose_name_plural": "revisions of live blog entries",
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "number"), name="one_live_entry_revision_per_number")
                ],
            },
        ),
        refuse_delete("articles_liveentry"),
        refuse_update("articles_liveentryrevision"),
        refuse_delete("articles_liveentryrevision"),
    ]
