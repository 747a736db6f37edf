"""Photos in an object store that speaks S3 (A35): taken in, cut, served by the site alone, saved and restored."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from accounts.backup import files
from accounts.objects import ObjectStore, StoreAway
from articles.actions import photos
from articles.enums import Role
from articles.images import Said, Taken
from articles.models import Photo
from tests import objects
from tests.articles import making
from tests.mailbox import free_port

WORDS = "Whoever stood at the harbour that morning, early"
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def bucket():
    with objects.running() as at:
        yield at


@pytest.fixture
def store(bucket, settings, tmp_path):
    settings.SHARED_DIR = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "accounts.objects.ObjectStore", "OPTIONS": {"at": bucket}}
    }
    yield default_storage
    kept = ObjectStore(at=bucket)
    for name in kept.listdir("photos")[1]:
        kept.delete(f"photos/{name}")


@pytest.fixture
def away(settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "accounts.objects.ObjectStore",
            "OPTIONS": {"at": f"http://key:secret@127.0.0.1:{free_port()}/photos"},
        }
    }


@pytest.fixture
def photo(store):
    row = Photo(credit="Ada Quill", licence="CC BY 4.0")
    taken = Taken(Image.new("RGB", (1200, 800), "teal"), Said())
    return photos.store(photo=row, taken=taken, by=making.staff(Role.EDITOR), now=making.NOW)


def test_a_photo_is_taken_in_cut_and_served_by_the_site(photo, store, client):
    photos.make_renditions(photo=photo)
    made = {str(photo.file.name), *photo.renditions.values_list("file", flat=True)}
    assert {f"photos/{name}" for name in store.listdir("photos")[1]} == made
    for name in made:
        answer = client.get(store.url(name))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("image/")
        content = b"".join(answer.streaming_content)
        assert int(answer.headers["Content-Length"]) == len(content)
        Image.open(BytesIO(content)).verify()
    assert store.url("photos/a b.jpg") == "/media/photos/a%20b.jpg"


def test_what_readers_may_see_no_more_is_gone_there_too(photo, store, client):
    Photo.objects.filter(pk=photo.pk).update(expires_at=making.NOW - timedelta(days=900))
    assert client.get(store.url(str(photo.file.name))).status_code == 410


def test_a_file_that_is_not_there_is_not_found(photo, store, client):
    store.delete(str(photo.file.name))
    assert client.get(store.url(str(photo.file.name))).status_code == 404
    with pytest.raises(FileNotFoundError):
        store.open("photos/none.jpg")


def test_a_store_that_is_away_is_an_answer_that_may_be_asked_again(photo, client, away):
    client.raise_request_exception = False
    answer = client.get(f"/media/{photo.file.name}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_an_upload_while_it_is_away_stores_nothing_and_says_so(client, away):
    client.raise_request_exception = False
    client.force_login(making.staff(Role.EDITOR))
    picture = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(picture, "JPEG")
    sent = ContentFile(picture.getvalue(), "harbour.jpg")
    answer = client.post(
        reverse("admin:articles_photo_add"),
        {"file": sent, "credit": WORDS, "focal_x": "0.5", "focal_y": "0.5"},
    )
    assert answer.status_code == 503
    assert WORDS in answer.content.decode()
    assert not Photo.objects.exists()


def test_every_question_to_a_store_that_is_away_says_that_it_is(away):
    for ask in (
        lambda: default_storage.open("photos/a.jpg"),
        lambda: default_storage.exists("photos/a.jpg"),
        lambda: default_storage.listdir("photos"),
        lambda: default_storage.delete("photos/a.jpg"),
        lambda: default_storage.save("photos/a.jpg", ContentFile(b"a")),
    ):
        with pytest.raises(StoreAway):
            ask()


def test_a_bucket_that_is_not_ours_is_away(bucket):
    with pytest.raises(StoreAway):
        ObjectStore(at=bucket.replace("/photos", "/nobodys")).listdir("")


def test_a_backup_holds_what_the_store_does_and_puts_it_back(store):
    for name in ("photos/one.jpg", "photos/two.avif"):
        store.save(name, ContentFile(f"{name}\0\xff".encode()))
    held = {name: file.read() for name, file in files.kept()}
    assert held == {f"media/{name}": f"{name}\0\xff".encode() for name in ("photos/one.jpg", "photos/two.avif")}
    store.delete("photos/one.jpg")
    store.save("photos/two.avif", ContentFile(b"something else"))
    for name, content in held.items():
        files.place(name, BytesIO(content))
    assert {name: file.read() for name, file in files.kept()} == held
