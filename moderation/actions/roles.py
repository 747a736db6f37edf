"""The groups that the roles are."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from articles.enums import Role
from articles.permissions import codenames_of
from moderation.permissions import MODERATORS, OPENING, OPENING_RIGHTS, RIGHTS


@transaction.atomic
def load() -> list[str]:
    """Make the groups that are missing and return their names. One that is there is its owner's to change."""
    there = set(Group.objects.values_list("name", flat=True))
    missing = {name: rights for name, rights in _shipped().items() if name not in there}
    for name, rights in missing.items():
        Group.objects.create(name=name).permissions.set(Permission.objects.filter(rights))
    return sorted(missing)


def _shipped() -> dict[str, Q]:
    """Which permissions each role ships with."""
    moderation = Q(content_type__app_label="moderation")
    shipped = {MODERATORS: moderation & Q(codename__in=RIGHTS)}
    for role in Role:
        shipped[role.value] = Q(content_type__app_label="articles", codename__in=codenames_of(role))
        if role in OPENING:
            shipped[role.value] |= moderation & Q(codename__in=OPENING_RIGHTS)
    return shipped
