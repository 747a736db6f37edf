"""Reading a thread, and one comment in its context."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from moderation import cards
from moderation.enums import Order
from moderation.models import Comment


@login_not_required
@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a stretch of an article's thread, by key (C2, C4)."""
    article = get_object_or_404(Article.objects.live(timezone.now()).select_related("edition"), pk=pk)
    order, after = _order(request), request.GET.get("after", "")
    if after and not (after.isascii() and after.isdigit() and len(after) <= Comment.PATH_LENGTH):
        raise Http404
    page = cards.page(article.pk, order=order, after=after)
    return render(request, "moderation/thread.html", {"article": article, "page": page, "order": order})


@login_not_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one comment with those it answers (C5)."""
    comment = get_object_or_404(Comment.objects.placed().with_context(), pk=pk)
    return render(request, "moderation/comment.html", {"comment": comment, "context": cards.in_context(comment)})


def _order(request: HttpRequest) -> Order:
    try:
        return Order(request.GET.get("sort", Order.OLDEST))
    except ValueError:
        raise Http404 from None
