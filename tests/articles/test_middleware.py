"""The short way to a page gives what the long way gives (articles.middleware)."""

import pytest

from moderation.models import Comment
from tests.articles import making
from tests.articles.pages.asking import Server
from tests.moderation import making as commenting

pytestmark = pytest.mark.django_db(transaction=True)

#: A cookie of somebody else's, with which a request takes the long way.
LONG = {"cookie": "seen=1"}


def addresses() -> dict[str, str]:
    article = making.article(title="The harbour")
    commenting.comment(article, body="A word.")
    gone = making.article(slug="gone")
    gone.status = "unpublished"
    gone.save()
    thread = f"/en/articles/{article.pk}/comments"
    return {
        "article": article.get_absolute_url(),
        "another slug": f"/en/other-{article.pk}/",
        "gone": gone.get_absolute_url(),
        "front page": "/en/",
        "section": "/en/sections/news-en/",
        "thread": f"{thread}/",
        "fragment": f"{thread}/fragment/",
        "JSON": f"{thread}.json",
        "one comment": f"/en/comments/{Comment.objects.get().pk}/",
        "nothing": "/en/nothing/",
        "no such article": "/en/none-999999/",
        "form": f"{thread}/new/",
        "without its slash": "/en/sections/news-en",
        "admin": "/admin/",
    }


def test_the_short_way_gives_what_the_long_way_gives():
    for name, address in addresses().items():
        short, long = Server().get(address), Server().get(address, **LONG)
        assert (name, short.status, short.headers, short.text) == (name, long.status, long.headers, long.text)


def test_an_article_with_its_comments_is_made_anew_in_two_statements():
    article = making.article()
    commenting.comment(article, body="A word.")
    Server().get("/en/")  # which reads the paper's frame
    assert Server().statements(article.get_absolute_url()) == 2


@pytest.mark.parametrize("query", ["x=%00", "after=%00"])
def test_an_unusable_query_is_refused_on_a_page_not_yet_kept(query):
    making.article()
    assert Server().get("/en/", query=query).status == 400
