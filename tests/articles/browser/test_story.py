"""An editor writes, tells it in another edition, publishes now and at a time; readers see it in its minute."""

import os
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.articles import making
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shot(page, name: str) -> None:
    """Keep a picture where SHOTS says, to be looked at."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_story_is_written_told_in_two_editions_and_read(newsroom, chromium, site):
    page = newsroom
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Edition", exact=True).select_option("en")
    page.get_by_label("Title").fill("The ferry is late")
    page.get_by_label("Summary").fill("It was to come at nine.")
    editor = page.get_by_role("textbox", name="Text", exact=True)
    editor.click()
    page.keyboard.type("The ferry is ")
    page.keyboard.press("Control+b")
    page.keyboard.type("very")
    page.keyboard.press("Control+b")
    page.keyboard.type(" late. Read more")
    page.keyboard.press("Control+Shift+ArrowLeft")
    until(page, "getSelection().toString() === 'more'")
    page.wait_for_timeout(200)  # the editor follows the browser's selection
    page.keyboard.press("Control+k")
    page.get_by_label("URL").fill("https://example.org/ferry")
    page.get_by_role("button", name="Update").click()
    page.get_by_label("Section").select_option(label="news")
    shot(page, "admin-write")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(page.get_by_text("Done: Publish.")).to_be_visible()
    article = Article.objects.get()
    assert article.body.replace(' rel="noopener"', "") == (
        '<p>The ferry is <strong>very</strong> late. Read <a href="https://example.org/ferry">more</a></p>'
    )
    shot(page, "admin-published")

    page.get_by_label("Edition", exact=True).select_option("ar")
    page.get_by_role("button", name="Add edition").press("Enter")
    page.get_by_label("Title").fill("العبّارة متأخرة")
    page.get_by_label("Address").fill("")
    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(page.get_by_text("Done: Publish.")).to_be_visible()

    reader = chromium.new_context(base_url=site, java_script_enabled=False).new_page()
    for language, title, slug in (("en", "The ferry is late", "news-en"), ("ar", "العبّارة متأخرة", "news-ar")):
        for address in (f"/{language}/", f"/{language}/sections/{slug}/"):
            reader.goto(address)
            reader.get_by_role("link", name=title).wait_for()
            shot(reader, f"list-{language}")
        reader.get_by_role("link", name=title).click()
        assert reader.get_by_role("heading", level=1).inner_text() == title
        shot(reader, f"article-{language}")
        assert title in reader.request.get(f"/{language}/feed.rss").text()
        assert title in reader.request.get("/sitemap-news.xml").text()
        assert reader.locator('link[rel="alternate"][hreflang="x-default"]').count() == 1
    assert reader.context.cookies() == []


def test_a_scheduled_article_appears_in_its_minute_with_no_worker(newsroom, chromium, site):
    page = newsroom
    article = making.draft(title="Coming soon")
    making.revision(article)
    # far enough away for a busy machine to look at everything before
    at = (datetime.now(UTC) + timedelta(seconds=80)).replace(second=0, microsecond=0)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.get_by_label("Appears at").fill(at.astimezone(ZoneInfo("Europe/Berlin")).strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(page.get_by_text("scheduled", exact=True)).to_be_visible()

    reader = chromium.new_context(base_url=site).new_page()
    addresses = ["/en/", "/en/sections/news-en/", "/en/feed.rss", "/sitemap-news.xml"]
    seen_before = [address for address in addresses if "Coming soon" in reader.request.get(address).text()]
    article.refresh_from_db()
    hidden = reader.request.get(f"/en/soon-{article.pk}/").status
    reader.wait_for_timeout(max(0, (at - datetime.now(UTC)).total_seconds() * 1000) + 500)
    seen_after = [address for address in addresses if "Coming soon" in reader.request.get(address).text()]

    assert (seen_before, hidden) == ([], 404)
    assert seen_after == addresses
    assert reader.request.get(f"/en/soon-{article.pk}/").status == 200


def test_linked_data_are_no_breach_of_the_policy(page, site):
    article = making.article(published_at=datetime.now(UTC) - timedelta(hours=1))
    page.goto(article.get_absolute_url())
    data = page.locator('script[type="application/ld+json"]').text_content()
    assert re.search('"@type": "NewsArticle"', data)


def test_a_printed_photo_stays_within_the_text(page, site):
    page.set_viewport_size({"width": 1000, "height": 1000})
    page.goto(
        making.article(photo=making.photo(), published_at=datetime.now(UTC) - timedelta(hours=1)).get_absolute_url()
    )
    page.emulate_media(media="print")
    photo, text = (page.locator(place).bounding_box() for place in (".story__photo", ".story__text > p"))
    assert (photo["x"], photo["width"]) == (text["x"], text["width"])
