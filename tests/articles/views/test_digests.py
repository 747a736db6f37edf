"""The form, and the page behind the signed link (A32, V38)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as letters
from django.core.cache import cache
from django.test import Client

from accounts.models import PurposeText
from articles.models import Subscription, SubscriptionEvent
from articles.subscribing import links
from tests.accounts import making as accounts
from tests.accounts.making import OF_AGE
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.subscribing import READER, link, paper, subscriber, work

pytestmark = pytest.mark.django_db
FORM = "/en/digest/"

#: How a page names the words that it shows.
WORDS = re.compile(r'name="words" value="(\w{64})"')


@pytest.fixture(autouse=True)
def _paper():
    cache.clear()
    paper()


@pytest.fixture
def stranger():
    """A mail program: no cookies, and the checks of forms are on."""
    return Client(enforce_csrf_checks=True)


def send(client, address=READER, *, seconds=5, **more):
    """Fill the form in, as a person does."""
    token = re.search(r'name="post_token" value="([^"]+)"', client.get(FORM).content.decode()).group(1)
    said = {"address": address, "cadence": "daily", "post_token": token} | OF_AGE | more
    with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
        return client.post(FORM, said)


def test_a_reader_without_an_account_or_script_subscribes_changes_and_ends(client):
    sport = making.section("sport")
    making.edition().section_names.create(section=sport, name="Sport", slug="sport")
    answer = send(client, sections=[sport.pk])
    assert (answer.status_code, answer.url) == (302, "/en/digest/asked/")
    work(NOW + timedelta(seconds=5))
    page = link(letters.outbox[0])
    assert "Sport" in client.get(page).content.decode()
    assert Subscription.objects.get().confirmed_at is None  # to look is to change nothing
    client.post(page)
    subscription = Subscription.objects.get()
    assert subscription.confirmed_at == NOW
    client.post(page, {"cadence": "weekly"})
    subscription.refresh_from_db()
    assert (subscription.cadence, subscription.sections.count()) == ("weekly", 0)
    assert "has ended" in client.post(links.end_path(subscription)).content.decode()
    assert "has ended" in client.get(page).content.decode()
    assert not Subscription.objects.exists()


def test_a_mail_program_ends_it_with_one_press_and_no_cookie(stranger):
    subscription = subscriber()
    assert stranger.get(links.end_path(subscription)).url == links.page_path(subscription)
    assert Subscription.objects.exists()
    for _ in range(2):
        answer = stranger.post(links.end_path(subscription), {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.cookies) == (200, {})
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_nothing_but_a_press_confirms_or_ends(client, method):
    send(client)
    work(NOW + timedelta(seconds=5))
    waiting = Subscription.objects.get()
    for address in (links.page_path(waiting), links.end_path(waiting)):
        getattr(client, method)(address)
    waiting.refresh_from_db()
    assert waiting.confirmed_at is None
    assert not SubscriptionEvent.objects.exists()


def test_the_answer_is_the_same_whether_the_address_subscribes_or_not(client):
    subscriber()
    asked = [send(client, address) for address in (READER, "nobody.yet@example.org")]
    told = [(one.status_code, one.headers["Location"], one.content) for one in asked]
    assert told[0] == told[1]


def test_another_signature_opens_nothing(client):
    subscription = subscriber()
    forged = links.page_path(subscription).rstrip("/")[:-1] + "/"
    assert client.get(forged).status_code == 404
    assert client.post(forged + "end/").status_code == 404
    assert Subscription.objects.exists()


@pytest.mark.parametrize(
    ("more", "status"),
    [
        pytest.param({"seconds": 1}, 422, id="faster than anybody types"),
        pytest.param({"seconds": 90_000}, 422, id="open for more than a day"),
        pytest.param({"post_token": "made up"}, 422, id="a form that we did not hand out"),
        pytest.param({"homepage": "https://spam.example"}, 302, id="what nobody sees filled in"),
        pytest.param({"address": "a@b@c"}, 422, id="no address"),
        pytest.param({"address": "x@example.org\nBcc: y@example.org"}, 422, id="two lines"),
        pytest.param({"cadence": "hourly"}, 422, id="no such cadence"),
        pytest.param({"sections": ["999"]}, 422, id="no such section"),
    ],
)
def test_programs_and_slips_write_to_nobody(client, more, status):
    assert send(client, **more).status_code == status
    work(NOW + timedelta(days=2))
    assert letters.outbox == []
    assert not Subscription.objects.exists()


def test_one_sender_neither_writes_to_very_many_strangers_nor_closes_the_form_for_all(client):
    told = [send(client, f"stranger{number}@example.org").status_code for number in range(21)]
    assert told == [302] * 20 + [422]
    work(NOW + timedelta(seconds=5))
    assert len(letters.outbox) == 20

    another = Client(REMOTE_ADDR="192.0.2.7")
    assert send(another).status_code == 302


def test_a_member_is_asked_for_no_address(client):
    member = accounts.member()
    client.force_login(member)
    assert 'name="address"' not in client.get(FORM).content.decode()
    answer = client.post(FORM, {"cadence": "weekly"} | OF_AGE)
    subscription = Subscription.objects.get()
    assert (subscription.person, answer.url) == (member, links.page_path(subscription))
    assert client.get(FORM).url == links.page_path(subscription)
    assert "Choose how often" in client.get("/en/account/privacy/").content.decode()


def test_a_link_that_was_confirmed_by_a_member_leads_to_the_members_page(client):
    accounts.member(email=READER)
    send(client)
    work(NOW + timedelta(seconds=5))
    page = link(letters.outbox[0])
    assert client.post(page).url == links.page_path(Subscription.objects.get()) + "?saved"


def test_no_page_of_it_is_kept_or_found_by_searching(client):
    subscription = subscriber()
    for address in (links.page_path(subscription), FORM):
        assert "no-store" in client.get(address).headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in client.get(links.page_path(subscription)).content.decode()


def test_the_foot_of_every_page_leads_there(client):
    assert 'href="/en/digest/"' in client.get("/en/").content.decode()


def test_words_that_changed_since_the_page_was_opened_are_shown_before_anybody_agrees(client):
    words = WORDS.search(client.get(FORM).content.decode())[1]
    PurposeText.objects.update(description="Quite another purpose.")
    answer = send(client, words=words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The words have changed" in page
    assert "Quite another purpose." in page
    assert f'value="{READER}"' in page
    assert not Subscription.objects.exists()
    assert send(client, words=WORDS.search(page)[1]).status_code == 302
