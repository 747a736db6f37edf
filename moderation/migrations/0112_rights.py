from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from moderation.permissions import MODERATORS, OPENING


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Let moderators, editors and publishers open and close discussions."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="moderation", model="thread"
    )
    right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="change_thread", defaults={"name": "Can change thread"}
    )
    for name in (MODERATORS, *OPENING):
        apps.get_model("auth", "Group").objects.get_or_create(name=name)[0].permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0111_screening_records"),
        ("articles", "0110_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
