"""Appreciating another's comment, and taking that back: with a script without leaving the page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.signed_in import signed_in
from moderation import stretches
from moderation.actions import appreciations, flood
from moderation.models import Comment
from moderation.views.comment import shown
from moderation.views.refusals import that_is_in


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Appreciate a comment. Who only opens the address, as after signing in, is shown the comment with its button."""
    comment = _comment(pk)
    if request.method != "POST":
        return redirect(comment)
    try:
        is_new = appreciations.give(comment=comment, person=signed_in(request), now=timezone.now())
    except appreciations.NotAllowed:
        return shown(request, comment, refusal=_("You can appreciate what others wrote."), status=403)
    except appreciations.NothingToAppreciate:
        return shown(request, comment, refusal=_("This comment can no longer be read."), status=409)
    except flood.TooFast as refusal:
        return shown(request, comment, refusal=_too_often(refusal), status=429)
    said = _("You appreciate this comment.") if is_new else _("You appreciate this comment already.")
    return _done(request, comment, said, is_given=True)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an appreciation back."""
    comment = _comment(pk)
    if request.method != "POST":
        return redirect(comment)
    try:
        appreciations.take_back(comment=comment, person=signed_in(request))
    except appreciations.NotAllowed:
        return shown(request, comment, refusal=_("You can appreciate what others wrote."), status=403)
    except flood.TooFast as refusal:
        return shown(request, comment, refusal=_too_often(refusal), status=429)
    return _done(request, comment, _("You no longer appreciate this comment."), is_given=False)


def _comment(pk: int) -> Comment:
    return get_object_or_404(Comment.objects.readable().shown(timezone.now()).with_context(), pk=pk)


def _done(request: HttpRequest, comment: Comment, said: str, *, is_given: bool) -> HttpResponse:
    """Answer a script with the button as it is now, anybody else with the comment's page."""
    if "piece" not in request.POST:
        messages.success(request, said)
        return redirect(f"{comment.get_absolute_url()}#comment-{comment.pk}")
    comment.refresh_from_db(fields=["appreciation_count"])
    button = stretches.appreciate(get_language(), comment.appreciation_count, is_given=is_given)
    return HttpResponse(str(comment.pk).join(button))


def _too_often(refusal: flood.TooFast) -> str:
    time = time_format(timezone.localtime(refusal.until), "H:i:s")
    said = _("That was many times within a few minutes. Please try again after %(time)s.") % {"time": time}
    return f"{said} {that_is_in(refusal.until - timezone.now())}"
