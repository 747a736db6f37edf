"""A member asks about their data, and staff answer in the admin (V37)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import rights
from accounts.enums import Right
from accounts.models import RightsRequest
from tests.accounts import making

pytestmark = pytest.mark.django_db
PAGE = "/en/account/privacy/ask/"


@pytest.fixture
def member(client):
    person = making.member(language="en")
    client.force_login(person)
    return person


@pytest.fixture
def staff(client):
    person = making.member(is_staff=True, is_superuser=True, language="en")
    client.force_login(person)
    return person


def ask(person, text="What do you hold of my letters?"):
    return rights.ask(person=person, kind=Right.ACCESS, text=text, language="en", now=timezone.now())


def test_what_was_asked_stands_there_with_its_day(client, member):
    answer = client.post(PAGE, {"kind": "access", "text": "What do you hold of my letters?"})
    assert answer["Location"] == PAGE
    page = client.get(PAGE).content.decode()
    one = RightsRequest.objects.get()
    assert one.reference in page
    assert "You have an answer by" in page
    assert f'<blockquote dir="auto"><p>{one.text}</p></blockquote>' in page  # whatever language the page is in


def test_a_question_without_words_comes_back(client, member):
    page = client.post(PAGE, {"kind": "access", "text": ""})
    assert page.status_code == 422
    assert page.context["form"].errors["text"] == ["Say in a few words what you ask."]


def test_blocked_members_may_ask(client, member):
    member.blocked_at = timezone.now()
    member.save()
    assert client.get(PAGE).status_code == 200


def change(one, **said):
    return {"extension_reason": "", "outcome": "", "answer": "", **said}


def test_staff_answer_once(client, staff):
    one = ask(making.member())
    address = f"/admin/accounts/rightsrequest/{one.pk}/change/"
    client.post(address, change(one, outcome="granted", answer="Three letters, of 2024."))
    one.refresh_from_db()
    assert (one.outcome, one.answered_by) == ("granted", staff)
    assert client.post(address, change(one, outcome="refused", answer="No.")).status_code == 403


def test_staff_take_longer_with_a_reason(client, staff):
    one = ask(making.member())
    client.post(f"/admin/accounts/rightsrequest/{one.pk}/change/", change(one, extension_reason="It is on paper."))
    one.refresh_from_db()
    assert one.due_at == rights.months_later(one.received_at, 3)


def test_after_the_first_month_it_is_too_late_to_take_longer_and_the_words_stay(client, staff):
    one = ask(making.member())
    RightsRequest.objects.update(
        received_at=timezone.now() - timedelta(days=40), due_at=timezone.now() - timedelta(days=9)
    )
    page = client.post(
        f"/admin/accounts/rightsrequest/{one.pk}/change/", change(one, extension_reason="It is on paper.")
    )
    text = page.content.decode()
    assert "within the first month only" in text
    assert "It is on paper." in text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Write an answer, or why it takes longer."),
        ({"outcome": "granted"}, "Write the answer."),
        ({"answer": "Yes."}, "Choose what came of it."),
        ({"outcome": "granted", "answer": "Yes.", "extension_reason": "Later."}, "not both at once"),
    ],
)
def test_half_an_answer_comes_back_in_words(client, staff, said, words):
    one = ask(making.member())
    page = client.post(f"/admin/accounts/rightsrequest/{one.pk}/change/", change(one, **said))
    assert words in page.content.decode()


def test_a_letter_on_paper_is_filed_with_its_day(client, staff):
    form = {
        "kind": "erasure", "channel": "post", "received_at_0": "2026-03-02", "received_at_1": "12:00", "person": "",
        "name": "Otto Example", "address": "", "language": "en", "text": "Erase my letter of 2019.",
    }  # fmt: skip
    client.post("/admin/accounts/rightsrequest/add/", form)
    one = RightsRequest.objects.get()
    assert (one.name, f"{one.due_at:%Y-%m-%d}") == ("Otto Example", "2026-04-02")
    listed = client.get("/admin/accounts/rightsrequest/?state=overdue").content.decode()
    assert "<strong>overdue</strong>" in listed


def test_a_letter_from_nobody_or_of_tomorrow_comes_back(client, staff):
    form = {
        "kind": "erasure", "channel": "post", "received_at_0": "2126-03-02", "received_at_1": "12:00", "language": "en",
        "text": "Erase it.",
    }  # fmt: skip
    page = client.post("/admin/accounts/rightsrequest/add/", form).content.decode()
    assert "Say who asks" in page
    assert "That day is still to come." in page
