"""Photos in the admin are named by what they show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.enums import Role
from articles.models import Photo, Story
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
    story = Story.objects.create(section=making.section(), photo=photo)
    for language, words in tellings.items():
        making.draft(language, story=story, photo_alt=words)
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
    address = making.article(story=Story.objects.create(section=making.section(), photo=photo)).get_absolute_url()
    server = Server()
    assert "A. Photographer" in server.get(address).text

    client.force_login(making.person(is_staff=True, is_superuser=True))
    said = {"credit": "Z. Maker", "licence": "", "licence_url": "", "source_url": "", "focal_x": 0.5, "focal_y": 0.5}
    client.post(f"{LIST}{photo.pk}/change/", said)
    assert "Z. Maker" in server.get(address).text

    client.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"})
    assert "Z. Maker" not in server.get(address).text
