"""Versions of the rules and of the privacy policy: drafted, published, accepted."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.enums import AcknowledgementKind, ChangeClass, Document, Surface
from accounts.locale import as_read_in
from accounts.models import Acknowledgement, OutboxItem, PolicyText, PolicyVersion, User
from accounts.outbox import enqueue, mail
from accounts.privacy import snapshot, told
from accounts.safety.sanitize import clean_policy

#: What a person does with each document (due-process G03): never a consent.
KIND = {Document.RULES: AcknowledgementKind.ACCEPTED, Document.PRIVACY: AcknowledgementKind.ACKNOWLEDGED}

#: The outbox channel of the letters about a new version, and how many are written in one turn of the worker.
LETTERS, AT_ONCE = "policy-letters", 200

#: How long members are told of a change before it holds (G02).
NOTICE = timedelta(days=30)


class AlreadyPublished(ValueError):
    """A published version is never changed: draft a new one."""


class NothingInForce(LookupError):
    """No version of the document is in force yet. Publish one first (`manage.py set_up` loads the first)."""


class NoText(ValueError):
    """A version without a text cannot be published."""


class LanguageMissing(ValueError):
    """Whoever read the version before in a language is not left without the next. `languages` names what lacks."""

    def __init__(self, languages: list[str]) -> None:
        super().__init__(", ".join(languages))
        self.languages = languages


class TooSoon(ValueError):
    """Members are told of a change that matters before it holds. `earliest` says from when it may."""

    def __init__(self, earliest: datetime) -> None:
        super().__init__(earliest.isoformat())
        self.earliest = earliest


@dataclass(frozen=True)
class Wording:
    """A version's text in one language."""

    title: str
    summary: str
    body: str


@transaction.atomic
def draft(*, document: Document, number: int, change_class: ChangeClass, wordings: dict[str, Wording]) -> PolicyVersion:
    """Write down a version that nobody is bound by yet; its markup is cleaned on the way in."""
    version = PolicyVersion.objects.create(document=document, number=number, change_class=change_class)
    for language, wording in wordings.items():
        body = clean_policy(wording.body)
        PolicyText.objects.create(
            version=version,
            language=language,
            title=wording.title,
            summary=wording.summary,
            body=body,
            sha256=fingerprint(wording.title, body),
        )
    return version


@transaction.atomic
def publish(*, version: PolicyVersion, by: User | None, now: datetime, effective_at: datetime | None = None) -> None:
    """Publish a version, in force from `effective_at`, or as soon as it may. From here on it cannot be changed.

    Members are told by letter of a change that matters (DSA Art. 14(2)), thirty days before it holds unless the version
    says what demands it sooner: raise TooSoon. A first version changes nothing for anybody. With a privacy policy is
    kept what the site declares to do with data.
    """
    if not version.texts.exists():
        raise NoText
    if missing := _missing_languages(version):
        raise LanguageMissing(missing)
    if PolicyVersion.objects.select_for_update().get(pk=version.pk).published_at:
        raise AlreadyPublished
    earliest, is_told = earliest_start(version, now), _is_told(version)
    if effective_at and effective_at < earliest:
        raise TooSoon(earliest)
    if version.document == Document.PRIVACY:
        snapshot.keep(version)
    PolicyVersion.objects.filter(pk=version.pk).update(
        published_at=now, effective_at=effective_at or earliest, published_by=by
    )
    version.refresh_from_db()
    if is_told:
        _tell_members(version, now)


def earliest_start(version: PolicyVersion, now: datetime) -> datetime:
    """Say from when a version may hold that is published now: at once, or after the notice of what matters (V20)."""
    return now + NOTICE if _is_told(version) and not version.urgency else now


def _is_told(version: PolicyVersion) -> bool:
    """Say whether members are told of it: it changes in earnest what they know."""
    before = PolicyVersion.objects.of(version.document).published().exclude(pk=version.pk)
    return version.change_class != ChangeClass.EDITORIAL and before.exists()


def fingerprint(title: str, body: str) -> str:
    """Return the SHA-256 by which an acceptance proves which words were shown."""
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()


def in_force(document: Document, now: datetime) -> PolicyVersion:
    """Return the version that applies at `now`; raise NothingInForce."""
    version = PolicyVersion.objects.of(document).in_force(now).first()
    if version is None:
        raise NothingInForce(document)
    return version


def text_for(version: PolicyVersion, language: str) -> PolicyText:
    """Return the wording in `language`, or else in English, or else in any language."""
    texts = {text.language: text for text in version.texts.order_by("pk")}
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def acknowledge(*, person: User, version: PolicyVersion, language: str, surface: Surface, now: datetime) -> None:
    """Record that the person accepted the rules, or acknowledged the privacy policy; once per version."""
    text = text_for(version, language)
    Acknowledgement.objects.get_or_create(
        person=person,
        version=version,
        defaults={
            "kind": KIND[Document(version.document)],
            "language": text.language,
            "text_sha256": text.sha256,
            "surface": surface,
            "made_at": now,
        },
    )


def unacknowledged(person: User, now: datetime) -> list[PolicyVersion]:
    """Return, for each document that changed in earnest since the person last looked, the version in force."""
    owed = PolicyVersion.objects.owed_by(person, now).values_list("document", flat=True)
    return [in_force(Document(document), now) for document in sorted(set(owed))]


def _missing_languages(version: PolicyVersion) -> list[str]:
    """List the languages of the newest published version that this one has no text in."""
    before = PolicyVersion.objects.of(version.document).published().exclude(pk=version.pk).order_by("-number").first()
    had = before.texts.values_list("language", flat=True) if before else []
    return sorted(set(had) - set(version.texts.values_list("language", flat=True)))


def _tell_members(version: PolicyVersion, now: datetime, after: int = 0) -> None:
    """Leave it to the worker: the request that publishes waits for no letter, however many members there are."""
    enqueue(
        channel=LETTERS,
        key=f"policy:{version.pk}:after:{after}",
        payload={"version": version.pk, "after": after},
        now=now,
    )


@transaction.atomic
def tell_some(item: OutboxItem) -> None:
    """Write to the next members, and leave the rest to another turn (outbox channel `policy-letters`)."""
    version = PolicyVersion.objects.get(pk=item.payload["version"])
    texts = {language: text_for(version, language) for language, _name in settings.LANGUAGES}
    unproven = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"), verified=False)
    members = User.objects.filter(is_active=True, erased_at__isnull=True, email__isnull=False)
    members = members.exclude(Exists(unproven))
    some = list(members.filter(pk__gt=item.payload["after"]).order_by("pk")[:AT_ONCE])
    for person in some:
        with as_read_in(person.language):
            changed = told.of(version, person)
        text = texts.get(person.language) or text_for(version, person.language)
        mail.post(
            template="accounts/mail/policy_changed",
            person=person,
            context={"version": version, "text": text, "told": changed},
            key=f"policy:{version.pk}:{person.pk}",
            now=item.created_at,
        )
    if len(some) == AT_ONCE:
        _tell_members(version, item.created_at, after=some[-1].pk)
