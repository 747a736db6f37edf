"""A desk with the shipped policy, and its administrator."""

import pytest

from accounts.models import User
from moderation.actions import policies
from tests.moderation import making
from tests.moderation.making import NOW


@pytest.fixture
def policy():
    for number in range(1, 20):
        making.ground(number)
    policies.load(now=NOW)
    yield
    policies.settings.cache_clear()


@pytest.fixture
def chief():
    return User.objects.create(email="chief@example.org", name="Chief", joined_at=NOW, is_staff=True, is_superuser=True)


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client
