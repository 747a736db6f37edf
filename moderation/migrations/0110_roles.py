from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from moderation.permissions import MODERATORS, RIGHTS


def make_roles(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Make the moderators' group with its permissions, which Django itself would make only after all migrations."""
    permission = apps.get_model("auth", "Permission")
    content_type = apps.get_model("contenttypes", "ContentType")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=MODERATORS)
    for codename in sorted(RIGHTS):
        verb, _sep, model = codename.partition("_")
        kind, _ = content_type.objects.get_or_create(app_label="moderation", model=model)
        right, _ = permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": f"Can {verb} {model}"}
        )
        group.permissions.add(right)


class Migration(migrations.Migration):
    """Whoever joins this group moderates: its name is what the admin shows."""

    dependencies = [
        ("moderation", "0100_guards"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
