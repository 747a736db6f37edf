"""What warnings and pauses for misuse of reports hold about people."""

from accounts.privacy.declarations import PersonalData
from moderation.personal_data import retention
from moderation.personal_data.reasons import DESK, LEDGER, NOTICES, PROOF

MISUSE = [
    PersonalData(
        model="moderation.Misuse",
        subject="person",
        activity=NOTICES,
        exported=(
            "reference",
            "step",
            "language",
            "facts",
            "unfounded",
            "of_all",
            "gravity",
            "intention",
            "made_at",
            "ends_at",
            "objection",
            "taken_back_at",
        ),
        redacted=retention.MISUSED,
        kept=dict.fromkeys(("person", "step", "unfounded", "of_all", "made_at", "ends_at", "taken_back_at"), PROOF),
        impersonal=("reference", "warning", "language"),
        retention=retention.MISUSE,
    ),
    PersonalData(
        model="moderation.Misuse",
        subject="made_by",
        activity=DESK,
        exported=("reference", "made_at"),
        kept={"made_by": LEDGER},
    ),
    PersonalData(
        model="moderation.Misuse",
        subject="taken_back_by",
        activity=DESK,
        exported=("reference", "taken_back_at"),
        kept={"taken_back_by": LEDGER},
    ),
]
