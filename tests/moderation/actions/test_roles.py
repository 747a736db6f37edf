import pytest
from django.contrib.auth.models import Group, Permission

from moderation.actions import roles
from moderation.permissions import MODERATORS

pytestmark = pytest.mark.django_db


def held() -> dict[str, set[str]]:
    return {
        group.name: {right.codename for right in group.permissions.all()}
        for group in Group.objects.prefetch_related("permissions")
    }


def test_a_deleted_role_is_made_anew_as_the_migrations_made_it():
    before = held()
    assert len(before) == 4
    Group.objects.all().delete()
    assert roles.load() == sorted(before)
    assert held() == before


def test_what_an_owner_changed_in_a_role_stays():
    group = Group.objects.get(name=MODERATORS)
    group.permissions.set(Permission.objects.filter(codename="add_decision"))
    assert roles.load() == []
    assert held()[MODERATORS] == {"add_decision"}
