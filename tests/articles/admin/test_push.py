"""From the desk to devices: seen and counted first, then sent, once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from articles.enums import Role
from articles.models import PushNotice, PushSubscription
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.push.service import Browser
from tests.test_markup import faults

pytestmark = pytest.mark.django_db


def page_of(article) -> str:
    return reverse("admin:articles_article_push", args=[article.pk])


def stored(server, zone: str) -> PushSubscription:
    """A device that chose the front section; without a policy in force nobody at the desk has to read one first."""
    device = Browser(f"{server.address}{zone}").device(zone)
    row = vars(device) | {"edition": making.edition(), "receipt": uuid4(), "made_at": NOW, "used_at": NOW}
    made = PushSubscription.objects.create(**row)
    made.sections.add(making.section())
    return made


def seen(answer) -> str:
    return answer.context["seen"]


def said(**changes) -> dict[str, str]:
    return {"title": "A ferry", "text": "It is late.", "act": "look"} | changes


def test_the_page_begins_with_the_articles_own_words(desk, push_service):
    article = making.article(summary="word " * 60)
    client = desk(Role.EDITOR)
    assert page_of(article) in client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()

    form = client.get(page_of(article)).context["form"]

    assert form["title"].value() == "The harbour opens"
    assert form["text"].value().endswith("word…")
    assert len(form["text"].value()) <= 200


def test_it_is_looked_at_with_its_readers_counted_before_it_is_sent(desk, push_service):
    stored(push_service, "UTC"), stored(push_service, "America/Los_Angeles")
    article, client = making.article(), desk(Role.EDITOR)

    looked = client.post(page_of(article), said(act="send"))
    html = looked.content.decode()
    assert "2 devices have chosen" in html
    assert "For one it is night" in html
    assert [one for one in faults(html) if one != "no description"] == []
    assert PushNotice.objects.count() == 0

    assert client.post(page_of(article), said(act="send", seen=seen(looked))).status_code == 302
    notice = PushNotice.objects.get()
    assert (notice.title, notice.made_by, notice.audience) == ("A ferry", client.person, 2)
    assert "Send now" not in client.get(page_of(article)).content.decode()


def test_other_words_than_those_looked_at_are_looked_at_again(desk, push_service):
    article, client = making.article(), desk(Role.EDITOR)
    looked = client.post(page_of(article), said())

    client.post(page_of(article), said(act="send", seen=seen(looked), title="Another"))
    client.post(page_of(article), said(act="send", seen=seen(looked), is_urgent="on", is_sure="yes"))

    assert PushNotice.objects.count() == 0


def test_urgent_news_is_confirmed_a_second_time(desk, push_service):
    article, client = making.article(), desk(Role.EDITOR)
    looked = client.post(page_of(article), said(is_urgent="on"))

    again = client.post(page_of(article), said(is_urgent="on", act="send", seen=seen(looked)))
    assert "Tick the box, too" in again.content.decode()
    assert PushNotice.objects.count() == 0

    client.post(page_of(article), said(is_urgent="on", act="send", seen=seen(looked), is_sure="yes"))
    assert PushNotice.objects.get().is_urgent


def test_what_waits_for_its_article_is_taken_back_from_the_page(desk, push_service):
    article, client = making.article(published_at=NOW + timedelta(hours=1)), desk(Role.EDITOR)
    looked = client.post(page_of(article), said())
    client.post(page_of(article), said(act="send", seen=seen(looked)))
    assert "It goes out on" in client.get(page_of(article)).content.decode()

    client.post(reverse("admin:articles_article_push_back", args=[article.pk]))

    assert PushNotice.objects.in_force().count() == 0


@pytest.mark.parametrize("role", [Role.REPORTER])
def test_who_may_not_send_is_not_led_there(desk, push_service, role):
    article, client = making.article(), desk(role)
    change = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert page_of(article) not in change
    assert client.get(page_of(article)).status_code == client.post(page_of(article), said()).status_code == 403


def test_without_keys_there_is_no_page_and_no_way_to_it(desk):
    article, client = making.article(), desk(Role.PUBLISHER)
    assert client.get(page_of(article)).status_code == 404
    assert (
        page_of(article) not in client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    )


def test_the_log_and_the_devices_are_read_without_what_could_be_used_to_write_to_them(admin_client, push_service):
    device = stored(push_service, "UTC")
    for model in ("pushnotice", "pushsubscription"):
        assert admin_client.get(reverse(f"admin:articles_{model}_changelist")).status_code == 200
    page = admin_client.get(reverse("admin:articles_pushsubscription_change", args=[device.pk])).content.decode()
    assert "127.0.0.1" in page
    assert [secret for secret in (device.endpoint, device.p256dh, device.auth) if secret in page] == []


@pytest.mark.parametrize("asked", ["endpoint__startswith=http", "auth__startswith=M", "p256dh__regex=.", "receipt=x"])
def test_the_list_of_devices_answers_no_question_about_their_secrets(desk, push_service, asked):
    stored(push_service, "UTC")
    client, devices = desk(Role.PUBLISHER), reverse("admin:articles_pushsubscription_changelist")
    User.objects.filter(pk=client.person.pk).update(is_superuser=True)
    assert client.get(f"{devices}?edition__language__exact=en").status_code == 200

    assert client.get(f"{devices}?{asked}").status_code == 400
