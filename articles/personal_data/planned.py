"""Who on the staff planned which stories, and who was to write them."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.personal_data.reasons import OTHERS
from accounts.privacy.declarations import PersonalData, Retention
from articles.enums import Status
from articles.personal_data.newsroom import MAKER, PUBLISHING

#: Where a story was told, whether or not it was taken back since.
OUT = (Status.PUBLISHED, Status.UNPUBLISHED)

#: What was due when, and of whom, is soon no matter of the newsroom's any more.
BRIEFS = Retention(
    code="planned-stories",
    what=_("planned stories with who was to write them, counted from when they appeared or were dropped"),
    keep=timedelta(days=180),
    model="articles.Brief",
    expired=lambda before: Q(dropped_at__lt=before) | Q(article__published_at__lt=before, article__status__in=OUT),
)
RETENTION = [BRIEFS]

PLANNED = _("says what the newsroom means to tell; goes some time after that is done")
WORDS = ("title", "about", "drop_reason")

PERSONAL_DATA = [
    PersonalData(
        model="articles.Brief",
        subject="assignee",
        activity=PUBLISHING,
        exported=("title", "about", "due_at"),
        withheld={"made_by": OTHERS},
        kept={"assignee": MAKER, **dict.fromkeys(WORDS, PLANNED)},
        impersonal=("edition", "section", "article", "due_at", "dropped_at", "version", "made_at"),
        retention=BRIEFS,
    ),
    PersonalData(
        model="articles.Brief",
        subject="made_by",
        activity=PUBLISHING,
        exported=("title", "about", "due_at", "drop_reason", "made_at"),
        withheld={"assignee": OTHERS},
        kept={"made_by": MAKER, **dict.fromkeys(WORDS, PLANNED)},
        impersonal=("edition", "section", "article", "due_at", "dropped_at", "version", "made_at"),
        retention=BRIEFS,
    ),
]
