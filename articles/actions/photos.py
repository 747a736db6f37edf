"""Taking photos in, making the sizes and shapes they are served in, and taking them out again."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts import outbox
from accounts.models import OutboxItem, User
from articles import images, pages, permissions
from articles.actions.events import note
from articles.enums import Deed, ImageFormat, Ratio, Thing
from articles.images import Said, Taken
from articles.models import Article, Photo, Rendition
from articles.reach import OutOfReach

if TYPE_CHECKING:
    from PIL import Image

CHANNEL = "renditions"
#: A shape is cut for programs of others, which ask for one size of it.
WIDTH_OF_A_CUT = 1200


@transaction.atomic
def store(*, photo: Photo, taken: Taken, by: User | None, now: datetime) -> Photo:
    """Store a new photo re-encoded, without what its file says of camera and place.

    What nobody has typed of maker, caption and rights is filled in from the file. Its other sizes are made by the
    worker; until then the stored file is served.
    """
    data = images.encoded(taken.picture, ImageFormat.JPEG)
    # the name alone: an upload that still hangs on the field would be stored as it came
    photo.file = _saved(f"photos/{images.name_of(data)}.jpg", data)
    photo.width, photo.height = taken.picture.size
    photo.uploaded_by = by
    fill_in(photo, taken.said)
    photo.save()
    note(Thing.PHOTO, photo.pk, Deed.ADD, by=by, now=now)
    _ask_for_renditions(photo, now)
    return photo


@transaction.atomic
def put_back(*, photo: Photo, data: bytes | None, by: User, now: datetime) -> bool:
    """Store a photo that another site had stored, with its key; say whether its file stays as it was.

    A file that no site of ours can have written is encoded anew; one that cannot be read is left out.
    """
    written = data or b""
    name = f"photos/{images.name_of(written)}.jpg"
    try:
        picture = images.normalised(BytesIO(written)) if written else None
    except images.UnusablePicture:
        picture = None
    is_ours = picture is not None and photo.file.name == name and images.is_stored(written)
    if picture is not None:
        written = written if is_ours else images.encoded(picture, ImageFormat.JPEG)
        photo.file = _saved(f"photos/{images.name_of(written)}.jpg", written)
        photo.width, photo.height = picture.size
    photo.save(force_insert=True)
    note(Thing.PHOTO, photo.pk, Deed.ADD, by=by, now=now)
    if picture is not None:
        _ask_for_renditions(photo, now)
    return is_ours


def fill_in(photo: Photo, said: Said) -> list[str]:
    """Give a photo what its file says, where nothing stands yet; return the names of what was filled in."""
    names = [one.name for one in fields(said) if one.compare and getattr(said, one.name)]
    filled = [name for name in names if not getattr(photo, name)]
    for name in filled:
        setattr(photo, name, getattr(said, name))
    return filled


@transaction.atomic
def amend(*, photo: Photo, by: User, now: datetime) -> None:
    """Store what was changed of what is said about a photo; readers see it at once (a new cut when it is made)."""
    _demand(photo, by)
    was = Photo.objects.get(pk=photo.pk)
    photo.save()
    names = [field.attname for field in Photo._meta.concrete_fields]
    if fields := [name for name in names if getattr(was, name) != getattr(photo, name)]:
        note(Thing.PHOTO, photo.pk, Deed.CHANGE, by=by, now=now, fields=fields)
    if {"focal_x", "focal_y"} & set(fields):
        _ask_for_renditions(photo, now)
    _touch(photo)


@transaction.atomic
def remove(*, photo: Photo, by: User, now: datetime) -> None:
    """Take a photo out of its articles, which go on without one; its files are served no more."""
    _demand(photo, by)
    _touch(photo)
    note(Thing.PHOTO, photo.pk, Deed.REMOVE, by=by, now=now)
    photo.delete()


def _demand(photo: Photo, by: User) -> None:
    """Refuse somebody who is limited to other articles than those that show the photo."""
    if by.is_limited and not permissions.may_describe(by, photo):
        raise OutOfReach


def deliver(item: OutboxItem) -> None:
    """Make the sizes of the photo that the outbox names. Done twice, it changes nothing."""
    photo = Photo.objects.filter(pk=item.payload["photo"]).first()
    if photo:
        make_renditions(photo=photo)


def make_renditions(*, photo: Photo) -> None:
    """Write the photo in every format and width, and cut to every shape, and let pages offer them."""
    from PIL import Image  # noqa: PLC0415 # a megabyte that only the worker needs

    with default_storage.open(str(photo.file.name)) as stored:
        picture = Image.open(stored)
        picture.load()
    made = [*_sizes(photo, picture), *_cuts(photo, picture)]
    with transaction.atomic():
        photo.renditions.exclude(ratio="").delete()  # cut around another focal point
        Rendition.objects.bulk_create(made, ignore_conflicts=True)
        _touch(photo)


def _sizes(photo: Photo, picture: "Image.Image") -> Iterator[Rendition]:
    stem = PurePosixPath(str(photo.file.name)).stem
    for width in [width for width in Photo.SIZES if width < photo.width] or [photo.width]:
        height = images.height_at(photo.width, photo.height, width)
        for image_format in ImageFormat:
            file = _saved(f"photos/{stem}-{width}.{image_format}", images.encoded(picture, image_format, width))
            yield Rendition(photo=photo, width=width, height=height, format=image_format, file=file)


def _cuts(photo: Photo, picture: "Image.Image") -> Iterator[Rendition]:
    """Cut each shape around the focal point, as JPEG, which every program reads."""
    stem = PurePosixPath(str(photo.file.name)).stem
    for ratio in Ratio:
        box = images.box(*picture.size, ratio, (photo.focal_x, photo.focal_y))
        cut = picture.crop(box)
        width = min(cut.width, WIDTH_OF_A_CUT)
        height = images.height_at(cut.width, cut.height, width)
        data = images.encoded(cut, ImageFormat.JPEG, width)
        name = f"photos/{stem}-{ratio.replace(':', 'x')}-{box[0]}-{box[1]}.jpeg"
        yield Rendition(
            photo=photo, ratio=ratio, width=width, height=height, format=ImageFormat.JPEG, file=_saved(name, data)
        )


def _ask_for_renditions(photo: Photo, now: datetime) -> None:
    """Have the worker make them, once for each change."""
    key = f"{CHANNEL}:{photo.pk}:{now.isoformat()}:{photo.focal_x}:{photo.focal_y}"
    outbox.enqueue(channel=CHANNEL, key=key, payload={"photo": photo.pk}, now=now)


def _saved(name: str, data: bytes) -> str:
    """Write a file once: its name tells its content."""
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(data))


def _touch(photo: Photo) -> None:
    """Put the kept pages that show the photo out of date."""
    for article in Article.objects.filter(photo=photo):
        pages.touch(edition=article.edition_id, article=article.pk)
