from django.db import migrations


class Migration(migrations.Migration):
    """The admin calls them what the newsroom does."""

    dependencies = [
        ("moderation", "0124_follows"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="thread",
            options={"verbose_name": "discussion", "verbose_name_plural": "discussions"},
        ),
    ]
