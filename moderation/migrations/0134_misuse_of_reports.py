import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import moderation.models.misuse
from accounts.triggers import refuse_delete, refuse_insert, refuse_update

#: A pause without an earlier warning of the same person that stands, beside another, or for more than ninety days.
UNWARNED = """
NEW.step = 'pause' AND (
    NOT EXISTS (
        SELECT 1 FROM moderation_misuse w
        WHERE w.id = NEW.warning_id AND w.person_id = NEW.person_id AND w.step = 'warning'
        AND w.taken_back_at IS NULL AND w.made_at < NEW.made_at
    ) OR EXISTS (
        SELECT 1 FROM moderation_misuse p
        WHERE p.person_id = NEW.person_id AND p.step = 'pause' AND p.taken_back_at IS NULL AND p.ends_at > NEW.made_at
    ) OR {seconds NEW.ends_at} - {seconds NEW.made_at} > 7776000
)
"""
UNFOUNDED = "TRIM(NEW.facts) = '' OR TRIM(NEW.gravity) = ''"
#: What was said stays as it was told, until its words go; what was taken back does not come again.
RETOLD = """
NEW.person_id <> OLD.person_id OR NEW.step <> OLD.step OR NEW.made_at <> OLD.made_at OR NEW.made_by_id <> OLD.made_by_id
OR COALESCE(NEW.warning_id, 0) <> COALESCE(OLD.warning_id, 0) OR NEW.ends_at <> OLD.ends_at
OR NEW.unfounded <> OLD.unfounded OR NEW.of_all <> OLD.of_all
OR NEW.facts <> OLD.facts AND NEW.facts <> '' OR NEW.gravity <> OLD.gravity AND NEW.gravity <> ''
OR NEW.intention <> OLD.intention AND NEW.intention <> ''
OR OLD.taken_back_at IS NOT NULL AND (NEW.taken_back_at IS NULL OR NEW.taken_back_at <> OLD.taken_back_at)
"""


class Migration(migrations.Migration):
    """Warnings and pauses for misuse of reports (V46)."""

    dependencies = [
        ("moderation", "0133_hearings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="waits_until",
            field=models.DateTimeField(null=True, verbose_name="not looked at before"),
        ),
        migrations.CreateModel(
            name="Misuse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=moderation.models.misuse.new_misuse_reference,
                        max_length=16,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[("warning", "warning"), ("pause", "pause")], max_length=8, verbose_name="step"
                    ),
                ),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("facts", models.TextField(verbose_name="facts")),
                ("unfounded", models.PositiveIntegerField(verbose_name="manifestly unfounded reports")),
                ("of_all", models.PositiveIntegerField(verbose_name="of all within a year")),
                ("gravity", models.TextField(verbose_name="how grave it is")),
                ("intention", models.TextField(blank=True, verbose_name="intention")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="until")),
                ("objection", models.TextField(blank=True, verbose_name="objection")),
                ("taken_back_at", models.DateTimeField(null=True, verbose_name="taken back")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="misuses",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken back by",
                    ),
                ),
                (
                    "warning",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="moderation.misuse",
                        verbose_name="after the warning",
                    ),
                ),
            ],
            options={
                "verbose_name": "misuse of reports",
                "verbose_name_plural": "misuse of reports",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_at__isnull", True), ("step", "warning"), ("warning__isnull", True)),
                            models.Q(
                                ("ends_at__gt", models.F("made_at")),
                                ("ends_at__isnull", False),
                                ("step", "pause"),
                                ("warning__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_pause_follows_a_warning_and_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unfounded__gt", 0), ("unfounded__lte", models.F("of_all"))),
                        name="misuse_is_some_of_all_reports",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                            models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_person_takes_misuse_back",
                    ),
                ],
            },
        ),
        refuse_insert("moderation_misuse", UNWARNED, says="nobody is paused who was not warned"),
        refuse_insert("moderation_misuse", UNFOUNDED, says="facts and gravity are missing", about="factors"),
        refuse_update("moderation_misuse", RETOLD, says="what was told stays as it was"),
        refuse_delete("moderation_misuse"),
    ]
