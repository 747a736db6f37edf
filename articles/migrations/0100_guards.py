from django.db import migrations

from accounts.triggers import refuse_update


class Migration(migrations.Migration):
    """What is written once stays as it was written."""

    dependencies = [("articles", "0001_initial")]
    operations = [refuse_update("articles_articleevent"), refuse_update("articles_revision")]
