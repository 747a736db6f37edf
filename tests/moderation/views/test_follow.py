"""The form, the page behind the signed link, and the member's own list (C50, V38)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as letters
from django.core.cache import cache
from django.test import Client

from accounts.models import PurposeText
from moderation import following
from moderation.actions import ledger
from moderation.enums import Discussion
from moderation.models import Follow, FollowEvent, Thread
from tests.accounts import making as accounts
from tests.accounts.making import OF_AGE
from tests.moderation import making
from tests.moderation.following import READER, follower, link, paper, work
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db

#: How a page names the words that it shows.
WORDS = re.compile(r'name="words" value="(\w{64})"')


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def article():
    cache.clear()
    return paper()


@pytest.fixture
def stranger():
    """A mail program: no cookies, and the checks of forms are on."""
    return Client(enforce_csrf_checks=True)


def form(article) -> str:
    return f"/en/articles/{article.pk}/follow/"


def send(client, path, address=READER, *, seconds=5, **more):
    """Fill the form in, as a person does."""
    token = re.search(r'name="post_token" value="([^"]+)"', client.get(path).content.decode()).group(1)
    said = {"address": address, "pace": "instant", "post_token": token} | OF_AGE | more
    with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
        return client.post(path, said)


def test_a_reader_without_an_account_or_script_follows_changes_and_ends(client, article):
    root = making.comment(article)
    answer = send(client, f"/en/comments/{root.pk}/follow/")
    assert (answer.status_code, answer.url) == (302, "/en/follows/asked/")
    work(NOW + timedelta(seconds=5))
    page = link(letters.outbox[0])
    client.get(page)
    assert Follow.objects.get().confirmed_at is None  # to look is to change nothing
    client.post(page)
    follow = Follow.objects.get()
    assert (follow.root, follow.confirmed_at) == (root, NOW)
    client.post(page, {"pace": "weekly"})
    follow.refresh_from_db()
    assert follow.pace == "weekly"
    assert "You follow this no longer" in client.post(following.end_path(follow)).content.decode()
    assert "You follow this no longer" in client.get(page).content.decode()
    assert not Follow.objects.exists()


def test_a_mail_program_ends_it_with_one_press_and_no_cookie(stranger, article):
    follow = follower(article)
    for method in (stranger.get, stranger.head, stranger.options):
        method(following.end_path(follow))
    assert Follow.objects.exists()
    for _ in range(2):
        answer = stranger.post(following.end_path(follow), {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.cookies) == (200, {})
    assert not Follow.objects.exists()


def test_the_answer_is_the_same_whether_the_address_follows_or_not(client, article):
    follower(article)
    told = [send(client, form(article), address) for address in (READER, "nobody.yet@example.org")]
    assert len({(one.status_code, one.headers["Location"], one.content) for one in told}) == 1


def test_another_signature_opens_nothing(client, article):
    path = following.page_path(follower(article)).rstrip("/")[:-1] + "/"
    assert client.get(path).status_code == 404
    assert client.post(path + "end/").status_code == 404
    assert Follow.objects.exists()


@pytest.mark.parametrize(
    ("more", "status"),
    [
        pytest.param({"seconds": 1}, 422, id="faster than anybody types"),
        pytest.param({"homepage": "https://spam.example"}, 302, id="what nobody sees filled in"),
        pytest.param({"address": "x@example.org\nBcc: y@example.org"}, 422, id="two lines"),
        pytest.param({"pace": "hourly"}, 422, id="no such pace"),
    ],
)
def test_programs_and_slips_write_to_nobody(client, article, more, status):
    assert send(client, form(article), **more).status_code == status
    work(NOW + timedelta(days=2))
    assert letters.outbox == []


def test_one_sender_neither_writes_to_very_many_strangers_nor_closes_the_form_for_all(client, article):
    told = [send(client, form(article), f"stranger{number}@example.org").status_code for number in range(21)]
    assert told == [302] * 20 + [422]
    assert send(Client(REMOTE_ADDR="192.0.2.7"), form(article)).status_code == 302


def test_a_member_is_asked_for_no_address_and_finds_what_they_follow(client, article):
    member = accounts.member()
    client.force_login(member)
    assert 'name="address"' not in client.get(form(article)).content.decode()
    answer = client.post(form(article), {"pace": "weekly"} | OF_AGE)
    follow = Follow.objects.get()
    assert (follow.person, answer.url) == (member, following.page_path(follow) + "?saved")
    assert client.get(form(article)).url == following.page_path(follow)
    listed = client.get("/en/account/follows/").content.decode()
    assert article.title in listed
    assert f'action="{following.end_path(follow)}"' in listed
    assert "/en/account/follows/" in client.get("/en/account/privacy/").content.decode()
    client.post(following.end_path(follow))
    assert "You follow no discussion" in client.get("/en/account/follows/").content.decode()
    assert list(FollowEvent.objects.order_by("pk").values_list("act", flat=True)) == ["given", "ended"]


def test_who_is_too_young_follows_nothing_and_the_age_reached_is_on_record(client, article):
    root = making.comment(article)
    assert send(client, form(article), birth_date="2010-03-03").url == form(article)
    assert client.get(f"/en/comments/{root.pk}/follow/").status_code == 403
    assert client.post(form(article), {"address": READER, "pace": "daily"} | OF_AGE).status_code == 302
    assert client.get(f"/en/articles/{article.pk}/comments/").status_code == 200
    work(NOW + timedelta(seconds=5))
    assert not letters.outbox
    client.cookies.clear()
    send(client, form(article), birth_date="2010-03-02")
    work(NOW + timedelta(seconds=5))
    client.post(link(letters.outbox[0]))
    assert FollowEvent.objects.get().age_met == 16


def test_a_list_of_three_costs_as_much_as_one(client, article, django_assert_num_queries):
    member = accounts.member()
    client.force_login(member)
    started = dict.fromkeys(("asked_at", "confirmed_at", "told_until"), NOW)
    client.get("/en/account/follows/")
    for roots in ([None], [making.comment(article), making.comment(article)]):
        for root in roots:
            Follow.objects.create(person=member, article=article, root=root, pace="daily", **started)
        with django_assert_num_queries(4):
            client.get("/en/account/follows/")


def test_what_is_over_cannot_be_followed_and_says_so(client, article):
    Thread.objects.filter(article=article).update(discussion=Discussion.READ_ONLY, set_at=NOW)
    page = client.get(form(article)).content.decode()
    assert "This discussion is over" in page
    assert 'name="address"' not in page
    Thread.objects.filter(article=article).update(discussion=Discussion.CLOSED)
    assert client.get(form(article)).status_code == 404


def test_the_page_of_a_thread_names_nobody_whose_comment_is_gone(client, article):
    root = making.comment(article, author=making.person("Mira"))
    page = following.page_path(follower(article, root=root))
    assert "Mira" in client.get(page).content.decode()
    ledger.change(comment=root, withdrawn_at=NOW)
    told = client.get(page).content.decode()
    assert "a comment that is no longer shown" in told
    assert "Mira" not in told


def test_article_discussion_and_comment_lead_there_and_set_no_cookie(client, article):
    comment = making.comment(article)
    pages = {
        article.get_absolute_url(): form(article),
        f"/en/articles/{article.pk}/comments/": form(article),
        comment.get_absolute_url(): f"/en/comments/{comment.pk}/follow/",
    }
    for page, path in pages.items():
        answer = client.get(page)
        assert f'href="{path}"' in answer.content.decode()
        assert answer.cookies == {}


def test_no_page_of_it_is_kept_or_found_by_searching(client, article):
    for path in (following.page_path(follower(article)), form(article)):
        answer = client.get(path)
        assert "no-store" in answer.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_words_that_changed_since_the_page_was_opened_are_shown_before_anybody_agrees(client, article):
    words = WORDS.search(client.get(form(article)).content.decode())[1]
    PurposeText.objects.update(description="Quite another purpose.")
    answer = send(client, form(article), words=words)
    assert answer.status_code == 422
    assert "Quite another purpose." in answer.content.decode()
    assert not Follow.objects.exists()
