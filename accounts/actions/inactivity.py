"""Accounts that nobody uses: told twice by letter, a month apart, and a month later erased (V57)."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.actions import closing
from accounts.addresses import absolute_url
from accounts.enums import TextsAtErasure
from accounts.models import OutboxItem, User
from accounts.outbox import mail
from accounts.personal_data.retention import A_MONTH, UNUSED

logger = logging.getLogger(__name__)

#: How many letters go before an account does, and how many accounts one night brings a step on.
LETTERS, AT_ONCE = 2, 200


def go_on(people: QuerySet[User], *, now: datetime) -> int:
    """Bring unused accounts one step on, a letter or the erasure, the longest unused first; answer how many are erased.

    A step is counted from the delivery of the letter before: nobody is erased untold, however long the job stood still.
    """
    told = _letters(Q(delivered_at__isnull=False) | Q(given_up_at__isnull=False))
    last = told.annotate(ended_at=Coalesce("delivered_at", "given_up_at")).order_by("-ended_at").values("ended_at")
    waiting = _letters(Q(delivered_at__isnull=True, given_up_at__isnull=True))
    due = (
        people.exclude(Exists(waiting))
        .annotate(since=Coalesce("last_login", "joined_at"), told_at=Subquery(last[:1]))
        .annotate(told=Subquery(told.values("person").annotate(letters=Count("pk")).values("letters")))
        .filter(Q(told_at=None) | Q(told_at__lte=now - A_MONTH))
        .order_by("since", "pk")[:AT_ONCE]
    )
    return [_step(person, told=person.told or 0, since=person.since, now=now) for person in due].count(True)


def _letters(which: Q) -> QuerySet[OutboxItem]:
    """Find our letters to a person since the last sign-in."""
    since = Coalesce(OuterRef("last_login"), OuterRef("joined_at"))
    ours = OutboxItem.objects.filter(which, person=OuterRef("pk"), key__startswith=UNUSED, created_at__gt=since)
    return ours.order_by()


def _step(person: User, *, told: int, since: datetime, now: datetime) -> bool:
    """Write the next letter, or erase; say whether the account was erased. One that fails does not keep the others."""
    try:
        with transaction.atomic():
            if told < LETTERS:
                _write(person, number=told + 1, since=since, now=now)
                return False
            closing.erase_now(person=person, texts=TextsAtErasure.ERASE, now=now)
    except Exception:
        logger.exception("The unused account %s could not be brought on and will be tried again.", person.public_id)
        return False
    return True


def _write(person: User, *, number: int, since: datetime, now: datetime) -> None:
    address = absolute_url("account_login", language=person.language)
    mail.post(
        template="accounts/privacy/mail/unused",
        person=person,
        context={"since": since, "erase_at": now + A_MONTH * (LETTERS + 1 - number), "url": address},
        key=f"{UNUSED}{person.pk}:{since:%Y%m%d}:{number}",
        now=now,
    )
