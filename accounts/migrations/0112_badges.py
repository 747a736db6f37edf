from django.db import migrations, models


class Migration(migrations.Migration):
    """What vouches for a name, said on the account (C54)."""

    dependencies = [("accounts", "0111_ages_of_consent")]

    operations = [
        migrations.AddField("user", "badges", models.TextField(editable=False, null=True, verbose_name="badges")),
        migrations.AddIndex(
            "user",
            models.Index(condition=models.Q(("badges__isnull", False)), fields=["id"], name="people_with_badges"),
        ),
    ]
