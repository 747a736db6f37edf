"""What accounts hold about people, third-party tables included."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.models import ConsentEvent
from accounts.privacy import traces
from accounts.privacy.declarations import Activity, Leaving, PersonalData, Retention
from accounts.privacy.matching import by_address, in_the_admin_log

ACCOUNT = Activity(
    code="account",
    name=_("Accounts"),
    purpose=_("Let people register, sign in and be recognised"),
    basis=LegalBasis.CONTRACT,
    people=_("members"),
    recipients=_("the provider of the site account one signs in with, if one does"),
)
ACCEPTANCE = Activity(
    code="acceptance",
    name=_("Acceptance of the rules"),
    purpose=_("Show which version of the rules and of the privacy policy a person accepted or acknowledged"),
    basis=LegalBasis.CONTRACT,
    people=_("members"),
)
CONSENT = Activity(
    code="consent",
    name=_("Consent records"),
    purpose=_("Prove each choice about an optional purpose (GDPR Art. 7(1))"),
    basis=LegalBasis.LEGAL_OBLIGATION,
    people=_("members and readers who chose"),
)
RIGHTS = Activity(
    code="rights",
    name=_("Rights of the data subject"),
    purpose=_("Make copies and erase accounts when people ask, and show that it was done (GDPR Art. 12-22)"),
    basis=LegalBasis.LEGAL_OBLIGATION,
    people=_("members"),
)
POST = Activity(
    code="post",
    name=_("Letters"),
    purpose=_("Send the letters that the other activities need"),
    basis=LegalBasis.CONTRACT,
    people=_("members and people who write to us"),
    recipients=_("the publisher's mail server"),
)
STAFF = Activity(
    code="staff",
    name=_("Work of the staff"),
    purpose=_("Show who on the staff did what, and give each only the access that the work needs"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("staff"),
)
BLOCK_MEMORY = Activity(
    code="block-memory",
    name=_("Memory of blocks"),
    purpose=_("Keep a blocked person from returning under a new account, for a limited time"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("former members with a counted sanction"),
)

LEDGER = _("points to an account that names nobody after erasure")
PROOF = _("proof towards authorities and courts (GDPR Art. 17(3)(e)); names nobody after erasure")
OTHERS = _("who else was involved is told by role only (GDPR Art. 15(4))")
SECRET = _("protects the account; a copy would endanger it")


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


UNCONFIRMED = Retention(
    code="unconfirmed-registration",
    what=_("registrations whose mailbox was not confirmed"),
    keep=timedelta(days=7),
    model="accounts.User",
    expired=_unconfirmed,
    act="accounts.privacy.erasure.erase_all",
)
SESSIONS = Retention(
    code="sessions",
    what=_("sessions, counted from their last use"),
    keep=timedelta(days=30),
    model="accounts.Session",
    expired=lambda before: Q(expire_date__lt=before + timedelta(seconds=settings.SESSION_COOKIE_AGE)),
)
CONSENTS = Retention(
    code="consent-events",
    what=_("choices about optional purposes, counted from the end of the consent"),
    keep=timedelta(days=3 * 365),
    model="accounts.ConsentEvent",
    expired=_dead_choices,
)
ACCEPTANCES = Retention(
    code="acknowledgements",
    what=_("acceptances of the rules, counted from the erasure of the account"),
    keep=timedelta(days=3 * 365),
    model="accounts.Acknowledgement",
    expired=lambda before: Q(person__erased_at__lt=before),
)
REQUESTS = Retention(
    code="rights-requests",
    what=_("requests to be erased, counted from their end"),
    keep=timedelta(days=3 * 365),
    model="accounts.Closure",
    expired=lambda before: Q(erased_at__lt=before) | Q(cancelled_at__lt=before),
)
EXPORTS = Retention(
    code="exports",
    what=_("copies of one's data, counted from the day they are ready"),
    keep=timedelta(days=7),
    model="accounts.Export",
    expired=lambda before: Q(ready_at__lt=before),
    act="accounts.privacy.archive.discard_all",
)
TRACES = Retention(
    code="block-traces",
    what=_("traces of blocks, counted from their own end"),
    keep=timedelta(0),
    model="accounts.BlockTrace",
    expired=lambda before: Q(expires_at__lte=before),
)
STAFF_LOG = Retention(
    code="staff-access",
    what=_("log of staff opening personal data"),
    keep=timedelta(days=365),
    model="accounts.DossierAccess",
    expired=lambda before: Q(opened_at__lt=before),
)
ADMIN_LOG = Retention(
    code="admin-log",
    what=_("log of changes made in the admin"),
    keep=timedelta(days=365),
    model="admin.LogEntry",
    expired=lambda before: Q(action_time__lt=before),
)
LETTERS = Retention(
    code="outbox",
    what=_("letters and other effects, counted from the day they were taken in"),
    keep=timedelta(days=30),
    model="accounts.OutboxItem",
    expired=lambda before: Q(created_at__lt=before) & ~Q(delivered_at=None, given_up_at=None),
)
ERASURES = Retention(
    code="erasure-ledger",
    what=_("ledger of erasures, replayed on restored backups"),
    keep=timedelta(days=35 + 30),
    model="accounts.ErasedPerson",
    expired=lambda before: Q(erased_at__lt=before),
)
BACKUPS = Retention(code="backups", what=_("backups, made and rotated by the operator"), keep=timedelta(days=35))
REPORTS = Retention(code="transparency-reports", what=_("published transparency reports"), keep=timedelta(days=5 * 365))
RETENTION = [
    UNCONFIRMED, SESSIONS, CONSENTS, ACCEPTANCES, REQUESTS, EXPORTS, TRACES, STAFF_LOG, ADMIN_LOG, LETTERS, ERASURES,
    BACKUPS, REPORTS,
]  # fmt: skip

PERSONAL_DATA = [
    PersonalData(
        model="accounts.User",
        subject="pk",
        activity=ACCOUNT,
        exported=(
            "public_id",
            "email",
            "name",
            "language",
            "joined_at",
            "last_login",
            "blocked_at",
            "closing_at",
            "is_staff",
            "is_active",
        ),
        withheld={"password": SECRET, "name_skeleton": _("the public name again, spelt for comparison")},
        redacted={
            "email": None,
            "name": "",
            "name_skeleton": None,
            "password": "!",
            "language": "en",
            "last_login": None,
            "is_staff": False,
            "is_superuser": False,
            "is_active": False,
            "blocked_at": None,
            "closing_at": None,
        },
        kept={
            "public_id": _("a number; what is kept for proof refers to it"),
            "joined_at": _("a date; what is kept for proof refers to it"),
        },
        impersonal=("session_epoch", "is_superuser", "erased_at"),
    ),
    PersonalData(
        model="accounts.User_groups",
        subject="user",
        activity=STAFF,
        exported=("group__name",),
        is_deleted=True,
    ),
    PersonalData(
        model="accounts.User_user_permissions",
        subject="user",
        activity=STAFF,
        exported=("permission__name",),
        is_deleted=True,
    ),
    PersonalData(
        model="accounts.Session",
        subject="user",
        activity=ACCOUNT,
        exported=("created_at", "expire_date"),
        withheld={"session_key": SECRET, "session_data": SECRET},
        is_deleted=True,
        retention=SESSIONS,
    ),
    PersonalData(
        model="account.EmailConfirmation",
        subject="email_address__user",
        activity=ACCOUNT,
        exported=("email_address__email", "created", "sent"),
        withheld={"key": SECRET},
        is_deleted=True,
    ),
    PersonalData(
        model="account.EmailAddress",
        subject="user",
        activity=ACCOUNT,
        exported=("email", "verified", "primary"),
        is_deleted=True,
    ),
    PersonalData(
        model="socialaccount.SocialToken",
        subject="account__user",
        activity=ACCOUNT,
        exported=("account__provider", "expires_at"),
        withheld={"app": _("the provider's name says it"), "token": SECRET, "token_secret": SECRET},
        is_deleted=True,
    ),
    PersonalData(
        model="socialaccount.SocialAccount",
        subject="user",
        activity=ACCOUNT,
        exported=("provider", "uid", "extra_data", "last_login", "date_joined"),
        is_deleted=True,
    ),
    PersonalData(
        model="accounts.Acknowledgement",
        subject="person",
        activity=ACCEPTANCE,
        exported=("version__document", "version__number", "kind", "language", "text_sha256", "surface", "made_at"),
        kept=dict.fromkeys(("person", "version", "kind", "language", "text_sha256", "surface", "made_at"), PROOF),
        retention=ACCEPTANCES,
    ),
    PersonalData(
        model="accounts.ConsentEvent",
        subject="person",
        activity=CONSENT,
        exported=(
            "receipt",
            "purpose",
            "is_given",
            "privacy_version__number",
            "wording_sha256",
            "language",
            "surface",
            "made_at",
        ),
        kept=dict.fromkeys(
            (
                "person",
                "receipt",
                "purpose",
                "is_given",
                "privacy_version",
                "wording_sha256",
                "language",
                "surface",
                "made_at",
            ),
            PROOF,
        ),
        retention=CONSENTS,
    ),
    PersonalData(
        model="accounts.BlockTrace",
        found_by=traces.about,
        activity=BLOCK_MEMORY,
        exported=("kind", "ordinal", "decision_reference", "set_at", "expires_at"),
        withheld={"digest": SECRET, "key_version": SECRET},
        kept=dict.fromkeys(
            ("kind", "digest", "key_version", "ordinal", "decision_reference", "set_at", "expires_at"),
            _("keeps a blocked person from returning, until it expires; you may object (GDPR Art. 6(1)(f), 21)"),
        ),
        retention=TRACES,
    ),
    PersonalData(
        model="accounts.Closure",
        subject="person",
        activity=RIGHTS,
        exported=("requested_at", "erase_at", "texts", "cancelled_at", "erased_at", "receipt"),
        kept=dict.fromkeys(
            ("person", "requested_at", "erase_at", "texts", "cancelled_at", "erased_at", "receipt"),
            _("shows that the request was carried out: dates and counts"),
        ),
        retention=REQUESTS,
    ),
    PersonalData(
        model="accounts.Export",
        subject="person",
        activity=RIGHTS,
        exported=("requested_at", "ready_at", "expires_at", "downloads"),
        withheld={"file": _("a place on our disk")},
        is_deleted=True,
        retention=EXPORTS,
    ),
    PersonalData(
        model="accounts.DossierAccess",
        subject="person",
        activity=RIGHTS,
        exported=("what", "purpose", "opened_at"),
        kept=dict.fromkeys(("person", "what", "purpose", "opened_at"), _("keeps the staff's access to data in check")),
        withheld={"staff": OTHERS},
        retention=STAFF_LOG,
    ),
    PersonalData(
        model="accounts.DossierAccess",
        subject="staff",
        activity=STAFF,
        exported=("what", "opened_at"),
        kept={"staff": _("keeps the staff's access to data in check")},
        retention=STAFF_LOG,
    ),
    PersonalData(
        model="accounts.OutboxItem",
        subject="person",
        activity=POST,
        exported=("channel", "created_at", "delivered_at", "given_up_at"),
        withheld={"payload": _("the letter itself, which is sent to the person and then blanked")},
        is_deleted=True,
        impersonal=("key", "not_before", "attempts", "taken_at", "leased_until", "last_error"),
        retention=LETTERS,
    ),
    PersonalData(
        model="accounts.OutboxItem",
        found_by=by_address("payload__to"),
        activity=POST,
        exported=("channel", "created_at", "delivered_at", "given_up_at"),
        is_deleted=True,
        retention=LETTERS,
    ),
    PersonalData(
        model="accounts.PolicyVersion",
        subject="published_by",
        activity=STAFF,
        exported=("document", "number", "published_at"),
        kept={"published_by": LEDGER},
        impersonal=("document", "number", "change_class", "published_at", "effective_at"),
    ),
    PersonalData(
        model="admin.LogEntry",
        subject="user",
        activity=STAFF,
        exported=("action_time", "action_flag"),
        kept=dict.fromkeys(("user", "action_time"), _("keeps changes by staff in check")),
        withheld={"change_message": OTHERS, "object_id": OTHERS, "object_repr": OTHERS},
        impersonal=("content_type", "action_flag"),
        retention=ADMIN_LOG,
    ),
    PersonalData(
        model="admin.LogEntry",
        found_by=in_the_admin_log,
        activity=STAFF,
        exported=("action_time", "action_flag"),
        redacted={"object_repr": "", "change_message": ""},
        kept={"object_id": LEDGER},
        withheld={"user": OTHERS},
        retention=ADMIN_LOG,
    ),
]

NOT_PERSONAL = {
    "accounts.ErasedPerson": _("a keyed digest of an account that names nobody"),
    "accounts.WorkerBeat": _("names a process"),
    "accounts.Duty": _("names a job"),
    "accounts.Purpose": _("names a purpose"),
    "accounts.PurposeText": _("words for a purpose"),
    "accounts.PolicyText": _("words of a policy"),
    "accounts.RetentionPeriod": _("a period"),
    "accounts.RetentionRun": _("counts"),
    "auth.Group": _("a role"),
    "auth.Group_permissions": _("what a role may do"),
    "auth.Permission": _("names an act"),
    "contenttypes.ContentType": _("names a table"),
    "socialaccount.SocialApp": _("the site's own registration with a provider"),
}

LEAVING = Leaving(before_erasure="accounts.privacy.archive.remove_files")
