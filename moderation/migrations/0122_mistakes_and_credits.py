import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, override

import moderation.models.mistake
from accounts.triggers import refuse_delete, refuse_update
from moderation.permissions import OPENING

TEXT = '<div class="comment__text"'


def carry(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Credit the comments that corrections named, and let their cards say so."""
    corrections = apps.get_model("articles", "Correction").objects.filter(comment__isnull=False)
    for correction in corrections.select_related("article", "comment").order_by("pk"):
        apps.get_model("moderation", "CorrectionCredit").objects.create(
            correction=correction, comment=correction.comment, made_at=correction.made_at
        )
        comment = apps.get_model("moderation", "Comment").objects.get(pk=correction.comment_id)
        comment.corrected_at = correction.made_at
        if "#correction-" not in comment.card:
            comment.card = comment.card.replace(TEXT, f"{_mark(correction)}\n    {TEXT}", 1)
        comment.save(update_fields=["corrected_at", "card"])


def _mark(correction) -> str:
    """Write what a card says of a correction, as it is written from now on."""
    article = correction.article
    with override(article.edition_id):
        address = reverse("articles:article", kwargs={"slug": article.slug, "pk": article.pk})
        said = gettext("Led to a correction of the article")
    return format_html('<p class="comment__choice"><a href="{}#correction-{}">{}</a></p>', address, correction.pk, said)


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Let editors and publishers answer what readers report."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="moderation", model="mistake"
    )
    right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="change_mistake", defaults={"name": "Can change mistake reported in an article"}
    )
    for name in OPENING:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)[0].permissions.add(right)


class Migration(migrations.Migration):
    """Readers report mistakes, and corrections credit comments by a row of moderation's own; what is set for a time may
    wait until somebody looks."""

    dependencies = [
        ("articles", "0114_search"),
        ("moderation", "0121_desk_for_a_time_and_scans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="corrected_at",
            field=models.DateTimeField(null=True, verbose_name="led to a correction"),
        ),
        migrations.CreateModel(
            name="CorrectionCredit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="moderation.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "correction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.correction",
                        verbose_name="correction",
                    ),
                ),
            ],
            options={
                "verbose_name": "credit of a correction",
                "verbose_name_plural": "credits of corrections",
            },
        ),
        migrations.CreateModel(
            name="Mistake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=moderation.models.mistake.new_mistake_reference,
                        max_length=16,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="what is said to be wrong")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(default="en", max_length=12, verbose_name="language")),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("corrected", "corrected"),
                            ("no-mistake", "no mistake"),
                            ("duplicate", "reported before"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True, verbose_name="taken")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mistakes",
                        to="moderation.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.correction",
                        verbose_name="correction",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repetitions",
                        to="moderation.mistake",
                        verbose_name="repeats",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who has it",
                    ),
                ),
            ],
            options={
                "verbose_name": "mistake reported in an article",
                "verbose_name_plural": "mistakes reported in articles",
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["received_at"], name="open_mistakes")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "corrected", "no-mistake", "duplicate"])),
                        name="mistake_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_mistake_says_what_is_wrong"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_answered_mistake_says_by_whom_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction__isnull", False), ("state", "corrected")),
                            models.Q(models.Q(("state", "corrected"), _negated=True), ("correction__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_corrected_mistake_names_its_correction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("repeats__isnull", False), ("state", "duplicate")),
                            models.Q(models.Q(("state", "duplicate"), _negated=True), ("repeats__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_repeated_mistake_names_the_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("repeats", models.F("id")), _negated=True),
                        name="a_mistake_does_not_repeat_itself",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="thread",
            name="review_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="to be looked at"),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review_at__isnull", True),
                    models.Q(
                        ("planned_from__isnull", False),
                        ("planned_until__isnull", True),
                        ("review_at__gt", models.F("planned_from")),
                    ),
                    _connector="OR",
                ),
                name="what_is_looked_at_does_not_end_by_itself",
            ),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
        refuse_update("moderation_correctioncredit"),
        refuse_delete("moderation_correctioncredit"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
