"""The moderators' queue: taking, giving back and closing cases."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from articles.reach import OutOfReach
from moderation import permissions
from moderation.enums import CaseKind
from moderation.models import Case

#: A letter waits beside the comments of middling risk: it is a person's access that depends on it.
LETTER_RISK = 600
#: Above all but the gravest: a colleague has to go on working meanwhile.
HARASSMENT_RISK = 900


class TakenByAnother(ValueError):
    """Another moderator has the case open."""

    def __init__(self, moderator: User, until: datetime) -> None:
        self.moderator, self.until = moderator, until
        super().__init__(f"{moderator} has this case open.")


def open_letter(*, now: datetime) -> Case:
    """Put a letter into the queue."""
    return Case.objects.create(kind=CaseKind.LETTER, risk=LETTER_RISK, opened_at=now)


def open_hearing(*, due_at: datetime) -> Case:
    """Keep a hearing for the queue, where it waits from the end of the time to reply."""
    return Case.objects.create(kind=CaseKind.HEARING, risk=LETTER_RISK, opened_at=due_at)


def open_harassment(*, now: datetime) -> Case:
    """Put a case about harassment of a moderator into the queue, above all that is not overdue."""
    return Case.objects.create(kind=CaseKind.HARASSMENT, risk=HARASSMENT_RISK, opened_at=now)


def advance(*, case: Case, now: datetime) -> None:
    """Let a case wait from now that was to wait later."""
    Case.objects.filter(pk=case.pk, opened_at__gt=now).update(opened_at=now)


@transaction.atomic
def take(*, case: Case, moderator: User, now: datetime) -> Case:
    """Lease the case to `moderator` for five minutes, or renew the lease; raise TakenByAnother (C26), OutOfReach.

    Raises permissions.Shielded where it is by somebody who is said to harass the moderator, or about that (C67).
    """
    if not permissions.may_take(moderator, case):
        raise OutOfReach
    permissions.demand_unshielded(moderator, case)
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now) | Q(taken_by=moderator)
    taken = Case.objects.waiting().filter(free, pk=case.pk).update(taken_by=moderator, leased_until=now + Case.LEASE)
    case.refresh_from_db()
    if not taken and case.closed_at is None and case.taken_by and case.leased_until:
        raise TakenByAnother(case.taken_by, case.leased_until)
    return case


def give_back(*, case: Case, moderator: User) -> None:
    """End the lease before its time."""
    Case.objects.filter(pk=case.pk, taken_by=moderator).update(taken_by=None, leased_until=None)


def give_back_all(*, moderator: User, by: User) -> None:
    """End a moderator's leases of what comes from one person."""
    theirs = Q(items__comment__author=by, items__is_open=True) | Q(appeal__person=by) | Q(hearing__person=by)
    held = Case.objects.waiting().filter(theirs, taken_by=moderator).values_list("pk", flat=True)
    Case.objects.filter(pk__in=list(held)).update(taken_by=None, leased_until=None)


def close(*, case: Case, now: datetime) -> None:
    """Take a case out of the queue: nothing in it waits any longer."""
    Case.objects.waiting().filter(pk=case.pk).update(closed_at=now, taken_by=None, leased_until=None)


def close_if_done(*, case: Case, now: datetime) -> None:
    """Close a case of comments when its last comment has been decided."""
    if not case.items.filter(is_open=True).exists():
        close(case=case, now=now)
