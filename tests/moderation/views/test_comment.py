import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.paper import paper
from moderation import stretches
from moderation.actions import appreciations, ledger
from moderation.enums import Discussion, Measure, Order
from moderation.models import Comment, Thread
from tests.articles.pages.asking import Server
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def several(article, number):
    author = making.person()
    return [making.comment(article, author=author, body=f"Comment {n}") for n in range(1, number + 1)]


def bodies(page: str) -> list[int]:
    return [n for n in range(1, 200) if f"<p>Comment {n}</p>" in page]


def test_a_thread_is_paged_by_key_and_loses_nothing(client):
    article = making.article()
    several(article, 120)
    seen, address = [], f"/en/articles/{article.pk}/comments.json"
    while address:
        answer = client.get(address).json()
        seen += [comment["id"] for comment in answer["comments"]]
        address = answer["after"] and f"/en/articles/{article.pk}/comments.json?after={answer['after']}"
    assert seen == list(Comment.objects.order_by("path").values_list("pk", flat=True))


def test_newest_first_is_flat_and_kept_in_the_address(client):
    article = making.article()
    several(article, 60)
    page = client.get(f"/en/articles/{article.pk}/comments/?sort=newest").content.decode()
    assert bodies(page) == list(range(11, 61))
    assert "?sort=newest&amp;after=11" in page
    rest = client.get(f"/en/articles/{article.pk}/comments/?sort=newest&after=11").content.decode()
    assert bodies(rest) == list(range(1, 11))


#: Comments with more than others: the 7th three, the 3rd and the 90th two, and every tenth one.
MORE = {7: 3, 3: 2, 90: 2} | {n: 1 for n in range(10, 121, 10) if n != 90}


def replied(comment):
    Comment.objects.filter(pk=comment.pk).update(reply_count=MORE.get(comment.number, 0))


def appreciated(comment):
    for _ in range(MORE.get(comment.number, 0)):
        appreciations.give(comment=comment, person=making.member(), now=NOW)


def chosen(comment):
    if comment.number in MORE or comment.number > 60:
        Comment.objects.filter(pk=comment.pk).update(chosen_at=NOW)


BY_MORE = sorted(range(1, 121), key=lambda n: (-MORE.get(n, 0), -n))
CHOSEN = sorted({*MORE, *range(61, 121)}, reverse=True)


@pytest.mark.parametrize(
    ("order", "prepare", "expected"),
    [
        pytest.param(Order.REPLIES, replied, BY_MORE, id="most replied"),
        pytest.param(Order.APPRECIATED, appreciated, BY_MORE, id="most appreciated"),
        pytest.param(Order.CHOSEN, chosen, CHOSEN, id="editor's choice"),
    ],
)
def test_an_order_survives_paging_and_loses_nothing(client, order, prepare, expected):
    making.grounds()
    article = making.article()
    for comment in several(article, 120):
        prepare(comment)
    address, seen = f"/en/articles/{article.pk}/comments/?sort={order}", []
    while address:
        page = client.get(address).content.decode()
        seen += [int(n) for n in re.findall(r"<p>Comment (\d+)</p>", page)]
        assert f'<span aria-current="true">{order.label}</span>' in page
        assert f'/en/articles/{article.pk}/comments/">' in re.search('<link rel="canonical" [^>]*>', page).group()
        onward = re.search(r'rel="next" href="([^"]*)"', page)
        address = unescape(onward.group(1)) if onward else ""
        assert not address or f"sort={order}" in address
    assert seen == expected


def test_tombstones_have_no_rank_among_what_is_appreciated(client):
    making.grounds()
    article = making.article()
    first, second = several(article, 2)
    for comment in (first, first, second):
        appreciations.give(comment=comment, person=making.member(), now=NOW)
    ledger.record(comment=first, measure=Measure.HOLD, now=NOW)
    page = client.get(f"/en/articles/{article.pk}/comments/?sort=appreciated").content.decode()
    assert re.findall(r'id="comment-(\d+)"', page) == [str(second.pk)]


def test_a_discussion_without_a_choice_says_so_and_leads_back(client):
    article = making.article()
    several(article, 1)
    page = client.get(f"/en/articles/{article.pk}/comments/?sort=chosen").content.decode()
    assert "The editors have chosen no comment here yet." in page
    assert f'href="/en/articles/{article.pk}/comments/?sort=oldest"' in page


def test_a_reply_takes_its_comment_forward(client):
    article = making.article()
    first, *_ = several(article, 3)
    making.comment(article, parent=first, body="Comment 4")
    page = client.get(f"/en/articles/{article.pk}/comments/?sort=replies").content.decode()
    assert re.findall(r"<p>Comment (\d+)</p>", page) == ["1", "4", "3", "2"]


