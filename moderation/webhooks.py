"""Webhooks: what a target can be told of, and how what it is told is signed (standardwebhooks.com)."""

import hmac
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from django.db.models import TextChoices
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from moderation.enums import Measure


class Event(TextChoices):
    """What happens that other programs are told of (C72)."""

    COMMENT_PUBLISHED = "comment.published", _("a comment is published, or published anew after an edit")
    COMMENT_HELD = "comment.held", _("a comment waits for a moderator")
    COMMENT_REMOVED = "comment.removed", _("a comment is removed")
    COMMENT_REDACTED = "comment.redacted", _("a part of a comment is taken out")
    COMMENT_RESTORED = "comment.restored", _("a comment is back")
    DECISION_MADE = "decision.made", _("a moderator has decided about a comment")
    LETTER_RECEIVED = "letter.received", _("a letter about a decision is complete")
    LETTER_DECIDED = "letter.decided", _("a letter about a decision is answered")
    ARTICLE_PUBLISHED = "article.published", _("an article is out")


#: What the decisions of the ledger are to those who keep a copy of comments.
OF_MEASURES = {
    Measure.PUBLISH: Event.COMMENT_PUBLISHED,
    Measure.HOLD: Event.COMMENT_HELD,
    Measure.REMOVE: Event.COMMENT_REMOVED,
    Measure.REDACT: Event.COMMENT_REDACTED,
    Measure.RESTORE: Event.COMMENT_RESTORED,
}


def secret(target: int, nonce: str) -> bytes:
    """Return a target's secret: made of the site's own key, so that no table and no backup holds it."""
    return salted_hmac("moderation.WebhookTarget", f"{target}:{nonce}", algorithm="sha256").digest()


def spelt(secret: bytes) -> str:
    """Spell a secret as those who verify take it."""
    return f"whsec_{b64encode(secret).decode()}"


def signatures(secrets: Iterable[bytes], identity: str, timestamp: int, body: bytes) -> str:
    """Sign a message under each secret that holds: HMAC-SHA-256 over `id.timestamp.body`."""
    signed = f"{identity}.{timestamp}.".encode() + body
    return " ".join(f"v1,{b64encode(hmac.digest(one, signed, sha256)).decode()}" for one in secrets)
