"""Who on the staff wrote, took in, published and sent what, and who has which role."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.personal_data.reasons import LEDGER, OTHERS, STAFF
from accounts.privacy.declarations import Activity, PersonalData, Retention

PUBLISHING = Activity(
    code="publishing",
    name=_("Publishing"),
    purpose=_("Publish the news and show which editor did what (freedom of expression, GDPR Art. 85)"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("authors and editors"),
    recipients=_("readers, who see bylines and credits"),
    is_of_staff=True,
)

MAKER = _("points to an account that names nobody after erasure; the paper's archive stays whole")
BYLINE = _("part of the published work (GDPR Art. 17(3)(a)); corrected on request")
TEXT = ("slug", "title", "summary", "body", "photo_alt", "photo_caption")
PLACE = ("section", "photo", "for_people_only")


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
ROLES = Retention(
    code="role-changes",
    what=_("log of who was given which role, where, and by whom"),
    keep=timedelta(days=3 * 365),
    model="articles.AssignmentChange",
    expired=lambda before: Q(made_at__lt=before),
)
NOTES = Retention(
    code="notes-on-texts",
    what=_("notes of colleagues on passages of a text, with their answers, counted from when they were resolved"),
    keep=timedelta(days=90),
    model="articles.ArticleNote",
    expired=lambda before: Q(resolved_at__lt=before),
)
BULK = Retention(
    code="bulk-acts",
    what=_("what was asked for many articles at once, and what became of each, counted from its end"),
    keep=timedelta(days=90),
    model="articles.BulkJob",
    expired=lambda before: Q(ended_at__lt=before) | Q(stopped_at__lt=before),
)
RETENTION = [PREVIEWS, UNSAVED, PRESENCES, ROLES, NOTES, BULK]

PERSONAL_DATA = [
    _made("articles.Story", "created_by", ("created_at",), ("created_at",)),
    PersonalData(
        model="articles.Article",
        subject="created_by",
        activity=PUBLISHING,
        exported=("title", "byline", "created_at"),
        kept={"created_by": MAKER, "byline": BYLINE, "credit": BYLINE},
        withheld={"credit": BYLINE},
        impersonal=(
            *TEXT,
            *PLACE,
            "story",
            "edition",
            "licence",
            "licence_url",
            "source_url",
            "status",
            "published_at",
            "expires_at",
            "embargo_until",
            "changed_at",
            "behind_since",
            "coverage_began_at",
            "coverage_ended_at",
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
        impersonal=(*TEXT, *PLACE, "tags", "related", "source", "photo_is_decorative", "article", "number", "made_at"),
    ),
    _made(
        "articles.ArticleEvent",
        "made_by",
        ("article__title", "act", "made_at"),
        ("article", "revision", "act", "from_state", "to_state", "fields", "note", "made_at"),
    ),
    _made(
        "articles.PaperEvent",
        "made_by",
        ("thing", "key", "act", "made_at"),
        ("thing", "key", "act", "fields", "note", "made_at"),
    ),
    _made(
        "articles.Correction",
        "made_by",
        ("article__title", "kind", "text", "made_at"),
        ("article", "kind", "text", "supersedes", "made_at", "public_at"),
    ),
    _made(
        "articles.Comparison",
        "made_by",
        ("correction__article__title", "before__number", "after__number", "made_at"),
        ("correction", "before", "after", "made_at"),
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
        model="articles.EmbargoLift",
        subject="event__made_by",
        activity=PUBLISHING,
        exported=("event__article__title", "event__made_at", "reason"),
        kept={"event": MAKER, "reason": _("says why an embargo was lifted; part of the newsroom’s log")},
    ),
    PersonalData(
        model="articles.Link",
        subject="left_by",
        activity=PUBLISHING,
        exported=("article__title", "target__address", "left_at", "reason"),
        kept={"left_by": MAKER, "reason": _("says why the newsroom left a dead link; part of its log")},
        impersonal=("article", "target", "words", "left_at"),
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
        model="articles.ArticleNote",
        subject="made_by",
        activity=PUBLISHING,
        exported=("article__title", "quote", "body", "made_at"),
        kept={"made_by": MAKER, "body": _("says what a text still needs; goes some time after that is done")},
        impersonal=("article", "answer_to", "quote", "before", "after", "made_at", "resolved_at"),
        retention=NOTES,
    ),
    PersonalData(
        model="articles.ArticleNote",
        subject="resolved_by",
        activity=PUBLISHING,
        exported=("article__title", "resolved_at"),
        kept={"resolved_by": MAKER},
        retention=NOTES,
    ),
    PersonalData(
        model="articles.Mention",
        subject="person",
        activity=PUBLISHING,
        exported=("note__article__title", "note__made_at"),
        is_deleted=True,
        retention=NOTES,
    ),
    PersonalData(
        model="articles.BulkJob",
        subject="asked_by",
        activity=PUBLISHING,
        exported=("act", "tag", "section__code", "asked_at"),
        kept={"asked_by": MAKER},
        impersonal=("language", "act", "tag", "section", "is_shown", "asked_at", "stopped_at", "ended_at"),
        retention=BULK,
    ),
    _made(
        "articles.Breaking",
        "began_by",
        ("article__title", "headline", "hours", "began_at"),
        ("edition", "article", "headline", "hours", "began_at", "ended_at"),
    ),
    _made("articles.Breaking", "ended_by", ("article__title", "headline", "ended_at"), ()),
    _made(
        "articles.PushNotice",
        "made_by",
        ("article__title", "title", "text", "is_urgent", "made_at"),
        ("article", "title", "text", "is_urgent", "made_at", "audience", "begun_at", "cancelled_at"),
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
            "file", "width", "height", "licence", "licence_url", "source_url", "focal_x", "focal_y", "expires_at",
            "uploaded_at",
        ),
    ),
]  # fmt: skip
