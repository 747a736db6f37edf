"""What stands under a tag, for readers: page, feeds, sitemap, search, and what to read on (A25, A47)."""

import json
import re
from datetime import timedelta

import pytest

from articles.actions import tags
from articles.enums import Role
from articles.models import Article, Pick, Story
from articles.views.reading import PAGE as PAGE_LENGTH
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages.asking import Server

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 class="teaser__title"><a href="[^"]+">([^<]+)', page)


def related(page: str) -> list[str]:
    found = re.search(r'<section class="related".*?</section>', page, re.DOTALL)
    return re.findall(r"<li><a [^>]+>([^<]+)", found[0]) if found else []


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def described(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_an_article_names_its_tags_which_lead_to_what_else_stands_under_them(client):
    article = making.article(title="One")
    harbour, ferry = making.tag("Harbour", article), making.tag("Ferry & Co", article)
    making.article(title="Nothing of it")
    page = read(client, article.get_absolute_url())
    linked = re.findall(r'<a href="([^"]+)" rel="tag">([^<]+)', page)
    assert linked == [
        (f"/en/tags/harbour-{harbour.pk}/", "Harbour"),
        (f"/en/tags/ferry-co-{ferry.pk}/", "Ferry &amp; Co"),
    ]
    assert described(page)["keywords"] == ["Harbour", "Ferry & Co"]
    assert titles(read(client, harbour.get_absolute_url())) == ["One"]


def test_an_article_without_tags_says_nothing_of_any(client):
    page = read(client, making.article().get_absolute_url())
    assert "keywords" not in described(page)
    assert "story__tags" not in page
    assert "related" not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_tag_has_feeds_that_its_page_names_and_that_answer_304(client, kind):
    tag = making.tag("Harbour", making.article(title="Within"))
    making.article(title="Without")
    address = f"{tag.get_absolute_url()}feed.{kind}"
    assert f'href="{address}"' in read(client, tag.get_absolute_url())
    feed = Server().get(address)
    assert "Within" in feed.text
    assert "Without" not in feed.text
    assert Server().get(address, if_none_match=feed.headers["ETag"]).status == 304


def test_feeds_name_the_tags_of_an_article(client):
    making.tag("Harbour", making.article())
    assert json.loads(read(client, "/en/feed.json"))["items"][0]["tags"] == ["News (en)", "Harbour"]
    assert "<category>Harbour</category>" in read(client, "/en/feed.rss")


def test_what_only_drafts_and_what_is_withdrawn_stand_under_is_unknown_to_readers(client):
    article = making.article()
    tag = making.tag("Resignation", article)
    Article.objects.filter(pk=article.pk).update(published_at=NOW + timedelta(hours=1))
    for address in (tag.get_absolute_url(), f"{tag.get_absolute_url()}feed.rss", f"/en/tags/x-{tag.pk}/"):
        assert client.get(address).status_code == 404


def test_an_old_address_leads_to_the_new_one_for_page_and_feeds(client):
    article = making.article()
    tag, other = making.tag("Docks", article), making.tag("Harbour", article)
    old, by = tag.get_absolute_url(), making.staff(Role.EDITOR)
    tags.rename(tag=tag, name="Quays", by=by, now=NOW)
    for ending in ("", "feed.atom"):
        answer = client.get(f"{old}{ending}")
        assert (answer.status_code, answer.url) == (301, f"/en/tags/quays-{tag.pk}/{ending}")
    tags.merge(tag=tag, into=other, by=by, now=NOW)
    for ending in ("", "feed.atom"):
        answer = client.get(f"{old}{ending}")
        assert (answer.status_code, answer.url) == (301, f"{other.get_absolute_url()}{ending}")


def test_a_tag_stands_below_its_own_edition_alone(client):
    tag = making.tag("Hafen", making.article("de"), language="de")
    making.edition("en")
    assert client.get(f"/en/tags/hafen-{tag.pk}/").status_code == 404
    assert client.get(tag.get_absolute_url()).status_code == 200


def test_a_tag_in_any_script_is_served(client):
    tag = making.tag("الميناء", making.article("ar"), language="ar")
    assert titles(read(client, tag.get_absolute_url())) == ["The harbour opens"]


def test_a_list_under_a_tag_goes_on_by_key(client):
    tag = making.tag("Harbour", *(making.article(title=f"Story {number}") for number in range(PAGE_LENGTH + 5)))
    first = read(client, tag.get_absolute_url())
    following = re.search(r'rel="next" href="([^"]+)"', first)[1]
    assert len({*titles(first), *titles(read(client, following))}) == PAGE_LENGTH + 5


@pytest.mark.parametrize("rows", [1, 15])
def test_a_tag_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries, rows):
    tag = making.tag("Harbour", *(making.article() for _ in range(rows)))
    client.get("/en/")
    with django_assert_num_queries(3):
        client.get(tag.get_absolute_url())


