"""What is remembered of a block after the account is erased: a keyed hash of each identity, and an end."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import F, Q

from accounts.enums import TraceKind
from accounts.models import BlockTrace, User
from accounts.privacy import keys

#: Mailboxes at these domains are the same with and without dots; elsewhere dots tell people apart.
DOMAINS_THAT_IGNORE_DOTS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
#: How long a first and a second counted sanction are remembered (due-process a5). "For ever" has no place here.
REMEMBERED = {1: timedelta(days=730), 2: timedelta(days=1096)}


def canonical(email: str) -> str:
    """Spell a mailbox in the one way that all its spellings share: case and plus-tag folded, dots where ignored."""
    local, _, domain = unicodedata.normalize("NFKC", email.strip()).casefold().rpartition("@")
    local = local.split("+", 1)[0] or local
    if domain in DOMAINS_THAT_IGNORE_DOTS:
        local, domain = local.replace(".", ""), DOMAINS_THAT_IGNORE_DOTS[domain]
    return f"{local}@{domain}"


def find(
    *, now: datetime, email: str | None = None, provider: str | None = None, uid: str | None = None
) -> BlockTrace | None:
    """Find the trace that still stands against this mailbox or social identity, the gravest first.

    Tell only the proven owner of the mailbox what was found (V35).
    """
    texts = [_mailbox(email)] if email else []
    if provider and uid:
        texts.append(_social(provider, uid))
    found = [digest for text in texts for digest in keys.digests(text)]
    standing = BlockTrace.objects.filter(digest__in=found, expires_at__gt=now)
    return standing.order_by("-ordinal", "-expires_at").first()


def remember(*, person: User, ordinal: int, reference: str, now: datetime) -> int:
    """Keep a trace of every mailbox and social identity of a person who leaves with a counted sanction.

    Call it while they are still known. A second call renews nothing. Answers how many traces stand.
    """
    key = keys.newest()
    identities = _identities(person)
    for kind, text in identities:
        BlockTrace.objects.get_or_create(
            digest=key.digest(text),
            ordinal=min(ordinal, max(REMEMBERED)),
            decision_reference=reference,
            defaults={
                "kind": kind,
                "key_version": key.version,
                "set_at": now,
                "expires_at": now + REMEMBERED[min(ordinal, max(REMEMBERED))],
            },
        )
    return len(identities)


def about(person: User) -> Q:
    """Find the traces that recognise a person who is still known."""
    texts = [text for _, text in _identities(person)]
    return Q(digest__in=[digest for text in texts for digest in keys.digests(text)])


def correct(*, references: Iterable[str], ordinal: int, reference: str) -> None:
    """Let the traces of these decisions count `ordinal` from now on, under `reference`; with 0 they are deleted.

    For when a decision is annulled after the person left: it never counted.
    """
    standing = BlockTrace.objects.filter(decision_reference__in=list(references))
    if ordinal:
        expires_at = F("set_at") + REMEMBERED[ordinal]
        standing.update(ordinal=ordinal, decision_reference=reference, expires_at=expires_at)
    else:
        standing.delete()


def _identities(person: User) -> set[tuple[TraceKind, str]]:
    """Gather mailboxes that were proven, the account's own, and every social identity."""
    proven = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    mailboxes = {*proven, *([person.email] if person.email else [])}
    social = SocialAccount.objects.filter(user=person).values_list("provider", "uid")
    return {(TraceKind.MAILBOX, _mailbox(email)) for email in mailboxes} | {
        (TraceKind.SOCIAL, _social(provider, uid)) for provider, uid in social
    }


def _mailbox(email: str) -> str:
    return f"{TraceKind.MAILBOX}:{canonical(email)}"


def _social(provider: str, uid: str) -> str:
    return f"{TraceKind.SOCIAL}:{provider}:{uid}"
