"""Taking a lost second factor off an account."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.actions import sessions
from accounts.models import User
from accounts.outbox import mail


class NoSecondFactor(LookupError):
    """The account has none."""


@transaction.atomic
def forget(*, person: User, url: str, now: datetime) -> None:
    """Delete the second factor of somebody who has lost it, end their sessions and tell them.

    Whoever asks has to show who they are by other means first; `url` is where a new password is chosen. Raises
    NoSecondFactor.
    """
    deleted, _ = Authenticator.objects.filter(user=person).delete()
    if not deleted:
        raise NoSecondFactor
    sessions.end_all(person=person)
    mail.post(
        template="accounts/mail/account_changed",
        person=person,
        context={"change": "second_factor_forgotten", "url": url},
        key=f"account:second_factor_forgotten:{person.pk}:{now.isoformat()}",
        now=now,
    )
