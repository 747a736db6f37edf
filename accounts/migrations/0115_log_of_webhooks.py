from django.db import migrations, models
from django.db.models import CheckConstraint, Q

from accounts.triggers import Rebuilding

SETTINGS = (
    ("discussion", "how an article is discussed"),
    ("usual-discussion", "how a section is usually discussed"),
    ("retention", "how long something is kept"),
    ("purpose", "what people may agree to"),
    ("age", "the age from which one consents"),
    ("export", "a table was taken out"),
    ("webhook", "which program is told what happens"),
)


class Migration(migrations.Migration):
    """The log of settings tells of webhooks, too (C32, C72)."""

    dependencies = [("accounts", "0114_tokens")]

    operations = [
        Rebuilding(
            [
                migrations.RemoveConstraint(model_name="settingchange", name="what_was_set_is_known"),
                migrations.AlterField(
                    model_name="settingchange",
                    name="what",
                    field=models.CharField(choices=SETTINGS, max_length=16, verbose_name="what was set"),
                ),
                migrations.AddConstraint(
                    model_name="settingchange",
                    constraint=CheckConstraint(
                        condition=Q(what__in=[code for code, _name in SETTINGS]), name="what_was_set_is_known"
                    ),
                ),
            ]
        ),
    ]
