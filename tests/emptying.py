"""Emptying the database after a test with transactions of its own.

Django's flush empties every table and makes all permissions anew; here only tables that hold rows are emptied, and the
roles, which migrations made, are put right. That takes a fifth of the time, some four hundred times in a run.
"""

from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction

from accounts.triggers import without_delete_guards

#: What `migrate` fills and no test changes, and the roles, which some do.
KEPT = {"django_content_type", "auth_permission", "django_migrations", "auth_group", "auth_group_permissions"}

#: A role, and the app and name of a permission: migrating back and forth makes permissions anew, under other keys.
Rights = set[tuple[str, str, str]]


def rights() -> Rights:
    """Return each role with each permission that it holds."""
    held = "name", "permissions__content_type__app_label", "permissions__codename"
    return set(Group.objects.filter(permissions__isnull=False).values_list(*held))


def empty(made: Rights) -> None:
    """Empty all tables but what migrations made, and let the roles be as they `made` them."""
    with transaction.atomic(), without_delete_guards(connection), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, no reference asks
        for table in _filled():
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 # the schema's own names
    _restore(made)


def _filled() -> list[str]:
    """Name the tables that hold rows."""
    every = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in every)  # noqa: S608 # as above
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


def _restore(made: Rights) -> None:
    Group.objects.exclude(name__in={role for role, _app, _codename in made}).delete()
    if rights() == made:
        return
    GroupPermission = Group.permissions.through  # noqa: N806 # a model
    GroupPermission.objects.all().delete()
    for role, app, codename in made:
        group, _is_new = Group.objects.get_or_create(name=role)
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
