"""A photo whose rights end is hidden in its minute, wherever readers or programs could see it (A48)."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from articles import images
from articles.actions import photos, previews
from articles.models import Photo, Revision
from articles.previews import address
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages.asking import Server, addresses

pytestmark = pytest.mark.django_db(transaction=True)
ENDS = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(**fields) -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(out, "PNG")
    out.seek(0)
    photo = Photo(credit="A. Photographer", **fields)
    photos.store(photo=photo, taken=images.taken(out), by=None, now=NOW)
    photos.make_renditions(photo=photo)
    return photo


def files_of(photo: Photo) -> list[str]:
    return [f"/media/{name}" for name in (photo.file.name, *photo.renditions.values_list("file", flat=True))]


def wherever(article) -> list[str]:
    preview = previews.share(revision=Revision.objects.get(article=article), by=making.person(), now=NOW)
    more = [address(preview), "/en/search/", article.address_in("de")]
    tag = article.taggings.get().tag.get_absolute_url()
    return [*addresses(article), *more, tag, "/en/feed.json", "/en/feed.atom"]


def fetched(client, file: str, **headers: str):
    answer = client.get(file, headers=headers)
    answer.close()
    return answer


def asked(server: Server, place: str) -> str:
    return server.get(place, query="q=harbour" if "search" in place else "").text


def test_it_is_hidden_in_its_minute_everywhere_with_no_worker_and_the_rest_stays(client, noon):
    making.edition("de")
    photo = stored(expires_at=ENDS)
    article = making.article(photo=photo, byline="Mira")
    making.tag("Harbour", article, making.article(title="Leads on to it"))
    server, stem = Server(), photo.file.name.removesuffix(".jpg")
    shows = [place for place in wherever(article) if stem in asked(server, place)]
    assert (
        len(shows) == 9
    )  # article, as Markdown, its place in the other edition, front page, section, byline, tag, search, preview
    assert {fetched(client, file).status_code for file in files_of(photo)} == {200}

    noon.move_to(ENDS)
    for place in wherever(article):
        page = asked(server, place)
        assert (stem in page, "A. Photographer" in page) == (False, False), place
        assert '"image"' not in page, place
        assert "og:image" not in page, place
    assert article.title in asked(server, article.get_absolute_url())
    for file in files_of(photo):
        answer = fetched(client, file)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (410, "no-store"), file


def test_rights_that_are_ended_or_given_at_the_desk_count_at_once(client):
    photo = stored()
    article = making.article(photo=photo)
    server, [file, *_derived] = Server(), files_of(photo)
    for ends, is_seen in ((None, True), (NOW, False), (ENDS, True)):
        photo.expires_at = ends
        photos.amend(photo=photo, by=making.person(), now=NOW)
        assert ("A. Photographer" in server.get(article.get_absolute_url()).text) == is_seen
        assert fetched(client, file).status_code == (200 if is_seen else 410)


def test_no_cache_keeps_a_photo_longer_than_its_rights_or_a_minute_where_we_cannot_reach_it(client):
    kept = {}
    for ends in (None, ENDS, NOW + timedelta(days=1)):
        photo = stored(expires_at=ends)
        kept[ends] = fetched(client, files_of(photo)[0]).headers["Cache-Control"]
        photo.delete()
    assert list(kept.values()) == [
        "public, max-age=31536000, s-maxage=60, immutable",
        "public, max-age=60, s-maxage=60, immutable",
        "public, max-age=86400, s-maxage=60, immutable",
    ]


def test_who_has_a_file_is_told_so_and_gets_it_no_second_time(client):
    [file, *_derived] = files_of(stored())
    tag = fetched(client, file).headers["ETag"]
    answer = fetched(client, file, **{"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)


def test_of_one_file_that_was_taken_in_twice_the_longer_rights_count_and_a_removed_photo_is_served_no_more(client):
    over, other = stored(expires_at=NOW), stored()
    [file, *_derived] = files_of(over)
    assert (over.file.name, fetched(client, file).status_code) == (other.file.name, 200)
    photos.remove(photo=other, by=making.person(), now=making.NOW)
    assert fetched(client, file).status_code == 410
    photos.remove(photo=over, by=making.person(), now=making.NOW)
    assert fetched(client, file).status_code == 404


@pytest.mark.parametrize("address", ["/en/", "/en/sections/news-en/"])
def test_the_end_of_rights_costs_a_list_no_statement(client, django_assert_num_queries, address):
    for minutes in (-1, 1, 2):
        photo = making.photo(expires_at=NOW + timedelta(minutes=minutes))
        making.article(photo=photo)
    client.get("/en/feed.rss")  # reads the frame
    with django_assert_num_queries(4):
        page = client.get(address).content.decode()
    assert page.count("<picture>") == 2
