"""Making a comment an editor's choice, and taking that back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import drafts
from accounts.signed_in import signed_in
from moderation import permissions
from moderation.actions import choices, ledger
from moderation.forms.choice import ChoiceForm
from moderation.models import Comment
from moderation.views.comment import shown


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a comment with the reason that readers will see (C55)."""
    comment = _comment(request, pk)
    if request.method != "POST":
        return shown(request, comment)
    form = ChoiceForm(request.POST, article=comment.article)
    if not form.is_valid():
        return shown(request, comment, choice=form, status=400)
    try:
        choices.choose(comment=comment, by=signed_in(request), now=timezone.now(), **form.cleaned_data)
    except ledger.StaleComment:
        form.add_error(None, _("The comment has changed since you opened it. Read it again; your reason is below."))
        return shown(request, _comment(request, pk), choice=form, status=409)
    drafts.forget(request)
    messages.success(request, _("The comment is an editor’s choice."))
    return redirect(comment)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a chosen comment be one among the others again."""
    comment = _comment(request, pk)
    try:
        choices.take_back(comment=comment, by=signed_in(request), now=timezone.now())
    except (choices.NothingChosen, ledger.StaleComment):
        return shown(
            request, _comment(request, pk), refusal=_("The comment is no editor’s choice any more."), status=409
        )
    messages.success(request, _("The comment is no editor’s choice any more."))
    return redirect(comment)


def _comment(request: HttpRequest, pk: int) -> Comment:
    comment = get_object_or_404(Comment.objects.shown(timezone.now()).with_context(), pk=pk)
    if permissions.may_choose_any(signed_in(request)):
        permissions.demand(signed_in(request), permissions.CHOOSE, comment.article)
    if not permissions.may_choose(signed_in(request), comment):
        raise PermissionDenied
    return comment
