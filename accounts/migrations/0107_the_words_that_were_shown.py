import hashlib

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.triggers import refuse_delete, refuse_update

GUARD = refuse_update("accounts_consentevent")


def keep_words(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the words of today; of older ones there is no more than the fingerprint."""
    wordings = apps.get_model("accounts", "ConsentWording").objects
    for text in apps.get_model("accounts", "PurposeText").objects.all():
        said = {"language": text.language, "name": text.name, "description": text.description}
        digest = hashlib.sha256(f"{text.name}\n{text.description}".encode()).hexdigest()
        wordings.get_or_create(sha256=digest, defaults=said)
    events = apps.get_model("accounts", "ConsentEvent").objects
    for digest in events.order_by().values_list("wording_sha256", flat=True).distinct():
        wordings.get_or_create(sha256=digest)


class Migration(migrations.Migration):
    """Of the words that a choice was made on all are kept (C41)."""

    dependencies = [("accounts", "0106_effects_name_their_request")]

    operations = [
        migrations.CreateModel(
            name="ConsentWording",
            fields=[
                (
                    "sha256",
                    models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="fingerprint"),
                ),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
            ],
            options={
                "verbose_name": "wording shown",
                "verbose_name_plural": "wordings shown",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256", ""), _negated=True), name="a_wording_has_its_fingerprint"
                    )
                ],
            },
        ),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
        GUARD.lifted(),
        migrations.RemoveConstraint("consentevent", "a_consent_names_its_wording"),
        migrations.AlterField(
            "consentevent",
            "wording_sha256",
            models.CharField(max_length=64, db_column="wording_sha256", verbose_name="fingerprint of the wording"),
        ),
        migrations.RenameField("consentevent", "wording_sha256", "wording"),
        migrations.AlterField(
            "consentevent",
            "wording",
            models.ForeignKey(
                db_column="wording_sha256",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.consentwording",
                verbose_name="wording",
            ),
        ),
        GUARD,
        refuse_update("accounts_consentwording"),
        refuse_delete("accounts_consentwording"),
    ]
