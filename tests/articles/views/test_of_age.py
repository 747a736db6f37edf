"""Readers without an account are asked in the form itself, each time, and nothing is kept but the age reached (V52)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from accounts.models import ConsentEvent, OutboxItem
from articles.models import PushSubscription, Subscription, SubscriptionEvent
from tests.accounts import making as people
from tests.accounts.making import OF_AGE
from tests.articles.making import NOW
from tests.articles.subscribing import READER, link, paper, work
from tests.articles.views import test_digests, test_push
from tests.journeys.test_erasure import places

pytestmark = pytest.mark.django_db
FORM, PUSH, ON = "/en/digest/", "/en/push/", "/en/push/on/"
#: A day too young for Germany, and for the countries that no row names.
YOUNGER = {"birth_date": "2010-03-03", "country": "DE"}


@pytest.fixture(autouse=True)
def noon():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        paper()
        yield


def send(client, **more):
    return test_digests.send(client, **more)


def test_the_age_reached_goes_from_the_form_to_what_was_agreed_to(client, mailoutbox):
    send(client)
    asked = OutboxItem.objects.get(channel="digest-asked")
    assert (asked.payload["age_met"], "birth_date" in asked.payload) == (16, False)
    work(NOW + timedelta(seconds=5))
    client.post(link(mailoutbox[0]))
    assert Subscription.objects.get().age_met == SubscriptionEvent.objects.get().age_met == 16
    client.post(link(mailoutbox[0]), {"cadence": "weekly"})  # to change what runs asks nothing
    assert [event.age_met for event in SubscriptionEvent.objects.order_by("pk")] == [16, 16]
    assert places(OF_AGE["birth_date"]) == set()


def test_whose_mailbox_is_a_members_need_not_answer_again(client, mailoutbox):
    member = people.member(email=READER)
    send(client)
    work(NOW + timedelta(seconds=5))
    client.post(link(mailoutbox[0]))
    assert ConsentEvent.objects.get(person=member).age_met == 16
    client.force_login(member)
    assert "Date of birth" not in client.get(PUSH).content.decode()


def test_a_member_who_was_asked_in_the_settings_is_not_asked_by_the_form(client):
    member = people.member()
    client.force_login(member)
    assert "Date of birth" in client.get(FORM).content.decode()
    client.post("/en/account/privacy/purposes/following/", {"given": "yes"} | OF_AGE)
    assert "Date of birth" not in client.get(FORM).content.decode()
    client.post(FORM, {"cadence": "daily"})
    assert ConsentEvent.objects.get(purpose="newsletter").age_met == 16


def test_nobody_who_is_too_young_is_written_to_and_another_date_or_form_does_not_help(client, settings):
    assert client.get(FORM).status_code == 200
    assert settings.SESSION_COOKIE_NAME not in client.cookies  # who reads, or looks at a form, gets none
    assert send(client, **YOUNGER, address="no address").url == FORM  # whatever else is wrong
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")  # until the browser is closed
    assert set(client.session.keys()) == {"under_age", "_session_expiry", "started_at"}
    refused = client.get(FORM)
    assert refused.status_code == 403
    assert "all news, the feeds" in refused.content.decode()
    said = {"address": READER, "cadence": "daily", "post_token": ""} | OF_AGE
    assert client.post(FORM, said).url == FORM
    assert not OutboxItem.objects.exists()
    assert not Subscription.objects.exists()
    assert client.get("/en/").status_code == 200
    assert places(YOUNGER["birth_date"]) == set()


def test_a_browser_is_switched_on_for_who_is_of_age_and_asked_no_more_while_it_is_on(client, push_service):
    said = test_push.chosen(push_service)
    assert client.post(ON, said).json() == {"said": "Saved."}
    assert ConsentEvent.objects.get().age_met == 16
    again = {name: value for name, value in said.items() if name not in OF_AGE}
    assert client.post(ON, again).status_code == 200
    assert client.post(ON, again | {"endpoint": said["endpoint"] + "other"}).json() == {
        "error": "Enter your date of birth."
    }
    assert set(ConsentEvent.objects.values_list("age_met", flat=True)) == {16}


def test_a_browser_of_somebody_too_young_is_not_taken_in_now_or_later(client, push_service):
    said = test_push.chosen(push_service)
    for answer in (YOUNGER, OF_AGE):
        refused = client.post(ON, said | answer)
        assert (refused.status_code, "we may not take your consent" in refused.json()["error"]) == (403, True)
    assert not PushSubscription.objects.exists()
    assert not ConsentEvent.objects.exists()
    assert client.get(PUSH).status_code == 403
