"""Asking for a copy of one's data, and fetching it (GDPR Art. 15, 20)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts import outbox
from accounts.models import Export, User
from accounts.privacy import archive
from accounts.privacy.chunks import Opening
from accounts.privacy.keyfiles import KeyGone

CHANNEL = "export"


class ExportGone(LookupError):
    """The copy was fetched three times, or its seven days are over: ask for a new one."""


@transaction.atomic
def request(*, person: User, now: datetime) -> Export:
    """Have the worker make a copy of everything held about the person. One in the making answers for a second request.

    Earlier copies go: there is never more than one to look after.
    """
    archive.discard_all(Export.objects.filter(person=person, ready_at__isnull=False), now=now)
    export, _ = Export.objects.get_or_create(person=person, ready_at=None, defaults={"requested_at": now})
    outbox.enqueue(channel=CHANNEL, key=f"export:{export.pk}", payload={"export": export.pk}, person=person, now=now)
    return export


def fetch(*, export: Export, now: datetime) -> Opening:
    """Count a download and answer the copy, to be read once. Raise ExportGone when there is none left.

    The last download destroys the key. Opened before it is counted, a copy that somebody else destroys is read on.
    """
    try:
        opened = archive.opened(export.file)
    except KeyGone:
        raise ExportGone from None
    left = Export.objects.filter(pk=export.pk, expires_at__gt=now, downloads__lt=Export.DOWNLOADS)
    if not left.update(downloads=F("downloads") + 1):
        opened.close()
        raise ExportGone
    if not left.exists():
        archive.discard(export.file)
    return opened
