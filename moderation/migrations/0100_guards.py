from django.db import migrations

from accounts.triggers import refuse_update


class Migration(migrations.Migration):
    """What is written once stays as it was written."""

    dependencies = [("moderation", "0001_initial")]
    operations = [
        refuse_update("moderation_decision"),
        refuse_update(
            "moderation_clause",
            "EXISTS (SELECT 1 FROM accounts_policyversion v WHERE v.id = OLD.version_id AND published_at IS NOT NULL)",
        ),
    ]
