"""Signed addresses at which one revision is shown as readers would see it (A14)."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import translation

from articles.models import Revision

LIFETIME = timedelta(hours=72)
_SALT = "articles.preview"


def address(revision: Revision) -> str:
    """Return an address that shows the revision for 72 hours, to whoever has it."""
    token = signing.dumps([revision.article_id, revision.number], salt=_SALT)
    with translation.override(revision.article.edition_id):
        return reverse("articles:preview", kwargs={"token": token})


def revision(token: str) -> Revision | None:
    """Return the revision a token shows; None if we did not sign it or its time is over."""
    try:
        article, number = signing.loads(token, salt=_SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    revisions = Revision.objects.select_related("article__story__photo", "article__edition")
    return revisions.filter(article=article, number=number).first()
