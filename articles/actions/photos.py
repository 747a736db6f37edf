"""Taking photos in and making the sizes they are served in."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts import outbox
from accounts.models import OutboxItem, User
from articles import images, pages
from articles.enums import ImageFormat
from articles.models import Article, Photo, Rendition

CHANNEL = "renditions"


@transaction.atomic
def store(*, photo: Photo, upload: IO[bytes], by: User | None, now: datetime) -> Photo:
    """Store a new photo re-encoded, without what its file says of camera and place; raise images.UnusablePicture.

    Its other sizes are made by the worker; until then the stored file is served.
    """
    picture = images.normalised(upload)
    data = images.encoded(picture, ImageFormat.JPEG)
    photo.file.name = _saved(f"photos/{images.name_of(data)}.jpg", data)
    photo.width, photo.height = picture.size
    photo.uploaded_by = by
    photo.save()
    outbox.enqueue(channel=CHANNEL, key=f"{CHANNEL}:{photo.pk}", payload={"photo": photo.pk}, now=now)
    return photo


@transaction.atomic
def amend(*, photo: Photo) -> None:
    """Store what was changed of what is said about a photo; readers see it at once."""
    photo.save()
    _touch(photo)


@transaction.atomic
def remove(*, photo: Photo) -> None:
    """Take a photo out of its articles, which go on without one."""
    _touch(photo)
    photo.delete()


def deliver(item: OutboxItem) -> None:
    """Make the sizes of the photo that the outbox names. Done twice, it changes nothing."""
    photo = Photo.objects.filter(pk=item.payload["photo"]).first()
    if photo:
        make_renditions(photo=photo)


def make_renditions(*, photo: Photo) -> None:
    """Write the photo in every format and width, and let pages offer them."""
    from PIL import Image  # noqa: PLC0415 # a megabyte that only the worker needs

    name = str(photo.file.name)
    with default_storage.open(name) as stored:
        picture = Image.open(stored)
        picture.load()
    stem = PurePosixPath(name).stem
    widths = [width for width in Photo.SIZES if width < photo.width] or [photo.width]
    made = [
        Rendition(
            photo=photo,
            width=width,
            height=images.height_at(photo.width, photo.height, width),
            format=image_format,
            file=_saved(f"photos/{stem}-{width}.{image_format}", images.encoded(picture, image_format, width)),
        )
        for width in widths
        for image_format in ImageFormat
    ]
    with transaction.atomic():
        Rendition.objects.bulk_create(made, ignore_conflicts=True)
        _touch(photo)


def _saved(name: str, data: bytes) -> str:
    """Write a file once: its name tells its content."""
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(data))


def _touch(photo: Photo) -> None:
    """Put the kept pages that show the photo out of date."""
    for article in Article.objects.filter(story__photo=photo):
        pages.touch(edition=article.edition_id, article=article.pk)
