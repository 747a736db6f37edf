"""A person's own copy of everything held about them (GDPR Art. 15, 20): a loop over the declarations."""

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO, Any, cast

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from accounts.addresses import absolute_url
from accounts.locale import as_read_in
from accounts.models import Export, OutboxItem, User
from accounts.outbox import mail
from accounts.privacy import archive, offline, periods, schema
from accounts.privacy.chunks import Closing
from accounts.privacy.declarations import PersonalData, registry
from accounts.privacy.parts import Part
from accounts.privacy.record import article


def dossier(person: User, *, at_most: int | None = None) -> list[Part]:
    """Gather everything held about the person, table by table; with `at_most`, the newest rows of each alone."""
    own = periods.all_days()
    parts = (_part(entry, person, at_most, own) for entry in registry().personal if not entry.is_confidential)
    return [part for part in parts if part.count]


def _part(entry: PersonalData, person: User, at_most: int | None, own: dict[str, int]) -> Part:
    rows = entry.rows(person).order_by("-pk")
    shown = list(rows.values_list(*entry.exported)[:at_most])
    return Part(
        code=entry.code,
        name=_name(entry),
        activity=entry.activity,
        columns=entry.exported,
        labels=tuple(_label(entry, path) for path in entry.exported),
        rows=shown,
        words=tuple(_words(entry, path) for path in entry.exported),
        count=rows.count() if len(shown) == at_most else len(shown),
        kept_for=periods.keep(entry.retention, own) if entry.retention else None,
        withheld=tuple(dict.fromkeys(str(why) for why in entry.withheld.values())),
    )


def _name(entry: PersonalData) -> str:
    """Name the table; where people stand in it in several ways, also in which."""
    name = capfirst(str(entry.model_class._meta.verbose_name_plural))
    is_alone = len(registry().about(entry.model)) == 1
    return name if is_alone or not entry.subject else f"{name} ({_label(entry, entry.subject)})"


def _label(entry: PersonalData, path: str) -> str:
    return capfirst(" · ".join(str(field.verbose_name) for field in schema.fields(entry.model_class, path)))


def _words(entry: PersonalData, path: str) -> dict[Any, str]:
    *_through, field = schema.fields(entry.model_class, path)
    return {code: str(word) for code, word in field.flatchoices}


def as_data(person: User, *, now: datetime) -> dict[str, Any]:
    """Spell the copy as `schema.json` says."""
    return {
        "publisher": settings.PUBLISHER_NAME,
        "user_id": person.public_id,
        "made_at": now,
        "contact": settings.PRIVACY_CONTACT,
        "supervisory_authority": str(settings.SUPERVISORY_AUTHORITY),
        "parts": {part.code: _spelt(part) for part in dossier(person)},
    }


def _spelt(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "purpose": str(part.activity.purpose),
        "legal_basis": f"GDPR {article(part.activity.basis)}",
        "recipients": str(part.activity.recipients),
        "kept_days": part.kept_for.days if part.kept_for is not None else None,
        "left_out": list(part.withheld),
        "rows": part.records(),
    }


def write(person: User, *, now: datetime) -> str:
    """Write the copy into a ZIP that is encrypted as it is written; answer its name. It opens without a network."""
    with archive.written() as (name, closed), as_read_in(person.language):
        _pack(closed, person, now)
    return name


def _pack(closed: Closing, person: User, now: datetime) -> None:
    with zipfile.ZipFile(cast("IO[bytes]", closed), "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", _json(as_data(person, now=now)))
        file.writestr("schema.json", _json(schema.of_export()))
        files = []
        for path, data in _files(person):
            file.writestr(path, data)
            files.append(path)
        for path, text in offline.site(offline.Copy(person, now, dossier(person), tuple(files))):
            file.writestr(path, text)


def _files(person: User) -> Iterator[tuple[str, bytes]]:
    """Name the files that go into the copy beside the tables, with what is in them."""
    for entry in registry().personal:
        if entry.filed:
            for row in entry.rows(person).order_by("pk"):
                yield f"files/{row.file_name}", bytes(getattr(row, entry.filed))  # type: ignore[attr-defined] # see `filed`


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def deliver(item: OutboxItem) -> None:
    """Make the export that the outbox asks for, and write that it is ready. Made once, however often delivered."""
    export = Export.objects.select_related("person").filter(pk=item.payload["export"], ready_at__isnull=True).first()
    if export is None:
        return
    now = timezone.now()
    name = write(export.person, now=now)
    try:
        _ready(export, name, now)
    except BaseException:
        archive.discard(name)
        raise


@transaction.atomic
def _ready(export: Export, name: str, now: datetime) -> None:
    expires_at = now + timedelta(days=Export.LIFETIME_DAYS)
    if not Export.objects.filter(pk=export.pk, ready_at=None).update(ready_at=now, expires_at=expires_at, file=name):
        raise RuntimeError("Another worker has made this export.")
    address = absolute_url("accounts:exports", language=export.person.language)
    mail.post(
        template="accounts/privacy/mail/export_ready",
        person=export.person,
        context={"expires_at": expires_at, "downloads": Export.DOWNLOADS, "url": address},
        key=f"export:{export.pk}:ready",
        now=now,
        is_owed=True,
    )
