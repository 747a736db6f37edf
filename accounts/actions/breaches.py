"""Breaches of security: entered while the clock runs; authority and people concerned are told (GDPR Art. 33, 34)."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from accounts.addresses import absolute_url
from accounts.enums import Concerned
from accounts.locale import as_read_in
from accounts.models import Breach, BreachNotice, BreachNoticeText, BreachVersion, OutboxItem, User
from accounts.outbox import enqueue, mail

#: The publisher is told so long before the 72 hours are over, and again when they are.
WARNING = timedelta(hours=24)
#: The outbox's channel on which a notice goes out, so many letters at a time.
LETTERS, AT_ONCE = "breach-letters", 500


class AlreadySent(ValueError):
    """The notice has gone out."""


class NoText(ValueError):
    """Nobody has written the notice in the language that everybody gets who has no other."""


@transaction.atomic
def enter(*, breach: Breach, by: User, now: datetime) -> None:
    """Put a breach into the register; the 72 hours run from when it became known."""
    breach.entered_at, breach.due_at = now, breach.known_at + Breach.CLOCK
    breach.save(force_insert=True)
    _keep(breach, by, now)


@transaction.atomic
def amend(*, breach: Breach, by: User, now: datetime) -> None:
    """Say more, or better, of a breach; what was said before stays on record (Art. 33(4))."""
    breach.save(update_fields=Breach.FACTS)
    _keep(breach, by, now)


def _keep(breach: Breach, by: User, now: datetime) -> None:
    facts = {name: getattr(breach, name) for name in Breach.FACTS}
    kept = json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
    BreachVersion.objects.create(breach=breach, facts=kept, written_by=by, written_at=now)


def alarm_due(*, now: datetime) -> str:
    """Write to the publisher about each breach of which the authority has to be told soon, or should have been.

    The outbox's keys keep it to one letter for either.
    """
    soon = Breach.objects.open().filter(due_at__lte=now + WARNING)
    for breach in soon:
        is_overdue = breach.due_at <= now
        mail.post(
            template="accounts/mail/breach_alarm",
            to=settings.PRIVACY_CONTACT,
            context={
                "breach": breach,
                "is_overdue": is_overdue,
                "url": absolute_url("admin:accounts_breach_change", object_id=breach.pk),
            },
            key=f"breach-due:{breach.reference}:{'over' if is_overdue else 'soon'}",
            now=now,
        )
    return f"{len(soon)} due"


def to_the_authority(breach: Breach, *, now: datetime) -> str:
    """Draft the notice to the supervisory authority from the entry (Art. 33(3)), in the site's own language."""
    context = {
        "breach": breach,
        "now": now,
        "publisher": settings.PUBLISHER_NAME,
        "contact": settings.PRIVACY_CONTACT,
        "site_url": settings.SITE_URL,
        "supervisor": settings.SUPERVISORY_AUTHORITY,
        "told": BreachNotice.objects.filter(breach=breach, sent_at__isnull=False),
    }
    with as_read_in(settings.LANGUAGE_CODE):
        return render_to_string("accounts/mail/breach_to_authority.txt", context)


def concerned(notice: BreachNotice) -> QuerySet[User]:
    """Find the members that the notice goes to, by the criterion that it states."""
    members = User.objects.filter(erased_at__isnull=True, email__isnull=False)
    if notice.sent_at:
        members = members.filter(joined_at__lte=notice.sent_at)  # nobody who joined while the letters went out
    match Concerned(notice.concerned):
        case Concerned.HAD_ACCOUNT:
            return members.filter(joined_at__date__lte=notice.since)
        case Concerned.SIGNED_IN:
            return members.filter(last_login__date__gte=notice.since)
        case Concerned.PASSWORD:
            return members.exclude(Q(password="") | Q(password__startswith="!"))  # noqa: S106 # as Django marks none
    return members


def letters(notice: BreachNotice) -> list[tuple[BreachNoticeText, dict[str, str], int]]:
    """Show the exact letter in each language, and how many get it."""
    texts = _texts(notice)
    counts = dict.fromkeys(texts, 0)
    for language in concerned(notice).values_list("language", flat=True).iterator():
        counts[language if language in texts else settings.LANGUAGE_CODE] += 1
    context = {"breach": notice.breach}
    return [
        (text, mail.render("accounts/mail/breach_notice", context | {"notice": text}, language), counts[language])
        for language, text in texts.items()
    ]


@transaction.atomic
def send(*, notice: BreachNotice, by: User, now: datetime) -> int:
    """Let the notice go out once, and note by whom and to how many. Raise AlreadySent, NoText."""
    _texts(notice)
    recipients = concerned(notice).count()
    unsent = BreachNotice.objects.filter(pk=notice.pk, sent_at__isnull=True)
    if not unsent.update(sent_at=now, sent_by=by, recipients=recipients):
        raise AlreadySent
    _go_on(notice.pk, now, after=0)
    return recipients


@transaction.atomic
def tell_some(item: OutboxItem) -> None:
    """Write to the next people concerned, and leave the rest to another turn (outbox channel `breach-letters`)."""
    notice = BreachNotice.objects.select_related("breach").get(pk=item.payload["notice"])
    texts = _texts(notice)
    some = list(concerned(notice).filter(pk__gt=item.payload["after"]).order_by("pk")[:AT_ONCE])
    for person in some:
        text = texts.get(person.language) or texts[settings.LANGUAGE_CODE]
        mail.post(
            template="accounts/mail/breach_notice",
            person=person,
            language=text.language,
            context={"breach": notice.breach, "notice": text},
            key=f"breach:{notice.pk}:{person.pk}",
            now=item.created_at,
            is_owed=True,
        )
    if len(some) == AT_ONCE:
        _go_on(notice.pk, item.created_at, after=some[-1].pk)


def _go_on(notice: int, now: datetime, *, after: int) -> None:
    payload = {"notice": notice, "after": after}
    enqueue(channel=LETTERS, key=f"breach:{notice}:after:{after}", payload=payload, now=now)


def _texts(notice: BreachNotice) -> dict[str, BreachNoticeText]:
    """Return the notice's texts by language; raise NoText without the one that everybody gets who has no other."""
    texts = {text.language: text for text in notice.texts.order_by("pk")}
    if settings.LANGUAGE_CODE not in texts:
        raise NoText
    return texts


@transaction.atomic
def forget(breaches: Iterable[Breach], *, now: datetime) -> int:  # noqa: ARG001 # what every act of retention gets
    """Delete these breaches with all that was said of them; answer how many."""
    keys = [breach.pk for breach in breaches]
    BreachVersion.objects.filter(breach__in=keys).expire()
    BreachNotice.objects.filter(breach__in=keys).delete()
    Breach.objects.filter(pk__in=keys).delete()
    return len(keys)
