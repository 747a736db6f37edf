import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.triggers import refuse_delete, refuse_update
from moderation.permissions import MODERATORS, OPENING

#: A comment tells no more appreciations than there are.
MADE_UP = """
NEW.appreciation_count > OLD.appreciation_count
AND NEW.appreciation_count > (SELECT COUNT(*) FROM moderation_appreciation a WHERE a.comment_id = NEW.id)
"""
#: Of what was chosen, its reason alone may go: it is about somebody's words.
REWRITTEN = """
NEW.comment_id <> OLD.comment_id OR NEW.version <> OLD.version OR NEW.is_taken_back <> OLD.is_taken_back
OR NEW.made_by_id <> OLD.made_by_id OR NEW.made_at <> OLD.made_at OR (NEW.why <> OLD.why AND NEW.why <> '')
"""


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Let moderators, editors and publishers choose comments."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="moderation", model="choice"
    )
    right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="add_choice", defaults={"name": "Can add editor’s choice"}
    )
    for name in (MODERATORS, *OPENING):
        apps.get_model("auth", "Group").objects.get_or_create(name=name)[0].permissions.add(right)


class Migration(migrations.Migration):
    """Members appreciate comments, and editors choose among them."""

    dependencies = [
        ("articles", "0111_preview_links"),
        ("moderation", "0119_sanctions_hold"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appreciation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_at", models.DateTimeField(verbose_name="given")),
            ],
            options={
                "verbose_name": "appreciation",
                "verbose_name_plural": "appreciations",
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("is_taken_back", models.BooleanField(default=False, verbose_name="taken back")),
                ("made_at", models.DateTimeField(verbose_name="made")),
            ],
            options={
                "verbose_name": "editor’s choice",
                "verbose_name_plural": "editors’ choices",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_taken_back", False), ("why", ""), _connector="OR"),
                        name="what_is_taken_back_needs_no_reason",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="appreciation_count",
            field=models.PositiveIntegerField(default=0, verbose_name="appreciations"),
        ),
        migrations.AddField(
            model_name="comment",
            name="chosen_at",
            field=models.DateTimeField(null=True, verbose_name="chosen by an editor"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(
                    ("erased_at__isnull", True), ("status", "published"), ("withdrawn_at__isnull", True)
                ),
                fields=["article", "-appreciation_count", "-number"],
                name="most_appreciated",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("chosen_at__isnull", False)), fields=["article", "-number"], name="editors_choice"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("chosen_at__isnull", True),
                    models.Q(("erased_at__isnull", True), ("status", "published"), ("withdrawn_at__isnull", True)),
                    _connector="OR",
                ),
                name="an_editors_choice_can_be_read",
            ),
        ),
        migrations.AddField(
            model_name="appreciation",
            name="comment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="moderation.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AddField(
            model_name="appreciation",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="given by",
            ),
        ),
        migrations.AddField(
            model_name="choice",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="choices",
                to="moderation.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AddField(
            model_name="choice",
            name="made_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddConstraint(
            model_name="appreciation",
            constraint=models.UniqueConstraint(
                fields=("comment", "person"), name="one_appreciation_per_person_and_comment"
            ),
        ),
        refuse_update("moderation_comment", MADE_UP, says="nobody gave so many appreciations"),
        refuse_update("moderation_choice", REWRITTEN),
        refuse_delete("moderation_choice"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
