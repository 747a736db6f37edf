from django.db import migrations


class Migration(migrations.Migration):
    """A right of its own for who leads the desk: to see each moderator's figures (C69)."""

    dependencies = [
        ("moderation", "0131_figures_by_night"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="decision",
            options={
                "ordering": ["id"],
                "permissions": [("oversee_decision", "Can see what each moderator decided, in figures")],
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
            },
        ),
    ]
