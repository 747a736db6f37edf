"""Who has said to be too young to consent is not asked again in this session: going back and forth changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions import consents
from accounts.forms.age import UnderAge
from accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
#: In the session: that somebody is too young, and neither how old nor where.
REFUSED = "under_age"


def _page(request: HttpRequest) -> HttpResponse:
    """Say why not, and what is open all the same; a form is answered by a redirect, so that no browser keeps it."""
    if request.method == "POST":
        return redirect(request.path)
    return render(request, "accounts/under_age.html", status=403)


def asked(refused: Callable[[HttpRequest], HttpResponse] = _page) -> Callable[[View[P]], View[P]]:
    """Make a decorator for views that ask the age: whoever is too young gets what `refused` answers, from then on."""

    def decorate(view: View[P]) -> View[P]:
        @sensitive_post_parameters("birth_date", "country")
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.session.get(REFUSED):
                try:
                    return view(request, *args, **kwargs)
                except UnderAge:
                    _refuse(request)
            return refused(request)

        return answer

    return decorate


def _refuse(request: HttpRequest) -> None:
    """Let the answer hold as long as the session: a visitor's ends with the browser."""
    request.session[REFUSED] = True
    if isinstance(request.user, User):
        language = translation.get_language() or "en"
        consents.withdraw_all(person=request.user, language=language, now=timezone.now())
    else:
        request.session.set_expiry(0)
