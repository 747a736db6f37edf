from django.db import migrations, models


class Migration(migrations.Migration):
    """The worker's log says for which request something is delivered."""

    dependencies = [
        ("accounts", "0105_limited_staff"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboxitem",
            name="request_id",
            field=models.CharField(blank=True, max_length=64, verbose_name="request"),
        ),
    ]
