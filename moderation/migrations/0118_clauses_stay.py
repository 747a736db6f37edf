from django.db import migrations

from accounts.triggers import refuse_delete, refuse_insert

IS_PUBLISHED = "EXISTS (SELECT 1 FROM accounts_policyversion v WHERE v.id = {}.version_id AND published_at IS NOT NULL)"


class Migration(migrations.Migration):
    """No clause of published rules goes, and none comes to them."""

    dependencies = [("moderation", "0117_decisions_stay"), ("accounts", "0101_policies_stay")]
    operations = [
        refuse_delete("moderation_clause", IS_PUBLISHED.format("OLD")),
        refuse_insert("moderation_clause", IS_PUBLISHED.format("NEW")),
    ]
