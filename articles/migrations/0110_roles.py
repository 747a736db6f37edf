from django.contrib.auth.management import create_permissions
from django.db import migrations

from articles.enums import Role
from articles.permissions import codenames_of


def make_roles(apps, editor):
    """Make the newsroom's groups. Permissions are made here: Django makes them after all migrations only."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=editor.connection.alias, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group")
    for role in Role:
        found = permission.objects.filter(content_type__app_label="articles", codename__in=codenames_of(role))
        group.objects.get_or_create(name=role.value)[0].permissions.add(*found)


class Migration(migrations.Migration):
    """The newsroom's roles as groups of permissions (A20)."""

    dependencies = [
        ("articles", "0100_guards"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
