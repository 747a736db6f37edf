import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import policies, registration
from accounts.enums import Document
from accounts.models import Acknowledgement, OutboxItem, Session, User
from accounts.privacy import traces
from tests.accounts import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
FORM = {"name": "Mira Sand", "email": "mira@example.org", "password1": "a long sentence is fine"}


@pytest.fixture(autouse=True)
def policies_in_force():
    making.policy(Document.RULES)
    making.policy(Document.PRIVACY)


def join(client, **fields):
    return client.post("/en/account/signup/", FORM | fields)


def test_who_joins_is_told_which_word_to_leave_out_of_the_password(client):
    assert "This password holds “gazette”" in join(client, password1="Gazette-rain-42").content.decode()
    assert not User.objects.exists()


def mails():
    return list(OutboxItem.objects.order_by("pk").values_list("payload__to", "payload__subject"))


def test_the_rules_are_linked_before_anything_can_be_typed(client):
    page = client.get("/de/account/signup/").content.decode()
    assert page.index(reverse("moderation:rules").replace("/en/", "/de/")) < page.index('name="email"')


def test_joining_records_what_was_accepted_in_which_language(client):
    answer = client.post("/fr/account/signup/", FORM)
    assert answer.status_code == 302
    person = User.objects.get()
    assert (person.name, person.language, person.email) == ("Mira Sand", "fr", "mira@example.org")
    records = Acknowledgement.objects.filter(person=person).order_by("version__document")
    assert [(r.version.document, r.kind, r.language, r.surface) for r in records] == [
        ("privacy", "acknowledged", "fr", "signup"),
        ("rules", "accepted", "fr", "signup"),
    ]


def test_who_joins_hears_once_that_a_letter_was_sent(client):
    page = client.post("/en/account/signup/", FORM, follow=True).content.decode()
    assert page.count("We have sent") == 1


def test_nobody_joins_while_no_rules_are_in_force(client):
    with time_machine.travel(NOW - timedelta(days=99), tick=False), pytest.raises(policies.NothingInForce):
        join(client)
    assert User.objects.count() == 0


def test_an_address_is_confirmed_by_pressing_a_button_not_by_opening_a_link(client):
    join(client)
    text = OutboxItem.objects.get().payload["text"]
    link = re.search(r"https?://[^/]+(/\S+)", text).group(1)
    client.get(link)
    assert not EmailAddress.objects.get().verified
    answer = client.post(link, follow=True)
    assert EmailAddress.objects.get().verified
    assert "mira@example.org is confirmed." in answer.content.decode()


def test_coming_and_going_leave_no_word_behind_for_the_next_time(client):
    person = making.member(email="mira@example.org", name="Mira Sand")
    person.set_password("a long sentence is fine")
    person.save()
    client.post("/en/account/login/", {"login": person.email, "password": "a long sentence is fine"})
    client.post("/en/account/logout/")
    assert "messages" not in client.cookies


def test_signing_in_sets_the_readers_name_and_signing_out_takes_it_away(client):
    person = making.member(email="mira@example.org", name="Mira Sand")
    person.set_password("a long sentence is fine")
    person.save()
    client.post("/en/account/login/", {"login": person.email, "password": "a long sentence is fine"})
    assert list(Session.objects.values_list("user", flat=True)) == [person.pk]
    assert client.cookies["reader"].value
    client.post("/en/account/logout/")
    assert client.cookies["reader"].value == ""
    assert Session.objects.filter(user=person).count() == 0


def test_a_taken_address_is_answered_like_a_free_one_and_its_owner_is_told(client):
    making.member(email="mira@example.org")
    taken = join(client)
    free = client.post("/en/account/signup/", FORM | {"email": "new@example.org", "name": "Somebody Else"})
    assert (taken.status_code, taken.headers["Location"]) == (free.status_code, free.headers["Location"])
    assert User.objects.filter(email="mira@example.org").count() == 1
    assert mails()[0][0] == "mira@example.org"


@pytest.mark.parametrize("name", ["Moderator", "x", "mira@example.org"])
def test_a_misleading_name_is_refused_beside_its_field_and_nothing_is_lost(client, name):
    page = join(client, name=name).content.decode()
    assert 'id="id_name_error"' in page
    assert 'value="mira@example.org"' in page
    assert User.objects.count() == 0


