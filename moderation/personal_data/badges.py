"""What badges beside names hold about people."""

from accounts.privacy.declarations import PersonalData
from moderation.personal_data.reasons import COMMENTING, DESK, LEDGER

BADGES = [
    PersonalData(
        model="moderation.Badge",
        subject="person",
        activity=COMMENTING,
        exported=("kind", "article__title", "words", "given_at", "revoked_at"),
        redacted={"words": ""},
        kept={"person": LEDGER},
        impersonal=("kind", "article", "given_at", "revoked_at"),
    ),
    PersonalData(
        model="moderation.Badge",
        subject="given_by",
        activity=DESK,
        exported=("kind", "given_at"),
        kept={"given_by": LEDGER},
    ),
    PersonalData(
        model="moderation.Badge",
        subject="revoked_by",
        activity=DESK,
        exported=("kind", "revoked_at"),
        kept={"revoked_by": LEDGER},
    ),
]
