"""Webhooks: who of the staff made them. What they tell holds keys and addresses, and nothing of a person."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data.reasons import STAFF
from accounts.privacy.declarations import PersonalData

WEBHOOKS = [
    PersonalData(
        model="moderation.WebhookTarget",
        subject="made_by",
        activity=STAFF,
        exported=("name", "made_at"),
        kept=dict.fromkeys(("made_by", "name", "made_at"), _("shows who on the staff let data leave the site")),
        impersonal=(
            "address",
            "events",
            "nonce",
            "previous_nonce",
            "previous_until",
            "begins_at",
            "told_until",
            "last_decision",
            "answered_at",
            "failing_since",
            "last_error",
            "paused_at",
        ),
    ),
]
