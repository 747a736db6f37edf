"""The site and the browser of all browser tests, and a newsroom that has signed in."""

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.module_loading import import_string

from articles import paper
from articles.enums import Role
from tests.articles import making
from tests.browser.conftest import chromium, page, site

__all__ = ["chromium", "page", "site"]


@pytest.fixture(autouse=True)
def noon():
    """Let the real clock run: the browser and the server have their own."""


def sign_in(page, site: str, person) -> None:
    store = import_string(f"{django_settings.SESSION_ENGINE}.SessionStore")()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = django_settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    page.context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": site}])


@pytest.fixture
def newsroom(page, site):
    making.section(needs_four_eyes=False)
    making.edition("en", time_zone="Europe/Berlin"), making.edition("ar")
    paper.forget()
    sign_in(page, site, making.staff(Role.PUBLISHER))
    return page
