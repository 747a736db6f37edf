"""How an account ends by its owner's wish: hidden at once, erased after fourteen days or at once (GDPR Art. 17)."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.translation import override

from accounts.backup import archive
from accounts.enums import TextsAtErasure
from accounts.models import Closure, User
from accounts.outbox import mail
from accounts.personal_data.retention import BACKUPS
from accounts.privacy import erasure, ledger, periods, receipts, retention
from accounts.privacy.receipts import Receipt

logger = logging.getLogger(__name__)

#: Time to think again; everything is hidden meanwhile.
WINDOW = timedelta(days=14)
#: How long before the end the person is reminded.
REMINDER = timedelta(days=2)
#: What was on its way while an account was erased may be stored after it: so long is looked again.
AFTERWARDS = timedelta(minutes=20)
SALT, RECEIPT = "accounts.closing", "accounts.receipt"


class NothingToCancel(LookupError):
    """The account is not on its way out any more: it was kept, or it is erased."""


class NotOurLink(ValueError):
    """The link is not one that we wrote."""


@transaction.atomic
def request(*, person: User, texts: TextsAtErasure, now: datetime) -> Closure:
    """Hide the person's public traces now and erase the account in fourteen days, unless cancelled.

    Every session ends; the caller may keep the one it was asked from.
    Asking again while a request is open answers with that request and changes nothing.
    """
    closure, is_new = _open(person, texts, erase_at=now + WINDOW, now=now)
    if is_new:
        _write(closure, "closing", now=now)
    return closure


@transaction.atomic
def cancel(*, closure: Closure, now: datetime) -> None:
    """Keep the account and show its public traces again. Raise NothingToCancel when it is too late."""
    if not _still_open().filter(pk=closure.pk).update(cancelled_at=now):
        raise NothingToCancel
    person = closure.person
    # Only the hiding that this request brought ends: a deletion by the moderators goes on.
    if User.objects.filter(pk=person.pk, closing_at=closure.erase_at).update(closing_at=None):
        person.refresh_from_db()
        erasure.call("reopened", person=person, now=now)


@transaction.atomic
def erase_now(*, person: User, texts: TextsAtErasure, now: datetime) -> Receipt:
    """Erase the account without waiting. The caller has made sure that the person is who they say."""
    closure, _ = _open(person, texts, erase_at=now, now=now)
    if closure.texts != texts:
        Closure.objects.filter(pk=closure.pk).update(texts=texts)
        closure.texts = texts
    return _finish(closure, now=now)


def erase_due(*, now: datetime) -> str:
    """Erase every account whose time has come; one that fails does not keep the others."""
    due = User.objects.filter(closing_at__lte=now, erased_at__isnull=True).order_by("closing_at", "pk")
    outcomes = [_erase_if_due(person, now) for person in due]
    failed = f", {outcomes.count(None)} failed" if None in outcomes else ""
    return f"{outcomes.count(True)} erased{failed}"


def _erase_if_due(person: User, now: datetime) -> bool | None:
    """Erase one account; say False when it was kept or erased meanwhile, None when it failed."""
    try:
        with transaction.atomic():
            _finish(_due_closure(person, now), now=now)
    except NothingToCancel:
        return False
    except Exception:
        logger.exception("The erasure of %s failed and will be tried again.", person.public_id)
        return None
    return True


def _due_closure(person: User, now: datetime) -> Closure:
    """Find the open request, or make one for an account that the moderators deleted. Raise NothingToCancel.

    What the moderators deleted stays sealed while a letter about it waits for its answer (D16), and while the person
    wants the data kept (GDPR Art. 18(1)(b), (c)): so does what they had asked for themselves before they wanted that.
    """
    closure = _still_open().filter(person=person).first()
    person.refresh_from_db()
    if closure and person.restricted_at and closure.requested_at < person.restricted_at:
        raise NothingToCancel
    if closure is None:
        if person.closing_at is None or person.closing_at > now or person.restricted_at or erasure.is_held(person):
            raise NothingToCancel
        closure, _ = _open(person, TextsAtErasure.ERASE, erase_at=now, now=now)
    return closure


def remind_due(*, now: datetime) -> str:
    """Write to everybody whose account is erased within two days. The outbox's key keeps it to one letter."""
    soon = _still_open().filter(erase_at__gt=now, erase_at__lte=now + REMINDER, requested_at__lt=now - REMINDER)
    soon = soon.exclude(person__restricted_at__gt=F("requested_at"))
    for closure in soon.select_related("person"):
        _write(closure, "closing_reminder", now=now)
    return f"{len(soon)} reminded"


def replay(*, now: datetime) -> int:
    """Erase again whom the erasure ledger lists but a restored backup brought back, and end what had ended (V33)."""
    back = ledger.among(User.objects.filter(erased_at__isnull=True).iterator())
    for person in back:
        erase_now(person=person, texts=TextsAtErasure.ERASE, now=now)
    erasure.call("replayed", now=now)
    retention.replay(now=now)
    ledger.sync()
    return len(back)


