from django.db import migrations, models


class Migration(migrations.Migration):
    """News by mail: what was stated of the age of whoever asked for it (V52)."""

    dependencies = [("articles", "0123_subscriptions_name_their_words")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="age_met",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="of this age at least, as stated"),
        )
        for model in ("subscription", "subscriptionevent")
    ]
