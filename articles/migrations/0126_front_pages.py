import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from accounts.triggers import Rebuilding, refuse_insert, refuse_update
from articles.enums import Role
from articles.permissions import PLACING, codenames_of

NEW = PLACING | {"view_placement"}
#: Another plan of the page holds at the same time, and for the same slot, or for the same article.
TWICE = """
EXISTS (
    SELECT 1 FROM articles_placement other
    WHERE other.edition_id = NEW.edition_id AND COALESCE(other.section_id, 0) = COALESCE(NEW.section_id, 0)
    AND (other.slot = NEW.slot OR other.article_id = NEW.article_id)
    AND (other.ends_at IS NULL OR other.ends_at > NEW.starts_at)
    AND (NEW.ends_at IS NULL OR NEW.ends_at > other.starts_at)
    {but}
)
"""
SAYS = "a slot holds one article at a time, and a page no article twice"


def permit(apps, editor):
    """Let the newsroom's roles see plans, and make them. Django makes permissions after all migrations only."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=editor.connection.alias, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission")
    for role in Role:
        group = apps.get_model("auth", "Group").objects.get_or_create(name=role.value)[0]
        found = permission.objects.filter(content_type__app_label="articles", codename__in=codenames_of(role) & NEW)
        group.permissions.add(*found)


def key(to, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **options)


class Migration(migrations.Migration):
    """What stands in the slots of front pages, and when (A53)."""

    dependencies = [("articles", "0125_taken_over")]

    operations = [
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slot",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "lead"), (2, "second place"), (3, "third place"), (4, "fourth place")],
                        verbose_name="slot",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="until")),
                ("gives_way", models.BooleanField(default=False, verbose_name="until the next plan")),
                ("article", key("articles.article", verbose_name="article")),
                ("edition", key("articles.edition", verbose_name="edition", db_index=False)),
                ("section", key("articles.section", verbose_name="section", null=True)),
            ],
            options={
                "verbose_name": "plan for a front page",
                "verbose_name_plural": "plans for front pages",
                "ordering": ["starts_at", "pk"],
                "indexes": [models.Index(fields=["edition", "section", "ends_at"], name="placement_standing")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("slot__in", [1, 2, 3, 4])), name="a_slot_is_known"),
                    models.CheckConstraint(
                        condition=models.Q(("section__isnull", True), ("slot", 1), _connector="OR"),
                        name="a_section_page_has_one_slot",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="a_plan_ends_after_it_begins",
                    ),
                ],
            },
        ),
        refuse_insert("articles_placement", TWICE.format(but=""), SAYS),
        refuse_update("articles_placement", TWICE.format(but="AND other.id <> OLD.id"), SAYS),
        migrations.AlterModelOptions(
            name="paperevent",
            options={
                "ordering": ["-id"],
                "verbose_name": "paper event",
                "verbose_name_plural": "log of photos, sections, front pages and copies",
            },
        ),
        Rebuilding(
            [
                migrations.RemoveConstraint(model_name="paperevent", name="paper_thing_is_known"),
                migrations.AlterField(
                    model_name="paperevent",
                    name="thing",
                    field=models.CharField(
                        choices=[
                            ("photo", "photo"),
                            ("section", "section"),
                            ("edition", "edition"),
                            ("front", "front page"),
                            ("log", "log"),
                        ],
                        max_length=16,
                        verbose_name="thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paperevent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("thing__in", ["photo", "section", "edition", "front", "log"])),
                        name="paper_thing_is_known",
                    ),
                ),
            ]
        ),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
