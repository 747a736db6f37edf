"""Questions to experts: both lists as readers see them, and an expert's own with the form to answer (C56)."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.safety import form_tokens
from accounts.signed_in import signed_in
from articles import pages
from moderation import asked, asking, discussions, own, stretches
from moderation.enums import Order
from moderation.models.thread import discussed

#: What the address of a list may say of which it is.
SHOWS = {"": False, "answered": True}
#: Behind which question an expert's page goes on.
KEY = re.compile(r"([0-9]{1,9})-([0-9]{1,18})")


@pages.page
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a stretch of the unanswered questions below an article, or of the answered ones with what experts said."""
    now = timezone.now()
    found = discussed(now).filter(pk=pk).select_related("edition", "thread").defer("body").first()  # one key
    session = asking.session(getattr(found, "thread", None))
    if found is None or session is None:
        raise Http404
    answered, after = SHOWS.get(request.GET.get("show", "")), key_of(request)
    if answered is None:
        raise Http404
    setting = discussions.setting(found, found.thread, now)
    moments = (found.expires_at, setting.until, session.until(now))
    pages.terms(
        request,
        articles=[pk],
        until=min((at for at in moments if at and at > now), default=None),
        reads=("show", "after"),
    )
    context = {
        "article": found,
        "said": asked.said(session, found.edition.time_zone, now),
        "page": asked.stretch(pk, answered=answered, after=after),
        "tabs": asked.tabs(found.thread, answered=answered),
        "answered": answered,
        "after": after,
        "questions_url": reverse("moderation:questions", kwargs={"pk": pk}),
        "takes_questions": asked.takes_questions(session, setting.discussion, now),
    }
    return render(request, "moderation/questions.html", context)


@never_cache
@require_safe
def to_answer(request: HttpRequest) -> HttpResponse:
    """List the unanswered questions to an expert, those first that readers appreciate most, each with a form."""
    now = timezone.now()
    said = request.GET.get("after", "")
    key = KEY.fullmatch(said)
    if said and key is None:
        raise Http404
    stretch = own.questions(signed_in(request), now, (int(key[1]), int(key[2])) if key else None)
    after = "{}-{}".format(*stretch.after) if stretch.after else ""
    context = {"rows": stretch.rows, "after": after, "post_token": form_tokens.issue(now)}
    return render(request, "moderation/own/questions.html", context)


def key_of(request: HttpRequest) -> str:
    """Read the key to go on behind; anything but a key is an address that does not exist."""
    after = request.GET.get("after", "")
    if not stretches.is_key(after, Order.APPRECIATED):
        raise Http404
    return after
