"""Who wrote what in live blogs."""

from accounts.privacy.declarations import PersonalData
from articles.personal_data.newsroom import BYLINE, MAKER, PUBLISHING

PERSONAL_DATA = [
    PersonalData(
        model="articles.LiveEntry",
        subject="made_by",
        activity=PUBLISHING,
        exported=("article__title", "headline", "body", "byline", "made_at"),
        kept={"made_by": MAKER, "byline": BYLINE},
        impersonal=("article", "headline", "body", "pin", "made_at", "corrected_at", "withdrawn_at"),
    ),
    PersonalData(
        model="articles.LiveEntryRevision",
        subject="made_by",
        activity=PUBLISHING,
        exported=("entry__article__title", "number", "headline", "body", "byline", "made_at"),
        kept={"made_by": MAKER, "byline": BYLINE},
        impersonal=("entry", "number", "headline", "body", "made_at"),
    ),
]
