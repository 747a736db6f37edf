import io
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from accounts.models import OutboxItem
from articles import images
from articles.actions import photos
from articles.enums import ImageFormat, Ratio, Role
from articles.models import Photo
from tests.articles import making
from tests.articles.pages.asking import Server
from tests.articles.test_images import agency, located

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


def stored(**fields) -> Photo:
    fields = {"credit": "A. Photographer"} | fields
    return photos.store(photo=Photo(**fields), taken=images.taken(upload()), by=None, now=making.NOW)


def test_a_photo_is_stored_at_once_and_its_sizes_are_left_to_the_worker():
    photo = stored()
    item = OutboxItem.objects.get(channel=photos.CHANNEL)
    assert (photo.width, photo.height, photo.renditions.count()) == (1200, 800, 0)

    for _ in range(2):
        photos.deliver(item)

    made = {(one.ratio, one.width, one.height, one.format) for one in photo.renditions.all()}
    whole = {("", *size, image_format) for size in ((480, 320), (960, 640)) for image_format in ImageFormat}
    assert made == whole | {("16:9", 1200, 675, "jpeg"), ("4:3", 1067, 800, "jpeg"), ("1:1", 800, 800, "jpeg")}
    for rendition in photo.renditions.all():
        with default_storage.open(rendition.file) as file:
            assert Image.open(file).size == (rendition.width, rendition.height)


def test_pages_offer_the_sizes_as_soon_as_they_are_made():
    photo = stored()
    article = making.article(photo=photo)
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


def test_a_new_focal_point_cuts_every_shape_anew_and_a_second_worker_changes_nothing():
    photo = stored()
    photos.make_renditions(photo=photo)
    whole, cut = (set(photo.renditions.filter(**part).values_list("file", flat=True)) for part in WHOLE_AND_CUT)
    photo.focal_x, photo.focal_y = 0.9, 0.1
    photos.amend(photo=photo, by=making.person(), now=making.NOW)
    assert OutboxItem.objects.filter(channel=photos.CHANNEL).count() == 2
    for _ in range(2):
        photos.deliver(OutboxItem.objects.order_by("-pk")[0])
    now_whole, now_cut = (set(photo.renditions.filter(**part).values_list("file", flat=True)) for part in WHOLE_AND_CUT)
    assert now_whole == whole
    assert (len(now_cut), cut & now_cut) == (3, set())


WHOLE_AND_CUT = ({"ratio": ""}, {"ratio__in": list(Ratio)})


def test_the_file_of_an_upload_is_stored_made_anew_and_under_no_other_name(client, settings):
    client.force_login(making.staff(Role.EDITOR))
    sent = located()
    sent.name = "picture.jpg"
    fields = {"credit": "A. Photographer", "focal_x": 0.5, "focal_y": 0.5, "file": sent}
    assert client.post(reverse("admin:articles_photo_add"), fields).status_code == 302
    photos.make_renditions(photo=Photo.objects.get())
    files = list((settings.MEDIA_ROOT / "photos").iterdir())
    assert len(files) == 1 + Photo.objects.get().renditions.count()
    for file in files:
        data = file.read_bytes()
        assert dict(Image.open(io.BytesIO(data)).getexif()) == {}, file.name
        assert not any(word in data for word in (b"secret place", b"Camera 3000", b"Exif")), file.name


def test_what_nobody_typed_is_read_from_the_file_and_what_was_typed_stays(client):
    client.force_login(making.staff(Role.EDITOR))
    address = reverse("admin:articles_photo_add")
    fields = {"credit": "", "caption": "Typed", "focal_x": 0.5, "focal_y": 0.5}
    answer = client.post(address, fields | {"file": agency()}, follow=True)
    photo = Photo.objects.get()
    assert (photo.credit, photo.caption, photo.rights) == ("A. Maker/Agency", "Typed", "© 2026 Agency")
    assert photo.expires_at == datetime(2026, 4, 1, 21, 59, 59, tzinfo=UTC)
    page = answer.content.decode()
    assert answer.redirect_chain == [(reverse("admin:articles_photo_change", args=[photo.pk]), 302)]
    assert "Read from the file: Credit, Rights, Licence address, Rights end. Look at it." in page

    page = client.post(address, fields | {"file": upload()}).content.decode()
    assert "Name the maker of the photo: its file does not." in page
