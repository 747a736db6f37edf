"""How long what accounts hold is kept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ConsentEvent
from accounts.privacy.declarations import Retention


def _dead_choices(before: datetime) -> Q:
    """Choices that a later one replaced, or refusals, when that happened before `before`."""
    later = ConsentEvent.objects.filter(
        person=OuterRef("person"), purpose=OuterRef("purpose"), pk__gt=OuterRef("pk"), made_at__lt=before
    )
    return Q(Exists(later)) | Q(is_given=False, made_at__lt=before)


def _unconfirmed(before: datetime) -> Q:
    """Registrations whose mailbox was never proven, and that were never used."""
    unproven = Q(emailaddress__verified=False, socialaccount__isnull=True, last_login__isnull=True)
    unproven &= ~Q(emailaddress__verified=True)
    return unproven & Q(joined_at__lt=before, erased_at__isnull=True, is_staff=False)


def _unused(before: datetime) -> Q:
    """Members' accounts that nobody signed in to since `before`, and that are not on their way out already."""
    never = Q(last_login__isnull=True, joined_at__lt=before)
    there = Q(erased_at__isnull=True, closing_at__isnull=True, email__isnull=False, is_staff=False)
    return (Q(last_login__lt=before) | never) & there


def _done_with(before: datetime) -> Q:
    """Letters that have been sent, but for those about an unused account: the next step is counted from them."""
    counts = Q(key__startswith=UNUSED, created_at__gte=before - 3 * A_MONTH)
    return Q(created_at__lt=before) & ~Q(delivered_at=None, given_up_at=None) & ~counts


#: How the keys of letters about an unused account begin, and how long there is to answer one (actions/inactivity.py).
UNUSED, A_MONTH = "unused-account:", timedelta(days=30)

UNCONFIRMED = Retention(
    code="unconfirmed-registration",
    what=_("registrations whose mailbox was not confirmed"),
    keep=timedelta(days=7),
    most=timedelta(days=30),
    model="accounts.User",
    expired=_unconfirmed,
    act="accounts.privacy.erasure.erase_all",
)
UNUSED_ACCOUNTS = Retention(
    code="unused-accounts",
    what=_(
        "accounts, counted from the last sign-in; then two letters a month apart, and a month later they are erased"
    ),
    keep=timedelta(days=2 * 365),
    least=timedelta(days=182),
    most=timedelta(days=5 * 365),
    model="accounts.User",
    expired=_unused,
    act="accounts.actions.inactivity.go_on",
)
SESSIONS = Retention(
    code="sessions",
    what=_("sessions, counted from their last use"),
    keep=timedelta(days=30),
    most=timedelta(days=365),
    model="accounts.Session",
    expired=lambda before: Q(expire_date__lt=before + timedelta(seconds=settings.SESSION_COOKIE_AGE)),
)
TOKENS = Retention(
    code="api-tokens",
    what=_("tokens of programs, counted from their end"),
    keep=timedelta(days=30),
    most=timedelta(days=365),
    model="accounts.ApiToken",
    expired=lambda before: Q(ends_at__lt=before) | Q(revoked_at__lt=before),
)
CONSENTS = Retention(
    code="consent-events",
    what=_("choices about optional purposes, counted from the end of the consent"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="accounts.ConsentEvent",
    expired=_dead_choices,
)
ACCEPTANCES = Retention(
    code="acknowledgements",
    what=_("acceptances of the rules, counted from the erasure of the account"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="accounts.Acknowledgement",
    expired=lambda before: Q(person__erased_at__lt=before),
)
REQUESTS = Retention(
    code="rights-requests",
    what=_("requests to be erased, counted from their end"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="accounts.Closure",
    expired=lambda before: Q(erased_at__lt=before) | Q(cancelled_at__lt=before),
)
QUESTIONS = Retention(
    code="rights-questions",
    what=_("requests about one’s data, counted from their answer"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="accounts.RightsRequest",
    expired=lambda before: Q(answered_at__lt=before),
)
RESTRICTIONS = Retention(
    code="restrictions",
    what=_("restrictions of processing, counted from their end"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="accounts.Restriction",
    expired=lambda before: Q(ended_at__lt=before),
)
BREACHES = Retention(
    code="breach-register",
    what=_("register of breaches, counted from when each became known"),
    keep=timedelta(days=5 * 365),
    least=timedelta(days=365),
    model="accounts.Breach",
    expired=lambda before: Q(known_at__lt=before),
    act="accounts.actions.breaches.forget",
)
EXPORTS = Retention(
    code="exports",
    what=_("copies of one's data, counted from the day they are ready"),
    keep=timedelta(days=7),
    most=timedelta(days=30),
    model="accounts.Export",
    expired=lambda before: Q(ready_at__lt=before),
    act="accounts.privacy.archive.expire",
)
TRACES = Retention(
    code="block-traces",
    what=_("traces of blocks, counted from their own end"),
    keep=timedelta(0),
    least=timedelta(0),
    model="accounts.BlockTrace",
    expired=lambda before: Q(expires_at__lte=before),
)
STAFF_LOG = Retention(
    code="staff-access",
    what=_("log of staff opening personal data"),
    keep=timedelta(days=365),
    least=timedelta(days=30),
    model="accounts.DossierAccess",
    expired=lambda before: Q(opened_at__lt=before),
)
ADMIN_LOG = Retention(
    code="admin-log",
    what=_("log of changes made in the admin"),
    keep=timedelta(days=365),
    least=timedelta(days=30),
    model="admin.LogEntry",
    expired=lambda before: Q(action_time__lt=before),
)
SETTINGS_LOG = Retention(
    code="setting-changes",
    what=_("log of settings, and of tables that staff took out"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="accounts.SettingChange",
    expired=lambda before: Q(made_at__lt=before),
)
LETTERS = Retention(
    code="outbox",
    what=_("letters and other effects, counted from the day they were taken in"),
    keep=timedelta(days=30),
    least=timedelta(days=7),
    model="accounts.OutboxItem",
    expired=_done_with,
)
ERASURES = Retention(
    code="erasure-ledger",
    what=_("ledger of erasures, replayed on restored backups"),
    keep=timedelta(days=35 + 30),
    most=timedelta(days=365),
    model="accounts.ErasedPerson",
    expired=lambda before: Q(erased_at__lt=before),
)
BACKUPS = Retention(code="backups", what=_("encrypted backups"), keep=timedelta(days=35))
REPORTS = Retention(
    code="transparency-reports",
    what=_("published transparency reports"),
    keep=timedelta(days=5 * 365),
    least=timedelta(days=5 * 365),  # as Implementing Regulation (EU) 2024/2835 asks
)
RETENTION = [
    UNCONFIRMED, UNUSED_ACCOUNTS, SESSIONS, TOKENS, CONSENTS, ACCEPTANCES, REQUESTS, QUESTIONS, RESTRICTIONS, BREACHES,
    EXPORTS, TRACES, STAFF_LOG, ADMIN_LOG, SETTINGS_LOG, LETTERS, ERASURES, BACKUPS, REPORTS,
]  # fmt: skip
