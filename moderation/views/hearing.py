"""The page on which somebody reads that a block is intended, and replies."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from moderation import notices
from moderation.actions import hearings
from moderation.forms.hearing import ReplyForm
from moderation.models import Hearing


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is announced to whoever holds its link, and take their reply (V43)."""
    hearing, form = _hearing(token), ReplyForm(request.POST or None)
    hearings.viewed(hearing=hearing, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        try:
            hearings.reply(hearing=hearing, words=form.cleaned_data["explanation"], now=timezone.now())
        except hearings.AlreadyDecided:
            hearing = _hearing(token)
            form.add_error(
                None, _("It has been decided meanwhile. Copy your text: below you find where to send it now.")
            )
        except hearings.TooLong:
            form.add_error("explanation", _("With what you have sent before this is too long. Please shorten it."))
        else:
            return redirect("moderation:hearing", token=token)
    return render(request, "moderation/hearing.html", _context(hearing, form), status=422 if form.errors else 200)


def _context(hearing: Hearing, form: ReplyForm) -> dict[str, object]:
    statement = hearing.decision.statement if hearing.decision else None
    return {
        "hearing": hearing,
        "form": form,
        "is_over": hearing.ends_at <= timezone.now(),
        "statement_token": notices.statement_token(statement) if statement else "",
    }


def _hearing(token: str) -> Hearing:
    """Return the hearing a signed link names, or answer 404."""
    try:
        reference = signing.loads(token, salt=notices.HEARING_SALT)
    except signing.BadSignature:
        raise Http404 from None
    related = ("person", "clause__version", "decision__statement", "comment__article__edition")
    hearing = Hearing.objects.select_related(*related).filter(reference=reference).first()
    if hearing is None:
        raise Http404
    return hearing
