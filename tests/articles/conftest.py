"""A clock that stands still."""

import pytest
import time_machine

from tests.articles.making import NOW


@pytest.fixture(autouse=True)
def noon():
    """Stand at noon of one day; a test may travel on."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def push_service(settings):
    """A push service on this machine, and keys of ours."""
    from tests.articles.push.service import running

    with running(settings) as server:
        yield server


@pytest.fixture
def other(settings):
    """Another site on this machine, which may be asked whether links to it lead somewhere."""
    from tests.articles.links.site import running

    settings.CHECK_LINKS_ELSEWHERE = True
    with running() as server:
        yield server
