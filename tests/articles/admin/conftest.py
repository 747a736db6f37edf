"""Somebody of the newsroom at the desk."""

import pytest

from articles.enums import Role
from tests.articles import making


@pytest.fixture
def desk(client):
    """Sign somebody of a role in."""

    def sign_in(role: Role):
        person = making.staff(role)
        client.force_login(person)
        client.person = person
        return client

    return sign_in
