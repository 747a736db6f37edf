import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):
    """Public figures are kept as a night counted them (C77), and whether a revised text was published at once (C86)."""

    dependencies = [
        ("moderation", "0130_mutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="TakenFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("of", models.CharField(max_length=12, unique=True, verbose_name="of")),
                ("taken_at", models.DateTimeField(verbose_name="counted")),
                (
                    "data",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="figures"),
                ),
            ],
            options={
                "verbose_name": "figures of a night",
                "verbose_name_plural": "figures by night",
            },
        ),
        migrations.AddField(
            model_name="nudge",
            name="is_published",
            field=models.BooleanField(default=False, verbose_name="published at once"),
        ),
        migrations.AddConstraint(
            model_name="nudge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_published", False), models.Q(("answer", "none"), _negated=True), _connector="OR"
                ),
                name="what_was_not_sent_is_not_published",
            ),
        ),
    ]