def erase_late(*, now: datetime) -> str:
    """Erase what a request that was under way stored under an account that was erased meanwhile.

    Nothing tells it from what was there before: the account is erased once more, which changes nothing else.
    """
    lately = User.objects.filter(erased_at__gt=now - AFTERWARDS)
    for person in lately:
        closure = person.closures.filter(erased_at__isnull=False).last()
        erasure.erase(person=person, now=now, texts=TextsAtErasure(closure.texts if closure else TextsAtErasure.ERASE))
    return f"{len(lately)} looked at again"


def token(closure: Closure) -> str:
    """Sign the closure's key: with it the account is kept without signing in."""
    return signing.Signer(salt=SALT).sign(str(closure.pk))


def by_token(given: str) -> Closure:
    """Find the request that a link from our letter is about. Raise NotOurLink."""
    return _by_token(given, SALT, Closure.objects.all())


def receipt_address(closure: Closure, language: str) -> str:
    """Return the address of the receipt's page, which needs nobody to be signed in: nobody is left who could be."""
    with override(language):
        return reverse("accounts:receipt", kwargs={"token": signing.Signer(salt=RECEIPT).sign(str(closure.pk))})


def by_receipt(given: str) -> Closure:
    """Find the request, carried out, that a receipt is about. Raise NotOurLink."""
    return _by_token(given, RECEIPT, Closure.objects.filter(erased_at__isnull=False))


def confirm_unsaved(*, now: datetime) -> str:
    """Drop backups that are too old, and note of whom none is left (C88).

    A backup may lie where this site does not see it: nothing is confirmed before the period that all of them are kept.
    """
    keep = periods.keep(BACKUPS)
    if settings.BACKUP_DIR.is_dir():
        archive.drop_old(settings.BACKUP_DIR, keep, now=now)
    before = min(now - keep, archive.oldest(settings.BACKUP_DIR) or now)
    gone = Closure.objects.filter(erased_at__lt=before, unsaved_at__isnull=True).update(unsaved_at=now)
    return f"{gone} gone from the last backup"


def _by_token(given: str, salt: str, closures: QuerySet[Closure]) -> Closure:
    try:
        return closures.select_related("person").get(pk=signing.Signer(salt=salt).unsign(given))
    except (signing.BadSignature, Closure.DoesNotExist):
        raise NotOurLink from None


def _still_open() -> QuerySet[Closure]:
    return Closure.objects.filter(cancelled_at__isnull=True, erased_at__isnull=True)


def _open(person: User, texts: TextsAtErasure, *, erase_at: datetime, now: datetime) -> tuple[Closure, bool]:
    """Find the open request or make one, hide the account and end its sessions (QA5); say whether it is new."""
    closure, is_new = Closure.objects.get_or_create(
        person=person,
        cancelled_at=None,
        erased_at=None,
        defaults={"texts": texts, "requested_at": now, "erase_at": erase_at},
    )
    if is_new:
        was_hidden = person.closing_at is not None
        sooner = Least(Coalesce(F("closing_at"), erase_at), erase_at)
        User.objects.filter(pk=person.pk).update(closing_at=sooner, session_epoch=F("session_epoch") + 1)
        person.refresh_from_db()
        if not was_hidden:
            erasure.call("closing", person=person, now=now)
    return closure, is_new


def _finish(closure: Closure, *, now: datetime) -> Receipt:
    """Erase the person, close the request with its receipt, and send the receipt to the address that was theirs."""
    if not _still_open().filter(pk=closure.pk).update(erased_at=now):
        raise NothingToCancel
    person = User.objects.get(pk=closure.person_id)
    if person.erased_at is not None:
        raise NothingToCancel
    address, language = person.email, person.language
    receipt = erasure.erase(person=person, now=now, texts=TextsAtErasure(closure.texts))
    unsaved = (now + periods.keep(BACKUPS)).isoformat()
    Closure.objects.filter(pk=closure.pk).update(receipt={**receipt.as_json(), "backups_until": unsaved})
    closure.refresh_from_db()
    if address:
        mail.post(
            template="accounts/privacy/mail/erased",
            to=address,
            language=language,
            context={
                "user_id": person.public_id,
                "receipt_url": settings.SITE_URL + receipt_address(closure, language),
                "fingerprint": receipts.fingerprint(closure),
                "backups_until": closure.backups_until,
                **receipts.told(receipt, now=now, language=language),
            },
            key=f"closing:{closure.pk}:erased",
            now=now,
        )
    return receipt


def _write(closure: Closure, template: str, *, now: datetime) -> None:
    with override(closure.person.language):
        address = reverse("accounts:keep_account", kwargs={"token": token(closure)})
    mail.post(
        template=f"accounts/privacy/mail/{template}",
        person=closure.person,
        context={"erase_at": closure.erase_at, "cancel_url": settings.SITE_URL + address},
        key=f"closing:{closure.pk}:{template}",
        now=now,
        is_owed=True,
    )
