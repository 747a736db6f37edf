from django.db import migrations, models
from django.db.models import CheckConstraint, F, Q

from accounts.triggers import refuse_delete, refuse_update

TABLE = "accounts_signaturekey"


class Migration(migrations.Migration):
    """Public keys of signed copies, kept for as long as the site (V63)."""

    dependencies = [("accounts", "0112_badges")]

    operations = [
        migrations.CreateModel(
            name="SignatureKey",
            fields=[
                ("name", models.CharField(max_length=43, primary_key=True, serialize=False, verbose_name="name")),
                ("public", models.CharField(max_length=43, unique=True, verbose_name="public key")),
                ("first_used_at", models.DateTimeField(verbose_name="first used")),
                ("lost_at", models.DateTimeField(null=True, verbose_name="declared lost")),
            ],
            options={
                "verbose_name": "signature key",
                "verbose_name_plural": "signature keys",
                "ordering": ["-first_used_at"],
                "constraints": [
                    CheckConstraint(
                        condition=Q(lost_at__isnull=True) | Q(lost_at__gte=F("first_used_at")),
                        name="a_key_is_lost_after_its_first_use",
                    ),
                ],
            },
        ),
        refuse_update(
            TABLE,
            "OLD.name <> NEW.name OR OLD.public <> NEW.public OR OLD.first_used_at <> NEW.first_used_at"
            " OR OLD.lost_at IS NOT NULL",
            says="a signature key stays as it is; it is declared lost once",
        ),
        refuse_delete(TABLE),
    ]
