import gzip
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import absolute
from articles import demo, sharing
from articles.enums import State
from articles.models import Article, Correction, Photo, Tagging
from tests.articles import making
from tests.standing import standing

pytestmark = [pytest.mark.once, pytest.mark.django_db]
#: A script that a browser runs before it reads on.
BLOCKING = re.compile(r"<script(?![^>]*(?:type=\"(?:module|application/ld\+json)\"|\bdefer\b|\basync\b))[^>]*>")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    with standing(django_db_blocker, tmp_path_factory, lambda now: demo.load(now=now), making.NOW) as now:
        yield now


def test_the_demo_fills_four_editions_and_shows_every_state(loaded):
    states = Counter(article.state(loaded) for article in Article.objects.all())
    live = Article.objects.live(loaded)
    assert live.count() >= 60
    assert set(live.values_list("edition", flat=True)) == {"en", "de", "fr", "ar"}
    assert states[State.SCHEDULED] == Article.objects.embargoed(loaded).count() == 4
    assert states[State.IN_REVIEW] == 4
    own = live.filter(credit="")
    assert Counter(own.values_list("edition", flat=True)) == dict.fromkeys(("en", "de", "fr", "ar"), 10)
    assert not own.filter(Q(photo_alt="") | Q(photo=None)).exists()
    assert set(Photo.objects.values_list("credit", flat=True)) == {"Gazette"}


def test_a_story_was_put_right_after_it_appeared_and_shows_how(loaded, client):
    corrected = demo.telling.find("ferry", "en")
    assert "South Quay" in corrected.revisions.get(number=1).body
    assert "South Quay" not in corrected.body
    assert "North Quay" in corrected.corrections.get().text
    assert "South Quay" in client.get(corrected.corrections.get().changes_url()).content.decode()
    assert corrected.changed_at > corrected.published_at
    assert demo.telling.find("swim", "en").get_absolute_url() in corrected.body


def test_every_edition_has_notes_of_two_kinds_and_a_superseded_one(loaded, client):
    for language in demo.telling.LANGUAGES:
        kinds = Correction.objects.public(loaded).filter(article__edition=language).in_force()
        assert sorted(kinds.values_list("kind", flat=True)) == ["addition", "correction"]
        page = client.get(f"/{language}/corrections/").content.decode()
        assert page.count('role="note"') == 3


def test_the_demo_is_loaded_once(loaded):
    before = Article.objects.count()
    assert demo.load(now=timezone.now()) == 0
    assert Article.objects.count() == before > 0


def test_every_text_from_elsewhere_names_its_credit_and_licence(loaded):
    borrowed = Article.objects.exclude(credit="")
    assert borrowed.count() >= 60
    assert not borrowed.filter(licence_url="").exists()


def test_alternates_are_complete_and_mutual_over_the_whole_demo(loaded, client):
    """Every live article names all live tellings of its story and itself, and each names the same (A4).

    So does each entry of a sitemap, of which there is one for every article. No page is heavy or blocked (A22).
    """
    mapped = dict(of_sitemaps(client))
    for article in Article.objects.live(loaded).select_related("story"):
        siblings = list(article.story.articles.live(loaded))
        expected = sharing.alternates(siblings)
        page = client.get(article.get_absolute_url()).content.decode()
        found = [link for link in expected if f'hreflang="{link.language}" href="{link.url}"' in page]
        assert found == list(expected), unquote(article.get_absolute_url())
        assert page.count('<link rel="alternate" hreflang=') == len(siblings) + 1
        assert mapped.pop(absolute(article.get_absolute_url())) == [(one.language, one.url) for one in expected]
        assert len(gzip.compress(page.encode())) <= 30_000, unquote(article.get_absolute_url())
        assert BLOCKING.findall(page) == []
    assert mapped == {}, "sitemaps list what is live and nothing else"


def of_sitemaps(client) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Read every article's entry in the sitemaps that the index names."""
    for sitemap in re.findall(
        r"<loc>http://localhost:8000([^<]+sitemap-\d+-\d+\.xml)</loc>", read(client, "/sitemap.xml")
    ):
        for address, rest in re.findall(r"<url><loc>([^<]+)</loc>(.*?)</url>", read(client, sitemap)):
            yield address, re.findall(r'hreflang="([^"]+)" href="([^"]+)"', rest)


def read(client, address: str) -> str:
    return client.get(address).content.decode()


def test_every_edition_has_tags_that_several_articles_share_and_that_lead_on(loaded, client):
    for language in demo.telling.LANGUAGES:
        uses = Counter(Tagging.objects.filter(tag__edition=language).values_list("tag", flat=True))
        assert sum(number > 1 for number in uses.values()) >= 3
        page = client.get(demo.telling.find("ferry", language).get_absolute_url()).content.decode()
        assert page.count('rel="tag"') == 3
        assert 'class="related"' in page


def test_a_story_went_on_and_its_translations_have_still_to_say_so(loaded):
    behind = Article.objects.filter(behind_since__isnull=False)
    assert set(behind.values_list("edition", flat=True)) == {"de", "fr", "ar"}
    assert len(set(behind.values_list("story", flat=True))) == 1
    assert (
        Article.objects.get(story=behind[0].story_id, edition="en").body.count("the lamps on the library’s square") == 1
    )
