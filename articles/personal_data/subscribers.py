"""Who gets news by mail and on a device, and what was agreed to."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db.models import Exists, Model, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.models import User
from accounts.privacy.declarations import Activity, PersonalData, Retention
from accounts.privacy.matching import by_address
from articles.enums import SubscriptionAct
from articles.models import PushSubscription, Subscription, SubscriptionEvent

NEWS_BY_MAIL = Activity(
    code="newsletter",
    name=_("News by mail"),
    purpose=_("Send an edition’s news to those who asked for it, and prove that they did (GDPR Art. 7(1))"),
    basis=LegalBasis.CONSENT,
    people=_("readers who subscribed, with or without an account"),
    recipients=_("the publisher's mail server"),
)

PUSH = Activity(
    code="push-news",
    name=_("Push news"),
    purpose=_("Show news of chosen topics on devices whose readers switched that on"),
    basis=LegalBasis.CONSENT,
    people=_("readers and members with push news"),
    recipients=_("the push service of the reader’s browser, which cannot read what is sent"),
)

AGREED = _("proof that news by mail was agreed to and ended (GDPR Art. 17(3)(e)); names nobody, and no address")
DEVICE_KEY = _("seals what is sent to the device; a copy would endanger that")
#: What a subscription holds; a member's is found by key, another by its address.
SUBSCRIBED = (
    "receipt", "edition", "address", "cadence", "age_met", "asked_at", "confirmed_at", "returned", "returned_at",
)  # fmt: skip

UNCONFIRMED = Retention(
    code="unconfirmed-digests",
    what=_("requests for news by mail that nobody confirmed from the mailbox"),
    keep=timedelta(days=7),
    model="articles.Subscription",
    expired=lambda before: Q(confirmed_at__isnull=True, asked_at__lt=before),
)


def over(events: type[Model], begun: Collection[str]) -> Callable[[datetime], Q]:
    """Make the condition on what was agreed to that a later act replaced, and on ends, when that happened before.

    `begun` are the acts with which something runs on.
    """

    def ended(before: datetime) -> Q:
        later = events._default_manager.filter(receipt=OuterRef("receipt"), pk__gt=OuterRef("pk"), made_at__lt=before)
        return Q(Exists(later)) | (Q(made_at__lt=before) & ~Q(act__in=begun))

    return ended


AGREEMENTS = Retention(
    code="digest-agreements",
    what=_("what subscribers of news by mail agreed to, counted from its end"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="articles.SubscriptionEvent",
    expired=over(SubscriptionEvent, (SubscriptionAct.GIVEN, SubscriptionAct.CHANGED)),
)
DEVICES = Retention(
    code="push-devices",
    what=_("devices with push news, counted from the last news that reached them"),
    keep=timedelta(days=365),
    model="articles.PushSubscription",
    expired=lambda before: Q(used_at__lt=before),
)


def _unnamed(before: datetime) -> Q:
    """Choices without an account that no device goes by any more."""
    device = PushSubscription.objects.filter(receipt=OuterRef("receipt"))
    return Q(~Exists(device), person__isnull=True, made_at__lt=before)


RECEIPTS = Retention(
    code="unnamed-consents",
    what=_("choices of readers without an account, when no device goes by them any more"),
    keep=timedelta(days=3 * 365),
    least=timedelta(days=365),
    model="accounts.ConsentEvent",
    expired=_unnamed,
)
RETENTION = [UNCONFIRMED, AGREEMENTS, DEVICES, RECEIPTS]


def _agreed(person: User) -> Q:
    """Find what was agreed to for the subscriptions that run for a person."""
    return Q(receipt__in=Subscription.objects.of(person).values("receipt"))


PERSONAL_DATA = [
    PersonalData(
        model="articles.SubscriptionEvent",
        found_by=_agreed,
        activity=NEWS_BY_MAIL,
        exported=(
            "receipt",
            "act",
            "edition",
            "cadence",
            "sections",
            "privacy_version__number",
            "wording__name",
            "wording__description",
            "wording",
            "age_met",
            "made_at",
        ),
        kept=dict.fromkeys(
            ("receipt", "act", "edition", "cadence", "sections", "privacy_version", "wording", "age_met", "made_at"),
            AGREED,
        ),
        retention=AGREEMENTS,
    ),
    *(
        PersonalData(
            model="articles.Subscription_sections",
            activity=NEWS_BY_MAIL,
            exported=("subscription__edition", "section__code"),
            is_deleted=True,
            **found,
        )
        for found in ({"subject": "subscription__person"}, {"found_by": by_address("subscription__address")})
    ),
    *(
        PersonalData(
            model="articles.Subscription",
            activity=NEWS_BY_MAIL,
            exported=SUBSCRIBED,
            is_deleted=True,
            retention=UNCONFIRMED,
            **found,
        )
        for found in ({"subject": "person"}, {"found_by": by_address("address")})
    ),
    PersonalData(
        model="articles.PushSubscription",
        subject="person",
        activity=PUSH,
        exported=("endpoint", "edition", "time_zone", "receipt", "made_at", "used_at", "sent_on", "sent_count"),
        withheld={"p256dh": DEVICE_KEY, "auth": DEVICE_KEY},
        is_deleted=True,
        retention=DEVICES,
    ),
    PersonalData(
        model="articles.PushSubscription_sections",
        subject="pushsubscription__person",
        activity=PUSH,
        exported=("pushsubscription", "section__code"),
        is_deleted=True,
    ),
]
