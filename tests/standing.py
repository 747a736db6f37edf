"""A site that is made once for all tests of a file: what takes seconds is not done again for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.actions import shipped
from articles import paper
from moderation.actions import policies, rules


@contextmanager
def standing(
    blocker: DjangoDbBlocker, tmp_path_factory, load: Callable[[datetime], object], now: datetime | None = None
) -> Iterator[datetime]:
    """Load within a transaction that is rolled back in the end; each test's own lies within it and undoes its changes.

    Give the time of loading.
    """
    before = settings.DEBUG, settings.MEDIA_ROOT, settings.VAR_DIR, settings.SHARED_DIR
    settings.DEBUG = True
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("var")
    settings.SHARED_DIR = settings.VAR_DIR
    now = now or timezone.now()
    policies.settings.cache_clear()
    paper.forget()  # a fixture of a module comes before what forgets it for each test
    with blocker.unblock(), transaction.atomic():
        for ship in (shipped.load, rules.load):
            ship(now=now - timedelta(days=365))
        load(now)
        yield now
        transaction.set_rollback(True)
    settings.DEBUG, settings.MEDIA_ROOT, settings.VAR_DIR, settings.SHARED_DIR = before
    policies.settings.cache_clear()
    paper.forget()
