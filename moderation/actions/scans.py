"""Scans of letters on paper: read safely, kept with their letter, opened by few and never without a note (C36, V14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.privacy import dossier
from articles import images
from articles.enums import ImageFormat
from articles.reach import OutOfReach
from moderation import permissions
from moderation.enums import ScanKind
from moderation.models import Appeal, Scan

#: A PDF is stored as it is; a picture is made smaller, and may weigh what articles.images takes.
MOST_BYTES_OF_PDF = 10_000_000
MOST_OF_A_LETTER = 10
PDF_BEGINS, PDF_ENDS, TAIL = b"%PDF-", b"%%EOF", 2048


class NotAllowed(PermissionError):
    """This person does not answer letters."""


class NobodysLetter(LookupError):
    """Nobody knows yet whose letter it is: nothing could say to them that it was opened."""


class UnusableScan(ValueError):
    """The file is nothing we keep; the message says why and what to do."""


@dataclass(frozen=True)
class Scanned:
    """A file as it is kept."""

    kind: ScanKind
    data: bytes


def read(upload: IO[bytes]) -> Scanned:
    """Tell by its content what was uploaded, and make it fit to be kept; raise UnusableScan.

    Pictures are made anew from their pixels alone, without what the file says of camera and place.
    """
    head = upload.read(len(PDF_BEGINS))
    upload.seek(0)
    if head == PDF_BEGINS:
        return _pdf(upload)
    try:
        picture = images.normalised(upload)
    except images.UnusablePicture as why:
        raise UnusableScan(_("This is neither a PDF nor a picture that we can keep. %(why)s") % {"why": why}) from why
    return Scanned(ScanKind.JPEG, images.encoded(picture, ImageFormat.JPEG))


def check_number(number: int) -> None:
    """Raise UnusableScan where these are more files than a letter has."""
    if number > MOST_OF_A_LETTER:
        said = _("A letter has %(most)s scans at most. Put its pages into a PDF.")
        raise UnusableScan(said % {"most": MOST_OF_A_LETTER})


@transaction.atomic
def keep(*, letter: Appeal, scanned: Iterable[Scanned], by: User, now: datetime) -> list[Scan]:
    """Keep files with a letter; raise UnusableScan where it would have too many."""
    if not permissions.may_end_sanctions(by):
        raise NotAllowed
    files = list(scanned)
    check_number(letter.scans.count() + len(files))
    return [
        Scan.objects.create(letter=letter, kind=one.kind, data=one.data, size=len(one.data), added_by=by, added_at=now)
        for one in files
    ]


@transaction.atomic
def opened(*, scan: Scan, by: User, purpose: str, now: datetime) -> bytes:
    """Return the file, after noting who opened it and what for; the person sees the note (V14)."""
    if not permissions.may_unseal(by):
        raise NotAllowed
    if not permissions.may_open(by, scan.letter):
        raise OutOfReach
    if scan.letter.person is None:
        raise NobodysLetter
    dossier.log_access(staff=by, person=scan.letter.person, what=f"scan {scan.file_name}", purpose=purpose, now=now)
    return bytes(scan.data)


def _pdf(upload: IO[bytes]) -> Scanned:
    data = upload.read(MOST_BYTES_OF_PDF + 1)
    if len(data) > MOST_BYTES_OF_PDF:
        raise UnusableScan(_("The PDF is larger than 10 MB. Scan it in fewer dots, or in parts."))
    if PDF_ENDS not in data[-TAIL:]:
        raise UnusableScan(_("The PDF breaks off before its end. Scan the letter again."))
    return Scanned(ScanKind.PDF, data)
