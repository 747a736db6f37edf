"""A member asks about their data, and sees by when there has to be an answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import rights
from accounts.forms.rights import AskForm
from accounts.models import RightsRequest
from accounts.signed_in import signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question in; below the form stand the earlier ones with their days."""
    person = signed_in(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rights.ask(
                person=person, language=translation.get_language() or "en", now=timezone.now(), **form.cleaned_data
            )
        except rights.TooMany:
            form.add_error(None, _("Your earlier questions are still to be answered. Wait for these answers first."))
        else:
            return redirect("accounts:ask")
    context = {"form": form, "asked": RightsRequest.objects.filter(person=person).order_by("-received_at")}
    return render(request, "accounts/privacy/ask.html", context, status=422 if form.errors else 200)
