import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import moderation.models.harassment
from accounts.triggers import refuse_delete, refuse_update

#: The moderator concerned takes no case about it (C67).
TAKEN = """
NEW.taken_by_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM moderation_harassment h WHERE h.case_id = NEW.id AND h.target_id = NEW.taken_by_id
)
"""
#: Whom it is about stays, and what was decided, until its words go.
REWRITTEN = """
NEW.target_id <> OLD.target_id OR NEW.person_id <> OLD.person_id OR NEW.case_id <> OLD.case_id
OR OLD.decided_at IS NOT NULL AND (
    NEW.decided_at IS NULL OR NEW.decided_at <> OLD.decided_at OR NEW.outcome <> OLD.outcome
    OR NEW.answer <> OLD.answer AND NEW.answer <> ''
)
"""


class Migration(migrations.Migration):
    """Harassment of a moderator is a case of its own kind, which somebody else decides (C67)."""

    dependencies = [
        ("moderation", "0140_questions_to_experts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="kind",
            field=models.CharField(
                choices=[
                    ("comment", "comment"),
                    ("campaign", "near-copies"),
                    ("letter", "letter"),
                    ("hearing", "hearing"),
                    ("harassment", "harassment of a moderator"),
                ],
                default="comment",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="Harassment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=moderation.models.harassment.new_harassment_reference,
                        max_length=16,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("found", "harassment"),
                            ("none", "no harassment"),
                            ("gone", "not decided: the account was erased"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="what was found")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                ("shield_ended_at", models.DateTimeField(null=True, verbose_name="shield ended")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="harassment",
                        to="moderation.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who is said to do it",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator concerned",
                    ),
                ),
            ],
            options={
                "verbose_name": "harassment of a moderator",
                "verbose_name_plural": "harassment of moderators",
            },
        ),
        migrations.CreateModel(
            name="HarassmentPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(blank=True, verbose_name="what happened")),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "harassment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="moderation.harassment",
                        verbose_name="harassment of a moderator",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.appeal",
                        verbose_name="letter",
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of a case of harassment",
                "verbose_name_plural": "pieces of a case of harassment",
            },
        ),
        migrations.AddConstraint(
            model_name="harassment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at__isnull", True)),
                fields=("target", "person"),
                name="one_open_harassment_of_a_moderator_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="harassment",
            constraint=models.CheckConstraint(
                condition=models.Q(("target", models.F("person")), _negated=True), name="nobody_harasses_themselves"
            ),
        ),
        migrations.AddConstraint(
            model_name="harassment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("target")), _negated=True),
                    _connector="OR",
                ),
                name="somebody_else_decides_about_harassment",
            ),
        ),
        migrations.AddConstraint(
            model_name="harassment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("outcome", "")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("outcome__in", ["found", "none", "gone"]),
                    ),
                    models.Q(("decided_at__isnull", False), ("outcome", "gone")),
                    _connector="OR",
                ),
                name="a_decided_harassment_has_its_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="harassmentpiece",
            constraint=models.CheckConstraint(
                condition=models.Q(("comment__isnull", True), ("letter__isnull", True), _connector="OR"),
                name="a_piece_is_a_comment_or_a_letter",
            ),
        ),
        refuse_update("moderation_case", TAKEN, says="somebody else handles harassment of a moderator", about="target"),
        refuse_update(
            "moderation_harassment", REWRITTEN, says="a case of harassment stays as it was opened and decided"
        ),
        refuse_delete("moderation_harassment"),
        refuse_delete("moderation_harassmentpiece"),
    ]
