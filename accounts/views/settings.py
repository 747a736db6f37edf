"""A member's own pages."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import of_age
from accounts.actions import consents, registration, sessions
from accounts.enums import Document, Surface
from accounts.forms.age import AgeForm
from accounts.forms.profile import ProfileForm
from accounts.forms.registration import name_taken
from accounts.forms.worded import CHANGED, WORDS
from accounts.models import Acknowledgement, PolicyVersion, Purpose, Restriction, Session
from accounts.privacy import told
from accounts.signed_in import signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Name and language, and the way to everything else."""
    person = signed_in(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            registration.amend(person=person, **form.cleaned_data)
        except registration.NameTaken:
            form.add_error("name", name_taken())
            person.refresh_from_db(fields=["name", "name_skeleton"])
        else:
            messages.success(request, _("Saved."))
            with translation.override(person.language):
                return redirect("accounts:overview")
    begun = Session.objects.filter(user=person).order_by("-created_at")
    named = [(session, sessions.name_of(session)) for session in begun]
    context = {"form": form, "person": person, "sessions": named}
    return render(request, "accounts/overview.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Everything a person decides about their data, on one page."""
    person = signed_in(request)
    language = translation.get_language() or "en"
    in_force = PolicyVersion.objects.of(Document.PRIVACY).in_force(timezone.now()).first()
    context = {
        "person": person,
        "choices": consents.choices(person, language),
        "history": consents.told(person, language, 50),
        "acknowledgements": Acknowledgement.objects.filter(person=person)
        .select_related("version")
        .order_by("-made_at"),
        "told": told.of(in_force, person) if in_force else None,
        "restriction": Restriction.objects.running().filter(person=person).first() if person.restricted_at else None,
        "has_signal": request.headers.get("Sec-GPC") == "1",
    }
    return render(request, "accounts/privacy.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """Switch one optional purpose on or off: the same button, off in no more steps than on (V25)."""
    purpose = get_object_or_404(Purpose, code=code, retired_at__isnull=True)
    if request.method == "POST" and request.POST.get("given") != "yes":
        return _choose(request, purpose, is_given=False)
    return _agree(request, purpose)


@of_age.asked()
def _agree(request: HttpRequest, purpose: Purpose) -> HttpResponse:
    """Ask how old the member is, once for all purposes; then switch this one on."""
    text = consents.wording(purpose.code, translation.get_language() or "en")
    if consents.are_others(text, request.POST.get(WORDS, "")):
        messages.warning(request, CHANGED)
        return redirect("accounts:privacy")
    if not consents.asks_age(text, signed_in(request)):
        return _choose(request, purpose) if request.method == "POST" else redirect("accounts:privacy")
    if request.method == "POST" and "birth_date" not in request.POST:
        return redirect(request.path)
    form = AgeForm(request.POST if request.method == "POST" else None, asks_age=True)
    if form.is_valid():
        return _choose(request, purpose, age_met=form.age_met)
    return render(request, "accounts/age.html", {"form": form, "text": text}, status=422 if form.errors else 200)


def _choose(
    request: HttpRequest, purpose: Purpose, *, is_given: bool = True, age_met: int | None = None
) -> HttpResponse:
    consents.choose(
        person=signed_in(request),
        purpose=purpose,
        is_given=is_given,
        language=translation.get_language() or "en",
        surface=Surface.SETTINGS,
        now=timezone.now(),
        age_met=age_met,
    )
    messages.success(request, _("Your choice holds from now on."))
    return redirect("accounts:privacy")


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session, this one too."""
    sessions.end_all(person=signed_in(request))
    logout(request)
    return redirect("account_login")


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one session, on a device that is lost or was shared."""
    if sessions.end(person=signed_in(request), name=request.POST.get("session", "")):
        messages.success(request, _("That device is signed out."))
    else:
        messages.info(request, _("That device was signed out before."))
    return redirect("accounts:overview")
