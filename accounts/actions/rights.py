"""Requests about one's data: taken in, extended, answered in time (GDPR Art. 12(3) to (5); V37, P09)."""

from calendar import monthrange
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.addresses import absolute_url
from accounts.enums import Right, RightsChannel, RightsOutcome
from accounts.models import RightsRequest, User
from accounts.outbox import mail

#: The publisher is told so long before an answer is due, and again when it is.
WARNING = timedelta(days=3)
#: A month, and three where that was said within the first (Art. 12(3)).
MONTHS, MONTHS_EXTENDED = 1, 3
#: So many questions of one person may wait for their answers.
MOST_OPEN = 5


class TooMany(Exception):
    """Earlier questions of this person have not been answered yet."""


class AlreadyAnswered(Exception):
    """The request was answered meanwhile."""


class CannotExtend(Exception):
    """It was extended before, or the first month is over."""


def months_later(moment: datetime, months: int) -> datetime:
    """Go on by calendar months, to the last day of a month that is too short (Regulation 1182/71, Art. 3(2)(c))."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


@transaction.atomic
def ask(*, person: User, kind: Right, text: str, language: str, now: datetime) -> RightsRequest:
    """Take in what a member asks on the site, and confirm it; the same words again are the same request.

    Raises TooMany.
    """
    User.objects.select_for_update().get(pk=person.pk)
    waiting = RightsRequest.objects.open().filter(person=person)
    if same := waiting.filter(kind=kind, text=text).first():
        return same
    if waiting.count() >= MOST_OPEN:
        raise TooMany
    request = RightsRequest(
        kind=kind, channel=RightsChannel.SITE, person=person, language=language, text=text, received_at=now
    )
    file(request=request, now=now)
    return request


@transaction.atomic
def file(*, request: RightsRequest, now: datetime) -> None:
    """Store a request that came in, with the day on which it did, and confirm it to whoever asks."""
    request.due_at = months_later(request.received_at, MONTHS)
    request.save(force_insert=True)
    _write(request, "rights_received", now=now)


def may_extend(request: RightsRequest, now: datetime) -> bool:
    """Say whether two months more can still be taken."""
    return request.extended_at is None and now <= request.due_at


@transaction.atomic
def extend(*, request: RightsRequest, reason: str, now: datetime) -> None:
    """Take two months more, and tell the person why (Art. 12(3)). Raise AlreadyAnswered, CannotExtend."""
    request = _open(request)
    if not may_extend(request, now):
        raise CannotExtend
    request.extended_at, request.extension_reason = now, reason
    request.due_at = months_later(request.received_at, MONTHS_EXTENDED)
    request.save(update_fields=["extended_at", "extension_reason", "due_at"])
    _write(request, "rights_extended", now=now)


@transaction.atomic
def answer(*, request: RightsRequest, outcome: RightsOutcome, text: str, by: User, now: datetime) -> None:
    """Answer for good; who gets less than they asked for reads where to complain (Art. 12(4)).

    Raises AlreadyAnswered.
    """
    request = _open(request)
    request.outcome, request.answer, request.answered_by, request.answered_at = outcome, text, by, now
    request.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    _write(request, "rights_answered", now=now)


def alarm_due(*, now: datetime) -> str:
    """Write to the publisher about every request that has to be answered soon, and about each that is overdue.

    The outbox's keys keep it to one letter for either.
    """
    soon = RightsRequest.objects.due_before(now + WARNING)
    for request in soon:
        is_overdue = request.due_at <= now
        mail.post(
            template="accounts/mail/rights_alarm",
            to=settings.PRIVACY_CONTACT,
            context={
                "request_": request,
                "is_overdue": is_overdue,
                "url": absolute_url("admin:accounts_rightsrequest_change", object_id=request.pk),
            },
            key=f"rights-due:{request.reference}:{request.due_at:%Y-%m-%d}:{'over' if is_overdue else 'soon'}",
            now=now,
        )
    return f"{len(soon)} due"


def _open(request: RightsRequest) -> RightsRequest:
    """Read the request as it is now, and keep others from changing it."""
    found = RightsRequest.objects.select_for_update().get(pk=request.pk)
    if found.answered_at is not None:
        raise AlreadyAnswered
    return found


def _write(request: RightsRequest, letter: str, *, now: datetime) -> None:
    mail.post(
        template=f"accounts/mail/{letter}",
        person=request.person,
        to=request.address or None,
        language=request.language,
        context={"request_": request, "supervisor": settings.SUPERVISORY_AUTHORITY},
        key=f"{letter}:{request.reference}",
        now=now,
        is_owed=True,
    )
