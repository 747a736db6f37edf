from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Texts that lack something are found without reading the others (A55, A67)."""

    dependencies = [("articles", "0138_comparisons")]
    operations = [
        migrations.AddIndex(
            "revision",
            models.Index(
                fields=["article", "number", "summary"], condition=Q(summary=""), name="revision_without_summary"
            ),
        ),
        migrations.AddIndex(
            "revision",
            models.Index(
                fields=["article", "number", "photo", "photo_alt", "photo_is_decorative"],
                condition=Q(photo__isnull=False, photo_alt="", photo_is_decorative=False),
                name="revision_of_undescribed_photo",
            ),
        ),
    ]
