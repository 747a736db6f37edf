"""The groups that the roles are."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from articles.enums import Role
from articles.permissions import codenames_of
from moderation.permissions import MODERATORS, OPENING, RIGHTS


def load() -> list[str]:
    """Make the groups that are missing and return their names. One that is there is its owner's to change."""
    missing = set(_shipped()) - set(Group.objects.values_list("name", flat=True))
    for name in missing:
        Group.objects.create(name=name).permissions.set(Permission.objects.filter(_shipped()[name]))
    return sorted(missing)


def _shipped() -> dict[str, Q]:
    """Which permissions each role ships with."""
    moderation = Q(content_type__app_label="moderation")
    shipped = {MODERATORS: moderation & Q(codename__in=RIGHTS)}
    for role in Role:
        shipped[role.value] = Q(content_type__app_label="articles", codename__in=codenames_of(role))
        if role in OPENING:
            shipped[role.value] |= moderation & Q(codename="change_thread")
    return shipped
