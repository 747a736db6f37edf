"""Real people to begin a test with."""

from datetime import UTC, datetime
from itertools import count

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions import policies
from accounts.enums import ChangeClass, Document, Surface
from accounts.models import ConsentWording, PolicyVersion, User

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
#: What somebody of age answers who is asked before a consent.
OF_AGE = {"birth_date": "1980-05-17", "country": "DE"}
_numbers = count(1)


def person(**fields) -> User:
    number = next(_numbers)
    return User.objects.create(**{"name": f"Member {number}", "email": f"member{number}@example.org"} | fields)


def policy(document: Document = Document.PRIVACY, number: int = 1, **fields) -> PolicyVersion:
    """Publish a version in four languages that holds from `now`, announced in time."""
    version = policies.draft(
        document=document,
        number=number,
        change_class=fields.get("change_class", ChangeClass.MATERIAL),
        wordings={
            language: policies.Wording(
                f"{document} ({language})", "What changed.", f"<p>Version {number}, {language}.</p>"
            )
            for language in ("en", "de", "fr", "ar")
        },
    )
    published_at = fields.get("now", NOW)
    holds_at = fields.get("effective_at", published_at)
    if policies.earliest_start(version, published_at) > published_at:
        published_at = min(published_at, holds_at - policies.NOTICE)
    policies.publish(version=version, by=None, now=published_at, effective_at=holds_at)
    return version


def wording(**fields) -> ConsentWording:
    """Keep the words of a purpose as they were shown once."""
    shown = {"sha256": "0" * 64, "language": "en", "name": "Shown", "description": "As it was shown."} | fields
    return ConsentWording.objects.get_or_create(sha256=shown.pop("sha256"), defaults=shown)[0]


def member(**fields) -> User:
    """Make somebody who has accepted what is in force, with a proven address."""
    made = person(**fields)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    for version in policies.unacknowledged(made, timezone.now()):
        policies.acknowledge(person=made, version=version, language="en", surface=Surface.SIGNUP, now=NOW)
    return made
