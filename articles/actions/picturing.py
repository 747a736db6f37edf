"""Photos of articles that are taken over: from a folder of this machine, by the way that each upload takes (A50)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from accounts.models import User
from articles import images
from articles.actions import photos
from articles.exchange import media
from articles.exchange.items import Note, Picture, left_out, mapped
from articles.models import Photo, Provenance, Text

LONGEST_KEY, LONGEST_CREDIT, LONGEST_CAPTION, LONGEST_WORDS = 180, 200, 1000, 300


@dataclass(frozen=True)
class Shelf:
    """Where the files of a source's pictures lie, and what is said of them."""

    folder: Path | None
    source: str
    #: Who is named where a file names no maker.
    credit: str
    by: User
    #: Files are looked at, and nothing is stored.
    is_rehearsal: bool = False


def with_photo(text: Text, pictures: Sequence[Picture], shelf: Shelf, notes: list[Note], *, now: datetime) -> Text:
    """Take in the pictures that an article showed; the first that there is becomes its photo."""
    if pictures and shelf.folder is None:
        notes.append(left_out(f"{len(pictures)} pictures: no folder was named (--media)"))
        return text
    taken = [(shown, one) for one in pictures if (shown := _photo(one, shelf, notes, now=now))]
    if len(taken) > 1:
        notes.append(mapped(f"{len(taken) - 1} more pictures are among the photos: an article shows one"))
    if not taken:
        return text
    photo, picture = taken[0]
    alt, caption = picture.alt[:LONGEST_WORDS], picture.caption[:LONGEST_WORDS]
    return replace(text, photo_id=photo.pk, photo_alt=alt, photo_caption=caption)


def _photo(picture: Picture, shelf: Shelf, notes: list[Note], *, now: datetime) -> Photo | None:
    """Find the photo that was taken in before, or take it in now."""
    known = Provenance.objects.filter(source=shelf.source, key=_key(picture)).select_related("photo").first()
    if known:
        return known.photo
    path = media.find(shelf.folder, picture.address) if shelf.folder else None
    if path is None:
        notes.append(left_out(f"a picture without a file in the folder: {picture.address[:300]}"))
        return None
    try:
        with path.open("rb") as file:
            taken = images.taken(file)
    except images.UnusablePicture as why:
        notes.append(left_out(f"a picture, {path.name}: {why}"))
        return None
    if not taken.said.credit:
        notes.append(mapped(f"{path.name} names no maker: “{shelf.credit}” stands there"))
    caption = taken.said.caption or picture.caption[:LONGEST_CAPTION]
    photo = Photo(credit=(taken.said.credit or shelf.credit)[:LONGEST_CREDIT], caption=caption)
    if shelf.is_rehearsal:
        return None
    with transaction.atomic():
        photo = photos.store(photo=photo, taken=taken, by=shelf.by, now=now)
        Provenance.objects.create(source=shelf.source, key=_key(picture), photo=photo)
    return photo


def _key(picture: Picture) -> str:
    """Name a picture by its path, whatever size of it is shown; a long one by its hash."""
    name = media.name_of(picture.address)
    if len(name) > LONGEST_KEY:
        name = hashlib.blake2b(name.encode(), digest_size=16).hexdigest()
    return f"media:{name}"
