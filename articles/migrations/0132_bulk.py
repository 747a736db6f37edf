import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

ACTS = [
    ("submit", "Submit for review"),
    ("approve", "Approve"),
    ("return", "Return to the author"),
    ("publish", "Publish"),
    ("unpublish", "Take back from readers"),
    ("tag", "Put a tag on"),
    ("untag", "Take a tag off"),
    ("move", "Move to a section"),
]
OUTCOMES = [("waiting", "to go"), ("done", "done"), ("refused", "refused")]
OF_TAGS = ("tag", "untag")


class Migration(migrations.Migration):
    """Acts on many articles, and what became of each article (A54)."""

    dependencies = [
        ("articles", "0131_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "BulkJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked for by",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("act", models.CharField(choices=ACTS, max_length=16, verbose_name="act")),
                ("tag", models.CharField(blank=True, max_length=60, verbose_name="tag")),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.section",
                        verbose_name="section",
                    ),
                ),
                ("is_shown", models.BooleanField(default=False, verbose_name="shown to readers at once")),
                ("stopped_at", models.DateTimeField(null=True, verbose_name="stopped")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
            ],
            options={
                "verbose_name": "act on many articles",
                "verbose_name_plural": "acts on many articles",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("act__in", [act for act, _label in ACTS])), name="bulk_act_is_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(("act__in", OF_TAGS)) & ~Q(("tag", "")) | ~Q(("act__in", OF_TAGS)) & Q(("tag", "")),
                        name="a_bulk_act_on_tags_names_one",
                    ),
                    models.CheckConstraint(
                        condition=Q(("act", "move"), ("section__isnull", False))
                        | ~Q(("act", "move")) & Q(("section__isnull", True)),
                        name="a_bulk_move_names_its_section",
                    ),
                    models.CheckConstraint(
                        condition=Q(("is_shown", False)) | Q(("act__in", (*OF_TAGS, "move"))),
                        name="a_bulk_act_shows_texts_that_it_changes",
                    ),
                    models.CheckConstraint(
                        condition=Q(("stopped_at__isnull", True)) | Q(("ended_at__isnull", True)),
                        name="a_bulk_act_is_stopped_or_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "BulkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="articles.bulkjob",
                        verbose_name="act on many articles",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                (
                    "outcome",
                    models.CharField(choices=OUTCOMES, default="waiting", max_length=16, verbose_name="outcome"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "article of a bulk act",
                "verbose_name_plural": "articles of bulk acts",
                "indexes": [models.Index(fields=["job", "outcome", "id"], name="bulk_outcomes")],
                "constraints": [
                    models.UniqueConstraint(fields=("job", "article"), name="a_bulk_act_has_an_article_once"),
                    models.CheckConstraint(
                        condition=Q(("outcome__in", [outcome for outcome, _label in OUTCOMES])),
                        name="bulk_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=Q(("outcome", "refused")) & ~Q(("reason", ""))
                        | ~Q(("outcome", "refused")) & Q(("reason", "")),
                        name="a_bulk_act_is_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=Q(("outcome", "waiting"), ("settled_at__isnull", True))
                        | ~Q(("outcome", "waiting")) & Q(("settled_at__isnull", False)),
                        name="what_a_bulk_act_has_done_has_its_time",
                    ),
                ],
            },
        ),
    ]
