"""Taking a lost second factor off an account: app, keys and codes on paper."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.utils.translation import override

from accounts.actions import sessions
from accounts.models import User
from accounts.outbox import mail


class NoSecondFactor(LookupError):
    """The account has none."""


@transaction.atomic
def forget(*, person: User, now: datetime) -> None:
    """Delete the second factor of somebody who has lost it, end their sessions and tell them.

    Whoever asks has to show who they are by other means first. Raises NoSecondFactor.
    """
    deleted, _ = Authenticator.objects.filter(user=person).delete()
    if not deleted:
        raise NoSecondFactor
    sessions.end_all(person=person)
    with override(person.language):
        url = settings.SITE_URL + resolve_url("account_reset_password")
    mail.post(
        template="accounts/mail/account_changed",
        person=person,
        context={"change": "second_factor_forgotten", "url": url},
        key=f"account:second_factor_forgotten:{person.pk}:{now.isoformat()}",
        now=now,
        is_owed=True,
    )
