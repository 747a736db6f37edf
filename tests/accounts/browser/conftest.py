"""A site that people can join, with real mail and a real provider of accounts elsewhere."""

import contextlib
import re
import socket
import subprocess
import sys
import time

import pytest
from django.utils import timezone

from accounts.actions import shipped
from accounts.outbox import delivery
from moderation.actions import rules
from tests.browser import conftest as browser
from tests.browser.conftest import chromium, mailbox, page, site  # noqa: F401 # fixtures
from tests.mailbox import free_port


@pytest.fixture
def opened(site):  # noqa: F811 # pytest's way to ask for a fixture
    """Load what a site opens with."""
    now = timezone.now()
    shipped.load(now=now)
    rules.load(now=now)


@pytest.fixture
def letters(mailbox, opened):  # noqa: F811 # as above
    """Carry what waits in the outbox to the mail server, and read the newest letter's links."""

    def newest() -> tuple[str, list[str]]:
        while item := delivery.claim(now=timezone.now()):
            delivery.deliver(item, now=timezone.now())
        text = mailbox.letters[-1].get_content()
        return str(mailbox.letters[-1]["To"]), re.findall(r"https?://\S+", text)

    return newest


@pytest.fixture
def provider(settings):
    """Serve an OpenID Connect provider on a port, and let the site know it."""
    # A process of its own: the warnings of its libraries are not ours to fail on.
    port = free_port()
    line = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    server = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    _wait_for(port)
    app = {
        "provider_id": "village",
        "name": "Village account",
        "client_id": "gazette",
        "secret": "s",
        "settings": {"server_url": address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": directives | {"form-action": [*directives["form-action"], address]}
    }
    browser.ALLOWED_ELSEWHERE.append(address)
    yield address
    browser.ALLOWED_ELSEWHERE.remove(address)
    server.kill()
    server.communicate()


def _wait_for(port):
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail("The provider did not start.")
