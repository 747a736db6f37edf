"""Reporting a mistake in an article from a comment, and following what becomes of it (C85)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from moderation import networks
from moderation.actions import flood, mistakes, policies
from moderation.forms.mistake import MistakeForm
from moderation.models import Comment, Mistake
from moderation.views.refusals import in_words


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a mistake in the article that a comment stands below, with an account or without."""
    comment = get_object_or_404(Comment.objects.readable().shown(timezone.now()).with_context(), pk=pk)
    member = request.user if request.user.is_authenticated else None
    form = MistakeForm(request.POST or None, is_member=member is not None)
    if request.method == "POST" and form.is_valid():
        network = networks.block(request.META.get("REMOTE_ADDR", ""))
        try:
            mistake = mistakes.tell(
                comment=comment,
                told=form.told(network),
                reporter=member,
                settings=policies.current(),
                now=timezone.now(),
            )
        except flood.TooFast as refusal:
            form.add_error(None, in_words(refusal))
        except mistakes.NothingToCorrect:  # withdrawn or removed a moment ago
            raise Http404 from None
        else:
            return redirect(mistake)
    status = 400 if form.errors else 200
    return render(request, "moderation/mistake_form.html", {"form": form, "comment": comment}, status=status)


@login_not_required
@require_safe
def status(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell what has become of a report, to whoever knows its reference, and nothing about people."""
    found = Mistake.objects.select_related("comment__article", "correction__article", "repeats__correction__article")
    mistake = get_object_or_404(found, reference=reference)
    return render(request, "moderation/mistake.html", {"mistake": mistake, "settled": mistake.settled})
