"""What sanctions, and hearings before a block, hold about people."""

from accounts.privacy.declarations import PersonalData
from moderation.personal_data import retention
from moderation.personal_data.reasons import DESK, DUE_PROCESS, LEDGER, PROOF, WEIGHING

SANCTIONS = [
    PersonalData(
        model="moderation.Sanction",
        subject="subject",
        activity=DUE_PROCESS,
        exported=("kind", "state", "ordinal", "imposed_at", "ended_at", "is_urgent", "urgency"),
        withheld={"milder_measure_note": WEIGHING},
        redacted={"milder_measure_note": "", "urgency": ""},
        kept=dict.fromkeys(("subject", "kind", "state", "ordinal", "imposed_at", "ended_at", "is_urgent"), PROOF),
        impersonal=("imposed_by_decision", "ended_by_decision", "mode", "hearing"),
    ),
    PersonalData(
        model="moderation.Hearing",
        subject="person",
        activity=DUE_PROCESS,
        exported=(
            "reference",
            "comment",
            "language",
            "clause__heading",
            "facts",
            "why",
            "law",
            "conduct_at",
            "opened_at",
            "ends_at",
            "viewed_at",
            "bounced_at",
            "reply",
            "replied_at",
            "channel",
            "outcome",
            "answer",
            "decided_at",
        ),
        withheld={"milder_measure_note": WEIGHING},
        redacted=retention.HEARD,
        kept=dict.fromkeys(
            (
                "person",
                "comment",
                "conduct_at",
                "opened_at",
                "ends_at",
                "viewed_at",
                "bounced_at",
                "replied_at",
                "channel",
                "outcome",
                "decided_at",
            ),
            PROOF,
        ),
        impersonal=("reference", "case", "language", "clause", "decision"),
        retention=retention.HEARINGS,
    ),
    PersonalData(
        model="moderation.Hearing",
        subject="opened_by",
        activity=DESK,
        exported=("reference", "opened_at"),
        kept={"opened_by": LEDGER},
    ),
    PersonalData(
        model="moderation.Hearing",
        subject="decided_by",
        activity=DESK,
        exported=("reference", "decided_at"),
        kept={"decided_by": LEDGER},
    ),
]
