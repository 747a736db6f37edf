"""What every test may rely on."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests import emptying, migrated
from tests.settings import VAR_DIR

# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Begin with a copy of a database that all migrations were applied to."""
    with pytest.MonkeyPatch.context() as patched:
        migrated.begin_with_it(patched)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Empty the database after a test with real transactions by `tests.emptying`.

    Playwright's loop runs in the main thread, where Django then keeps connections of their own: they are closed at
    the end, for PostgreSQL drops no database that somebody uses.
    """
    with django_db_blocker.unblock():
        made = emptying.rights()
        _ = connections["default"].features.supports_json_field  # SQLite is asked, which would count as a query
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: emptying.empty(made))
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
#: Where tests are of texts, files and processes: whichever of them ask no database are asked once.
OF_TEXTS = tuple(
    str(Path(__file__).parent / name)
    for name in (
        "accounts/privacy", "architecture", "articles/push", "articles/search", "articles/test_lifecycle.py", "config",
        "accounts/safety", "bench", "design", "moderation/management", "moderation/screening",
        "moderation/test_descriptions.py", "moderation/test_intervals.py", "moderation/test_letters.py",
        "test_requirements.py",
    )
)  # fmt: skip
#: Where pages are asked for. What they ask the database is asked of both by the actions, by whoever opens each address
#: (`test_rights.py`) and by the journeys, in a browser, too; the rest is of templates and forms, unless a test has real
#: transactions.
OF_PAGES = tuple(
    str(Path(__file__).parent / app / place)
    for app in ("accounts", "articles", "moderation")
    for place in ("admin", "api", "browser", "views")
)
#: What takes longest begins first, so that no process works on it alone when the others have nothing left.
HEAVY = tuple(
    str(Path(__file__).parent / name)
    for name in (
        "articles/pages/test_staleness.py", "bench", "accounts/backup/test_archive.py", "faults", "journeys", "hostile",
        "moderation/actions/test_histories.py", "moderation/actions/test_replay.py", "articles/browser",
        "test_limited_rights.py", "test_rights.py", "moderation/browser", "design", "articles/demo", "config",
        "accounts/browser", "deploy", "accounts/outbox",
    )
)  # fmt: skip
ELSEWHERE = {"postgresql": ("sqlite", "once"), "sqlite": ("postgresql",)}


def _is_once(item):
    """Say whether a test is asked of SQLite alone though it does not say so itself."""
    if os.environ.get("ALL_ON_BOTH") == "1" or item.get_closest_marker("both"):
        return False
    marker = item.get_closest_marker("django_db")
    if str(item.path).startswith(OF_PAGES):
        return item.path.parent.name == "browser" or not (marker and marker.kwargs.get("transaction"))
    return str(item.path).startswith(OF_TEXTS) and "db" not in item.fixturenames and marker is None


def _is_elsewhere(item):
    markers = ELSEWHERE[connections["default"].vendor]
    return ("once" in markers and _is_once(item)) or any(item.get_closest_marker(one) for one in markers)


def _weight(item):
    place = str(item.path)
    return next((-number for number, heavy in enumerate(HEAVY[::-1], 1) if place.startswith(heavy)), 0)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave what one database shows for both to the run on that one; `REQUIRE_ALL=1` makes sure of both runs.

    The rest is put into the order in which several processes are done soonest (`tests.run`).
    """
    if only_there := [item for item in items if _is_elsewhere(item)]:
        config.hook.pytest_deselected(items=only_there)
        gone = set(only_there)
        items[:] = [item for item in items if item not in gone]
    items.sort(key=_weight)


def pytest_collection_finish():
    """Let what was imported and collected, which stays, be looked through for garbage no more."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn a skip into a failure where everything must run (REQUIRE_ALL=1)."""
    report = yield
    if report.skipped and os.environ.get("REQUIRE_ALL") == "1" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped although REQUIRE_ALL=1: {report.longrepr}"
    return report
