"""Muting another member: from a comment, and on a page of the account (C52)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.signed_in import signed_in
from moderation import muting
from moderation.actions import mutes
from moderation.models import Comment, Mute
from moderation.views.comment import shown


@login_not_required
@never_cache
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the style that folds what a member has muted below an article. Only members' pages ask for it."""
    style = muting.sheet(request.user, pk) if request.user.is_authenticated else ""
    return HttpResponse(style, content_type="text/css; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Mute who wrote a comment. Who only opens the address, as after signing in, is shown the comment."""
    comment = _comment(pk)
    if request.method != "POST":
        return redirect(comment)
    try:
        mutes.mute(muted=comment.author, person=signed_in(request), now=timezone.now())
    except mutes.NotAllowed:
        return shown(request, comment, refusal=_("You can mute others who have an account here."), status=403)
    except mutes.TooMany:
        said = _(
            "You have muted as many members as one can. Take somebody off your list first: it stands in your account."
        )
        return shown(request, comment, refusal=said, status=409)
    said = _("You have muted %(name)s: what they write folds to one line. They are not told.")
    messages.success(request, said % {"name": comment.author.name})
    return redirect(comment)


@require_http_methods(["GET", "HEAD", "POST"])
def unmute(request: HttpRequest, pk: int) -> HttpResponse:
    """Read again who wrote a comment."""
    comment = _comment(pk)
    if request.method == "POST":
        _unmute(request, comment.author)
    return redirect(comment)


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List whom the member has muted."""
    rows = Mute.objects.by(signed_in(request)).select_related("muted").order_by("-made_at", "-pk")
    return render(request, "moderation/own/muted.html", {"rows": rows})


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    _unmute(request, get_object_or_404(Mute.objects.by(signed_in(request)).select_related("muted"), pk=pk).muted)
    return redirect("moderation:own_muted")


def _unmute(request: HttpRequest, muted: User) -> None:
    if mutes.unmute(muted=muted, person=signed_in(request)):
        messages.success(request, _("You read %(name)s again.") % {"name": muted.name})


def _comment(pk: int) -> Comment:
    return get_object_or_404(Comment.objects.readable().shown(timezone.now()).with_context(), pk=pk)
