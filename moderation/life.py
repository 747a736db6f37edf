"""A made-up person's life here, in one transaction that is taken back: joined, wrote, copied, erased (V65)."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.actions import policies
from accounts.enums import Document, Surface
from accounts.models import PolicyVersion, User
from accounts.outbox import enqueue
from accounts.privacy import audit, erasure, export
from accounts.sessions import SessionStore
from articles.models import Article
from moderation.actions import ledger
from moderation.enums import Measure
from moderation.models import Comment


@dataclass(frozen=True)
class Life:
    """Where somebody left a mark, what their copy held of it, and where it was after erasure."""

    planted: set[str]
    copied: bool
    left: set[str]

    @property
    def astray(self) -> set[str]:
        """What erasure left and nobody declared as kept."""
        return self.left - audit.kept().keys()


def live(now: datetime) -> Life:
    """Let somebody join, accept the policies, write, get a letter and a copy, and be erased; nothing of it stays.

    Nobody else writes into an SQLite database meanwhile. A comment is written where readers have an article.
    """
    with transaction.atomic():
        mark = secrets.token_hex(8)
        person = _joined(mark, now)
        _wrote(person, mark, now)
        planted = audit.places(mark)
        copied = mark in json.dumps(export.as_data(person, now=now), cls=DjangoJSONEncoder)
        erasure.erase(person=person, now=now)
        life = Life(planted, copied, audit.places(mark))
        transaction.set_rollback(True)
    return life


def _joined(mark: str, now: datetime) -> User:
    person = User.objects.create(name=f"Probe {mark}", email=f"{mark}@probe.invalid")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    for document in Document:
        if version := PolicyVersion.objects.of(document).in_force(now).first():
            policies.acknowledge(person=person, version=version, language="en", surface=Surface.SIGNUP, now=now)
    session = SessionStore()
    session[SESSION_KEY], session["probe"] = str(person.pk), mark
    session.save()
    return person


def _wrote(person: User, mark: str, now: datetime) -> None:
    letter = {"to": person.email, "text": f"Dear {person.name}"}
    enqueue(channel="mail", key=f"probe:{mark}", payload=letter, person=person, now=now)
    if article := Article.objects.live(now).first():
        said = {"body": f"What {mark} thinks.", "html": f"<p>What {mark} thinks.</p>"}
        comment = Comment(article=article, author=person, language=article.edition_id, submitted_at=now, **said)
        ledger.enter(comment=comment, measure=Measure.PUBLISH, now=now)
