"""Taking a lost second factor off an account: app, keys and codes on paper."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import notices
from accounts.actions import sessions
from accounts.models import User


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
    notices.account_changed(person, "second_factor_forgotten", key=f"{person.pk}:{now.isoformat()}", now=now)
