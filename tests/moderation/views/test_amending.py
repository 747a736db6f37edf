"""Writers change, withdraw and follow what they wrote, and nobody else does."""

from zoneinfo import ZoneInfo

import pytest

from articles.models import Edition
from moderation.actions import comments, policies
from moderation.models import Comment
from tests.moderation import making
from tests.moderation.making import ORDINARY
from tests.moderation.views.writing import at, sent, write

pytestmark = pytest.mark.django_db


def test_editing_shows_the_text_and_keeps_the_version_before(client, article, member):
    client.post(write(article), sent({"body": ORDINARY}))
    comment = Comment.objects.get()
    assert ORDINARY in client.get(at("edit", comment)).content.decode()
    client.post(at("edit", comment), sent({"body": "The bridge is late, I hear.", "version": 1}))
    assert "The bridge is late" in client.get(at("comment", comment)).content.decode()
    assert ORDINARY in client.get(at("versions", comment)).content.decode()


def test_an_edit_made_from_an_old_version_is_refused_with_its_text(client, article, member):
    client.post(write(article), sent({"body": ORDINARY}))
    comment = Comment.objects.get()
    client.post(at("edit", comment), sent({"body": "The bridge is late, I hear.", "version": 1}))
    answer = client.post(at("edit", comment), sent({"body": "Another change entirely, it is.", "version": 1}))
    assert answer.status_code == 400
    assert "Another change entirely" in answer.content.decode()


def test_nobody_edits_or_withdraws_another_persons_comment(client, article, member):
    comment = making.comment(article)
    assert client.get(at("edit", comment)).status_code == 404
    assert client.post(at("withdraw", comment)).status_code == 404


def test_withdrawing_leaves_the_tombstone(client, article, member):
    client.post(write(article), sent({"body": ORDINARY}))
    comment = Comment.objects.get()
    answer = client.post(at("withdraw", comment), follow=True)
    assert "Deleted by its author" in answer.content.decode()


def test_an_edit_that_comes_too_late_hears_until_when_by_the_papers_clock_and_keeps_its_text(client, article, member):
    Edition.objects.update(time_zone="Asia/Tokyo")
    comment = making.comment(article, author=member)
    until = comments.editable_until(comment, policies.current()).astimezone(ZoneInfo("Asia/Tokyo"))
    answer = client.post(at("edit", comment), sent({"body": ORDINARY, "version": "1"}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f"until 2 March 2026, {until:%H:%M}." in page
    assert ORDINARY in page


def test_who_opens_the_form_too_late_hears_it_before_typing(client, article, member):
    comment = making.comment(article, author=member)
    page = client.get(at("edit", comment)).content.decode()
    assert "This comment could be edited until" in page
    assert "<textarea" not in page
