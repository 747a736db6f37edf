"""Imported comments in the admin: the table of old addresses, and erasing their authors on request (C71)."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from moderation.models import Comment, ImportedAuthor, ImportedComment
from tests.moderation import making

pytestmark = pytest.mark.django_db
LIST = "/admin/moderation/importedcomment/"


@pytest.fixture
def row():
    author = making.person("Ada Mirel", is_active=False)
    type(author).objects.filter(pk=author.pk).update(email=None)
    ImportedAuthor.objects.create(person=author, source="disqus", digest="d")
    comment = making.comment(making.article(), author=type(author).objects.get(pk=author.pk))
    return ImportedComment.objects.create(
        comment=comment, source="disqus", old_id="9001", old_url="https://old.example.org/harbour/#comment-9001"
    )


@pytest.fixture
def chief(client):
    making.rules()
    client.force_login(making.member(name="Chief", is_staff=True, is_superuser=True))
    return client


def erase(client, row, **more):
    return client.post(LIST, {"action": "erase_authors", "_selected_action": [row.pk], **more}, follow=True)


def test_an_old_address_is_found_and_leads_to_the_card(chief, row):
    page = chief.get(LIST, {"q": "https://old.example.org/harbour/#comment-9001"}).content.decode()
    assert "Ada Mirel" in page
    answer = chief.get(f"{LIST}{row.pk}/change/")
    assert answer.headers["Location"] == reverse("admin:moderation_comment_change", args=[row.comment_id])
    card = chief.get(answer.headers["Location"]).content.decode()
    assert "There is nobody to warn or to block" in card
    assert "Member since" not in card


def test_the_table_is_downloaded_by_who_says_what_for(chief, row):
    table = chief.post(f"{LIST}export/", {"why": "Redirects of the front server."})
    lines = b"".join(table.streaming_content).decode() if table.streaming else table.content.decode()
    assert "https://old.example.org/harbour/#comment-9001" in lines


def test_an_administrator_sees_whose_name_goes_before_it_does(chief, row):
    page = erase(chief, row).content.decode()
    assert "<bdi>Ada Mirel</bdi>: 1 comment" in page
    assert Comment.objects.get().author.name == "Ada Mirel"
    page = erase(chief, row, texts="keep").content.decode()
    assert "1 author has been erased." in page
    comment = Comment.objects.get()
    assert (comment.author.name, comment.body != "") == ("", True)
    assert LogEntry.objects.filter(change_message__contains="imported author").count() == 1
    assert "Nobody is left to erase" in erase(chief, row).content.decode()


def test_a_moderator_erases_nobody(client, row):
    client.force_login(making.accepting(making.joining_moderator()))
    assert "Ada Mirel" in client.get(LIST).content.decode()
    assert "erase_authors" not in client.get(LIST).content.decode()
    erase(client, row, texts="erase")
    assert Comment.objects.get().author.name == "Ada Mirel"
