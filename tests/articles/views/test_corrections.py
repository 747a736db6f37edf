"""Where readers see what was put right (A28)."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import previews
from articles.actions import corrections
from articles.actions.corrections import Note
from articles.actions.previews import share
from articles.enums import CorrectionKind, Role
from articles.models import Article, Correction
from moderation.actions.comments import withdraw
from moderation.actions.decisions import remove
from moderation.models import Comment
from tests.articles import making
from tests.articles.pages.asking import Server
from tests.moderation import making as comments

pytestmark = pytest.mark.django_db
KINDS = list(CorrectionKind)


@pytest.fixture
def put_right():
    """Record a correction as an editor does."""
    editor = making.staff(Role.EDITOR)

    def record(article: Article, text: str = "It was Monday.", kind=CorrectionKind.CORRECTION, **more) -> Correction:
        note = Note(kind, text, **more)
        return corrections.record(article=article, note=note, by=editor, now=timezone.now())

    return record


def order(page: str, *words: str) -> list[str]:
    """Return the words in the order in which they stand on the page."""
    return sorted(words, key=page.index)


def linked_data(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


@pytest.mark.parametrize("kind", KINDS)
def test_what_changes_a_reading_stands_above_the_text_and_the_rest_below(client, put_right, kind):
    article = making.article(body="<p>On Monday.</p>")
    made = put_right(article, "Put <b>right</b>.", kind)
    page = client.get(article.get_absolute_url()).content.decode()
    is_above = kind in (CorrectionKind.CORRECTION, CorrectionKind.RETRACTION)
    words = ("Put &lt;b&gt;right&lt;/b&gt;.", "On Monday.")
    assert order(page, *words) == list(words if is_above else reversed(words))
    assert f'id="correction-{made.pk}" role="note"' in page
    assert f"<strong>{kind.label}</strong>" in page


def test_a_superseded_note_stays_readable_and_leads_to_the_later_one(client, put_right, noon):
    article = making.article()
    first = put_right(article, "It was Sunday.")
    noon.shift(60)
    second = put_right(article, "It was Saturday.", supersedes=first)
    page = client.get(article.get_absolute_url()).content.decode()
    assert order(page, "It was Sunday.", "On Monday.", "It was Saturday.") == [
        "It was Saturday.",
        "On Monday.",
        "It was Sunday.",
    ]
    assert page.count(f'<a href="#correction-{second.pk}">Superseded by a later note</a>') == 1
    assert [one["text"] for one in linked_data(page)["correction"]] == ["It was Saturday."]


def test_a_preview_shows_what_will_stand_beside_the_text(client, put_right):
    article = making.draft()
    revision = making.revision(article)
    put_right(article, "It will have been Monday.")
    link = share(revision=revision, by=making.staff(Role.EDITOR), now=making.NOW)
    assert "It will have been Monday." in client.get(previews.address(link)).content.decode()


def test_linked_data_and_head_tell_of_the_correction(client, put_right, noon):
    article = making.article()
    assert "correction" not in linked_data(client.get(article.get_absolute_url()).content.decode())
    noon.shift(3600)
    made = put_right(article)
    put_right(article, "More came to light.", CorrectionKind.ADDITION)
    described = linked_data(client.get(article.get_absolute_url()).content.decode())
    assert described["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It was Monday.",
            "datePublished": "2026-03-02T13:00:00+00:00",
            "url": f"http://localhost:8000{article.get_absolute_url()}#correction-{made.pk}",
        }
    ]
    assert described["dateModified"] == "2026-03-02T13:00:00+00:00"


def test_a_note_leads_to_the_comment_that_reported_it(client, put_right):
    comment = comments.comment(comments.article())
    comments.credited(comment, put_right(comment.article))
    page = client.get(comment.article.get_absolute_url()).content.decode()
    assert f'<a href="/en/comments/{comment.pk}/">A reader’s comment pointed this out.</a>' in page


def test_a_correction_costs_no_statement_and_no_telling_of_the_story_is_lost(
    client, put_right, django_assert_num_queries
):
    told = {"en": making.article("en")}
    told["de"] = making.article("de", story=told["en"].story, slug="hafen")
    client.get(told["de"].get_absolute_url())  # which reads what all pages have in common
    with django_assert_num_queries(2) as captured:
        before = client.get(told["en"].get_absolute_url()).content.decode()
    for article in (*told.values(), told["en"]):
        put_right(article, f"Right in {article.edition_id}.")
    with django_assert_num_queries(len(captured)):
        page = client.get(told["en"].get_absolute_url()).content.decode()
    assert page.count('class="correction__text">Right in en.') == 2
    assert "Right in de." not in page
    assert page.count("hreflang=") == before.count("hreflang=")


def test_below_another_edition_a_note_keeps_its_language_and_its_label_speaks_the_pages(client, put_right):
    making.edition("ar")
    article = making.article("en")
    put_right(article)
    page = client.get(article.address_in("ar")).content.decode()
    assert '<p class="correction__head" lang="ar" dir="rtl">' in page
    assert '<p class="correction__text">It was Monday.</p>' in page


@pytest.mark.parametrize(
    "address", ["/en/feed.rss", "/en/feed.atom", "/en/feed.json", "/en/sections/news-en/feed.atom"]
)
def test_feeds_carry_what_is_in_force_and_when_it_changed(client, put_right, noon, address):
    article = making.article()
    first = put_right(article, "It was Sunday & noon.")
    noon.shift(3600)
    put_right(article, "It was <Monday>.", supersedes=first)
    feed = client.get(address).content.decode()
    assert "Sunday" not in feed
    if address.endswith("json"):
        (item,) = json.loads(feed)["items"]
        assert item["content_text"] == "At last.\n\nCorrection (2 March 2026, 13:00): It was <Monday>."
        assert item["date_modified"] == "2026-03-02T13:00:00+00:00"
    else:
        assert "It was &amp;lt;Monday&amp;gt;." in feed
    if address.endswith("atom"):
        (entry,) = re.findall("<entry>.*?</entry>", feed)
        assert "<updated>2026-03-02T13:00:00+00:00</updated>" in entry


def test_the_sitemap_says_when_the_article_was_put_right(client, put_right, noon):
    article = making.article()
    noon.shift(3600)
    put_right(article)
    assert "<lastmod>2026-03-02T13:00:00+00:00</lastmod>" in client.get("/en/sitemap-2026-3.xml").content.decode()


def test_the_page_of_corrections_lists_each_once_newest_first(client, put_right, noon):
    article = making.article()
    making.edition("de")
    for number in range(45):
        noon.shift(number % 2)
        put_right(article, f"Note {number:03}.")
    address, notes = "/en/corrections/", []
    while address:
        page = client.get(address).content.decode()
        notes += re.findall(r"Note \d{3}", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following and following[1]
    assert notes == [f"Note {number:03}" for number in reversed(range(45))]
    assert re.findall(r"Note \d{3}", client.get("/de/corrections/").content.decode()) == []
    assert '<a href="/en/corrections/">Corrections</a>' in client.get("/en/").content.decode()


@pytest.mark.parametrize("after", ["x", "-1", "9" * 18])
def test_a_key_that_leads_nowhere_is_answered_with_not_found(client, after):
    making.edition()
    assert client.get(f"/en/corrections/?after={after}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_corrections_costs_the_same_whatever_its_length(client, put_right, django_assert_num_queries, rows):
    for _ in range(rows):
        put_right(making.article())
    client.get("/en/feed.rss")
    with django_assert_num_queries(2):
        client.get("/en/corrections/")


def test_the_notes_of_what_is_not_live_are_on_no_page(client, put_right):
    article = making.article()
    put_right(article)
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now() + timedelta(hours=1))
    assert "It was Monday." in client.get("/en/corrections/").content.decode()
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now())
    for address in ("/en/corrections/", "/en/feed.atom", article.get_absolute_url()):
        assert "It was Monday." not in client.get(address).content.decode()


@pytest.mark.django_db(transaction=True)
def test_no_kept_page_is_out_of_date_and_a_warm_one_costs_nothing(put_right):
    article, server = making.article(), Server()
    addresses = [article.get_absolute_url(), "/en/corrections/", "/en/feed.atom", "/en/sitemap-2026-3.xml"]
    before = [server.get(address).text for address in addresses]
    put_right(article)
    after = [server.get(address).text for address in addresses]
    assert [address for address, one, other in zip(addresses, before, after, strict=True) if one == other] == []
    assert all("It was Monday." in text for text in after[:3])
    assert [server.statements(address) for address in addresses] == [0, 0, 0, 0]


GONE = [
    pytest.param(lambda comment: withdraw(comment=comment, now=comments.NOW), id="withdrawn"),
    pytest.param(
        lambda comment: remove(
            comment=comment, version=1, moderator=comments.moderator(), reasons=comments.reasons(), now=comments.NOW
        ),
        id="removed",
    ),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("take_away", GONE)
def test_comment_and_note_lead_to_each_other_until_the_comment_is_gone(put_right, take_away):
    comments.rules()
    comment, server = comments.comment(comments.article()), Server()
    addresses = (comment.article.get_absolute_url(), "/en/corrections/")
    before = [server.get(address).text for address in addresses]
    comments.credited(comment, put_right(comment.article))
    after = [server.get(address).text for address in addresses]
    take_away(Comment.objects.with_context().get(pk=comment.pk))
    at_last = [server.get(address).text for address in addresses]
    assert [text.count("pointed this out") for text in (*before, *after, *at_last)] == [0, 0, 1, 1, 0, 0]
    assert [pages[0].count("Led to a correction") for pages in (before, after, at_last)] == [0, 1, 0]
    assert all("It was Monday." in text for text in at_last)
