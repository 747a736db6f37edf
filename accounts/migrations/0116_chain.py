from django.db import migrations, models
from django.db.models import Q

from accounts.triggers import refuse_delete, refuse_update

#: Of an entry its salt alone may go.
REWRITTEN = """
OLD.number <> NEW.number OR OLD.log <> NEW.log OR OLD.key <> NEW.key OR OLD.made_at <> NEW.made_at
OR OLD.digest <> NEW.digest OR OLD.link <> NEW.link OR NEW.salt <> OLD.salt AND NEW.salt <> ''
"""


class Migration(migrations.Migration):
    """A chain of hashes over the ledger and the logs (V64, A60)."""

    dependencies = [("accounts", "0100_guards")]
    operations = [
        migrations.CreateModel(
            "Checkpoint",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="number")),
                ("previous", models.CharField(blank=True, max_length=64, verbose_name="hash of the one before")),
                ("size", models.BigIntegerField(db_index=True, verbose_name="entries")),
                ("link", models.CharField(blank=True, max_length=64, verbose_name="link of the chain")),
                ("is_restored", models.BooleanField(default=False, verbose_name="after a restored backup")),
                ("made_at", models.DateTimeField(db_index=True, verbose_name="made")),
                ("hash", models.CharField(max_length=64, unique=True, verbose_name="hash")),
            ],
            options={"verbose_name": "checkpoint", "verbose_name_plural": "checkpoints", "ordering": ["-number"]},
        ),
        migrations.AddConstraint(
            "checkpoint",
            models.CheckConstraint(condition=Q(number__gte=1, size__gte=0), name="checkpoints_are_counted_from_one"),
        ),
        migrations.CreateModel(
            "ChainEntry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="number")),
                ("log", models.CharField(max_length=24, verbose_name="log")),
                ("key", models.BigIntegerField(verbose_name="row")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("digest", models.CharField(max_length=64, verbose_name="hash of the row")),
                ("salt", models.CharField(blank=True, max_length=32, verbose_name="salt")),
                ("link", models.CharField(max_length=64, verbose_name="link of the chain")),
            ],
            options={"verbose_name": "entry of the chain", "verbose_name_plural": "entries of the chain"},
        ),
        migrations.AddConstraint(
            "chainentry", models.UniqueConstraint(fields=["log", "key"], name="a_row_is_chained_once")
        ),
        refuse_update("accounts_checkpoint"),
        refuse_delete("accounts_checkpoint"),
        refuse_update("accounts_chainentry", REWRITTEN, "an entry of the chain stays; its salt goes with its row"),
        refuse_delete("accounts_chainentry"),
    ]
