"""Policies for everybody to read, and the gate after a change."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import differences, wording
from accounts.actions import policies
from accounts.areas import GATE_LATER
from accounts.enums import Document, Surface
from accounts.forms.gate import GateForm
from accounts.models import PolicySnapshot, PolicyVersion, User
from accounts.privacy import tilt, told
from accounts.safety.redirects import next_url


@login_not_required
@require_safe
def show(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Show the privacy policy in force, or an earlier version, with what changed."""
    published = PolicyVersion.objects.of(Document.PRIVACY).published().order_by("-number")
    if number is None:
        try:
            version = policies.in_force(Document.PRIVACY, timezone.now())
        except policies.NothingInForce:
            raise Http404 from None
    else:
        version = get_object_or_404(published, number=number)
    language = get_language() or "en"
    context = {
        "change": differences.of(version, language),
        "versions": published,
        "has_data": PolicySnapshot.objects.filter(version=version).exists(),
    }
    return render(request, "accounts/policy.html", context)


@login_not_required
@require_safe
def data(_request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Write what the site declared with the policy in force, or another version, for programs (V73)."""
    published, now = PolicyVersion.objects.of(Document.PRIVACY).published(), timezone.now()
    newest = published.in_force(now).first()
    version = newest if number is None else get_object_or_404(published, number=number)
    kept = PolicySnapshot.objects.filter(version=version).first() if version else None
    if kept is None:
        raise Http404
    document = tilt.document(kept, get_language() or "en", is_in_force=version == newest)
    return JsonResponse(document, json_dumps_params={"indent": 1, "ensure_ascii": False})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest) -> HttpResponse:
    """Show what is new and take note of one unticked box; the other ways out are as large (product 3)."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101 # LoginRequiredMiddleware
    now = timezone.now()
    owed = policies.unacknowledged(person, now)
    if not owed:
        return redirect(next_url(request, "/"))
    language = get_language() or "en"
    form = GateForm(request.POST if request.method == "POST" else None, label=wording.gate(language)["box"])
    if request.method == "POST" and form.is_valid():
        for version in owed:
            policies.acknowledge(person=person, version=version, language=language, surface=Surface.GATE, now=now)
        request.session.pop(GATE_LATER, None)
        return redirect(next_url(request, "/"))
    changed = [(differences.of(version, language), told.of(version, person)) for version in owed]
    context = {"form": form, "changed": changed, "wording": wording.gate(language), "next": next_url(request, "")}
    return render(request, "accounts/gate.html", context, status=422 if form.errors else 200)


@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """Decide later: the account can be looked at, nothing is deleted by silence (G05)."""
    request.session[GATE_LATER] = True
    return redirect("accounts:overview")
