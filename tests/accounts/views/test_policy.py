"""The policies for everybody to read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import policies
from accounts.actions.policies import Wording
from accounts.enums import ChangeClass, Document

pytestmark = pytest.mark.django_db


def publish(number, body, *, in_days=0, summary=""):
    now = timezone.now()
    version = policies.draft(
        document=Document.PRIVACY,
        number=number,
        change_class=ChangeClass.MATERIAL,
        wordings={"en": Wording("Privacy policy", summary, body)},
    )
    holds_at = now + timedelta(days=in_days)
    policies.publish(version=version, by=None, now=holds_at - policies.NOTICE, effective_at=holds_at)
    return version


def test_a_version_is_shown_with_what_it_changed(client):
    publish(101, "<p>We keep it for one year.</p>")
    publish(102, "<p>We keep it for two years.</p>", summary="We keep it longer.")

    page = client.get("/en/policies/privacy/102/").content.decode()

    assert "We keep it longer." in page
    assert "<del>one</del>" in page
    assert "<ins>two</ins>" in page


def test_a_version_to_come_is_announced_and_does_not_hold_yet(client):
    publish(101, "<p>Old.</p>")
    publish(102, "<p>New.</p>", in_days=30)

    page = client.get("/en/policies/privacy/").content.decode()

    assert "A new version applies from" in page
    assert "/en/policies/privacy/102/" in page
    assert "<p>Old.</p>" in page


def test_the_cookie_notice_is_the_shipped_one_in_the_language_of_the_page(client):
    publish(101, "<p>Old.</p>")

    assert "Ihr Komfort" not in client.get("/en/policies/privacy/").content.decode()
    assert "Wer nur liest, bekommt keine." in client.get("/de/policies/privacy/").content.decode()
