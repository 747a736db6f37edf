"""An article under rules, and a member who is signed in."""

import pytest
from django.core.cache import cache

from tests.moderation import making


@pytest.fixture
def article():
    making.rules()
    cache.clear()
    return making.article()


@pytest.fixture
def member(client):
    person = making.member()
    client.force_login(person)
    return person
