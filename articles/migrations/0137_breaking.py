import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


def key(to, says, **options):
    options = {"related_name": "+"} | options
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=to, verbose_name=says, **options)


class Migration(migrations.Migration):
    """Breaking news of an edition (A64)."""

    dependencies = [
        ("articles", "0136_for_people_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Breaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", key("articles.edition", "edition", related_name="breakings")),
                ("article", key("articles.article", "article")),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="hours")),
                ("began_at", models.DateTimeField(verbose_name="began")),
                ("began_by", key(settings.AUTH_USER_MODEL, "begun by")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("ended_by", key(settings.AUTH_USER_MODEL, "ended by", null=True)),
            ],
            options={
                "verbose_name": "breaking news",
                "verbose_name_plural": "breaking news",
                "ordering": ["-began_at"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=["edition"], condition=Q(ended_at=None), name="one_breaking_news_per_edition"
                    ),
                    models.CheckConstraint(condition=~Q(headline=""), name="breaking_news_has_a_headline"),
                    models.CheckConstraint(
                        condition=Q(hours__gte=1, hours__lte=24), name="breaking_news_lasts_a_day_at_most"
                    ),
                    models.CheckConstraint(
                        condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False),
                        name="who_ended_it_did_so_some_time",
                    ),
                ],
            },
        ),
    ]
