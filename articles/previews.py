"""Signed addresses of preview links (A14)."""

from django.core import signing
from django.urls import reverse
from django.utils import translation

from articles.models import Preview

_SALT = "articles.preview"


def address(preview: Preview) -> str:
    """Return the address that shows the link's revision to whoever has it."""
    token = signing.dumps(preview.pk, salt=_SALT)
    with translation.override(preview.revision.article.edition_id):
        return reverse("articles:preview", kwargs={"token": token})


def number(token: str) -> int | None:
    """Return which link a token names; None if we did not sign it."""
    try:
        named = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return named if isinstance(named, int) else None