def test_a_name_that_looks_like_another_members_is_refused(client):
    registration.claim_name(person=making.member(name="Mira Sand"))
    page = join(client, email="other@example.org", name="Mirа Sаnd").content.decode()  # with Cyrillic letters
    assert 'id="id_name_error"' in page
    assert User.objects.count() == 1


def test_a_link_used_twice_says_so_to_whoever_presses_the_button_again(client):
    join(client)
    link = re.search(r"https?://[^/]+(/\S+)", OutboxItem.objects.get().payload["text"]).group(1)
    client.post(link)
    again = client.post(link)
    assert (again.status_code, "This link has been used" in again.content.decode()) == (200, True)
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize("again", [{}, {"email": "third@example.org"}], ids=["the same form", "the name alone"])
def test_a_second_form_does_not_tell_whether_the_first_made_an_account(again):
    """Whoever asks twice learns no more than whoever asks once (QA3)."""
    making.member(email="known@example.org")
    told = []
    for email in ("known@example.org", "unknown@example.org"):
        cache.clear()
        join(Client(), email=email)
        second = join(Client(), **{"email": email} | again)
        told.append((second.status_code, second.headers.get("Location")))
    assert told == [(302, "/en/account/confirm-email/")] * 2


def _seen_by_a_stranger(email):
    """Join twice, as one who probes would; answer every page that follows, without the address."""
    cache.clear()
    answers = [join(browser, email=email) for browser in (Client(), Client())]
    pages = [Client(headers={"Cookie": answer.cookies.output(header="", sep=";")}).get(answer.headers["Location"])
             for answer in answers]  # fmt: skip
    assert all(page.status_code == 200 for page in pages)
    return [page.content.decode().lower().replace(email.lower(), "EMAIL") for page in pages]


def test_a_mailbox_whose_block_is_remembered_cannot_join_and_only_its_owner_learns_why(client):
    blocked = making.member(email="mira@example.org")
    traces.remember(person=blocked, ordinal=1, reference="S-ABC", now=timezone.now())
    EmailAddress.objects.all().delete()
    User.objects.filter(pk=blocked.pk).update(email=None, name="", is_active=False, erased_at=timezone.now())
    seen = [_seen_by_a_stranger(email) for email in ("Mira+new@example.org", "new@example.org")]
    assert seen[0] == seen[1]
    assert User.objects.filter(erased_at__isnull=True).count() == 1
    letter = OutboxItem.objects.order_by("pk").first()
    assert letter.payload["to"] == "mira+new@example.org"
    assert "S-ABC" in letter.payload["text"]


def test_a_remembered_mailbox_is_taken_into_no_other_account(client, django_user_model):
    blocked = making.member(email="rex@example.org")
    traces.remember(person=blocked, ordinal=1, reference="S-1", now=timezone.now())
    blocked.emailaddress_set.all().delete()
    django_user_model.objects.filter(pk=blocked.pk).update(email=None)
    member = making.member(email="new@example.org")
    added = EmailAddress.objects.create(user=member, email="rex@example.org")
    client.force_login(member)

    answer = client.post(f"/en/account/confirm-email/{EmailConfirmationHMAC(added).key}/")

    assert answer.status_code == 403
    assert "S-1" in answer.content.decode()
    assert not EmailAddress.objects.filter(email="rex@example.org").exists()


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("/en/rules/?a=b", "/en/rules/?a=b"),
        *(
            (away, "/en/account/")
            for away in ("//evil.example", "/\\evil.example", "http://[", "//[::1", "javascript:1")
        ),
        *((away, "/en/account/") for away in ("https://other.example/en/", "http://\u2100.example", "/" + "a" * 5000)),
    ],
)
def test_next_leads_to_paths_of_this_site_alone(client, settings, wanted, there):
    settings.ALLOWED_HOSTS = ["testserver", ".other.example", "other.example"]
    client.force_login(making.member())
    assert client.get("/en/account/signup/", {"next": wanted}).headers["Location"] == there
