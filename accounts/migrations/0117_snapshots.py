import django.db.models.deletion
from django.db import migrations, models

from accounts.triggers import refuse_delete, refuse_insert, refuse_update

IS_PUBLISHED = (
    "EXISTS (SELECT 1 FROM accounts_policyversion v WHERE v.id = NEW.version_id AND published_at IS NOT NULL)"
)
LATE = "what was declared when a policy was published is written down then, or never"


class Migration(migrations.Migration):
    """What was declared when a privacy policy was published (V70, V73)."""

    dependencies = [("accounts", "0116_chain")]
    operations = [
        migrations.CreateModel(
            "PolicySnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.TextField(verbose_name="what was declared")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshot",
                        to="accounts.policyversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "declarations of a policy",
                "verbose_name_plural": "declarations of policies",
            },
        ),
        refuse_insert("accounts_policysnapshot", IS_PUBLISHED, LATE),
        refuse_update("accounts_policysnapshot"),
        refuse_delete("accounts_policysnapshot"),
    ]
