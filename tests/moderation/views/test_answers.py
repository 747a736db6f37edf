"""A reply leads to what it answers (C3)."""

import re

import pytest

from moderation import stretches
from moderation.models import Comment
from tests.moderation import making

pytestmark = pytest.mark.django_db


def leads(page, comment):
    """Read where a comment's page, list or data says that the one it answers is."""
    card = page.split(f'id="comment-{comment.pk}"')[1]
    return re.search(r'<a class="comment__parent" href="([^"]*)"', card).group(1)


def test_a_reply_leads_to_what_it_answers_on_whichever_stretch_that_stands(client):
    article = making.article()
    parent = making.comment(article)
    near = making.comment(article, parent=parent)
    for _ in range(stretches.PAGE):
        making.comment(article)
    elsewhere = f"/en/comments/{parent.pk}/"
    first = client.get(f"/en/articles/{article.pk}/comments/").content.decode()
    assert leads(first, near) == f"#comment-{parent.pk}"
    newest = client.get(f"/en/articles/{article.pk}/comments/?sort=newest").content.decode()
    assert f'id="comment-{parent.pk}"' not in newest
    far = making.comment(article, parent=parent)
    newest = client.get(f"/en/articles/{article.pk}/comments/?sort=newest").content.decode()
    assert leads(newest, far) == elsewhere
    data = client.get(f"/de/articles/{article.pk}/comments.json?sort=newest").json()["comments"][0]["html"]
    assert leads(data, far) == elsewhere.replace("/en/", "/de/")
    assert f'id="comment-{parent.pk}"' in client.get(elsewhere).content.decode()


def test_a_reply_that_stands_beside_what_it_answers_leads_there_from_its_own_page(client):
    article, above = making.article(), None
    for _ in range(Comment.MAX_DEPTH + 1):
        above = making.comment(article, parent=above)
    deepest = making.comment(article, parent=above)
    page = client.get(f"/en/comments/{deepest.pk}/").content.decode()
    assert leads(page, deepest) == f"/en/comments/{above.pk}/"
    assert leads(page, Comment.objects.get(pk=deepest.parent.parent_id)).startswith("#comment-")


def test_what_somebody_writes_is_no_way_to_what_a_comment_answers():
    text = 'class="comment__parent" href="#comment-9"'
    assert stretches.led(f"<p>{text}</p>", set()) == f"<p>{text}</p>"
