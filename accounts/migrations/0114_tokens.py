import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tokens by which programs act for a person (C72)."""

    dependencies = [
        ("accounts", "0113_signature_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("key", models.CharField(max_length=12, unique=True, verbose_name="beginning")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("proof", models.CharField(max_length=64, verbose_name="proof")),
                ("scopes", models.JSONField(verbose_name="may")),
                ("has_second_factor", models.BooleanField(default=False, verbose_name="made with a second factor")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("used_on", models.DateField(null=True, verbose_name="last used")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "token of a program",
                "verbose_name_plural": "tokens of programs",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("made_at"))), name="a_token_ends_after_it_was_made"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("person", "name"),
                        name="one_token_per_person_and_name",
                    ),
                ],
            },
        ),
    ]
