"""Administrators see and revoke tokens of programs, never a secret (C72)."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from accounts.actions import tokens
from accounts.enums import Scope
from tests.accounts import making

pytestmark = pytest.mark.django_db
LIST = reverse("admin:accounts_apitoken_changelist")


def test_they_see_whose_it_is_and_end_it(client):
    now = timezone.now()
    token, text = tokens.make(
        person=making.member(name="Ida"), name="Archive", scopes=[Scope.READ], ends_at=now + timedelta(1), now=now
    )
    client.force_login(making.person(is_staff=True, is_superuser=True))
    shown = reverse("admin:accounts_apitoken_change", args=[token.pk])
    pages = [client.get(address).content.decode() for address in (LIST, shown)]
    assert all("Ida" in page and token.key in page for page in pages)
    assert not any(part in page for page in pages for part in (text, token.digest, token.proof))
    client.post(LIST, {"action": "revoke", "_selected_action": [token.pk]})
    with pytest.raises(tokens.NoSuchToken):
        tokens.use(text=text, now=now)
    assert LogEntry.objects.get().object_id == str(token.pk)
