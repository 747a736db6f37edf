"""What cases about harassment of moderators hold about people."""

from django.utils.translation import gettext_lazy as _

from accounts.privacy.declarations import PersonalData
from moderation.personal_data.reasons import DESK, LEDGER, PROOF, SCREENING, WEIGHING
from moderation.personal_data.retention import FOUND, HARASSMENTS, TOLD, TOLD_OF

HARASSMENT = [
    PersonalData(
        model="moderation.Harassment",
        subject="person",
        activity=SCREENING,
        exported=("reference", "opened_at", "outcome", "decided_at"),
        withheld={"answer": WEIGHING, "target": _("somebody else, who is to be left alone (GDPR Art. 15(4))")},
        redacted=FOUND,
        kept=dict.fromkeys(("person", "opened_at", "outcome", "decided_at"), PROOF),
        impersonal=("reference", "case", "target", "shield_ended_at"),
        retention=HARASSMENTS,
    ),
    PersonalData(
        model="moderation.Harassment",
        subject="target",
        activity=DESK,
        exported=("reference", "opened_at", "outcome", "answer", "decided_at", "shield_ended_at"),
        kept={"target": LEDGER},
    ),
    PersonalData(
        model="moderation.Harassment",
        subject="decided_by",
        activity=DESK,
        exported=("reference", "decided_at"),
        kept={"decided_by": LEDGER},
    ),
    PersonalData(
        model="moderation.HarassmentPiece",
        subject="harassment__person",
        activity=SCREENING,
        exported=("comment", "letter__reference", "added_at"),
        withheld={"words": WEIGHING},
        redacted=TOLD,
        kept={"added_at": PROOF},
        impersonal=("harassment", "comment", "letter"),
        retention=TOLD_OF,
    ),
    PersonalData(
        model="moderation.HarassmentPiece",
        subject="added_by",
        activity=DESK,
        exported=("added_at",),
        kept={"added_by": LEDGER},
    ),
]
