"""The newsroom sees counts and the next issue; one subscription is opened by its address, with what for."""

from email import message_from_bytes, policy

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail as letters

from accounts.actions import policies
from accounts.enums import Surface
from accounts.models import DossierAccess
from articles.actions import subscriptions
from articles.enums import Cadence, Role
from articles.models import Digest, Subscription
from tests.accounts import making as accounts
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.subscribing import READER, paper, subscriber, wish

pytestmark = pytest.mark.django_db
FIND = "/admin/articles/subscription/"


@pytest.fixture(autouse=True)
def _paper(settings):
    settings.SECOND_FACTOR_FOR = []
    paper()
    Digest.objects.create(edition_id="en")


def signed_in(client, person):
    """Sign in somebody who has seen the policies."""
    for version in policies.unacknowledged(person, NOW):
        policies.acknowledge(person=person, version=version, language="en", surface=Surface.GATE, now=NOW)
    client.force_login(person)
    return client


@pytest.fixture
def editor(client):
    return signed_in(client, making.staff(Role.EDITOR))


@pytest.fixture
def chief(client):
    return signed_in(client, accounts.member(is_staff=True, is_superuser=True))


def test_the_newsroom_sees_counts_and_no_address(editor):
    subscriber()
    subscriber("weekly@example.org", wish(Cadence.WEEKLY, making.section().pk))
    pages = [editor.get(f"/admin/articles/digest/{part}").content.decode() for part in ("", "en/change/")]
    assert "example.org" not in "".join(pages)
    assert "Every day: 1<br>" in pages[1]
    assert "News (en): 1" in pages[1]
    assert editor.get(FIND).status_code == 403


def test_the_next_issue_is_seen_before_it_goes_and_writes_to_nobody(editor):
    subscriber()
    letters.outbox.clear()
    making.article(title="The harbour opens", published_at=NOW)
    page = editor.get("/admin/articles/digest/en/daily/next/").content.decode()
    assert "The harbour opens" in page
    assert "3 March 2026, 06:00" in page
    assert "1 subscriber<" in page
    file = editor.get("/admin/articles/digest/en/daily/next.eml").content
    assert message_from_bytes(file, policy=policy.default)["Subject"] == "Gazette: The harbour opens"
    assert letters.outbox == []


def test_a_publisher_pauses_it_and_an_editor_does_not(client):
    said = {"hour": 7, "weekday": 0, "is_paused": "on"}
    signed_in(client, making.staff(Role.EDITOR)).post("/admin/articles/digest/en/change/", said)
    assert not Digest.objects.get().is_paused
    signed_in(client, making.staff(Role.PUBLISHER)).post("/admin/articles/digest/en/change/", said)
    assert Digest.objects.get().is_paused


def test_who_opens_a_subscription_says_what_for(chief):
    member = accounts.member()
    subscriptions.subscribe(person=member, wish=wish(), now=NOW)
    assert "every day" not in chief.post(FIND, {"address": member.email, "purpose": " "}).content.decode()
    assert not LogEntry.objects.exists()
    assert "every day" in chief.post(FIND, {"address": member.email.upper(), "purpose": "She rang"}).content.decode()
    entry = LogEntry.objects.get()
    assert "She rang" in entry.change_message
    assert "@" not in entry.object_repr
    assert DossierAccess.objects.get().person == member


def test_staff_end_what_somebody_asks_them_to(chief):
    subscriber()
    chief.post(FIND, {"address": READER, "purpose": "A letter on paper", "end": "1"})
    assert not Subscription.objects.exists()
