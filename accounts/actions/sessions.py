"""Ending sessions."""

from django.core.signing import Signer
from django.db import transaction
from django.db.models import F

from accounts.models import Session, User


@transaction.atomic
def end_all(*, person: User) -> int:
    """End every session of the person before the answer is sent, in every process (QA5); return how many there were."""
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])
    return Session.objects.filter(user=person).delete()[0]


def name_of(session: Session) -> str:
    """Name a session in a form: its key would open it."""
    return Signer(salt="accounts.sessions").signature(session.session_key)


def end(*, person: User, name: str) -> bool:
    """End that of a person's sessions which has this name (`name_of`); say whether there was one."""
    found = [one for one in Session.objects.filter(user=person) if name_of(one) == name]
    return bool(Session.objects.filter(pk__in=[one.pk for one in found]).delete()[0])
