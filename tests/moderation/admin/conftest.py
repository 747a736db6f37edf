"""A desk with its administrator."""

import pytest


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client
