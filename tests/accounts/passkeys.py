"""What tests of passkeys and security keys have in common: a person, their browser, and what they are asked."""

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.test import Client

from accounts.models import OutboxItem
from tests.accounts import making

KEYS = "/en/account/2fa/webauthn/"
ADD, LOGIN, AGAIN = f"{KEYS}add/", f"{KEYS}login/", f"{KEYS}reauthenticate/"
PASSWORD = "a long sentence is fine"
NO_ACCOUNT = "This passkey opens no account here. Try another, or sign in with your password."


@pytest.fixture
def here(settings):
    """Where keys are made for, and no guess counted from before."""
    settings.SITE_URL = "http://localhost:8000"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(name="person")
def somebody():
    made = making.member(email="mira@example.org", name="Mira Sand", language="en", is_staff=True)
    made.set_password(PASSWORD)
    made.save()
    return made


def with_password(client, person=None):
    answer = client.post("/en/account/login/", {"login": "mira@example.org", "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return answer


def add(person, key, name="The key on the ring"):
    """Let the person add a key in a browser of their own; return the answer."""
    client = Client()
    client.force_login(person)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    options = client.get(ADD).context["js_data"]
    return client.post(ADD, {"name": name, "credential": key.made(options)})


def asked(client):
    return client.post(LOGIN, {"ask": ""}).json()


def sign_in(client, person, key, **more):
    return client.post(LOGIN, {"credential": key.shown(asked(client), person), **more})


def said(answer):
    return [str(one) for one in get_messages(answer.wsgi_request)]


def letters():
    return [item.payload["text"].splitlines()[0] for item in OutboxItem.objects.order_by("pk")]
