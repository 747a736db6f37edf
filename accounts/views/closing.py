"""Deleting one's account, and thinking again."""

from contextlib import suppress

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import reader_cookie
from accounts.actions import closing
from accounts.forms.closing import ClosingForm
from accounts.models import Closure, User
from accounts.privacy import receipts
from accounts.signed_in import shows_who_they_are, signed_in
from accounts.views import copies


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Ask what becomes of the texts; hide the account and erase it in fourteen days."""
    person = signed_in(request)
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        closing.request(person=person, texts=form.cleaned_data["texts"], now=timezone.now())
        update_session_auth_hash(request, person)
        return redirect("accounts:close")
    return _page(request, person, form)


@never_cache
@require_POST
def erase_now(request: HttpRequest) -> HttpResponse:
    """Erase the account at once, after the person has shown again who they are (V30)."""
    person = signed_in(request)
    form = ClosingForm(request.POST)
    if form.is_valid() and not shows_who_they_are(person):
        form.add_error(None, _("Sign out and in again first, then delete the account within a quarter of an hour."))
    if not form.is_valid():
        return _page(request, person, form)
    answer: HttpResponse = _erase(request, person, form)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator] # allauth has no types
def _erase(request: HttpRequest, person: User, form: ClosingForm) -> HttpResponse:
    with suppress(closing.NothingToCancel):  # the same form, sent twice, has done it
        closing.erase_now(person=person, texts=form.cleaned_data["texts"], now=timezone.now())
    closure = Closure.objects.filter(person=person, erased_at__isnull=False).latest("erased_at")
    logout(request)
    response = redirect(closing.receipt_address(closure, get_language() or ""))
    response.delete_cookie(reader_cookie.NAME)
    return response


@login_not_required
@never_cache
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an erasure deleted and kept, and whether a backup still has it, to whoever has the link (C88)."""
    closure = _receipt(token)
    counts = receipts.Receipt.of(closure)
    told = receipts.told(counts, now=closure.erased_at or timezone.now(), language=get_language() or "")
    context = {"closure": closure, "token": token, "fingerprint": receipts.fingerprint(closure), **told}
    return render(request, "accounts/privacy/receipt.html", context)


@login_not_required
@never_cache
@require_safe
def receipt_file(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 # as views are called
    """Hand the receipt out as the file whose fingerprint its letter states."""
    content = receipts.written(_receipt(token))
    attached = {"Content-Disposition": 'attachment; filename="receipt.json"'}
    return HttpResponse(content, content_type="application/json", headers=attached)


@login_not_required
@never_cache
@require_safe
def receipt_copy(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 # as above
    """Hand the receipt out in words and signed (V63)."""
    return copies.attached(receipts.document(_receipt(token), get_language() or "en"), "receipt-signed.json")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the account after all, by the link in the letter: GET asks, POST does it (V38)."""
    try:
        closure = closing.by_token(token)
    except closing.NotOurLink as not_ours:
        raise Http404 from not_ours
    if request.method == "POST":
        try:
            closing.cancel(closure=closure, now=timezone.now())
        except closing.NothingToCancel:
            closure.refresh_from_db()
        else:
            return redirect("accounts:kept")
    return render(request, "accounts/privacy/keep.html", {"closure": closure})


@login_not_required
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Confirm that the account stays."""
    return render(request, "accounts/privacy/kept.html")


def _receipt(token: str) -> Closure:
    try:
        return closing.by_receipt(token)
    except closing.NotOurLink as not_ours:
        raise Http404 from not_ours


def _page(request: HttpRequest, person: User, form: ClosingForm) -> HttpResponse:
    open_closure = Closure.objects.filter(person=person, cancelled_at=None, erased_at=None).first()
    context = {
        "form": form,
        "closure": open_closure,
        "cancel_token": closing.token(open_closure) if open_closure else "",
        "days": closing.WINDOW.days,
    }
    return render(request, "accounts/privacy/close.html", context, status=400 if form.errors else 200)
