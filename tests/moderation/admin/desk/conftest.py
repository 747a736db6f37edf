"""A moderator at the desk, with rules in force."""

import pytest

from tests.moderation import making
from tests.moderation.admin.desk.working import moderator_who_accepted


@pytest.fixture(autouse=True)
def rules():
    return making.rules()


@pytest.fixture
def moderator():
    return moderator_who_accepted("Nadia")


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client
