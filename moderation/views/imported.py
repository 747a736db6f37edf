"""The way from a comment's number on an earlier site to its page here."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.safety.text import UNUSABLE
from articles.views.reading import moved
from moderation.models import ImportedComment


@login_not_required
@require_safe
def lead(request: HttpRequest, source: str, old_id: str) -> HttpResponse:  # noqa: ARG001 # Django's signature
    """Lead to an imported comment in the language of its article, as a front server asks for old links (C71)."""
    if UNUSABLE.search(old_id):
        raise Http404
    found = ImportedComment.objects.filter(source=source, old_id=old_id).select_related("comment__article").first()
    if found is None:
        raise Http404
    with translation.override(found.comment.article.edition_id):
        return moved(found.comment.get_absolute_url(), is_for_good=True)
