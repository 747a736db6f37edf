"""Reading: an article's comments, one of them, and one's own."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from accounts.api.endpoints import Endpoint, for_everybody, needs
from accounts.api.problems import Problem, invalid
from accounts.areas import Area
from accounts.enums import Scope
from accounts.models import User
from moderation import discussions, own, permissions, stretches
from moderation.api import shapes, writing
from moderation.enums import Discussion, Order
from moderation.models import Comment
from moderation.models.thread import discussed


def _thread(request: HttpRequest, _caller: User | None, pk: int) -> HttpResponse:
    """Answer a stretch of an article's comments, by key, and how it is discussed."""
    now = timezone.now()
    article = discussed(now).select_related("edition", "thread").filter(pk=pk).first()
    if article is None:
        raise Problem("not-found")
    order = _order(request)
    found, after = stretches.comments(pk, order=order, after=_after(request, order))
    rulings, thread = shapes.rulings(found), getattr(article, "thread", None)
    setting = discussions.setting(article, thread, now)
    return JsonResponse(
        {
            "article": pk,
            "count": thread.published_count if thread else 0,
            "discussion": setting.discussion,
            "message": setting.message,
            "takes_comments": setting.discussion not in (Discussion.READ_ONLY, Discussion.CLOSED),
            "sort": order,
            "comments": [shapes.public(one, article, rulings.get(one.pk)) for one in found],
            "after": after or None,
        }
    )


def _one(_request: HttpRequest, caller: User | None, pk: int) -> HttpResponse:
    """Answer one comment as readers see it, and to its author as its author does."""
    comment = Comment.objects.with_context().filter(pk=pk).first()
    if comment and caller and permissions.may_withdraw(caller, comment):
        return JsonResponse(shapes.own(comment, shapes.standing(comment)))
    if comment is None or not Comment.objects.shown(timezone.now()).filter(pk=pk).exists():
        raise Problem("not-found")
    return JsonResponse(shapes.public(comment, comment.article, shapes.rulings([comment]).get(pk)))


def _own(request: HttpRequest, caller: User) -> HttpResponse:
    """Answer what the person wrote, the newest first."""
    shown = own.comments(caller, before=number(request, "before"))
    comments = [shapes.own(one, one.restrictions) for one in shown.rows]  # type: ignore[attr-defined] # prefetched
    return JsonResponse({"comments": comments, "before": shown.before})


def number(request: HttpRequest, name: str) -> int | None:
    """Read a number out of the query."""
    said = request.GET.get(name, "")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise invalid(**{name: said[:100]})
    return int(said)


def _order(request: HttpRequest) -> Order:
    said = request.GET.get("sort", Order.OLDEST)
    if said not in Order.values:
        raise invalid(sort=", ".join(Order.values))
    return Order(said)


def _after(request: HttpRequest, order: Order) -> str:
    after = request.GET.get("after", "")
    if not stretches.is_key(after, order):
        raise invalid(after=after[:100])
    return after


thread = Endpoint(GET=for_everybody(_thread), POST=needs(Scope.POST)(writing.submit))
comment = Endpoint(
    GET=for_everybody(_one), PATCH=needs(Scope.POST)(writing.edit), DELETE=needs(Scope.POST)(writing.withdraw)
)
own_comments = Endpoint(GET=needs(Scope.READ, Area.RIGHTS)(_own))
