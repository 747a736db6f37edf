"""A desk with its administrator."""

import pytest

from articles.enums import Role
from tests.articles.making import staff


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def editor(client):
    person = staff(Role.EDITOR)
    client.force_login(person)
    return person
