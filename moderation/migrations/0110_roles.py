from django.contrib.auth.management import create_permissions
from django.db import migrations

from moderation.permissions import MODERATORS, OPENING, OPENING_RIGHTS, RIGHTS


def make_roles(apps, editor):
    """Make the moderators' group, and let the newsroom's roles open discussions, as `articles` makes its roles."""
    config = apps.get_app_config("moderation")
    config.models_module = True
    create_permissions(config, apps=apps, using=editor.connection.alias, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group")
    for name, rights in ((MODERATORS, RIGHTS), *((role.value, OPENING_RIGHTS) for role in OPENING)):
        found = permission.objects.filter(content_type__app_label="moderation", codename__in=rights)
        group.objects.get_or_create(name=name)[0].permissions.add(*found)


class Migration(migrations.Migration):
    """Whoever joins this group moderates: its name is what the admin shows."""

    dependencies = [
        ("moderation", "0100_guards"),
        ("articles", "0110_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
