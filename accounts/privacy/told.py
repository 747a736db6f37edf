"""What a version of the privacy policy changes for one person, by what the site declared with each (V70)."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from accounts.enums import Document
from accounts.models import Acknowledgement, ConsentEvent, PolicySnapshot, PolicyVersion, User
from accounts.privacy import changes, snapshot


@dataclass(frozen=True)
class Told:
    """What changed since version `since`, which the person acknowledged.

    Before version `first` it cannot be told: its declarations are the oldest that were kept since. None: not at all.
    """

    since: int
    first: int | None
    groups: list[changes.Group]


def of(version: PolicyVersion, person: User) -> Told | None:
    """Tell what a version changes for somebody, in the active language.

    Three statements, and one for each snapshot that was not read lately. None for the rules, and for who
    acknowledged no version before it.
    """
    seen = Acknowledgement.objects.filter(person=person, version__document=version.document)
    seen = seen.filter(version__number__lt=version.number).order_by("-version__number")
    since = seen.values_list("version__number", flat=True).first()
    if version.document != Document.PRIVACY or since is None:
        return None
    known = PolicySnapshot.objects.filter(version__document=Document.PRIVACY)
    known = known.filter(version__number__range=(since, version.number), version__published_at__isnull=False)
    kept = dict(known.order_by("version__number").values_list("version__number", "sha256"))
    if version.number not in kept:
        return Told(since, None, [])
    first = min(kept)
    old, new = (content(kept[number]) for number in (first, version.number))
    return Told(since, first, changes.between(old, new, get_language() or "en", reader(person)))


def reader(person: User) -> changes.Reader:
    """Say what concerns somebody: whether they work here, and what they agreed to."""
    made = ConsentEvent.objects.filter(person=person).order_by("pk").values_list("purpose_id", "is_given")
    newest = dict(made)
    return changes.Reader(
        is_staff=person.is_staff,
        agreed=frozenset(purpose for purpose, is_given in newest.items() if is_given),
        ever=frozenset(purpose for purpose, is_given in made if is_given),
    )


@lru_cache(maxsize=8)  # letters to all members compare the same few
def content(sha256: str) -> snapshot.Snapshot:
    """Read a snapshot by its fingerprint."""
    found: snapshot.Snapshot = json.loads(
        PolicySnapshot.objects.filter(sha256=sha256).order_by("pk").values_list("content", flat=True)[0]
    )
    return found
