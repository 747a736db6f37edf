from django.db import migrations

from accounts.triggers import refuse_update


class Migration(migrations.Migration):
    """What is written once stays as it was written."""

    dependencies = [("accounts", "0001_initial")]
    operations = [
        refuse_update("accounts_acknowledgement"),
        refuse_update("accounts_consentevent"),
        refuse_update("accounts_dossieraccess"),
        refuse_update("accounts_erasedperson"),
        refuse_update("accounts_policyversion", "OLD.published_at IS NOT NULL"),
        refuse_update(
            "accounts_policytext",
            "EXISTS (SELECT 1 FROM accounts_policyversion v WHERE v.id = OLD.version_id AND published_at IS NOT NULL)",
        ),
    ]
