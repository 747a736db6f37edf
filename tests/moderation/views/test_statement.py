"""What a blocked member sees after signing in."""

import pytest

from tests.moderation import making

pytestmark = pytest.mark.django_db


def test_a_blocked_member_sees_the_comment_that_led_to_it(client):
    making.rules()
    comment = making.comment(making.article(), author=making.member(), body="The harbour master is a thief.")
    making.block(comment.author, evidence=comment)
    comment.author.refresh_from_db()
    client.force_login(comment.author)
    page = client.get("/en/account/blocked/").content.decode()
    assert "The harbour master is a thief." in page
    assert comment.article.title in page


def test_without_a_comment_the_page_stands_all_the_same(client):
    making.rules()
    person = making.block(making.member()).subject
    client.force_login(person)
    page = client.get("/en/account/blocked/").content.decode()
    assert person.public_id in page
    assert "The comment it is about" not in page
