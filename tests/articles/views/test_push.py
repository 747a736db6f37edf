"""The page where push news is switched on, for anybody; absent without keys."""

import re

import html5lib
import pytest
from django.core.cache import cache

from accounts.models import ConsentEvent, Purpose, PurposeText
from articles import paper
from articles.models import PushSubscription
from articles.push import encryption
from tests.accounts import making as people
from tests.accounts.making import OF_AGE
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.push import service
from tests.articles.push.service import Browser, subscribe
from tests.test_markup import faults

pytestmark = pytest.mark.django_db
PAGE, ON, OFF, STANDING = "/en/push/", "/en/push/on/", "/en/push/off/", "/en/push/standing/"


@pytest.fixture(autouse=True)
def _editions():
    cache.clear()
    service.purpose()
    making.edition("en"), making.edition("de")
    paper.forget()


#: How a page names the words that it shows.
WORDS = re.compile(r'name="words" value="(\w{64})"')


def chosen(server, **changes) -> dict:
    device = Browser(f"{server.address}one").device("Europe/Berlin")
    return {**vars(device), "sections": [making.section().pk]} | OF_AGE | changes


@pytest.mark.parametrize("address", [PAGE, ON, OFF, STANDING, "/push-worker.js"])
def test_without_keys_nothing_of_it_is_there(client, address):
    assert client.get(address).status_code == client.post(address).status_code == 404
    assert "/push/" not in client.get("/en/").content.decode()


def test_a_reader_without_an_account_switches_on_chooses_anew_and_switches_off(client, push_service):
    said = chosen(push_service)
    assert client.post(ON, said).json() == {"said": "Saved."}
    device = PushSubscription.objects.get()
    assert (device.person, device.edition_id, device.time_zone) == (None, "en", "Europe/Berlin")
    told = client.post(STANDING, {"endpoint": device.endpoint}).json()
    assert told == {"edition": "Gazette", "sections": [making.section().pk]}
    assert client.post("/de/push/standing/", {"endpoint": device.endpoint}).json()["sections"] == []

    client.post("/de/push/on/", said)
    assert PushSubscription.objects.get().edition_id == "de"

    assert client.post(OFF, {"endpoint": device.endpoint}).status_code == 200
    assert PushSubscription.objects.count() == 0
    assert client.post(STANDING, {"endpoint": device.endpoint}).status_code == 404


def test_a_members_device_is_theirs_and_is_ended_from_the_page_without_a_script(client, push_service):
    member = people.member()
    _, others = subscribe(push_service, person=people.member())
    client.force_login(member)
    client.post(ON, chosen(push_service))
    own = PushSubscription.objects.get(person=member)

    page = client.get(PAGE).content.decode()
    assert f'name="device" value="{own.pk}"' in page
    assert f'name="device" value="{others.pk}"' not in page
    assert client.post(OFF, {"device": others.pk}).status_code == 404
    assert client.post(OFF, {"device": own.pk}).status_code == 302
    assert list(PushSubscription.objects.all()) == [others]
    assert ConsentEvent.objects.filter(person=member).latest("pk").is_given is False


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"sections": []}, id="no topic"),
        pytest.param({"sections": [0]}, id="a topic that is none"),
        pytest.param({"endpoint": "https://evil.example/"}, id="a host that is no push service"),
        pytest.param({"endpoint": "https://169.254.169.254/"}, id="a private address"),
        pytest.param({"time_zone": "../../etc/passwd"}, id="a zone that is none"),
        pytest.param({"p256dh": "x"}, id="a key that is none"),
        pytest.param({"auth": "x" * 21}, id="a secret that is none"),
        pytest.param({"endpoint": "http://127.0.0.1/" + "a" * 1000}, id="an address without end"),
    ],
)
def test_what_a_browser_would_not_send_is_refused(client, push_service, wrong):
    answer = client.post(ON, chosen(push_service) | wrong)
    assert (answer.status_code, PushSubscription.objects.count()) == (400, 0)
    assert answer.json()["error"]


def test_a_purpose_that_the_publisher_retired_takes_nobody_in(client, push_service):
    Purpose.objects.update(retired_at=NOW)
    assert client.post(ON, chosen(push_service)).status_code == 404
    assert PushSubscription.objects.count() == 0


def test_global_privacy_control_means_no_switch_and_no_prompt(client, push_service):
    def switches(**headers) -> int:
        return client.get(PAGE, headers=headers).content.decode().count('value="on"')

    assert (switches(), switches(sec_gpc="1"), switches(sec_gpc="0")) == (2, 0, 2)
    assert client.post(ON, chosen(push_service), headers={"sec-gpc": "1"}).status_code == 403
    assert PushSubscription.objects.count() == 0
    assert client.post(OFF, {"endpoint": "x"}, headers={"sec-gpc": "1"}).status_code == 200


def test_too_many_forms_from_one_address_are_refused(client, push_service):
    answers = [client.post(STANDING, {"endpoint": "x"}).status_code for _ in range(61)]
    assert answers == [404] * 60 + [429]
    assert client.post(ON, chosen(push_service)).status_code == 429


def test_who_switches_off_is_never_told_to_come_back_later(client, push_service):
    _, device = subscribe(push_service)
    for _ in range(61):
        client.post(STANDING, {"endpoint": "x"})

    assert client.post(OFF, {"endpoint": device.endpoint}).status_code == 200
    assert PushSubscription.objects.count() == 0


def test_the_forms_are_ours(push_service, client):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(ON, chosen(push_service)).status_code == 403


def test_the_page_says_what_it_needs_is_valid_and_gives_the_key(client, push_service, settings):
    page = client.get(PAGE)
    html = page.content.decode()
    document = html5lib.parse(html, namespaceHTMLElements=False)
    shown = [
        part.get("data-state") for part in document.iter() if part.get("data-state") and part.get("hidden") is None
    ]

    assert list(faults(html)) == []
    assert shown == ["unknown"]
    assert f'data-key="{settings.PUSH_PUBLIC_KEY}"' in html
    assert len(encryption.decode(settings.PUSH_PUBLIC_KEY)) == encryption.POINT
    assert 'href="/en/push/"' in html


def test_the_worker_comes_from_the_root_and_may_do_nothing_but_show(client, push_service):
    answer = client.get("/push-worker.js")
    script = answer.content.decode().partition("*/")[2]
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "no-store" in answer.headers["Cache-Control"]
    assert [word for word in ("fetch", "caches", "indexedDB", "importScripts") if word in script] == []


def test_words_that_changed_since_the_page_was_opened_switch_nothing_on(client, push_service):
    words = WORDS.search(client.get(PAGE).content.decode())[1]
    PurposeText.objects.update(description="Quite another purpose.")
    answer = client.post(ON, chosen(push_service, words=words))
    assert (answer.status_code, answer.json()["error"][:22]) == (400, "The words have changed")
    assert not PushSubscription.objects.exists()
    page = client.get(PAGE).content.decode()
    assert "Quite another purpose." in page
    assert client.post(ON, chosen(push_service, words=WORDS.search(page)[1])).status_code == 200