def test_the_sitemap_lists_sections_tags_and_bylines_that_hold_something(client):
    article = making.article(byline="Ada Quill")
    article.changed_at = NOW
    article.save()
    tag, empty = making.tag("Harbour", article), making.tag("Ferry")
    assert "<loc>http://localhost:8000/en/sitemap-lists.xml</loc>" in read(client, "/sitemap.xml")
    listed = re.findall(
        r"<loc>http://localhost:8000([^<]+)</loc><lastmod>([^<]+)", read(client, "/en/sitemap-lists.xml")
    )
    found = ["/en/sections/news-en/", tag.get_absolute_url(), "/en/bylines/Ada%20Quill/"]
    assert listed == [(address, "2026-03-02T12:00:00+00:00") for address in found]
    assert empty.get_absolute_url() not in found


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Harbour", ["Within"]), ("hárbour", ["Within"]), ("Nothing", []), ("", ["Within", "Without"])],
)
def test_a_search_is_narrowed_down_to_a_tag(client, typed, found):
    (
        making.article(title="Without", summary="ferry"),
        making.tag("Harbour", making.article(title="Within", summary="ferry")),
    )
    page = read(client, f"/en/search/?q=ferry&tag={typed}")
    assert sorted(title for title in ("Within", "Without") if f">{title}</a>" in page) == found


def test_what_to_read_on_is_picked_by_hand_first_then_shares_a_tag_the_newest_first(client):
    article = making.article(title="Read")
    picked = making.article(title="Picked", published_at=NOW - timedelta(days=9))
    older, newer, newest = (
        making.article(title=title, published_at=NOW - timedelta(days=days))
        for title, days in (("C", 3), ("B", 2), ("A", 1))
    )
    making.tag("Harbour", article, older, newest), making.tag("Ferry", article, newer, newest, picked)
    making.tag("Other", making.article(title="Nothing in common"))
    making.article("de", title="Deutsch", story=newest.story)
    Pick.objects.create(article=article, picked=picked)
    assert related(read(client, article.get_absolute_url())) == ["Picked", "A", "B", "C"]


def test_nothing_is_read_on_that_readers_do_not_see(client):
    article = making.article(title="Read")
    gone, planned = making.article(title="Gone"), making.article(title="Planned")
    making.tag("Harbour", article, gone, planned)
    for other in (gone, planned):
        Pick.objects.create(article=article, picked=other)
    Article.objects.filter(pk=gone.pk).update(status="unpublished")
    Article.objects.filter(pk=planned.pk).update(published_at=NOW + timedelta(hours=1))
    assert related(read(client, article.get_absolute_url())) == []


@pytest.mark.parametrize("others", [0, 12])
def test_tags_and_what_to_read_on_cost_no_statement_of_their_own(client, django_assert_num_queries, others):
    article = making.article()
    making.tag("Harbour", article, *(making.article() for _ in range(others)))
    client.get(making.article().get_absolute_url())
    with django_assert_num_queries(2):  # the article; its comments
        page = read(client, article.get_absolute_url())
    assert len(related(page)) == min(others, 4)


def test_tags_what_to_read_on_a_correction_and_a_photo_at_once_cost_one_for_the_photos_sizes(
    client, django_assert_num_queries
):
    article, other, picked = (making.article(story=Story.objects.create()) for _ in range(3))
    Article.objects.filter(pk=article.pk).update(photo=making.photo())
    making.tag("Harbour", article, other), making.tag("Ferry", article, other)
    Pick.objects.create(article=article, picked=picked)
    for text in ("It was Tuesday.", "It was noon."):
        article.corrections.create(kind="correction", text=text, made_by=making.person(), made_at=NOW, public_at=NOW)
    client.get(making.article().get_absolute_url())
    with django_assert_num_queries(3):  # the article; the sizes of its photo; its comments
        page = read(client, article.get_absolute_url())
    assert len(related(page)) == page.count('href="/en/tags/') == 2
    assert ("It was Tuesday." in page, "It was noon." in page, "<picture>" in page) == (True, True, True)
