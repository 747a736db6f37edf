"""Who is written to about a discussion, and what was agreed to."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.models import User
from accounts.privacy.declarations import Activity, PersonalData, Retention
from accounts.privacy.matching import by_address
from articles.personal_data.subscribers import over
from moderation.enums import FollowAct
from moderation.models import Follow, FollowEvent

FOLLOWING = Activity(
    code="following",
    name=_("Followed discussions"),
    purpose=_("Write to readers about discussions that they chose to follow, and prove that they did (GDPR Art. 7(1))"),
    basis=LegalBasis.CONSENT,
    people=_("readers who follow a discussion, with or without an account"),
    recipients=_("the publisher's mail server"),
)

AGREED = _("proof that letters about a discussion were agreed to and ended (GDPR Art. 17(3)(e)); names nobody")
#: What a follow holds; a member's is found by key, another by its address.
HELD = (
    "receipt", "article", "root", "address", "pace", "age_met",
    "asked_at", "confirmed_at", "told_until", "returned", "returned_at",
)  # fmt: skip

UNCONFIRMED = Retention(
    code="unconfirmed-follows",
    what=_("requests to follow a discussion that nobody confirmed from the mailbox"),
    keep=timedelta(days=7),
    model="moderation.Follow",
    expired=lambda before: Q(confirmed_at__isnull=True, asked_at__lt=before),
)


AGREEMENTS = Retention(
    code="follow-agreements",
    what=_("what those who follow a discussion agreed to, counted from its end"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="moderation.FollowEvent",
    expired=over(FollowEvent, (FollowAct.GIVEN, FollowAct.CHANGED)),
)
RETENTION = [UNCONFIRMED, AGREEMENTS]


def _agreed(person: User) -> Q:
    """Find what was agreed to for what a person follows."""
    return Q(receipt__in=Follow.objects.of(person).values("receipt"))


FOLLOWS = [
    PersonalData(
        model="moderation.FollowEvent",
        found_by=_agreed,
        activity=FOLLOWING,
        exported=(
            "receipt",
            "act",
            "article",
            "root",
            "pace",
            "privacy_version__number",
            "wording__name",
            "wording__description",
            "wording",
            "age_met",
            "made_at",
        ),
        kept=dict.fromkeys(
            ("receipt", "act", "article", "root", "pace", "privacy_version", "wording", "age_met", "made_at"), AGREED
        ),
        retention=AGREEMENTS,
    ),
    *(
        PersonalData(
            model="moderation.Follow",
            activity=FOLLOWING,
            exported=HELD,
            is_deleted=True,
            retention=UNCONFIRMED,
            **found,
        )
        for found in ({"subject": "person"}, {"found_by": by_address("address")})
    ),
]
