"""The page of a comment, for those who may choose it (C55)."""

import pytest

from accounts.models import User
from articles.enums import Role
from moderation.actions import choices
from moderation.models import Choice, Comment
from tests.articles.making import staff
from tests.moderation import making
from tests.moderation.making import NOW
from tests.moderation.views.writing import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, article) -> User:
    person = making.accepting(staff(Role.EDITOR))
    client.force_login(person)
    return person


def test_an_editor_chooses_a_comment_gives_another_reason_and_takes_it_back(client, article, editor):
    comment = making.comment(article)
    assert "Choose this comment" in client.get(at("comment", comment)).content.decode()
    page = client.post(at("choose", comment), {"why": "From the inside.", "version": 1}, follow=True).content.decode()
    assert "From the inside." in page
    assert "Save reason and place" in page
    client.post(at("choose", comment), {"why": "First hand.", "version": 1})
    chosen = client.get(f"/en/articles/{article.pk}/comments/?sort=chosen").content.decode()
    assert "First hand." in chosen
    client.post(at("take_back_choice", comment))
    assert "First hand." not in client.get(f"/en/articles/{article.pk}/comments/").content.decode()
    assert client.post(at("take_back_choice", comment)).status_code == 409
    assert Choice.objects.count() == 3


def test_what_is_wrong_with_a_choice_is_told_and_the_reason_is_kept(client, article, editor):
    comment = making.comment(article)
    empty = client.post(at("choose", comment), {"version": 1})
    assert (empty.status_code, "Nothing you typed is lost." in empty.content.decode()) == (400, True)
    Comment.objects.update(version=2)
    stale = client.post(at("choose", comment), {"why": "From the inside.", "version": 1})
    assert (stale.status_code, "From the inside." in stale.content.decode()) == (409, True)
    assert not Choice.objects.exists()


def test_a_reader_is_offered_no_choice(client, article, member):
    comment = making.comment(article)
    assert "Choose this comment" not in client.get(at("comment", comment)).content.decode()
    assert client.post(at("choose", comment), {"why": "Mine.", "version": 1}).status_code == 403


def test_the_log_of_choices_is_read_by_editors(client, article, editor):
    comment = making.comment(article)
    choices.choose(comment=comment, version=1, why="From the inside.", by=editor, now=NOW)
    page = client.get("/admin/moderation/choice/").content.decode()
    assert "From the inside." in page
    assert client.get(f"/admin/moderation/choice/{Choice.objects.get().pk}/change/").status_code == 200
