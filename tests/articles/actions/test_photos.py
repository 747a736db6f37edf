import io

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from accounts.models import OutboxItem
from articles.actions import photos
from articles.enums import ImageFormat, Role
from articles.models import Photo, Story
from tests.articles import making
from tests.articles.pages.asking import Server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(size=(1200, 800)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    out.seek(0)
    out.name = "picture.png"
    return out


def stored() -> Photo:
    return photos.store(photo=Photo(credit="A. Photographer"), upload=upload(), by=None, now=making.NOW)


def test_a_photo_is_stored_at_once_and_its_sizes_are_left_to_the_worker():
    photo = stored()
    item = OutboxItem.objects.get(channel=photos.CHANNEL)
    assert (photo.width, photo.height, photo.renditions.count()) == (1200, 800, 0)

    for _ in range(2):
        photos.deliver(item)

    made = {(rendition.width, rendition.format) for rendition in photo.renditions.all()}
    assert made == {(width, image_format) for width in (480, 960) for image_format in ImageFormat}
    for rendition in photo.renditions.all():
        with default_storage.open(rendition.file) as file:
            assert Image.open(file).size == (rendition.width, rendition.height)


def test_pages_offer_the_sizes_as_soon_as_they_are_made():
    photo = stored()
    article = making.article(story=Story.objects.create(section=making.section(), photo=photo))
    server = Server()
    assert "image/avif" not in server.get(article.get_absolute_url()).text
    photos.make_renditions(photo=photo)
    assert "image/avif" in server.get(article.get_absolute_url()).text


def test_an_editor_uploads_a_photo_in_the_admin(client):
    client.force_login(making.staff(Role.EDITOR))
    address = reverse("admin:articles_photo_add")
    fields = {"credit": "A. Photographer", "focal_x": 0.5, "focal_y": 0.5}
    answer = client.post(address, fields | {"file": upload()})
    assert answer.status_code == 302
    assert Photo.objects.get().file.name.endswith(".jpg")

    fake = io.BytesIO(b"<svg/>")
    fake.name = "picture.png"
    page = client.post(address, fields | {"file": fake}).content.decode()
    assert "Upload JPEG, PNG, WebP or AVIF." in page
    assert Photo.objects.count() == 1


def test_a_photo_is_served_by_its_name_and_nothing_else_is(client, settings):
    photo = stored()
    answer = client.get(f"/media/{photo.file.name}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content)
    (settings.MEDIA_ROOT / "secret.txt").write_text("secret")
    for path in ("photos/../secret.txt", "photos/%2e%2e/secret.txt", "photos/none.jpg", "photos/", "secret.txt"):
        assert client.get(f"/media/{path}").status_code == 404, path
