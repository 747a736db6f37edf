import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.triggers import refuse_delete, refuse_update
from moderation.permissions import OPENING

#: A badge stays as it was given, until its words go with the person; what was revoked does not stand again.
REWRITTEN = """
NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR COALESCE(NEW.article_id, 0) <> COALESCE(OLD.article_id, 0)
OR NEW.given_by_id <> OLD.given_by_id OR NEW.given_at <> OLD.given_at
OR NEW.words <> OLD.words AND NEW.words <> ''
OR OLD.revoked_at IS NOT NULL AND (
    NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at OR NEW.revoked_by_id <> OLD.revoked_by_id
)
"""


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Let editors and publishers give badges."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="moderation", model="badge")
    right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="add_badge", defaults={"name": "Can add badge"}
    )
    for name in OPENING:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)[0].permissions.add(right)


class Migration(migrations.Migration):
    """Editors vouch for the names of experts and of who was interviewed (C54)."""

    dependencies = [
        ("accounts", "0112_badges"),
        ("articles", "0123_subscriptions_name_their_words"),
        ("moderation", "0135_follows_state_an_age"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Badge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("expert", "Expert"), ("interviewee", "Interviewee")],
                        max_length=12,
                        verbose_name="badge",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="For readers, behind the badge: “hydrologist, Graz”.",
                        max_length=80,
                        verbose_name="as what",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="granted")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the badge stands in the whole paper.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granted by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "badge",
                "verbose_name_plural": "badges",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("expert", "interviewee"))),
                        name="a_badge_is_one_that_editors_give",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_person_revokes_a_badge",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("article__isnull", False), ("revoked_at__isnull", True)),
                        fields=("person", "kind", "article"),
                        name="one_badge_of_a_kind_below_an_article",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("article__isnull", True), ("revoked_at__isnull", True)),
                        fields=("person", "kind"),
                        name="one_badge_of_a_kind_in_the_paper",
                    ),
                ],
            },
        ),
        refuse_update("moderation_badge", REWRITTEN, says="a badge stays as it was given"),
        refuse_delete("moderation_badge"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
