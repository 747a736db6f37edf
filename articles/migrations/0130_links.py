import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.models import Q

from accounts.triggers import Rebuilding

TROUBLES = [
    ("unreachable", "nobody answers there"),
    ("closed", "it leads where no reader can go"),
    ("circle", "it leads on and on"),
    ("robots", "the site wants no programs there"),
]
DEEDS = [
    ("add", "add"),
    ("change", "change"),
    ("replace", "replace everywhere"),
    ("remove", "remove"),
    ("export", "take a copy"),
    ("leave", "leave as it is"),
    ("resume", "name again"),
]
THINGS = [
    ("photo", "photo"),
    ("section", "section"),
    ("edition", "edition"),
    ("front", "front page"),
    ("log", "log"),
    ("link", "link"),
]


def known(column, choices, name):
    condition = Q((f"{column}__in", [value for value, _label in choices]))
    return migrations.AddConstraint("paperevent", models.CheckConstraint(condition=condition, name=name))


def let_see(apps, editor):
    """Let the newsroom see dead links. Permissions are made here: Django makes them after all migrations only."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=editor.connection.alias, verbosity=0)
    config.models_module = None
    seeing = apps.get_model("auth", "Permission").objects.get(content_type__app_label="articles", codename="view_link")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=("reporter", "editor", "publisher")):
        group.permissions.add(seeing)


class Migration(migrations.Migration):
    """Links of published texts, and what was found where they lead (A46)."""

    dependencies = [
        ("articles", "0129_embargo"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "LinkHost",
            fields=[
                ("name", models.CharField(max_length=253, primary_key=True, serialize=False, verbose_name="host")),
                ("asked_at", models.DateTimeField(null=True, verbose_name="last asked")),
                ("rules", models.TextField(blank=True, verbose_name="rules for programs")),
                ("rules_at", models.DateTimeField(null=True, verbose_name="rules read")),
            ],
            options={"verbose_name": "site that is linked to", "verbose_name_plural": "sites that are linked to"},
        ),
        migrations.CreateModel(
            "LinkTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=2000, verbose_name="address")),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "host",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="articles.linkhost",
                        verbose_name="host",
                    ),
                ),
                ("turn_at", models.DateTimeField(verbose_name="last looked at")),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="answer")),
                ("trouble", models.CharField(blank=True, choices=TROUBLES, max_length=16, verbose_name="trouble")),
                ("failing_since", models.DateTimeField(null=True, verbose_name="dead since")),
                ("nights", models.PositiveSmallIntegerField(default=0, verbose_name="nights")),
                ("failed_on", models.DateField(null=True, verbose_name="last failed")),
            ],
            options={
                "verbose_name": "address that is linked to",
                "verbose_name_plural": "addresses that are linked to",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("failed_on__isnull", True), ("failing_since__isnull", True), ("nights", 0))
                        | Q(("failed_on__isnull", False), ("failing_since__isnull", False), ("nights__gt", 0)),
                        name="a_link_that_fails_has_failed_on_a_night",
                    ),
                    models.CheckConstraint(
                        condition=Q(("status__isnull", True)) | Q(("trouble", "")), name="a_link_has_one_answer"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["host", "turn_at", "id"], name="link_turns"),
                    models.Index(
                        condition=Q(("host__isnull", False)), fields=["turn_at", "id"], name="link_turns_elsewhere"
                    ),
                    models.Index(
                        condition=Q(("failing_since__isnull", False)), fields=["failing_since"], name="link_failing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="articles.linktarget",
                        verbose_name="address",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="words")),
                ("left_at", models.DateTimeField(null=True, verbose_name="left as it is")),
                (
                    "left_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
            ],
            options={
                "verbose_name": "dead link",
                "verbose_name_plural": "dead links",
                "constraints": [
                    models.UniqueConstraint(fields=("article", "target"), name="one_link_per_article_and_address"),
                    models.CheckConstraint(
                        condition=Q(("left_at__isnull", True), ("left_by__isnull", True), ("reason", ""))
                        | Q(("left_at__isnull", False), ("left_by__isnull", False), ~Q(("reason", ""))),
                        name="a_link_is_left_with_a_reason",
                    ),
                ],
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
        migrations.RunPython(let_see, migrations.RunPython.noop),
    ]
