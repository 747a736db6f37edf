"""Receipts of a member's choices, in the shape of ISO/IEC TS 27560:2023 (V69): a record for each purpose."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.addresses import absolute_url
from accounts.enums import LegalBasis
from accounts.locale import as_read_in
from accounts.models import ConsentEvent, User
from accounts.privacy.declarations import registry
from accounts.privacy.record import article
from accounts.privacy.signatures import Document, Part

SHAPE = "ISO/IEC TS 27560:2023"
LASTS = "until withdrawn"


def document(person: User, language: str, *, now: datetime) -> Document:
    """Write down every choice that the person made and that is still kept, with the words it was made on."""
    chosen: dict[str, list[ConsentEvent]] = {}
    events = ConsentEvent.objects.filter(person=person).select_related("purpose", "privacy_version", "wording")
    for event in events.order_by("pk"):
        chosen.setdefault(event.purpose_id, []).append(event)
    with as_read_in(language):
        return Document(
            title=_("Receipts of your choices"),
            language=language,
            issued_at=now,
            parts=tuple(Part(_named(some[-1]), "\n\n".join(map(_told, some))) for some in chosen.values()),
            record={"schema_version": SHAPE, "records": [_record(person, some) for some in chosen.values()]},
        )


def _named(event: ConsentEvent) -> str:
    return event.wording.name or event.purpose_id


def _told(event: ConsentEvent) -> str:
    moment = date_format(localtime(event.made_at), "DATETIME_FORMAT")
    state = _("on") if event.is_given else _("off")
    return "\n".join(filter(None, (f"{moment}: {state}", event.wording.description)))


def _record(person: User, events: Sequence[ConsentEvent]) -> dict[str, Any]:
    """Say one purpose with all that was chosen about it, in the fields of the specification (6.3)."""
    last = events[-1]
    return {
        "schema_version": SHAPE,
        "record_id": str(events[0].receipt),
        "pii_principal_id": person.public_id,
        "pii_processing": {
            "privacy_notice": absolute_url("accounts:policy_version", number=last.privacy_version.number),
            "language": last.language,
            "purposes": [
                {
                    "purpose": _named(last),
                    "purpose_type": last.purpose_id,
                    "purpose_description": last.wording.description,
                    "lawful_basis": article(LegalBasis(last.purpose.basis)),
                    "pii_information": [{"pii_type": name} for name in _held(last.purpose_id)],
                    "pii_controllers": ["controller"],
                    "collection_method": "form on the site",
                    "processing_locations": [settings.SITE_URL],
                    "retention_period": LASTS,
                    "withdrawal_method": absolute_url("accounts:privacy"),
                    "privacy_rights": absolute_url("accounts:ask"),
                }
            ],
        },
        "party_identification": [
            {
                "party_id": "controller",
                "party_name": settings.PUBLISHER_NAME,
                "party_role": "controller",
                "party_url": settings.SITE_URL,
                "party_email": settings.PRIVACY_CONTACT,
                "party_contact": absolute_url("accounts:contacts"),
            }
        ],
        "event": [_event(person, event) for event in events],
    }


def _event(person: User, event: ConsentEvent) -> dict[str, Any]:
    return {
        "event_id": str(event.receipt),
        "event_time": event.made_at.isoformat(),
        "event_type": "explicit consent" if event.is_given else "withdrawal",
        "event_state": "given" if event.is_given else "withdrawn",
        "validity_duration": LASTS if event.is_given else None,
        "entity_id": person.public_id,
        "place": event.surface,
        "language": event.language,
        "wording": event.wording.description,
        "wording_sha256": event.wording_id,
    }


def _held(purpose: str) -> list[str]:
    """Name what is held for a purpose: the tables declared for it."""
    models = dict.fromkeys(entry.model for entry in registry().personal if entry.activity.code == purpose)
    return [capfirst(str(apps.get_model(model)._meta.verbose_name_plural)) for model in models]
