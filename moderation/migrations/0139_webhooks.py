import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where other programs are told what happens (C72)."""

    dependencies = [
        ("moderation", "0138_imported_comments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WebhookTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                ("address", models.URLField(max_length=500, verbose_name="address")),
                ("events", models.JSONField(default=list, verbose_name="is told that")),
                ("nonce", models.CharField(editable=False, max_length=32)),
                ("previous_nonce", models.CharField(blank=True, editable=False, max_length=32)),
                (
                    "previous_until",
                    models.DateTimeField(editable=False, null=True, verbose_name="the former secret holds until"),
                ),
                ("made_at", models.DateTimeField(editable=False, verbose_name="made")),
                ("begins_at", models.DateTimeField(editable=False, verbose_name="is told of everything since")),
                ("told_until", models.DateTimeField(editable=False)),
                ("last_decision", models.BigIntegerField(default=0, editable=False)),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="last answered")),
                ("failing_since", models.DateTimeField(editable=False, null=True, verbose_name="fails since")),
                ("last_error", models.CharField(blank=True, editable=False, max_length=200, verbose_name="last error")),
                ("paused_at", models.DateTimeField(editable=False, null=True, verbose_name="paused")),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("address", ""), _negated=True)
                        ),
                        name="a_webhook_has_name_and_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("previous_nonce", ""), ("previous_until__isnull", False), _connector="OR"),
                        name="a_former_secret_of_a_webhook_ends",
                    ),
                ],
            },
        ),
    ]
