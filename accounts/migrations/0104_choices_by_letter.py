from django.db import migrations, models


class Migration(migrations.Migration):
    """A choice may be made by the link of a letter."""

    dependencies = [
        ("accounts", "0103_restriction_and_breaches"),
    ]

    operations = [
        migrations.AlterField(
            model_name="acknowledgement",
            name="surface",
            field=models.CharField(
                choices=[
                    ("signup", "registration"),
                    ("social-signup", "registration with another account"),
                    ("gate", "page after a change of policy"),
                    ("settings", "privacy settings"),
                    ("letter", "link in a letter"),
                    ("command", "set-up"),
                ],
                max_length=16,
                verbose_name="where",
            ),
        ),
        migrations.AlterField(
            model_name="consentevent",
            name="surface",
            field=models.CharField(
                choices=[
                    ("signup", "registration"),
                    ("social-signup", "registration with another account"),
                    ("gate", "page after a change of policy"),
                    ("settings", "privacy settings"),
                    ("letter", "link in a letter"),
                    ("command", "set-up"),
                ],
                max_length=16,
                verbose_name="where",
            ),
        ),
    ]
