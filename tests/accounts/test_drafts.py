"""A comment typed before the gate or after a session's end waits at its form."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.moderation import making

pytestmark = pytest.mark.django_db

BODY = "The new bridge will shorten my way to work by twenty minutes."


def test_a_comment_sent_before_the_gate_waits_behind_it(client):
    cache.clear()
    making.rules()
    client.force_login(making.person())  # has not accepted the rules
    address = reverse("moderation:submit", kwargs={"pk": making.article().pk})
    answer = client.post(address, {"body": BODY})
    assert answer.url == f"{reverse('accounts:gate')}?next={address}"
    assert client.session["draft"] == {"path": address, "body": BODY, "token": ""}
