"""What a member sees of whom they have muted, and that nobody else's page changes by it (C52)."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation.actions import decisions, mutes
from moderation.models import Mute
from tests.articles.pages.asking import Server, cookie
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
LISTED = "/en/account/comments/muted/"
FOLDED = "A comment by somebody you have muted"


@pytest.fixture
def loud():
    return making.member(name="Lars Laut")


def sheet(client, article):
    answer = client.get(f"/en/articles/{article.pk}/comments/muted.css")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_a_members_own_style_folds_whom_they_have_muted_and_nothing_else(client, article, member, loud):
    folded, seen = making.comment(article, author=loud), making.comment(article)
    making.comment(making.article(), author=loud)
    assert sheet(client, article) == ""
    mutes.mute(muted=loud, person=member, now=NOW)
    style = sheet(client, article)
    assert FOLDED in style
    assert f":is(#comment-{folded.pk})" in style
    assert f":is(#featured-{folded.pk}) {{ display: none; }}" in style
    assert f"#comment-{seen.pk}" not in style
    client.force_login(making.member())
    assert sheet(client, article) == ""
    client.logout()
    assert sheet(client, article) == ""


def test_what_stands_for_a_comment_that_is_gone_does_not_tell_whose_it_was(client, article, member, loud):
    gone = making.comment(article, author=loud)
    mutes.mute(muted=loud, person=member, now=NOW)
    assert f"#comment-{gone.pk}" in sheet(client, article)
    decisions.remove(comment=gone, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)
    assert sheet(client, article) == ""
    assert "You have muted" not in client.get(gone.get_absolute_url()).content.decode()


def test_the_style_speaks_the_language_of_the_page_and_quotes_its_words(client, article, member, loud):
    making.comment(article, author=loud)
    mutes.mute(muted=loud, person=member, now=NOW)
    assert f'--muted: "{FOLDED}";' in sheet(client, article)


def test_nobody_is_offered_to_mute_themselves(client, article, member):
    mine = making.comment(article, author=member)
    assert sheet(client, article) == f":is(#comment-{mine.pk}) .comment__mute {{ display: none; }}\n"


@pytest.mark.parametrize("more", [1, 40])
def test_a_style_costs_the_same_statements_however_much_is_folded(client, article, member, loud, more):
    for _ in range(more):
        making.comment(article, author=loud)
    mutes.mute(muted=loud, person=member, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        sheet(client, article)
    assert len([one for one in asked if "moderation_" in one["sql"]]) == 2


@pytest.mark.django_db(transaction=True)
def test_pages_are_the_same_for_everybody_and_only_members_ask_for_a_style(loud):
    article, server = making.article(), Server()
    making.comment(article, author=loud)
    for address in (article.get_absolute_url(), f"/en/articles/{article.pk}/comments/"):
        visitor, member = server.get(address), server.get(address, cookie=cookie())
        assert "muted.css" not in visitor.text
        assert f'<link rel="stylesheet" id="muted" href="/en/articles/{article.pk}/comments/muted.css">' in member.text
        mutes.mute(muted=loud, person=making.member(), now=NOW)
        assert server.get(address).body == visitor.body
        assert server.statements(address, cookie=cookie()) == 0


def test_a_comments_page_mutes_and_unmutes_and_shows_the_comment_all_the_same(client, article, member, loud):
    comment = making.comment(article, author=loud, body="So loud.")
    address = comment.get_absolute_url()
    assert f'action="{address}mute/"' in client.get(address).content.decode()
    page = client.post(f"{address}mute/", follow=True).content.decode()
    assert "You have muted Lars Laut" in page
    assert "So loud." in page
    assert Mute.objects.get().person == member
    assert f'action="{address}mute/take-back/"' in page
    page = client.post(f"{address}mute/take-back/", follow=True).content.decode()
    assert "You read Lars Laut again." in page
    assert not Mute.objects.exists()


def test_opening_the_address_changes_nothing(client, article, member, loud):
    comment = making.comment(article, author=loud)
    assert client.get(f"{comment.get_absolute_url()}mute/").url == comment.get_absolute_url()
    mutes.mute(muted=loud, person=member, now=NOW)
    assert client.get(f"{comment.get_absolute_url()}mute/take-back/").url == comment.get_absolute_url()
    assert Mute.objects.count() == 1


def test_a_member_is_refused_to_mute_themselves_or_one_too_many(client, article, member, loud, monkeypatch):
    mine, other = making.comment(article, author=member), making.comment(article, author=loud)
    assert "/mute/" not in client.get(mine.get_absolute_url()).content.decode()
    answer = client.post(f"{mine.get_absolute_url()}mute/")
    assert (answer.status_code, "You can mute others" in answer.content.decode()) == (403, True)
    monkeypatch.setattr(mutes, "MOST", 0)
    answer = client.post(f"{other.get_absolute_url()}mute/")
    assert (answer.status_code, "Take somebody off your list first" in answer.content.decode()) == (409, True)


def test_the_list_names_whom_one_has_muted_and_takes_them_off(client, member, loud):
    assert 'class="empty"' in client.get(LISTED).content.decode()
    hidden = making.member(name="Ida Berg", restricted_at=NOW)
    for one in (loud, hidden):
        mutes.mute(muted=one, person=member, now=NOW)
    page = client.get(LISTED).content.decode()
    assert "Lars Laut" in page
    assert "Ida Berg" not in page
    mute = Mute.objects.get(muted=loud)
    answer = client.post(f"{LISTED}{mute.pk}/end/")
    assert [str(said) for said in get_messages(answer.wsgi_request)] == ["You read Lars Laut again."]
    assert "Lars Laut" not in client.get(LISTED).content.decode().partition("<h2")[2]
    assert client.post(f"{LISTED}{mute.pk}/end/").status_code == 404


def test_nobody_ends_what_another_has_muted_and_the_muted_sees_nothing_of_it(client, article, loud):
    by = making.member()
    comment = making.comment(article, author=loud)
    client.force_login(loud)
    client.get(comment.get_absolute_url())  # gives the cookies
    before = client.get(comment.get_absolute_url()).content
    mutes.mute(muted=loud, person=by, now=NOW)
    assert client.post(f"{LISTED}{Mute.objects.get().pk}/end/").status_code == 404
    after = client.get(comment.get_absolute_url()).content
    assert b"uted" not in after.replace(b"muted.css", b"").replace(b'id="muted"', b"")
    assert len(after) == len(before)
    assert Mute.objects.count() == 1
