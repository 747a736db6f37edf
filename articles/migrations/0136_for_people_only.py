from django.db import migrations, models

from accounts.triggers import Rebuilding


def flag():
    return models.BooleanField(default=False, verbose_name="not for machines that read")


class Migration(migrations.Migration):
    """Which articles are meant for people alone: no Markdown of them is offered (A63)."""

    dependencies = [("articles", "0134_briefs")]
    operations = [
        Rebuilding(
            [
                migrations.AddField("article", "for_people_only", flag()),
                migrations.AddField("revision", "for_people_only", flag()),
            ]
        )
    ]
