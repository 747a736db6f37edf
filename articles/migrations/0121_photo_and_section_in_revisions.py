import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.triggers import refuse_update
from articles.search.index import made_anew


def share_out(apps, editor):
    """Give each article what the editions of its story shared, and all its revisions the same."""
    story, article, revision = (apps.get_model("articles", name) for name in ("Story", "Article", "Revision"))
    for model, shared in (
        (article, story.objects.filter(pk=OuterRef("story"))),
        (revision, article.objects.filter(pk=OuterRef("article"))),
    ):
        model.objects.update(section=Subquery(shared.values("section")), photo=Subquery(shared.values("photo")))
    editor.connection.check_constraints()  # PostgreSQL alters no table while a reference waits for that


def gather(apps, editor):
    """Give each story what its first article has."""
    story, article, section = (apps.get_model("articles", name) for name in ("Story", "Article", "Section"))
    first = article.objects.filter(story=OuterRef("pk")).order_by("pk")
    any_section = section.objects.order_by("pk").values("pk")[:1]
    story.objects.update(
        photo=Subquery(first.values("photo")[:1]),
        section=Coalesce(Subquery(first.values("section")[:1]), Subquery(any_section)),
    )
    editor.connection.check_constraints()


def section(*, is_needed):
    """Make the column."""
    return models.ForeignKey(
        null=not is_needed,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="articles.section",
        verbose_name="section",
    )


def photo(**options):
    """Make the column."""
    return models.ForeignKey(null=True, related_name="+", to="articles.photo", verbose_name="photo", **options)


class Migration(migrations.Migration):
    """Photo and section of an article are part of its revisions, and reach readers by publishing alone (A8, A11).

    SQLite rebuilds tables, which takes their triggers away.
    """

    dependencies = [("articles", "0120_roles_in_parts_of_the_paper")]

    operations = [
        migrations.AddField("article", "section", section(is_needed=False)),
        migrations.AddField("article", "photo", photo(blank=True, on_delete=django.db.models.deletion.SET_NULL)),
        migrations.AddField("revision", "section", section(is_needed=False)),
        migrations.AddField(
            "revision", "photo", photo(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING)
        ),
        refuse_update("articles_revision").lifted(),
        migrations.RunPython(share_out, migrations.RunPython.noop),
        migrations.AlterField("story", "section", section(is_needed=False)),
        migrations.AlterField("article", "section", section(is_needed=True)),
        migrations.AlterField("revision", "section", section(is_needed=True)),
        refuse_update("articles_revision"),
        migrations.RunPython(migrations.RunPython.noop, gather),
        migrations.RemoveField("story", "section"),
        migrations.RemoveField("story", "photo"),
        made_anew(),
    ]
