"""Choices about optional purposes: off until switched on, switched off as easily (GDPR Art. 7)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from accounts.actions import policies
from accounts.enums import Document, LegalBasis, Surface
from accounts.models import ConsentEvent, ConsentWording, Purpose, PurposeText, User

#: The words of a purpose in one language.
PARTS = ("name", "description")


@dataclass(frozen=True)
class Choice:
    """An optional purpose in the person's language, and what they chose."""

    purpose: Purpose
    text: PurposeText
    is_given: bool


@dataclass(frozen=True)
class Made:
    """A choice that was made once: the event, and what its purpose is called in the reader's language."""

    event: ConsentEvent
    name: str


@transaction.atomic
def choose(
    *,
    person: User | None,
    purpose: Purpose,
    is_given: bool,
    language: str,
    surface: Surface,
    now: datetime,
    receipt: UUID | None = None,
    age_met: int | None = None,
) -> ConsentEvent:
    """Record a choice with the words it was made on. It holds from this moment (P06); what it ends, ends at once.

    The same choice on the same words changes nothing: a form sent twice is one choice. What hangs on the purpose
    follows in the same transaction (settings.PURPOSE_ACTS). A reader without an account has the `receipt` alone.
    `age_met`: the age in years that was stated to be reached; None where it was stated before (`asks_age`).
    """
    text = _text(purpose, language)
    hold(person)
    unnamed = ConsentEvent.objects.filter(person=None, receipt__in=[receipt] if receipt else []).order_by("-pk")
    own = history(person) if person else unnamed
    chosen = {
        "is_given": is_given,
        "privacy_version": policies.in_force(Document.PRIVACY, now),
        "wording": keep(text),
        # Each consent bears the statement that it rests on: an earlier choice is deleted when its time is over.
        "age_met": (age_met or _age_stated(own)) if is_given else None,
    }
    before = own.filter(purpose=purpose).first()
    if before and all(getattr(before, name) == value for name, value in chosen.items()):
        return before
    event = ConsentEvent.objects.create(
        person=person, purpose=purpose, **chosen, language=text.language, surface=surface, made_at=now
    )
    if person and (act := settings.PURPOSE_ACTS.get(purpose.code)):
        import_string(act)(person=person, is_given=is_given, language=language, now=now)
    return event


@transaction.atomic
def withdraw_all(*, person: User, language: str, now: datetime) -> None:
    """End what somebody had consented to who turns out to be too young to consent alone (GDPR Art. 8(1))."""
    for choice in choices(person, language):
        if choice.is_given and choice.purpose.basis == LegalBasis.CONSENT:
            choose(
                person=person,
                purpose=choice.purpose,
                is_given=False,
                language=language,
                surface=Surface.SETTINGS,
                now=now,
            )


def asks_age(text: PurposeText | None, person: User | None) -> bool:
    """Say whether one is asked how old one is before agreeing: where the basis is consent, and a member once (P07)."""
    if text is None or text.purpose.basis != LegalBasis.CONSENT:
        return False
    return person is None or _age_stated(history(person)) is None


def hold(person: User | None) -> None:
    """Lock the member whose choices change, before what hangs on them: two orders would wait for each other."""
    if person:
        User.objects.select_for_update().get(pk=person.pk)


def keep(text: PurposeText) -> ConsentWording:
    """Keep the words of a purpose as they are now, for whoever chooses on them (C41)."""
    said = {"language": text.language, "name": text.name, "description": text.description}
    return ConsentWording.objects.get_or_create(sha256=text.fingerprint, defaults=said)[0]


def are_others(text: PurposeText | None, seen: str) -> bool:
    """Say whether a page showed other words (`seen`, their fingerprint) than hold now (C41)."""
    return bool(seen and text and seen != text.fingerprint)


def wording(code: str, language: str) -> PurposeText | None:
    """Return the words of a purpose that is offered; None where it is not."""
    purpose = Purpose.objects.filter(code=code, retired_at__isnull=True).prefetch_related("texts").first()
    return _text(purpose, language) if purpose else None


def choices(person: User, language: str) -> list[Choice]:
    """Return every optional purpose with the choice in force; no event means no."""
    given = {event.purpose_id: event.is_given for event in history(person).order_by("pk")}
    purposes = Purpose.objects.filter(retired_at__isnull=True).prefetch_related("texts")
    return [Choice(purpose, _text(purpose, language), given.get(purpose.pk, False)) for purpose in purposes]


def told(person: User, language: str, at_most: int) -> list[Made]:
    """Return the person's newest choices with the names of their purposes, retired ones too (V48)."""
    events = history(person).prefetch_related("purpose__texts")[:at_most]
    return [Made(event, _text(event.purpose, language).name) for event in events]


def history(person: User) -> QuerySet[ConsentEvent]:
    """Return the person's choices, the newest first."""
    return (
        ConsentEvent.objects.filter(person=person)
        .select_related("purpose", "privacy_version", "wording")
        .order_by("-pk")
    )


def spelt(code: str) -> dict[str, object]:
    """Spell a purpose with its words in each language, as the log of settings keeps it; empty where there is none."""
    facts = Purpose.objects.filter(code=code).values("basis", "position", "retired_at").first()
    texts = PurposeText.objects.filter(purpose=code).order_by("language").values_list("language", "name", "description")
    words = {f"{language}.{part}": said for language, *both in texts for part, said in zip(PARTS, both, strict=True)}
    return {**(facts or {}), **words}


def _age_stated(events: QuerySet[ConsentEvent]) -> int | None:
    return events.filter(age_met__isnull=False).values_list("age_met", flat=True).first()


def _text(purpose: Purpose, language: str) -> PurposeText:
    texts = {text.language: text for text in purpose.texts.all()}
    return texts.get(language) or texts["en"]
