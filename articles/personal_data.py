"""What the newsroom's tables hold about people: who on the staff made what."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.models import User
from accounts.personal_data.reasons import LEDGER, OTHERS, STAFF
from accounts.privacy.declarations import Activity, Leaving, PersonalData, Retention
from accounts.privacy.matching import by_address
from articles.enums import SubscriptionAct
from articles.models import PushSubscription, Subscription, SubscriptionEvent

PUBLISHING = Activity(
    code="publishing",
    name=_("Publishing"),
    purpose=_("Publish the news and show which editor did what (freedom of expression, GDPR Art. 85)"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("authors and editors"),
    recipients=_("readers, who see bylines and credits"),
)

NEWS_BY_MAIL = Activity(
    code="news-by-mail",
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

MAKER = _("points to an account that names nobody after erasure; the paper's archive stays whole")
AGREED = _("proof that news by mail was agreed to and ended (GDPR Art. 17(3)(e)); names nobody, and no address")
DEVICE_KEY = _("seals what is sent to the device; a copy would endanger that")
BYLINE = _("part of the published work (GDPR Art. 17(3)(a)); corrected on request")


def _made(model: str, maker: str, exported: tuple[str, ...], impersonal: tuple[str, ...]) -> PersonalData:
    """Declare a table of the newsroom's in which one column says whose work a row is."""
    return PersonalData(
        model=model,
        subject=maker,
        activity=PUBLISHING,
        exported=exported,
        kept={maker: MAKER},
        impersonal=impersonal,
    )


PREVIEWS = Retention(
    code="preview-links",
    what=_("links to revisions, with how often they were opened, counted from their end"),
    keep=timedelta(days=90),
    model="articles.Preview",
    expired=lambda before: Q(expires_at__lt=before),
)
UNSAVED = Retention(
    code="unsaved-texts",
    what=_("what somebody typed into an article and never saved"),
    keep=timedelta(days=30),
    model="articles.UnsavedText",
    expired=lambda before: Q(kept_at__lt=before),
)
PRESENCES = Retention(
    code="presences",
    what=_("who had an article open"),
    keep=timedelta(days=1),
    model="articles.Presence",
    expired=lambda before: Q(seen_at__lt=before),
)
UNCONFIRMED = Retention(
    code="unconfirmed-digests",
    what=_("requests for news by mail that nobody confirmed from the mailbox"),
    keep=timedelta(days=7),
    model="articles.Subscription",
    expired=lambda before: Q(confirmed_at__isnull=True, asked_at__lt=before),
)


def _ended(before: datetime) -> Q:
    """What subscribers agreed to that a later act replaced, and ends, when that happened before `before`."""
    later = SubscriptionEvent.objects.filter(receipt=OuterRef("receipt"), pk__gt=OuterRef("pk"), made_at__lt=before)
    begun = (SubscriptionAct.GIVEN, SubscriptionAct.CHANGED)
    return Q(Exists(later)) | (Q(made_at__lt=before) & ~Q(act__in=begun))


AGREEMENTS = Retention(
    code="digest-agreements",
    what=_("what subscribers of news by mail agreed to, counted from its end"),
    keep=timedelta(days=3 * 365),
    model="articles.SubscriptionEvent",
    expired=_ended,
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
    model="accounts.ConsentEvent",
    expired=_unnamed,
)
ROLES = Retention(
    code="role-changes",
    what=_("log of who was given which role, where, and by whom"),
    keep=timedelta(days=3 * 365),
    model="articles.AssignmentChange",
    expired=lambda before: Q(made_at__lt=before),
)
RETENTION = [PREVIEWS, UNSAVED, PRESENCES, ROLES, UNCONFIRMED, AGREEMENTS, DEVICES, RECEIPTS]


def _agreed(person: User) -> Q:
    """Find what was agreed to for the subscriptions that run for a person."""
    return Q(receipt__in=Subscription.objects.of(person).values("receipt"))


#: What a subscription holds; a member's is found by key, another by its address.
SUBSCRIBED = ("receipt", "edition", "address", "cadence", "asked_at", "confirmed_at", "returned", "returned_at")

TEXT = ("slug", "title", "summary", "body", "photo_alt", "photo_caption")

