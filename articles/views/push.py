"""News on readers' devices: the page where they are switched on and off, and the worker in the browser (A30, V29)."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import of_age
from accounts.actions import consents
from accounts.forms.worded import agrees
from accounts.models import PurposeText, User
from articles.actions import devices
from articles.models import Edition, PushSubscription
from articles.paper import EditionFace
from articles.push import form, is_offered
from articles.views.reading import current_edition

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
WORKER = Path(form.__file__).with_name("worker.js")
#: The fields of which a reader is told what is wrong; a browser fills in the others.
SHOWN = ("sections", "birth_date", "country")
#: The worker loads nothing and asks nobody.
WORKER_POLICY = "default-src 'none'"


def offered(view: View[P]) -> View[P]:
    """Let everybody in where the site has keys, and answer 404 where it has none."""

    @login_not_required
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_offered():
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def counted(view: View[P]) -> View[P]:
    """Refuse whoever sends too many forms."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not ratelimit.consume(request, action="push"):
            return JsonResponse({"error": _("That was too often. Try again in an hour.")}, status=429)
        return view(request, *args, **kwargs)

    return answer


@offered
@require_safe
@of_age.asked()
def topics(request: HttpRequest) -> HttpResponse:
    """Show the switch, off until it is pressed (V23), the topics and a member's devices."""
    edition, person = current_edition(), _person(request)
    purpose, chosen = _purpose(edition), [one.pk for one in edition.sections]
    asks_age = consents.asks_age(purpose, person)
    devices = PushSubscription.objects.filter(person=person).order_by("-used_at") if person else ()
    context = {
        "form": form.TopicsForm(edition=edition, initial={"sections": chosen}, asks_age=asks_age),
        "key": settings.PUSH_PUBLIC_KEY,
        "has_signal": _has_signal(request),
        "devices": devices,
        "purpose": purpose,
    }
    return render(request, "articles/push.html", context)


def _too_young(_request: HttpRequest) -> HttpResponse:
    return _refused(_("At the age that you stated we may not take your consent, and switch nothing on."), 403)


@offered
@require_POST
@counted
@of_age.asked(refused=_too_young)
def switch_on(request: HttpRequest) -> HttpResponse:
    """Take in a browser, or what its reader chooses anew."""
    edition, person = current_edition(), _person(request)
    purpose = _purpose(edition)
    is_known = PushSubscription.objects.filter(endpoint=request.POST.get("endpoint", ""), person=person).exists()
    asks_age = not is_known and consents.asks_age(purpose, person)
    filled = form.DeviceForm(request.POST, edition=edition, asks_age=asks_age)
    if _has_signal(request):
        return _refused(_("Your browser asks not to be tracked: we switch nothing on."), 403)
    if not agrees(filled, purpose):
        wrong = next((filled.errors[name] for name in SHOWN if name in filled.errors), filled.non_field_errors())
        return _refused(str(wrong[0]) if wrong else _("Your browser did not tell what is needed."), 400)
    try:
        devices.choose(
            device=filled.device,
            edition=Edition.objects.get(language=edition.language),
            sections=filled.cleaned_data["sections"],
            person=person,
            now=timezone.now(),
            age_met=filled.age_met,
        )
    except devices.UnknownService:
        return _refused(_("We do not know your browser’s push service, and send nothing there."), 400)
    except devices.NotOffered:
        raise Http404 from None
    return JsonResponse({"said": _("Saved.")})


@offered
@require_POST
@counted
def standing(request: HttpRequest) -> HttpResponse:
    """Tell a browser, which alone knows its address, what it has chosen in this edition."""
    device = get_object_or_404(PushSubscription, endpoint=request.POST.get("endpoint", ""))
    is_here = device.edition_id == current_edition().language
    chosen = list(device.sections.values_list("pk", flat=True)) if is_here else []
    return JsonResponse({"edition": str(device.edition), "sections": chosen})


@offered
@require_POST
def switch_off(request: HttpRequest) -> HttpResponse:
    """Forget a browser that names its address, or one of a member's own devices: at once, however often it is said."""
    if pk := request.POST.get("device", ""):
        own = PushSubscription.objects.filter(person=_person(request), person__isnull=False)
        found = get_object_or_404(own, pk=int(pk) if pk.isascii() and pk.isdecimal() and len(pk) < 19 else 0)
        devices.end(subscription=found, now=timezone.now())
        messages.success(request, _("Your choice holds from now on."))
        return redirect("articles:push")
    for found in PushSubscription.objects.filter(endpoint=request.POST.get("endpoint", "")):
        devices.end(subscription=found, now=timezone.now())
    return JsonResponse({"said": _("Your choice holds from now on.")})


@offered
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Serve the worker from the root, whose pages it may then stand for; it stores nothing."""
    answer = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    answer.headers["Content-Security-Policy"] = WORKER_POLICY
    return answer


@cache
def _worker() -> bytes:
    return WORKER.read_bytes()


def _has_signal(request: HttpRequest) -> bool:
    """Say whether the browser sends Global Privacy Control, exactly (V28)."""
    return request.headers.get("Sec-GPC") == "1"


def _purpose(edition: EditionFace) -> PurposeText | None:
    return consents.wording(devices.PURPOSE, edition.language)


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _refused(words: str, status: int) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)
