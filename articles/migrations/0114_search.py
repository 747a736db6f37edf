from django.db import migrations

from articles.search.index import made_anew


class Migration(migrations.Migration):
    """What readers' search looks in, kept by the database itself (A29)."""

    dependencies = [("articles", "0110_roles")]
    operations = [made_anew()]
