"""The site on a port, and a member's browser with scripts and without."""

import pytest
from django.conf import settings as site_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accounts import reader_cookie
from accounts.sessions import SessionStore
from tests.browser.conftest import chromium, site, watched  # noqa: F401 # fixtures
from tests.moderation import making


def signed_in(context, person, address):
    """Give a browser the cookies that the sign-in gives."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = site_settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    context.add_cookies(
        [
            {"name": site_settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": address},
            {"name": reader_cookie.NAME, "value": reader_cookie.write(person.name), "url": address},
        ]
    )


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def context(request, chromium, site):  # noqa: F811 # pytest's way to ask for a fixture
    context = chromium.new_context(base_url=site, java_script_enabled=request.param)
    yield context
    context.close()


@pytest.fixture
def member(context, site):  # noqa: F811 # as above
    making.rules()
    person = making.member(name="Mira Sandoval")
    signed_in(context, person, site)
    return person


@pytest.fixture
def page(context, site):  # noqa: F811 # as above
    with watched(context, site) as page:
        yield page
