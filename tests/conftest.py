"""What every test may rely on."""

import os
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.db.models.signals import post_migrate

from tests.settings import VAR_DIR


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Bring the roles back, which a migration made, whenever a test with real transactions has emptied all tables.

    Playwright's loop runs in the main thread, where Django then keeps connections of their own: they are closed at
    the end, for PostgreSQL drops no database that somebody uses.
    """
    from django.contrib.auth.models import Group, Permission

    with django_db_blocker.unblock():
        rights = Group.objects.values_list("name", "permissions__content_type__app_label", "permissions__codename")
        made = sorted(rights)

    def restore(**_):
        for role, app, codename in made:
            group, _ = Group.objects.get_or_create(name=role)
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))

    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(restore, sender=last, weak=False)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(autouse=True)
def _nothing_left():
    """Clear what another test, or another run, left of people's copies and sealed texts."""
    for folder in LEFT:
        shutil.rmtree(VAR_DIR / folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _remembered_anew():
    """Forget the editions and the rules' headings, whose rows vanish without a word, what was counted against floods
    from this network, and the language of another test's last page.
    """
    from django.utils import translation

    from articles import paper
    from moderation import headings
    from moderation.actions import flood

    translation.activate("en")
    paper.forget()
    headings._headings.cache_clear()
    flood.limiter().storage.reset()


#: Where files of people lie that only rows in the database know.
LEFT = ("exports", "export-keys", "seals")
#: Folders of rules about texts and files: whichever of their tests ask no database are asked once.
OF_TEXTS = tuple(str(Path(__file__).parent / name) for name in ("moderation/screening", "architecture", "design"))
ELSEWHERE = {"postgresql": ("sqlite", "once"), "sqlite": ("postgresql",)}


def _is_elsewhere(item):
    markers = ELSEWHERE[connections["default"].vendor]
    asks_none = str(item.path).startswith(OF_TEXTS) and "db" not in item.fixturenames
    is_once = asks_none and item.get_closest_marker("django_db") is None
    return ("once" in markers and is_once) or any(item.get_closest_marker(one) for one in markers)


def pytest_collection_modifyitems(config, items):
    """Leave what one database shows for both to the run on that one; `REQUIRE_ALL=1` makes sure of both runs."""
    if only_there := [item for item in items if _is_elsewhere(item)]:
        config.hook.pytest_deselected(items=only_there)
        items[:] = [item for item in items if item not in only_there]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn a skip into a failure where everything must run (REQUIRE_ALL=1)."""
    report = yield
    if report.skipped and os.environ.get("REQUIRE_ALL") == "1" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped although REQUIRE_ALL=1: {report.longrepr}"
    return report
