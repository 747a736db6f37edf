"""What reports of mistakes in articles hold about people."""

from accounts.privacy.declarations import PersonalData
from accounts.privacy.matching import by_address
from moderation.personal_data import retention
from moderation.personal_data.reasons import DESK, ERASED, LEDGER, OTHERS
from moderation.personal_data.reasons import MISTAKES as ACTIVITY

TOLD = ("reference", "comment", "text", "language", "received_at", "state", "answer", "decided_at")
MISTAKES = [
    PersonalData(
        model="moderation.Mistake",
        subject="reporter",
        activity=ACTIVITY,
        exported=(*TOLD, "email"),
        redacted={"text": ERASED, "email": "", "answer": ""},
        kept=dict.fromkeys(("reporter", "received_at", "state", "decided_at"), LEDGER),
        impersonal=("reference", "comment", "language", "correction", "repeats"),
        retention=retention.MISTAKES,
    ),
    PersonalData(
        model="moderation.Mistake",
        found_by=by_address("email"),
        activity=ACTIVITY,
        exported=(*TOLD, "email"),
        redacted={"text": ERASED, "email": "", "answer": ""},
        retention=retention.MISTAKES,
    ),
    PersonalData(
        model="moderation.Mistake",
        subject="comment__author",
        activity=ACTIVITY,
        exported=("comment", "received_at", "state", "decided_at"),
        withheld=dict.fromkeys(("reporter", "email", "text", "answer"), OTHERS),
        retention=retention.MISTAKES,
    ),
    PersonalData(
        model="moderation.Mistake",
        subject="taken_by",
        activity=DESK,
        exported=("reference", "taken_at"),
        redacted={"taken_by": None, "taken_at": None},
    ),
    PersonalData(
        model="moderation.Mistake",
        subject="decided_by",
        activity=DESK,
        exported=("reference", "decided_at"),
        kept={"decided_by": LEDGER},
        withheld={"decided_by": OTHERS},
    ),
]
