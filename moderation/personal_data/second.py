"""What second judgements, and the examples that come of them, hold about people."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.privacy.declarations import Activity, PersonalData
from moderation.personal_data.reasons import DESK, LEDGER, OTHERS, WEIGHING
from moderation.personal_data.retention import SECOND, WAITED

QUALITY = Activity(
    code="second-judgements",
    name=_("Second judgements"),
    purpose=_("Find out whether moderators apply the rules alike, and make the rules clearer where they do not"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("members who comment, moderators"),
    recipients=_("everybody who reads the rules, of examples that the newsroom shows there"),
)
SECOND_JUDGEMENTS = [
    PersonalData(
        model="moderation.SampledDecision",
        subject="decision__subject",
        activity=QUALITY,
        exported=("decision", "round__ends_at"),
        impersonal=("decision", "round", "chance"),
        retention=WAITED,
    ),
    PersonalData(
        model="moderation.SecondJudgement",
        subject="sampled__decision__subject",
        activity=QUALITY,
        exported=("verdict", "ground", "made_at"),
        withheld={"note": WEIGHING, "made_by": OTHERS},
        redacted={"note": ""},
        impersonal=("sampled", "verdict", "ground", "made_at"),
        retention=SECOND,
    ),
    PersonalData(
        model="moderation.SecondJudgement",
        subject="made_by",
        activity=DESK,
        exported=("verdict", "ground", "note", "made_at"),
        kept={"made_by": LEDGER},
    ),
    PersonalData(
        model="moderation.RuleExample",
        subject="comment__author",
        activity=QUALITY,
        exported=("comment", "ground", "breaks_it", "language", "text", "why", "is_public", "made_at"),
        is_deleted=True,
        impersonal=("comment", "ground", "breaks_it", "language", "is_public", "made_at"),
    ),
    PersonalData(
        model="moderation.RuleExample",
        subject="made_by",
        activity=DESK,
        exported=("ground", "made_at"),
        kept={"made_by": LEDGER},
    ),
]
