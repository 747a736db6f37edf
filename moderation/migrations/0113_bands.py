from django.db import migrations, models


def _another(band: str) -> migrations.AddField:
    return migrations.AddField(
        "comment", band, models.BigIntegerField(null=True, verbose_name="fingerprint for near-copies")
    )


def _index(name: str, band: str) -> migrations.AddIndex:
    return migrations.AddIndex("comment", models.Index(fields=[band, "submitted_at"], name=name))


class Migration(migrations.Migration):
    """Keep four fingerprints for near-copies with a comment, where it was one."""

    dependencies = [("moderation", "0112_rights")]
    operations = [
        migrations.RemoveIndex("comment", "near_repeats"),
        migrations.RenameField("comment", "signature", "band_1"),
        _another("band_2"),
        _another("band_3"),
        _another("band_4"),
        _index("near_repeats", "band_1"),
        _index("near_repeats_2", "band_2"),
        _index("near_repeats_3", "band_3"),
        _index("near_repeats_4", "band_4"),
    ]
