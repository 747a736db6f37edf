"""The signed links of a subscription, and what a letter that came back says about its mailbox."""

import re
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from accounts.addresses import absolute
from articles.models import Subscription

SALT = "articles.subscription"
#: The mailbox, or its whole domain, is not there (RFC 3463): another letter would come back, too. All else may pass.
GONE = re.compile(r"5\.1\.(?:[01236]|10)|5\.2\.1")


class NotOurLink(ValueError):
    """The address was not signed by us."""


def token(receipt: UUID, salt: str = SALT) -> str:
    return signing.Signer(salt=salt).sign(receipt.hex)


def receipt_of(signed: str, salt: str = SALT) -> UUID:
    """Read the receipt; raise NotOurLink."""
    try:
        return UUID(signing.Signer(salt=salt).unsign(signed))
    except (signing.BadSignature, ValueError) as wrong:
        raise NotOurLink from wrong


def page_path(subscription: Subscription) -> str:
    """Return the path at which a subscription is confirmed, changed and ended without signing in."""
    return _path("articles:digest_own", subscription)


def end_path(subscription: Subscription) -> str:
    """Return the path that ends a subscription by one POST, without a cookie (RFC 8058)."""
    return _path("articles:digest_end", subscription)


def page_url(subscription: Subscription) -> str:
    return absolute(page_path(subscription))


def end_url(subscription: Subscription) -> str:
    return absolute(end_path(subscription))


def is_gone(status: str) -> bool:
    """Say whether a letter that came back with this status will never reach anybody."""
    return bool(GONE.fullmatch(status))


def _path(name: str, subscription: Subscription) -> str:
    with override(subscription.edition_id):
        return reverse(name, kwargs={"token": token(subscription.receipt)})
