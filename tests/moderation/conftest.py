"""The shipped policy, and who changes it."""

import pytest
from django.db import connection, transaction

from accounts.models import User
from moderation.actions import policies
from moderation.models import Ruleset
from tests.moderation import making, shipping
from tests.moderation.making import NOW


@pytest.fixture(scope="module")
def shipped_policy(django_db_setup, django_db_blocker):
    """Load the policy once for all tests of a file: each test's own transaction lies within this one."""
    policies.settings.cache_clear()
    with django_db_blocker.unblock(), transaction.atomic():
        making.grounds()
        loaded = shipping.load(now=NOW)
        connection.check_constraints()  # once: what is not checked by then, PostgreSQL checks in each test anew
        yield loaded
        transaction.set_rollback(True)
    policies.settings.cache_clear()


@pytest.fixture
def policy(shipped_policy, db):
    """Forget the rulesets that a test makes: in the next test others have their numbers."""
    yield
    if Ruleset.objects.latest("pk") != shipped_policy:
        policies.settings.cache_clear()


@pytest.fixture
def chief():
    return User.objects.create(email="chief@example.org", name="Chief", joined_at=NOW, is_staff=True, is_superuser=True)
