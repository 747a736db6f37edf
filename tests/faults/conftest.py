"""A site with its policies and an article, in a database that other processes see."""

import pytest
from django.utils import timezone

from accounts.actions import shipped
from accounts.privacy import ledger, sealing
from moderation.actions import policies, rules
from tests.moderation import making, shipping


@pytest.fixture
def article(settings, transactional_db):
    policies.settings.cache_clear()
    now = timezone.now()
    for load in (shipped.load, rules.load):
        load(now=now)
    yield making.article()
    ledger.path().unlink(missing_ok=True)
    for key in sealing.folder().iterdir():
        key.unlink()


@pytest.fixture
def screened(article):
    """Let comments be screened, too: the lists take seconds to load."""
    shipping.load(now=timezone.now())
    yield article
    policies.settings.cache_clear()
