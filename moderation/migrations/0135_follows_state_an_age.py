from django.db import migrations, models


class Migration(migrations.Migration):
    """Followed discussions: what was stated of the age of whoever asked for it (V52)."""

    dependencies = [("moderation", "0134_misuse_of_reports")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="age_met",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="of this age at least, as stated"),
        )
        for model in ("follow", "followevent")
    ]
