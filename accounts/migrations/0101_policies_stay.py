from django.db import migrations

from accounts.triggers import refuse_delete, refuse_insert

IS_PUBLISHED = "EXISTS (SELECT 1 FROM accounts_policyversion v WHERE v.id = {}.version_id AND published_at IS NOT NULL)"


class Migration(migrations.Migration):
    """Nothing of a published policy goes, and nothing comes to it."""

    dependencies = [("accounts", "0100_guards")]
    operations = [
        refuse_delete("accounts_policyversion", "OLD.published_at IS NOT NULL"),
        refuse_delete("accounts_policytext", IS_PUBLISHED.format("OLD")),
        refuse_insert("accounts_policytext", IS_PUBLISHED.format("NEW")),
    ]
