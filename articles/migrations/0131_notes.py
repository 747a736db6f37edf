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
]
THINGS = [
    ("photo", "photo"),
    ("section", "section"),
    ("edition", "edition"),
    ("front", "front page"),
    ("log", "log"),
    ("link", "link"),
    ("note", "note on a text"),
]


def known(column, choices, name):
    condition = Q((f"{column}__in", [value for value, _label in choices]))
    return migrations.AddConstraint("paperevent", models.CheckConstraint(condition=condition, name=name))


def key(to, says, delete=django.db.models.deletion.PROTECT, related_name="+", **options):
    return models.ForeignKey(on_delete=delete, related_name=related_name, to=to, verbose_name=says, **options)


class Migration(migrations.Migration):
    """Notes of the newsroom on passages of a text (A42)."""

    dependencies = [
        ("articles", "0130_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "ArticleNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article", key("articles.article", "article", related_name="notes")),
                (
                    "answer_to",
                    key(
                        "articles.articlenote",
                        "answer to",
                        django.db.models.deletion.CASCADE,
                        related_name="answers",
                        null=True,
                    ),
                ),
                ("quote", models.TextField(blank=True, max_length=500, verbose_name="passage")),
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(blank=True, max_length=40)),
                ("body", models.TextField(max_length=2000, verbose_name="note")),
                ("made_by", key(settings.AUTH_USER_MODEL, "made by")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("resolved_by", key(settings.AUTH_USER_MODEL, "resolved by", null=True)),
                ("resolved_at", models.DateTimeField(null=True, verbose_name="resolved")),
            ],
            options={
                "verbose_name": "note on a text",
                "verbose_name_plural": "notes on texts",
                "constraints": [
                    models.CheckConstraint(condition=~Q(("body", "")), name="a_note_on_a_text_says_something"),
                    models.CheckConstraint(
                        condition=Q(("answer_to__isnull", True), ~Q(("quote", "")))
                        | Q(("answer_to__isnull", False), ("quote", "")),
                        name="a_note_quotes_a_passage_and_an_answer_does_not",
                    ),
                    models.CheckConstraint(
                        condition=Q(("resolved_at__isnull", True), ("resolved_by__isnull", True))
                        | Q(
                            ("answer_to__isnull", True), ("resolved_at__isnull", False), ("resolved_by__isnull", False)
                        ),
                        name="a_note_is_resolved_by_somebody_and_an_answer_never",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "note",
                    key(
                        "articles.articlenote",
                        "note",
                        django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        db_index=False,
                    ),
                ),
                ("person", key(settings.AUTH_USER_MODEL, "person")),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "constraints": [models.UniqueConstraint(fields=("note", "person"), name="a_note_names_a_person_once")],
            },
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
