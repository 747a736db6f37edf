from django.db import migrations

from accounts.triggers import CLOCK, Guard, refuse_delete, refuse_insert, refuse_update

SEEN = f"OLD.public_at <= {CLOCK}"
ELSEWHERE = """NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM articles_correction AS earlier
    WHERE earlier.id = NEW.supersedes_id AND earlier.article_id = NEW.article_id
)"""


def guards() -> list[Guard]:
    """As 0112_corrections has them."""
    table = "articles_correction"
    return [refuse_update(table, SEEN), refuse_delete(table, SEEN), refuse_insert(table, ELSEWHERE)]


class Migration(migrations.Migration):
    """Which comment pointed out what a correction puts right, `moderation` keeps (0122_mistakes_and_credits)."""

    dependencies = [
        ("articles", "0117_push_news"),
        ("moderation", "0122_mistakes_and_credits"),
    ]

    operations = [
        *(guard.lifted() for guard in guards()),
        migrations.RemoveField(model_name="correction", name="comment"),
        *guards(),
    ]
