import gzip
import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from articles.enums import Status
from tests.articles import making
from tests.moderation import making as discussion

pytestmark = pytest.mark.django_db

GROUP_OF_THREE = ("en", "de", "ar")


def group(*languages: str) -> dict:
    """One story told in these editions."""
    first = making.article(languages[0], photo=making.photo())
    return {languages[0]: first} | {
        language: making.article(language, story=first.story, slug=f"story-{language}") for language in languages[1:]
    }


def links(html: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', html))


def test_an_edition_shows_its_own_articles_and_no_other(client):
    making.article(title="Harbour"), making.article("de", title="Hafen")

    page = client.get("/de/").content.decode()

    assert "Hafen" in page
    assert "Harbour" not in page
    assert '<html lang="de" dir="ltr">' in page


def test_what_readers_must_not_see_is_on_no_page(client):
    making.edition()
    seen = making.article(title="Seen")
    for number, fields in enumerate(
        [
            {"status": Status.DRAFT},
            {"status": Status.APPROVED},
            {"status": Status.UNPUBLISHED},
            {"published_at": making.NOW + timedelta(minutes=1)},
            {"expires_at": making.NOW},
        ]
    ):
        hidden = making.article(title=f"Hidden {number}")
        for name, value in fields.items():
            setattr(hidden, name, value)
        hidden.save()

    for address in ("/en/", "/en/sections/news-en/", "/en/feed.rss", "/en/feed.atom", "/en/feed.json"):
        page = client.get(address).content.decode()
        assert seen.title in page
        assert "Hidden" not in page


def test_a_wrong_slug_leads_to_the_right_address(client):
    article = making.article(slug="harbour")
    response = client.get(f"/en/other-words-{article.pk}/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/en/harbour-{article.pk}/")
    assert response.headers["Cache-Control"] == "no-cache"  # the other address may become the article's again


def test_an_address_in_any_script_is_served(client):
    article = making.article("ar", slug="العبارة-متأخرة")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_a_story_told_here_is_shown_instead_of_another_language(client):
    told = group("en", "de")
    response = client.get(told["en"].address_in("de"))
    assert (response.status_code, response.headers["Location"]) == (302, told["de"].get_absolute_url())


def test_a_story_not_told_here_stands_in_with_a_notice_in_its_own_language(client):
    making.edition("ar")
    article = group("en", "de")["en"]

    page = client.get(article.address_in("ar")).content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert '<article class="story" lang="en" dir="ltr">' in page
    assert 'class="notice"' in page
    assert '<p class="story__byline" lang="ar" dir="rtl">' in page
    assert f'<link rel="canonical" href="http://localhost:8000{article.get_absolute_url()}">' in page
    assert links(page) == {}


def test_alternates_are_mutual_and_list_live_editions_only(client):
    told = group("en", "de", "fr")
    told["fr"].published_at = making.NOW + timedelta(hours=1)
    told["fr"].save()
    expected = {
        "en": f"http://localhost:8000/en/harbour-{told['en'].pk}/",
        "de": f"http://localhost:8000/de/story-de-{told['de'].pk}/",
        "x-default": f"http://localhost:8000/en/harbour-{told['en'].pk}/",
    }

    assert links(client.get(told["en"].get_absolute_url()).content.decode()) == expected
    assert links(client.get(told["de"].get_absolute_url()).content.decode()) == expected


@pytest.mark.parametrize(
    ("change", "status"),
    [
        pytest.param({"status": Status.UNPUBLISHED}, 410, id="a withdrawn article is gone"),
        pytest.param({"expires_at": making.NOW}, 410, id="an expired article is gone"),
        pytest.param({"status": Status.DRAFT}, 404, id="a draft is unknown"),
        pytest.param({"published_at": making.NOW + timedelta(minutes=1)}, 404, id="a scheduled article is unknown"),
    ],
)
def test_an_article_that_is_not_live_answers_by_its_state(client, change, status):
    article = making.article()
    for name, value in change.items():
        setattr(article, name, value)
    article.save()
    assert client.get(article.get_absolute_url()).status_code == status


def test_a_story_taken_back_here_is_still_found_where_it_is_told(client):
    told = group("en", "de")
    told["en"].status = Status.UNPUBLISHED
    told["en"].save()
    response = client.get(told["en"].address_in("de"))
    assert (response.status_code, response.headers["Location"]) == (302, told["de"].get_absolute_url())
    assert client.get(told["en"].get_absolute_url()).status_code == 410


def test_a_withdrawn_article_says_so_in_words(client):
    article = making.article()
    article.status = Status.UNPUBLISHED
    article.save()
    assert "The newsroom has withdrawn it." in client.get(article.get_absolute_url()).content.decode()


def test_a_list_goes_on_by_key_and_shows_every_article_once(client):
    articles = [
        making.article(title=f"Story {n:03}", published_at=making.NOW - timedelta(minutes=n // 3)) for n in range(45)
    ]
    address, titles = "/en/", []
    while address:
        page = client.get(address).content.decode()
        titles += re.findall(r"Story \d{3}", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following and following[1]

    assert sorted(titles) == sorted(article.title for article in articles)


@pytest.mark.parametrize("after", ["x", "-1", "9" * 18, "9" * 5000, "١"])
def test_a_key_that_leads_nowhere_is_answered_with_not_found(client, after):
    making.article()
    assert client.get(f"/en/?after={after}").status_code == 404


@pytest.mark.parametrize("rows", [1, 15])
@pytest.mark.parametrize("address", ["/en/", "/en/sections/news-en/"])
def test_a_list_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries, address, rows):
    for _ in range(rows):
        making.article(photo=making.photo())
    client.get("/en/feed.rss")  # reads the frame
    with django_assert_num_queries(4):
        client.get(address)


def test_an_article_costs_six_queries_at_most_and_is_light(client, django_assert_max_num_queries):
    """However much stands on it (A22); that a kept page costs none, the store's own tests say."""
    article = group("en", "de", "fr", "ar")["en"]
    making.tag("Harbour", article, *(making.article() for _ in range(3)))
    article.byline = "Ada Quill\nBen Inkwell"
    article.save()
    said = {"kind": "correction", "made_by": making.person(), "made_at": making.NOW, "public_at": making.NOW}
    for number in range(40):
        article.corrections.create(text=f"It was {number}.", **said)
        discussion.comment(article, body=f"Comment {number}: {hashlib.sha256(str(number).encode()).hexdigest()}")
    client.get("/en/feed.rss")
    with django_assert_max_num_queries(6):
        page = client.get(article.get_absolute_url()).content
    assert b"Comment 1" in page
    assert len(gzip.compress(page)) <= 30_000


def test_the_size_of_the_text_is_chosen_in_the_words_of_the_page(client):
    """Also above a text in another language (A52)."""
    article = making.article("de")
    making.edition("en")
    own, elsewhere = (client.get(article.address_in(language)).content.decode() for language in ("de", "en"))
    assert '<div class="sizes" role="radiogroup" aria-labelledby="sizes-label">' in own
    assert '<div class="sizes" role="radiogroup" aria-labelledby="sizes-label" lang="en" dir="ltr">' in elsewhere
    assert own.count('name="text-size"') == 3


def test_linked_data_describe_the_article_and_cannot_end_their_element(client):
    article = making.article(title="</script><script>alert(1)</script> & more", summary="\u2028")
    page = client.get(article.get_absolute_url()).content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    described = json.loads(data)
    assert described["headline"] == article.title
    assert described["@type"] == "NewsArticle"
    assert "<" not in data


def test_a_text_from_elsewhere_shows_its_credit_licence_and_source(client):
    article = making.article(
        credit="Wikinews", licence="CC BY 2.5", licence_url="https://l.example/by", source_url="https://w.example/1"
    )
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<a href="https://w.example/1" rel="nofollow">Wikinews</a>' in page
    assert '<a href="https://l.example/by" rel="license">CC BY 2.5</a>' in page


def test_a_photo_is_offered_in_each_format_and_width_with_its_credit(client):
    page = client.get(group("en")["en"].get_absolute_url()).content.decode()
    assert 'srcset="/media/photos/m-480.avif 480w, /media/photos/m-960.avif 960w"' in page
    assert "A. Photographer" in page
    assert "CC BY 4.0" in page


def test_a_crop_keeps_what_lies_at_the_focal_point(client):
    making.article(photo=making.photo(focal_x=0.08, focal_y=1))
    assert '<div class="teaser__photo focus-x1 focus-y10">' in client.get("/en/").content.decode()


def test_unclean_markup_written_past_the_actions_does_not_reach_a_reader(client):
    article = making.article(body='<p onclick="x()">Text<script>alert(1)</script></p>')
    page = client.get(article.get_absolute_url()).content.decode()
    assert "<p>Text</p>" in page
    assert "alert(1)" not in page


@pytest.mark.parametrize(
    ("accepted", "edition"),
    [
        pytest.param("ar-EG,en;q=0.5", "/ar/", id="the browser's language"),
        pytest.param("ko,de;q=0.9,ar;q=0.8", "/ar/", id="its second or third choice where the first has none"),
        pytest.param("ko", "/fr/", id="the default edition where no language that it names has one"),
        pytest.param("de", "/fr/", id="the default edition where the interface ships, and no edition is there"),
        pytest.param("", "/fr/", id="the default edition where none is named"),
    ],
)
def test_the_root_leads_to_the_edition_of_the_browser(client, accepted, edition):
    making.edition(is_default=False), making.edition("ar"), making.edition("fr", is_default=True)
    response = client.get("/", headers={"Accept-Language": accepted})
    assert (response.status_code, response.headers["Location"]) == (302, edition)
    assert "Accept-Language" in response.headers["Vary"]


def test_a_reader_gets_no_cookie(client):
    article = making.article()
    for address in ("/en/", article.get_absolute_url(), "/en/feed.rss", "/sitemap.xml"):
        assert client.get(address).cookies == {}


def test_the_address_of_an_article_is_that_of_its_edition():
    article = making.article("de", slug="hafen")
    assert article.get_absolute_url() == f"/de/hafen-{article.pk}/"
    assert reverse("articles:home") == "/en/"


def test_the_first_picture_of_a_list_is_fetched_at_once_and_those_below_when_they_are_neared(client):
    for _ in range(2):
        making.article(photo=making.photo())
    pictures = re.findall(r"<img[^>]*>", client.get("/en/").content.decode())
    assert ['fetchpriority="high"' in one for one in pictures] == [True, False]
    assert ['loading="lazy"' in one for one in pictures] == [False, True]


FILM = '<p>Look:</p><p><a href="https://youtu.be/dQw4w9WgXcQ">The ferry at work</a></p>'


def test_only_a_page_with_a_card_may_fill_a_frame_and_it_asks_nothing_by_itself(client):
    told, other = making.article(body=FILM), making.article(body="<p>Words.</p>", slug="other")
    page, plain = client.get(told.get_absolute_url()), client.get(other.get_absolute_url())
    assert "; frame-src https://www.youtube-nocookie.com" in page.headers["Content-Security-Policy"]
    assert "frame-src" not in plain.headers["Content-Security-Policy"]
    html = page.content.decode()
    assert "The ferry at work" in html
    assert not re.search(r"<iframe|src=[\"']https:", html)
    # the policy differs by that alone
    assert (
        page.headers["Content-Security-Policy"].replace("; frame-src https://www.youtube-nocookie.com", "")
        == plain.headers["Content-Security-Policy"]
    )


def test_a_card_speaks_the_language_of_its_page(client):
    told = making.article(body=FILM)
    making.edition("ar")
    page = client.get(told.address_in("ar")).content.decode()
    assert '<figure class="embed" lang="ar" dir="rtl">' in page
    assert '<figure class="embed">' in client.get(told.get_absolute_url()).content.decode()
