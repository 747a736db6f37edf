from django.db import migrations

from accounts.triggers import refuse_delete


class Migration(migrations.Migration):
    """No decision goes."""

    dependencies = [("moderation", "0116_most_replied")]
    operations = [refuse_delete("moderation_decision")]
