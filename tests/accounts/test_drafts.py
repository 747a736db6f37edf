"""A text typed before the gate or after a session's end waits at its form."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from accounts.models import OutboxItem
from tests.accounts import making as accounts
from tests.moderation import making

pytestmark = pytest.mark.django_db

BODY = "The new bridge will shorten my way to work by twenty minutes."
PASSWORD = "a long sentence is fine"


@pytest.fixture(autouse=True)
def _rules():
    cache.clear()
    making.rules()


@pytest.fixture
def address():
    return reverse("moderation:submit", kwargs={"pk": making.article().pk})


@pytest.fixture
def writer():
    person = making.member()
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(client, person, page):
    """Press the button of a page that asks for a sign-in."""
    return client.post(page, {"login": person.email, "password": PASSWORD, "next": page.partition("?next=")[2]})


def test_a_comment_sent_before_the_gate_waits_behind_it(client, address):
    client.force_login(making.person())  # has not accepted the rules
    answer = client.post(address, {"body": BODY})
    assert answer.url == f"{reverse('accounts:gate')}?next={address}"
    assert client.session["draft"] == {"path": address, "fields": {"body": BODY}}


def test_a_changed_comment_sent_after_the_sessions_end_waits_with_the_version_it_was_made_from(client, writer):
    edit = reverse("moderation:edit", kwargs={"pk": making.comment(making.article(), author=writer).pk})
    answer = client.post(edit, {"body": BODY, "version": "1", "post_token": "t"})
    answer = sign_in(client, writer, answer.url)
    assert answer.url == edit
    form = client.get(edit).context["form"]
    assert {name: str(form[name].value()) for name in ("body", "version")} == {"body": BODY, "version": "1"}


def test_what_was_typed_before_joining_is_at_hand_after_the_first_sign_in(client, address):
    accounts.policy()
    client.post(address, {"body": BODY})
    joining = {"name": "Mira Sand", "email": "mira@example.org", "password1": PASSWORD}
    client.post("/en/account/signup/", joining)
    letter = OutboxItem.objects.get(channel="mail").payload["text"]
    client.post(re.search(r"https?://[^/]+(/\S+)", letter).group(1))
    answer = client.post("/en/account/login/", {"login": "mira@example.org", "password": PASSWORD})
    assert answer.url == address
    assert BODY in client.get(address).content.decode()


def test_a_form_without_a_text_leads_back_to_its_page_after_signing_in(client, writer):
    comment = making.comment(making.article(), author=writer)
    page = comment.get_absolute_url()
    withdraw = reverse("moderation:withdraw", kwargs={"pk": comment.pk})
    answer = client.post(withdraw, headers={"referer": f"http://testserver{page}"})
    assert sign_in(client, writer, answer.url).url == page


@pytest.mark.parametrize("page", ["https://evil.example/x", "", "javascript:alert(1)", "//evil.example"])
def test_a_form_from_elsewhere_leads_nobody_off_the_site(client, page):
    answer = client.post("/en/account/sign-out-everywhere/", headers={"referer": page})
    assert answer.url == "/en/account/login/?next=/en/account/"
