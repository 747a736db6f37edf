"""Reading a thread, one comment in its context, and its earlier versions."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import BigIntegerField, DateTimeField, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import drafts
from accounts.prepared import Given, Prepared
from articles import pages
from articles.models import Article
from moderation import permissions, stretches
from moderation.actions import comments, policies
from moderation.enums import Order
from moderation.forms.choice import ChoiceForm, told_by
from moderation.forms.comment import told
from moderation.models import Appreciation, Choice, Comment, CommentVersion, Mute
from moderation.models.thread import discussed

#: At which the clock changes whether readers see a thread.
_MOMENTS = {"ends": F("expires_at"), "begins": F("thread__planned_from"), "is_over": F("thread__planned_until")}


def _live() -> QuerySet[Article]:
    live = discussed(Given("now", DateTimeField())).filter(pk=Given("article", BigIntegerField()))
    known = {"last": F("thread__last_number"), "asked": F("thread__asked_from")}
    return live.select_related("edition").defer("body").annotate(**known, **_MOMENTS)


_LIVE = Prepared(_live)


@pages.page
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a stretch of an article's thread, by key (C2, C4); the same for everybody, so that it may be kept."""
    context = {"article": _shown(request, pk), "orders": Order, "after": _after(request)} | _stretch(request, pk)
    return render(request, "moderation/thread.html", context)


@pages.page
def fragment(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the same stretch as a piece of a page."""
    _shown(request, pk)
    return render(request, "components/_thread.html", _stretch(request, pk))


@pages.page
def as_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the same stretch as data: each comment's card, and the key behind which the next stretch begins."""
    _shown(request, pk)
    order = _order(request)
    rows, after = stretches.rows(pk, order=order, after=_after(request))
    comments = [{"id": row.pk, "depth": row.depth, "html": row.html} for row in rows]
    return JsonResponse({"comments": comments, "sort": order, "after": after or None})


@pages.page
def latest(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer number and key of the newest comments, and how many at most: by them a page tells what is new (C53)."""
    _shown(request, pk, reads=())
    return JsonResponse({"latest": stretches.latest(pk), "most": stretches.PAGE})


@login_not_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one comment with those it answers (C5). Its author also finds here what only an author may do."""
    comment = get_object_or_404(Comment.objects.with_context(), pk=pk)
    if not (_is_own(request, comment) or Comment.objects.shown(timezone.now()).filter(pk=pk).exists()):
        raise Http404
    return shown(request, comment)


def shown(
    request: HttpRequest, comment: Comment, *, refusal: str = "", choice: ChoiceForm | None = None, status: int = 200
) -> HttpResponse:
    """Show a comment's page, also where something that was to be done there was refused."""
    now, is_own = timezone.now(), _is_own(request, comment)
    context = {
        "comment": comment,
        "context": stretches.in_context(comment, is_own=is_own, is_given=_is_given(request, comment)),
        "refusal": refusal,
        "choice": choice or _choice(request, comment),
        "is_own": is_own,
        "help": _help(comment) if is_own else "",
        "is_muted": _is_muted(request, comment),
        "may_mute": request.user.is_authenticated and permissions.may_mute(request.user, comment.author),
        "may_edit": is_own and _may_edit(comment, now),
        "told": told(comment, now) if is_own else None,
        "may_give_badge": _may_give_badge(request, comment),
    }
    return render(request, "moderation/comment.html", context, status=status)


def _is_own(request: HttpRequest, comment: Comment) -> bool:
    return request.user.is_authenticated and permissions.may_withdraw(request.user, comment)


def _is_given(request: HttpRequest, comment: Comment) -> bool:
    """Say whether the reader appreciates the comment."""
    return request.user.is_authenticated and Appreciation.objects.by(request.user).filter(comment=comment).exists()


def _is_muted(request: HttpRequest, comment: Comment) -> bool:
    return request.user.is_authenticated and Mute.objects.by(request.user).filter(muted=comment.author).exists()


def _choice(request: HttpRequest, comment: Comment) -> ChoiceForm | None:
    """Return the form for those who may choose the comment, filled in with what was typed before a sign-in."""
    person = request.user
    if not (person.is_authenticated and comment.is_readable and permissions.may_choose(person, comment)):
        return None
    standing = Choice.objects.standing().filter(comment=comment).first() if comment.chosen_at else None  # one at most
    kept = {name: text for name, text in drafts.kept(request).items() if name in ChoiceForm.base_fields}
    said = told_by(standing) if standing else {}
    return ChoiceForm(initial={"version": comment.version} | said | kept, article=comment.article)


def _may_give_badge(request: HttpRequest, comment: Comment) -> bool:
    if not (request.user.is_authenticated and comment.is_readable) or comment.author_id == request.user.pk:
        return False
    return permissions.may_give_badges(request.user)


def _may_edit(comment: Comment, now: datetime) -> bool:
    until = comments.editable_until(comment, policies.current())
    return permissions.may_edit(comment.author, comment) and (until is None or now <= until)


def _help(comment: Comment) -> str:
    """Name where somebody finds help who writes of suicide: the newsroom's own words, or some that hold anywhere."""
    if not comment.speaks_of_suicide:
        return ""
    own = settings.HELP_LINES.get(get_language() or "")
    return own or _("Please talk to somebody: a friend, a doctor, a helpline. In danger, call the emergency number.")


@login_not_required
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show readers what a comment said before it was edited (C6); moderators see all versions in their queue."""
    comment = get_object_or_404(Comment.objects.readable().shown(timezone.now()).with_context(), pk=pk)
    earlier = CommentVersion.objects.public().filter(comment=comment)
    return render(request, "moderation/versions.html", {"comment": comment, "versions": earlier})


def _stretch(request: HttpRequest, article: int) -> dict[str, Any]:
    """Gather what the thread component shows."""
    order = _order(request)
    return {
        "page": stretches.page(article, order=order, after=_after(request)),
        "order": order,
        "thread_url": reverse("moderation:thread", kwargs={"pk": article}),
    }


def _shown(request: HttpRequest, pk: int, reads: tuple[str, ...] = ("sort", "after")) -> Article:
    """Return an article that readers can see; what is answered may be kept until that changes by the clock."""
    now = timezone.now()
    found = _LIVE.objects(article=pk, now=now)
    if not found:
        raise Http404
    moments = (getattr(found[0], moment) for moment in _MOMENTS)
    until = min((moment for moment in moments if moment and moment > now), default=None)
    pages.terms(request, articles=[pk], until=until, reads=reads)
    return found[0]


def _order(request: HttpRequest) -> Order:
    try:
        return Order(request.GET.get("sort", Order.OLDEST))
    except ValueError:
        raise Http404 from None


def _after(request: HttpRequest) -> str:
    """Read the key to go on behind; anything but a key is an address that does not exist."""
    after = request.GET.get("after", "")
    if not stretches.is_key(after, _order(request)):
        raise Http404
    return after
