"""Tokens by which programs act for a person: made, shown once, looked for, revoked (C72)."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from accounts import backends, notices
from accounts.enums import Scope
from accounts.models import ApiToken, User
from accounts.models.user import PUBLIC_ID_ALPHABET
from accounts.permissions import scopes_of

#: What every token begins with, so that scanners of source code know one that was left there.
PREFIX = "gzt"
KEY_LENGTH = 10
#: As many stand beside each other, and so long one lasts.
MOST, LONGEST = 20, timedelta(days=366)


class NoSuchToken(LookupError):
    """No such token was made, or it has ended or was revoked."""


class NameInUse(ValueError):
    """The person has a token of this name."""


class TooMany(ValueError):
    """The person has as many tokens as one may have."""


class ScopeNotTheirs(PermissionError):
    """A token is for what its person may do, and for something."""


def make(
    *,
    person: User,
    name: str,
    scopes: Collection[Scope],
    ends_at: datetime,
    now: datetime,
    has_second_factor: bool = False,
) -> tuple[ApiToken, str]:
    """Make a token, tell its person by letter, and return it with its text, which nobody can show again.

    Raises ScopeNotTheirs, TooMany, NameInUse, and ValueError for an end that is past or too far.
    """
    if not scopes or not set(scopes) <= set(scopes_of(person)):
        raise ScopeNotTheirs
    if not now < ends_at <= now + LONGEST:
        raise ValueError("A token lasts a year at most.")
    if ApiToken.objects.live(now).filter(person=person).count() >= MOST:
        raise TooMany
    key, secret = get_random_string(KEY_LENGTH, PUBLIC_ID_ALPHABET), secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            token = ApiToken.objects.create(
                person=person,
                name=name,
                key=key,
                digest=_digest(secret),
                proof=person.get_session_auth_hash(),
                scopes=[scope.value for scope in Scope if scope in scopes],
                has_second_factor=has_second_factor,
                made_at=now,
                ends_at=ends_at,
            )
            # it is another way into the account
            notices.account_changed(person, "token_made", key=key, now=now, name=name)
    except IntegrityError:
        raise NameInUse from None
    return token, f"{PREFIX}_{key}_{secret}"


def use(*, text: str, now: datetime) -> ApiToken:
    """Find the token that a program shows, with its person, and note the day. Raise NoSuchToken.

    Asked are the things that a session is asked for (accounts.middleware), and that nobody blocked gets in.
    """
    prefix, _, rest = text.partition("_")
    key, _, secret = rest.partition("_")
    is_one = prefix == PREFIX and key.isascii() and key.isalnum()
    token = ApiToken.objects.select_related("person").filter(key=key).first() if is_one else None
    if token is None or not constant_time_compare(token.digest, _digest(secret)):
        raise NoSuchToken
    person = token.person
    is_shut = not person.is_active or person.is_blocked or backends.is_shut(person)
    if is_shut or not token.is_in_force(person, now):
        raise NoSuchToken
    if token.used_on != now.date():
        ApiToken.objects.filter(pk=token.pk).update(used_on=now.date())
    return token


def revoke(*, token: ApiToken, now: datetime) -> None:
    """End a token at once."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now)


def _digest(secret: str) -> str:
    """HMAC-SHA-256 under the site's key: whoever reads the table can neither show a token nor try guesses."""
    return salted_hmac("accounts.ApiToken", secret, algorithm="sha256").hexdigest()