PERSONAL_DATA = [
    _made("articles.Story", "created_by", ("created_at",), ("section", "photo", "created_at")),
    PersonalData(
        model="articles.Article",
        subject="created_by",
        activity=PUBLISHING,
        exported=("title", "byline", "created_at"),
        kept={"created_by": MAKER, "byline": BYLINE, "credit": BYLINE},
        withheld={"credit": BYLINE},
        impersonal=(
            *TEXT,
            "story",
            "edition",
            "licence",
            "licence_url",
            "source_url",
            "status",
            "published_at",
            "expires_at",
            "changed_at",
            "live_revision",
            "created_at",
        ),
    ),
    PersonalData(
        model="articles.Revision",
        subject="made_by",
        activity=PUBLISHING,
        exported=("article__title", "number", "byline", "made_at"),
        kept={"made_by": MAKER, "byline": BYLINE},
        impersonal=(*TEXT, "tags", "related", "photo_is_decorative", "article", "number", "made_at"),
    ),
    _made(
        "articles.ArticleEvent",
        "made_by",
        ("article__title", "act", "made_at"),
        ("article", "revision", "act", "from_state", "to_state", "made_at"),
    ),
    _made(
        "articles.Correction",
        "made_by",
        ("article__title", "kind", "text", "made_at"),
        ("article", "kind", "text", "supersedes", "made_at", "public_at"),
    ),
    _made("articles.TagEvent", "made_by", ("act", "after", "made_at"), ("tag", "act", "before", "after", "made_at")),
    PersonalData(
        model="articles.ChecklistOverride",
        subject="event__made_by",
        activity=PUBLISHING,
        exported=("event__article__title", "event__made_at", "points", "reason"),
        kept={"event": MAKER, "reason": _("says why the newsroom published; part of its log")},
        impersonal=("points",),
    ),
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
            "wording_sha256",
            "made_at",
        ),
        kept=dict.fromkeys(
            ("receipt", "act", "edition", "cadence", "sections", "privacy_version", "wording_sha256", "made_at"), AGREED
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
        model="articles.UnsavedText",
        subject="writer",
        activity=PUBLISHING,
        exported=("article__title", "fields", "kept_at"),
        is_deleted=True,
        impersonal=("opening", "serial"),
        retention=UNSAVED,
    ),
    PersonalData(
        model="articles.Presence",
        subject="person",
        activity=PUBLISHING,
        exported=("article__title", "seen_at"),
        is_deleted=True,
        retention=PRESENCES,
    ),
    PersonalData(
        model="articles.Preview",
        subject="made_by",
        activity=PUBLISHING,
        exported=("revision__article__title", "made_at", "expires_at", "revoked_at"),
        kept={"made_by": MAKER},
        impersonal=("revision", "made_at", "expires_at", "revoked_at", "openings", "last_opened_at"),
        retention=PREVIEWS,
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
    PersonalData(
        model="articles.PushNotice",
        subject="made_by",
        activity=PUBLISHING,
        exported=("article__title", "title", "text", "is_urgent", "made_at"),
        kept={"made_by": MAKER},
        impersonal=("article", "title", "text", "is_urgent", "made_at", "audience", "begun_at", "cancelled_at"),
    ),
    PersonalData(
        model="articles.AssignmentSection",
        subject="assignment__person",
        activity=STAFF,
        exported=("assignment__role__name", "section__code"),
        is_deleted=True,
    ),
    PersonalData(
        model="articles.AssignmentEdition",
        subject="assignment__person",
        activity=STAFF,
        exported=("assignment__role__name", "edition__name"),
        is_deleted=True,
    ),
    PersonalData(
        model="articles.Assignment",
        subject="person",
        activity=STAFF,
        exported=("role__name", "made_at"),
        withheld={"made_by": OTHERS},
        is_deleted=True,
    ),
    PersonalData(
        model="articles.Assignment",
        subject="made_by",
        activity=STAFF,
        exported=("made_at",),
        kept={"made_by": LEDGER},
    ),
    PersonalData(
        model="articles.AssignmentChange",
        subject="person",
        activity=STAFF,
        exported=("role", "before", "after", "made_at"),
        withheld={"made_by": OTHERS},
        kept=dict.fromkeys(("person", "role", "before", "after", "made_at"), LEDGER),
        retention=ROLES,
    ),
    PersonalData(
        model="articles.AssignmentChange",
        subject="made_by",
        activity=STAFF,
        exported=("role", "made_at"),
        kept={"made_by": LEDGER},
        retention=ROLES,
    ),
    PersonalData(
        model="articles.Photo",
        subject="uploaded_by",
        activity=PUBLISHING,
        exported=("credit", "caption", "rights", "uploaded_at"),
        kept={"uploaded_by": MAKER, "credit": BYLINE, "caption": BYLINE, "rights": BYLINE},
        impersonal=(
            "file",
            "width",
            "height",
            "licence",
            "licence_url",
            "source_url",
            "focal_x",
            "focal_y",
            "expires_at",
            "uploaded_at",
        ),
    ),
]

NOT_PERSONAL = {
    "articles.Edition": _("names the paper in a language"),
    "articles.Section": _("names a part of the paper"),
    "articles.SectionName": _("names a part of the paper"),
    "articles.Tag": _("names what articles are about"),
    "articles.Tagging": _("says what an article is about"),
    "articles.Pick": _("leads from one article to another"),
    "articles.Digest": _("names an hour"),
    "articles.Issue": _("names a day"),
    "articles.Issue_articles": _("what an issue held"),
    "articles.Rendition": _("a photo in one size; the photo is declared"),
}

LEAVING = Leaving(
    before_erasure="articles.actions.subscriptions.forget", replayed="articles.actions.subscriptions.replay"
)
