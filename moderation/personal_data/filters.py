"""Filters of the queue: whose they are, and whom they look for."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.privacy.declarations import PersonalData
from moderation.personal_data.reasons import DESK


def _looked_for(person: User) -> Q:
    """Find the filters that look for a person by number or name."""
    named = Q(words__iexact=person.name) if person.name else Q()
    return Q(words__iexact=person.public_id) | named


FILTERS = [
    PersonalData(
        model="moderation.SavedFilter",
        subject="owner",
        activity=DESK,
        exported=("name", "query", "words", "is_shared", "made_at"),
        is_deleted=True,
    ),
    PersonalData(
        model="moderation.SavedFilter",
        found_by=_looked_for,
        activity=DESK,
        exported=("words", "made_at"),
        withheld=dict.fromkeys(("owner", "name", "query"), _("how a colleague orders the work")),
        impersonal=("is_shared",),
        is_deleted=True,
    ),
]
