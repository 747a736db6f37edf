import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.triggers import refuse_update

GUARD = refuse_update("moderation_followevent")


def keep_words(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Name the wordings of older events, of which there may be no more than the fingerprint."""
    events = apps.get_model("moderation", "followevent").objects
    for digest in events.order_by().values_list("wording_sha256", flat=True).distinct():
        apps.get_model("accounts", "ConsentWording").objects.get_or_create(sha256=digest)


class Migration(migrations.Migration):
    """What was agreed to for a followed discussion leads to the words that were shown (C41)."""

    dependencies = [("accounts", "0107_the_words_that_were_shown"), ("moderation", "0125_discussions")]

    operations = [
        migrations.RunPython(keep_words, migrations.RunPython.noop),
        GUARD.lifted(),
        migrations.RemoveConstraint("followevent", "a_follow_names_its_wording"),
        migrations.AlterField(
            "followevent",
            "wording_sha256",
            models.CharField(max_length=64, db_column="wording_sha256", verbose_name="fingerprint of the wording"),
        ),
        migrations.RenameField("followevent", "wording_sha256", "wording"),
        migrations.AlterField(
            "followevent",
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
    ]
