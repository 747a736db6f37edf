from django.db import migrations

from accounts.triggers import CLOCK, refuse_delete, refuse_insert, refuse_update

SEEN = f"OLD.public_at <= {CLOCK}"
ELSEWHERE = """
NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM articles_correction AS earlier
    WHERE earlier.id = NEW.supersedes_id AND earlier.article_id = NEW.article_id
)
"""
SENT = " OR ".join(
    f"OLD.{column} <> NEW.{column}"
    for column in ("article_id", "title", "text", "is_urgent", "made_by_id", "made_at", "audience")
)
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
PLANNED = "a slot holds one article at a time, and a page no article twice"
#: None of their rows has an end.
LASTING = (
    "articles_revision", "articles_articleevent", "articles_checklistoverride", "articles_tagevent",
    "articles_paperevent",
)  # fmt: skip


class Migration(migrations.Migration):
    """What is written once stays as it was written."""

    dependencies = [("articles", "0001_tables")]
    operations = [
        *(refuse_update(table) for table in LASTING),
        *(refuse_delete(table) for table in LASTING),
        refuse_update("articles_assignmentchange"),
        refuse_update("articles_subscriptionevent"),
        refuse_update("articles_correction", SEEN),
        refuse_delete("articles_correction", SEEN),
        refuse_insert("articles_correction", ELSEWHERE),
        refuse_update("articles_pushnotice", SENT),
        refuse_insert("articles_placement", TWICE.format(but=""), PLANNED),
        refuse_update("articles_placement", TWICE.format(but="AND other.id <> OLD.id"), PLANNED),
    ]
