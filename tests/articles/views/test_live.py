"""A live blog as readers, their programs and their open pages get it (A44)."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from articles import live as blogs
from articles import previews
from articles.actions import articles, live
from articles.actions.live import Said
from articles.actions.previews import share
from articles.enums import Role
from articles.models import Article, LiveEntry
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages.asking import Server
from tests.articles.views.test_corrections import linked_data, order

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return making.staff(Role.EDITOR)


@pytest.fixture
def running(editor) -> Article:
    article = making.article()
    live.begin(article=article, by=editor, now=NOW)
    article.refresh_from_db()
    return article


@pytest.fixture
def tell(editor, running):
    def add(words: str, minute: int = 0, **said) -> LiveEntry:
        at = NOW + timedelta(minutes=minute)
        return live.add(article=running, said=Said(f"<p>{words}</p>", **said), by=editor, now=at)

    return add


def many(article: Article, number: int, editor) -> list[LiveEntry]:
    rows = [LiveEntry(article=article, body=f"<p>No. {n}.</p>", made_by=editor, made_at=NOW) for n in range(number)]
    return LiveEntry.objects.bulk_create(rows)


def page_of(client, article: Article, query: str = "") -> str:
    return client.get(article.get_absolute_url() + query).content.decode()


def stream_of(client, article: Article, after: int = 0):
    return client.get(reverse("articles:live_stream", args=[article.pk]), {"after": after})


def told(answer) -> dict:
    return json.loads(re.search("^data: (.+)$", answer.content.decode(), re.MULTILINE)[1])


def test_entries_stand_below_the_text_the_newest_first_and_pinned_ones_above(client, running, tell, editor):
    first = tell("Kick-off.", headline="It <begins>", byline="Ada\nBo")
    tell("One to nil.", 5)
    live.pin(entry=first, by=editor, now=NOW)
    page = page_of(client, running)
    words = ("On Monday.", "Kick-off.", "One to nil.")
    assert order(page.partition("</head>")[2], *words) == list(words)
    assert f'id="entry-{first.pk}"' in page
    assert f'<a href="{running.get_absolute_url()}#entry-{first.pk}"' in page
    assert '<time datetime="2026-03-02T12:00:00+00:00">' in page
    assert '<h3 class="entry__title">It &lt;begins&gt;</h3>' in page
    assert "<bdi>Ada and Bo</bdi>" in page
    assert '<strong class="entry__pin">Pinned</strong>' in page


def test_a_reader_without_scripts_sees_when_it_was_updated_and_reloads(client, running, tell):
    tell("One.", 7)
    page = page_of(client, running)
    assert f'<a href="{running.get_absolute_url()}">Reload</a>' in page
    assert 'Last updated: <time datetime="2026-03-02T12:07:00+00:00">' in page
    assert 'id="live-call" hidden></button>' in page
    assert "http-equiv" not in page


def test_what_is_put_right_says_so_and_what_is_withdrawn_is_gone(client, running, tell, editor):
    right, gone = tell("One to nil."), tell("Two to nil.")
    live.edit(entry=right, said=Said("<p>Nil to one.</p>"), base=1, by=editor, now=NOW + timedelta(minutes=9))
    live.withdraw(entry=gone, by=editor, now=NOW)
    page = page_of(client, running)
    assert "Nil to one." in page
    assert 'Corrected: <time datetime="2026-03-02T12:09:00+00:00">' in page
    assert "One to nil." not in page
    assert "Two to nil." not in page


def test_an_ended_live_blog_keeps_its_entries_and_asks_for_nothing_new(client, running, tell, editor):
    tell("One.")
    live.end(article=running, by=editor, now=NOW + timedelta(hours=2))
    page = page_of(client, running)
    assert "<p>One.</p>" in page
    assert 'Ended: <time datetime="2026-03-02T14:00:00+00:00">' in page
    assert "data-stream" not in page
    assert "Reload" not in page


def test_older_entries_follow_by_key(client, running, editor):
    made = many(running, 2 * blogs.PAGE + 1, editor)
    live.pin(entry=made[0], by=editor, now=NOW)
    first = page_of(client, running)
    assert re.findall(r'id="entry-(\d+)"', first) == [str(one.pk) for one in (made[0], *made[: blogs.PAGE : -1])]
    assert f'?before={made[blogs.PAGE + 1].pk}#live">Older entries</a>' in first
    last = page_of(client, running, f"?before={made[blogs.PAGE + 1].pk}")
    assert re.findall(r'id="entry-(\d+)"', last) == [str(one.pk) for one in made[blogs.PAGE : 0 : -1]]
    assert ("Older entries</a>" in last, "data-stream" in last) == (False, False)
    assert client.get(running.get_absolute_url(), {"before": "x"}).status_code == 404


def test_programs_read_a_live_blog_posting(client, running, tell, editor):
    entry = tell("One to <em>nil</em>.", 3, headline="Goal", byline="Ada")
    tell("Still one to nil.", 4)
    live.edit(
        entry=entry, said=Said("<p>Own goal.</p>", "Goal", "Ada"), base=1, by=editor, now=NOW + timedelta(minutes=6)
    )
    live.end(article=running, by=editor, now=NOW + timedelta(hours=2))
    described = linked_data(page_of(client, running))
    assert described["@type"] == "LiveBlogPosting"
    assert described["headline"] == running.title
    assert described["dateModified"] == described["coverageEndTime"] == "2026-03-02T14:00:00+00:00"
    assert described["coverageStartTime"] == "2026-03-02T12:00:00+00:00"
    later, first = described["liveBlogUpdate"]
    assert first == {
        "@type": "BlogPosting",
        "headline": "Goal",
        "articleBody": "Own goal.",
        "datePublished": "2026-03-02T12:03:00+00:00",
        "dateModified": "2026-03-02T12:06:00+00:00",
        "author": [{"@type": "Person", "name": "Ada"}],
        "url": f"{described['url']}#entry-{entry.pk}",
    }
    assert later["headline"] == "Still one to nil."


def test_an_article_that_is_no_live_blog_says_nothing_of_one_whatever_it_is_asked(client):
    article = making.article()
    page = page_of(client, article)
    assert linked_data(page)["@type"] == "NewsArticle"
    assert "live" not in page.partition("<main")[2].replace("aria-live", "")
    assert page_of(client, article, "?before=x") == page
    assert stream_of(client, article).status_code == 404


@pytest.mark.parametrize("entries", [0, 3, blogs.PAGE + 5])
def test_a_live_blog_costs_one_statement_more(client, running, editor, entries, django_assert_num_queries):
    plain = making.article(slug="plain")
    many(running, entries, editor)
    for article in (plain, running):
        page_of(client, article)
    with django_assert_num_queries(2):  # the article; its comments
        page_of(client, plain)
    with django_assert_num_queries(3):  # and its entries
        page_of(client, running)
    with django_assert_num_queries(2):
        stream_of(client, running)


@pytest.mark.parametrize("state", ["draft", "unpublished", "scheduled", "expired"])
def test_nobody_reads_entries_of_what_is_not_out(client, running, tell, state, noon):
    tell("Zebras.")
    changes = {
        "draft": {"status": "draft"},
        "unpublished": {"status": "unpublished"},
        "scheduled": {"published_at": NOW + timedelta(hours=1)},
        "expired": {"expires_at": NOW},
    }
    assert "Zebras" in told(stream_of(client, running))["html"]
    Article.objects.filter(pk=running.pk).update(**changes[state])
    assert "Zebras" not in page_of(client, running)
    assert stream_of(client, running).status_code == 404


def test_a_preview_shows_the_entries_and_asks_for_no_more(client, running, tell, editor):
    tell("Zebras.")
    link = share(revision=running.newest_revision(), by=editor, now=NOW)
    page = client.get(previews.address(link)).content.decode()
    assert "Zebras." in page
    assert "data-stream" not in page


def test_below_another_edition_its_words_stand_around_the_entries(client, running, tell):
    making.edition("de")
    tell("One.")
    page = page_of(client, Article.objects.get(pk=running.pk), "").replace("\n", "")
    elsewhere = client.get(running.address_in("de")).content.decode()
    assert f'data-stream="/en/live/{running.pk}/stream"' in page
    assert f'data-stream="/de/live/{running.pk}/stream"' in elsewhere
    assert '<section class="live" id="live" aria-labelledby="live-head" lang="de" dir="ltr"' in elsewhere
    assert '<div lang="en" dir="ltr">' in elsewhere


def test_the_stream_tells_what_is_newer_and_names_when_to_ask_again(client, running, tell):
    seen, new = tell("One."), tell("Two.", 3)
    answer = stream_of(client, running, seen.pk)
    assert answer["Content-Type"] == "text/event-stream; charset=utf-8"
    assert answer.content.decode().startswith("retry: 20000\n\n")
    assert (told(answer)["newest"], told(answer)["count"], told(answer)["is_all"]) == (new.pk, 1, True)
    assert "<p>Two.</p>" in told(answer)["html"]
    assert "<p>One.</p>" not in told(answer)["html"]
    assert not answer.cookies
    assert stream_of(client, running, new.pk).content == b"retry: 20000\n\n"
    assert client.get(reverse("articles:live_stream", args=[running.pk])).status_code == 404


def test_the_stream_brings_so_many_at_most_and_says_that_there_are_more(client, running, editor):
    made = many(running, blogs.MOST_NEW + 1, editor)
    said = told(stream_of(client, running))
    assert (said["newest"], said["count"], said["is_all"]) == (made[-1].pk, blogs.MOST_NEW, False)
    assert said["html"].count("<li ") == blogs.MOST_NEW


def test_the_stream_says_that_a_live_blog_has_ended(client, running, editor):
    live.end(article=running, by=editor, now=NOW)
    assert stream_of(client, running).content.decode().endswith("event: ended\ndata:\n\n")


@pytest.mark.django_db(transaction=True)
def test_page_and_stream_are_kept_until_an_entry_comes_is_changed_or_goes(running, tell, editor):
    server, seen = Server(), tell("One.")
    stream = (reverse("articles:live_stream", args=[running.pk]), f"after={seen.pk}")

    def both() -> tuple[str, str]:
        for place, query in ((running.get_absolute_url(), ""), stream):
            server.get(place, query=query)
        return server.get(running.get_absolute_url()).text, server.get(stream[0], query=stream[1]).text

    assert both()[1] == "retry: 20000\n\n"
    added = tell("Two.")
    assert all("Two." in text for text in both())
    live.edit(entry=added, said=Said("<p>Three.</p>"), base=1, by=editor, now=NOW)
    assert all("Three." in text for text in both())
    live.withdraw(entry=added, by=editor, now=NOW)
    assert not any("Three." in text for text in both())
    articles.unpublish(article=running, by=making.staff(Role.PUBLISHER), now=NOW)
    assert server.get(stream[0], query=stream[1]).status == 404


def test_feeds_and_maps_of_the_site_say_that_the_article_changed(client, running, tell):
    tell("One.", 8)
    assert "2026-03-02T12:08:00+00:00" in client.get("/en/feed.atom").content.decode()
    assert "2026-03-02T12:08:00+00:00" in client.get("/en/sitemap-2026-03.xml").content.decode()
