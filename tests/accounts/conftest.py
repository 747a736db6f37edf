"""What tests of accounts share. Guesses counted in one test do not throttle the next."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_guessed_yet():
    cache.clear()


@pytest.fixture
def village(settings):
    """Let people join with an account at Village, which nobody asks over the network here."""
    app = {
        "provider_id": "village",
        "name": "Village",
        "client_id": "c",
        "settings": {"server_url": "http://localhost"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
