"""What is held about a person beside the account: traces, requests, letters and the logs of the staff."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data.reasons import BLOCK_MEMORY, LEDGER, OTHERS, POST, RIGHTS, SECRET, STAFF
from accounts.personal_data.retention import ADMIN_LOG, EXPORTS, LETTERS, REQUESTS, STAFF_LOG, TRACES
from accounts.privacy import traces
from accounts.privacy.declarations import PersonalData
from accounts.privacy.matching import by_address, in_the_admin_log

WORK = [
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
