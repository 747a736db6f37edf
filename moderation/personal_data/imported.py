"""What is held of people whose comments were imported from another comment system."""

from django.utils.translation import gettext_lazy as _

from accounts.privacy.declarations import PersonalData
from moderation.personal_data.reasons import COMMENTING, LEDGER

IMPORTED = [
    PersonalData(
        model="moderation.ImportedAuthor",
        subject="person",
        activity=COMMENTING,
        exported=("source",),
        withheld={"digest": _("how somebody is known again in another part of an export; it tells nothing")},
        impersonal=("source",),
        kept={
            "person": LEDGER,
            "digest": _("lets another part of an export bring back neither the name nor comments; it tells nothing"),
        },
    ),
    PersonalData(
        model="moderation.ImportedComment",
        subject="comment__author",
        activity=COMMENTING,
        exported=("comment", "source", "old_id", "old_url"),
        impersonal=("comment", "source", "old_id", "old_url"),
    ),
]
