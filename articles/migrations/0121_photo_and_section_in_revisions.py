import django.db.models.deletion
from django.db import migrations, models

from accounts.triggers import refuse_update
from articles.search.index import made_anew

_FROM = "UPDATE {to} SET {column} = (SELECT {column} FROM {source} WHERE id = {by})"
_BACK = """UPDATE articles_story SET
photo_id = (SELECT photo_id FROM articles_article WHERE story_id = articles_story.id ORDER BY id LIMIT 1),
section_id = coalesce(
    (SELECT section_id FROM articles_article WHERE story_id = articles_story.id ORDER BY id LIMIT 1),
    (SELECT min(id) FROM articles_section)
)"""


def check(_apps, editor):
    """Check what was written: PostgreSQL alters no table while a reference waits for that."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def share_out(apps, editor):
    """Give each article what the editions of its story shared, and all its revisions the same."""
    for to, source, by in (
        ("articles_article", "articles_story", "story_id"),
        ("articles_revision", "articles_article", "article_id"),
    ):
        for column in ("section_id", "photo_id"):
            editor.execute(_FROM.format(to=to, source=source, by=by, column=column))
    check(apps, editor)


def gather(apps, editor):
    """Give each story what its first article has."""
    editor.execute(_BACK)
    check(apps, editor)


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
