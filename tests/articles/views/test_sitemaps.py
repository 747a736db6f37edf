"""In sitemaps, too, editions name each other completely, live ones only (A4); the news are those of two days (A26)."""

import re
from datetime import timedelta

import pytest

from articles.models import Article
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.both
SITE = "http://localhost:8000"


def listed(client, language: str) -> dict[str, dict[str, str]]:
    """Return the alternates of each address in an edition's sitemap of the month."""
    page = client.get(f"/{language}/sitemap-2026-3.xml").content.decode()
    found = re.findall(r"<url><loc>([^<]+)</loc>(.*?)</url>", page)
    return {loc: dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', rest)) for loc, rest in found}


@pytest.fixture
def told():
    """A story in four editions: two live, one taken back, one that waits for its minute."""
    first, at = making.article("en", published_at=NOW - timedelta(hours=3)), NOW - timedelta(hours=2)
    others = {
        language: making.article(language, story=first.story, slug=f"in-{language}", published_at=at)
        for language in ("de", "fr", "ar")
    }
    Article.objects.filter(pk=others["fr"].pk).update(status="unpublished")
    Article.objects.filter(pk=others["ar"].pk).update(published_at=NOW + timedelta(hours=1))
    return {"en": first, **others}


@pytest.mark.django_db
def test_live_editions_name_each_other_and_no_other(client, told):
    english, german = (f"{SITE}{told[language].get_absolute_url()}" for language in ("en", "de"))
    both = {"en": english, "de": german, "x-default": english}
    assert listed(client, "en") == {english: both}
    assert listed(client, "de") == {german: both}
    assert listed(client, "fr") == listed(client, "ar") == {}
    head = client.get(told["de"].get_absolute_url()).content.decode()
    assert dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', head)) == both


@pytest.mark.django_db
def test_an_edition_is_named_from_its_minute_on_and_no_longer_once_it_is_over(client, told, noon):
    arabic = f"{SITE}{told['ar'].get_absolute_url()}"
    noon.move_to(NOW + timedelta(hours=1))
    assert listed(client, "ar")[arabic].keys() == {"en", "de", "ar", "x-default"}
    Article.objects.filter(pk=told["en"].pk).update(expires_at=NOW + timedelta(hours=2))
    noon.move_to(NOW + timedelta(hours=2))
    german = f"{SITE}{told['de'].get_absolute_url()}"
    assert listed(client, "en") == {}
    assert listed(client, "ar")[arabic] == {"de": german, "ar": arabic, "x-default": arabic}, (
        "the first, for want of the default one"
    )


@pytest.mark.django_db
def test_the_news_of_exactly_the_last_48_hours_are_listed_in_their_own_language(client, noon):
    young, old = timedelta(hours=47, minutes=59, seconds=59), timedelta(hours=48)
    english = making.article("en", slug="young", published_at=NOW - young)
    arabic = making.article("ar", slug="arabic", published_at=NOW)
    for slug, language, at in (("old", "en", NOW - old), ("soon", "de", NOW + timedelta(seconds=1))):
        making.article(language, slug=slug, published_at=at)

    def news() -> list[tuple[str, str]]:
        page = client.get("/sitemap-news.xml").content.decode()
        return re.findall(r"<loc>([^<]+)</loc>.*?<news:language>([^<]+)<", page, re.DOTALL)

    assert news() == [(f"{SITE}{one.get_absolute_url()}", one.edition_id) for one in (arabic, english)]
    noon.move_to(NOW + timedelta(seconds=1))
    assert [language for _address, language in news()] == ["de", "ar"], "each second what it says, though it was kept"
