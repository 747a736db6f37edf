"""Photos in the admin: named by what they show, with their uses, and told of before their rights end."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.enums import Role
from articles.models import Article, Photo, Story
from tests.articles import making
from tests.articles.pages.asking import Server

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/photo/"


@pytest.fixture
def desk(client):
    client.force_login(making.staff(Role.EDITOR))
    return client


def used(**tellings):
    """A photo in a story, and its words by language."""
    photo = making.photo()
    story = Story.objects.create()
    for language, words in tellings.items():
        making.revision(making.draft(language, story=story, photo=photo, photo_alt=words))
    return photo


@pytest.mark.parametrize(
    ("tellings", "name"),
    [
        pytest.param(
            {"de": "Eine Fähre", "en": "A ferry"}, "A ferry (A. Photographer)", id="the default edition's words"
        ),
        pytest.param({"de": "Eine Fähre", "en": ""}, "Eine Fähre (A. Photographer)", id="another's where it has none"),
        pytest.param({}, "A. Photographer ({0.pk})", id="its maker where nobody has described it"),
    ],
)
def test_a_photo_is_named_by_what_it_shows(tellings, name):
    photo = used(**tellings)
    assert str(Photo.objects.described().get()) == name.format(photo)


def test_the_list_and_the_choice_for_an_article_name_each_photo_without_asking_for_it(desk):
    desk.get(LIST)
    counts = []
    for more in (1, 3):
        for _ in range(more):
            used(en="A ferry")
        with CaptureQueriesContext(connection) as captured:
            pages = [desk.get(address).content.decode() for address in (LIST, "/admin/articles/article/add/")]
        assert [page.count("A ferry (A. Photographer)") for page in pages] == [Photo.objects.count()] * 2
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_photo_is_found_by_what_it_shows(desk):
    used(en="A ferry"), used(en="A bridge")
    page = desk.get(LIST, {"q": "bridge"}).content.decode()
    assert ("A bridge" in page, "A ferry" in page) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_what_is_amended_about_a_photo_shows_on_kept_pages_at_once(client):
    photo = making.photo()
    address = making.article(photo=photo).get_absolute_url()
    server = Server()
    assert "A. Photographer" in server.get(address).text

    client.force_login(making.person(is_staff=True, is_superuser=True))
    said = {"credit": "Z. Maker", "licence": "", "licence_url": "", "source_url": "", "focal_x": 0.5, "focal_y": 0.5}
    client.post(f"{LIST}{photo.pk}/change/", said)
    assert "Z. Maker" in server.get(address).text

    client.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"})
    assert "Z. Maker" not in server.get(address).text


def test_the_newsroom_is_told_which_photos_end_within_fourteen_days(desk):
    for credit, days in (("Soon", 13), ("Late", 15), ("Over", -1)):
        making.photo(credit=credit, expires_at=making.NOW + timedelta(days=days))
    making.photo(credit="Forever")
    named = ("Soon", "Late", "Over", "Forever")
    for asked, found in (({}, named), ({"rights": "soon"}, ("Soon",)), ({"rights": "over"}, ("Over",))):
        page = desk.get(LIST, asked).content.decode()
        assert tuple(name for name in named if f"{name} (" in page) == found
        assert '<a href="?rights=soon">The rights to 1 photo end within 14 days.</a>' in page


@pytest.mark.parametrize(
    ("days", "words"),
    [
        pytest.param(15, "", id="long before"),
        pytest.param(3, "The rights to this photo end on 5 March 2026", id="shortly before"),
        pytest.param(-1, "The rights to this photo ended on 1 March 2026", id="afterwards"),
    ],
)
def test_an_article_s_form_says_when_its_photo_goes_and_what_the_maker_says_of_it(desk, days, words):
    photo = making.photo(expires_at=making.NOW + timedelta(days=days), caption="The <b>ferry</b>")
    article = making.article(photo=photo)
    page = desk.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert "Its maker says: The &lt;b&gt;ferry&lt;/b&gt;" in page
    assert ("The rights to this photo" in page) == bool(words)
    assert words in page


def test_a_photo_lists_the_articles_that_show_it_each_with_its_words(desk):
    photo = used(en="A ferry", de="Eine Fähre")
    used(en="A bridge")
    page = desk.get(f"{LIST}{photo.pk}/change/").content.decode()
    assert page.count('<li><a href="/admin/articles/article/') == 2
    assert all(words in page for words in ("A ferry", "Eine Fähre", "(<bdi>Gazette</bdi>, draft)"))
    assert "No article shows it." in desk.get(f"{LIST}{making.photo().pk}/change/").content.decode()


def test_a_photo_is_replaced_on_one_page_and_its_articles_are_named_first(desk):
    photo, other, over = used(en="A ferry"), making.photo(credit="Z. Maker"), making.photo(expires_at=making.NOW)
    address = f"{LIST}{photo.pk}/replace/"
    page = desk.get(address).content.decode()
    assert "A ferry" in page
    assert re.findall(r'<option value="(\d+)"', page) == [str(other.pk)]
    for refused in (photo, over):
        assert "not one of the available choices" in desk.post(address, {"other": refused.pk}).content.decode()
    answer = desk.post(address, {"other": other.pk}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}{other.pk}/change/", 302)]
    assert "Replaced in 1 article." in answer.content.decode()
    assert Article.objects.get().photo == other


def test_whoever_may_not_publish_replaces_no_photo_of_what_is_out(client):
    photo, other = making.photo(), making.photo()
    article = making.article(photo=photo)
    client.force_login(making.staff(Role.REPORTER))
    page = client.post(f"{LIST}{photo.pk}/replace/", {"other": other.pk}).content.decode()
    assert "Ask an editor or a publisher." in page or "somebody else" in page
    article.refresh_from_db()
    assert article.photo == photo


def test_the_newsroom_sees_the_picture_of_a_photo_that_readers_see_no_more(desk, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "made.jpg").write_bytes(b"a picture")
    photo = making.photo(expires_at=making.NOW)
    answer = desk.get(f"{LIST}{photo.pk}/picture/")
    assert b"".join(answer.streaming_content) == b"a picture"
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get("/media/photos/made.jpg").status_code == 410
    (tmp_path / "photos" / "made.jpg").unlink()
    assert desk.get(f"{LIST}{photo.pk}/picture/").status_code == 404