@pytest.mark.parametrize("size", [1, 60])
@pytest.mark.parametrize(
    ("order", "index"),
    [
        (Order.REPLIES, "most_replied"),
        (Order.APPRECIATED, "most_appreciated"),
        (Order.CHOSEN, "editors_choice"),
    ],
)
def test_an_order_is_one_question_through_its_index(size, order, index):
    article = making.article()
    several(article, size)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        stretches.rows(article.pk, order=order, after="0000000200000050")
    [question] = asked.captured_queries
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(("EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ") + question["sql"])
        plan = " ".join(str(line) for line in cursor.fetchall())
    assert index in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("key", "found"),
    [pytest.param("1", [], id="shorter than any"), pytest.param("9" * 16, [2, 1], id="beyond all")],
)
def test_a_key_that_no_comment_has_ends_nothing(client, key, found):
    article = making.article()
    several(article, 2)
    page = client.get(f"/en/articles/{article.pk}/comments.json?sort=replies&after={key}").json()
    assert [re.search(r"Comment (\d)", one["html"]).group(1) for one in page["comments"]] == list(map(str, found))


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=" + "9" * 41,
        "sort=worst",
        *(f"sort={order}&after=" + "9" * 17 for order in Order if order != Order.OLDEST),
    ],
)
def test_an_address_that_cannot_be_is_not_found(client, query):
    article = making.article()
    assert client.get(f"/en/articles/{article.pk}/comments/?{query}").status_code == 404


@pytest.mark.parametrize("path", ["comments/", "comments/fragment/", "comments.json"])
def test_a_page_costs_the_same_statements_however_long_the_thread(client, path):
    article = making.article()
    paper()
    counts = []
    for more in (1, 3, 60):
        several(article, more)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(f"/en/articles/{article.pk}/{path}").status_code == 200
        counts.append(len(statements))
    assert counts == [2, 2, 2]


def test_a_comment_opens_in_context_also_deep_in_a_long_thread(client):
    article = making.article()
    several(article, 60)
    parent = making.comment(article, body="Comment 61")
    reply = making.comment(article, parent=parent, body="Comment 62")
    page = client.get(f"/en/comments/{reply.pk}/").content.decode()
    assert bodies(page) == [61, 62]
    assert "thread__item--chosen" in page
    (place,) = re.findall(rf'href="(/en/articles/[^"]*)#comment-{reply.pk}"', page)
    assert bodies(client.get(unescape(place)).content.decode()) == [61, 62]


def test_json_carries_the_finished_cards(client):
    article = making.article()
    comment = several(article, 1)[0]
    answer = json.loads(client.get(f"/en/articles/{article.pk}/comments.json").content)
    assert answer["after"] is None
    assert f'id="comment-{comment.pk}"' in answer["comments"][0]["html"]


def test_the_comments_of_an_article_that_is_not_live_are_not_there(client):
    article = making.article()
    article.status = "unpublished"
    article.save()
    assert client.get(f"/en/articles/{article.pk}/comments/").status_code == 404


def test_the_tag_shows_the_first_comments_and_the_way_to_more():
    article = making.article()
    several(article, 51)
    page = rendered(article)
    assert bodies(page) == list(range(1, 51))
    assert "51 comments" in page
    assert "after=00000050" in page


def test_a_closed_discussion_is_hidden():
    article = making.article()
    several(article, 1)
    Thread.objects.update(discussion=Discussion.CLOSED, message="Thank you all.")
    page = rendered(article)
    assert (bodies(page), "Thank you all." in page) == ([], True)


def rendered(article) -> str:
    from django.template import Context, Template
    from django.utils import translation

    with translation.override("en"):
        return Template("{% load comments %}{% comments article %}").render(Context({"article": article}))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("piece", ["comments/fragment/", "comments.json"])
def test_a_piece_of_a_thread_is_kept_until_somebody_comments(piece):
    article, server = making.article(), Server()
    making.comment(article, body="The first word.")
    address = f"/en/articles/{article.pk}/{piece}"
    first = server.get(address)
    assert "The first word." in first.text
    assert server.statements(address) == 0
    making.comment(article, body="The second word.")
    assert "The second word." in server.get(address).text


def hide(article, how):
    """Close and hide the discussion, or take the article back."""
    if how == "closed":
        Thread.objects.filter(article=article).update(discussion=Discussion.CLOSED)
    else:
        Article.objects.filter(pk=article.pk).update(status="unpublished")


@pytest.mark.parametrize("how", ["closed", "unpublished"])
def test_no_address_shows_a_discussion_that_is_hidden(client, how):
    article = making.article()
    comment = making.comment(article)
    addresses = [
        *(f"/en/articles/{article.pk}/{piece}" for piece in ("comments/", "comments/fragment/", "comments.json")),
        *(f"/en/comments/{comment.pk}/{piece}" for piece in ("", "versions/", "report/")),
    ]
    assert [client.get(address).status_code for address in addresses] == [200] * 6
    hide(article, how)
    assert [client.get(address).status_code for address in addresses] == [404] * 6


@pytest.mark.parametrize("how", ["closed", "unpublished"])
def test_an_author_still_finds_their_comment_in_a_discussion_that_is_hidden(client, how):
    article, author = making.article(), making.person()
    comment = making.comment(article, author=author)
    client.force_login(author)
    hide(article, how)
    page = client.get(f"/en/comments/{comment.pk}/").content.decode()
    assert "Withdraw this comment" in page


def test_a_thread_read_in_another_edition_is_marked_with_its_own_language(client):
    making.edition("fr")
    article = making.article()
    comment = making.comment(article)
    marked = '<ol class="thread" lang="en" dir="ltr">'
    for address in (f"/articles/{article.pk}/comments/", f"/comments/{comment.pk}/", f"/harbour-{article.pk}/"):
        assert marked in client.get(f"/fr{address}").content.decode()
        assert '<ol class="thread">' in client.get(f"/en{address}").content.decode()
