import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from accounts.triggers import Rebuilding

DEEDS = [
    ("add", "add"),
    ("change", "change"),
    ("replace", "replace everywhere"),
    ("remove", "remove"),
    ("export", "take a copy"),
    ("leave", "leave as it is"),
    ("resume", "name again"),
    ("answer", "answer"),
    ("resolve", "resolve"),
    ("reopen", "open again"),
    ("drop", "drop"),
    ("take-up", "take up again"),
    ("begin", "begin the article"),
]
THINGS = [
    ("photo", "photo"),
    ("section", "section"),
    ("edition", "edition"),
    ("front", "front page"),
    ("log", "log"),
    ("link", "link"),
    ("note", "note on a text"),
    ("brief", "planned story"),
]


def known(column, choices, name):
    condition = Q((f"{column}__in", [value for value, _label in choices]))
    return migrations.AddConstraint("paperevent", models.CheckConstraint(condition=condition, name=name))


def key(to, says, kind=models.ForeignKey, related_name="+", **options):
    protect = django.db.models.deletion.PROTECT
    return kind(on_delete=protect, related_name=related_name, to=to, verbose_name=says, **options)


class Migration(migrations.Migration):
    """Planned stories (A40), and an index by which the desk finds what is not out."""

    dependencies = [
        ("articles", "0133_live"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Brief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", key("articles.edition", "edition")),
                ("section", key("articles.section", "section")),
                ("title", models.CharField(max_length=200, verbose_name="working title")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="what it is about")),
                ("assignee", key(settings.AUTH_USER_MODEL, "assigned to", null=True)),
                ("due_at", models.DateTimeField(null=True, verbose_name="due by")),
                ("article", key("articles.article", "article", models.OneToOneField, "brief", null=True)),
                ("dropped_at", models.DateTimeField(null=True, verbose_name="dropped")),
                ("drop_reason", models.CharField(blank=True, max_length=300, verbose_name="why it is dropped")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("made_by", key(settings.AUTH_USER_MODEL, "made by")),
                ("made_at", models.DateTimeField(verbose_name="made")),
            ],
            options={
                "verbose_name": "planned story",
                "verbose_name_plural": "planned stories",
                "indexes": [models.Index(fields=["due_at"], name="brief_due")],
                "constraints": [
                    models.CheckConstraint(condition=~Q(("title", "")), name="a_planned_story_has_a_title"),
                    models.CheckConstraint(
                        condition=Q(dropped_at__isnull=True, drop_reason="")
                        | (Q(dropped_at__isnull=False) & ~Q(drop_reason="")),
                        name="a_dropped_story_states_its_reason",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            "article",
            models.Index(fields=["status", "-id"], condition=~Q(("status", "published")), name="article_in_hand"),
        ),
        Rebuilding(
            [
                migrations.RemoveConstraint("paperevent", "paper_act_is_known"),
                migrations.RemoveConstraint("paperevent", "paper_thing_is_known"),
                migrations.AlterField(
                    "paperevent", "act", models.CharField(choices=DEEDS, max_length=16, verbose_name="act")
                ),
                migrations.AlterField(
                    "paperevent", "thing", models.CharField(choices=THINGS, max_length=16, verbose_name="thing")
                ),
                known("act", DEEDS, "paper_act_is_known"),
                known("thing", THINGS, "paper_thing_is_known"),
            ]
        ),
    ]
