import pytest

from moderation.actions import policies
from tests.moderation import making


@pytest.fixture
def rules(db):
    return making.rules()


@pytest.fixture
def comment(db):
    return making.comment(making.article())


@pytest.fixture
def screened(db):
    """The grounds are there, and no ruleset of another test is remembered."""
    making.grounds()
    policies.settings.cache_clear()
