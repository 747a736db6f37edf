"""Who is asking, in one query; where blocked members and members before the gate may go; what opens the admin."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user, logout
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts import backends, drafts, idle, reader_cookie, second_factor
from accounts.areas import GATE_LATER, Area, of
from accounts.models import User
from accounts.safety.redirects import came_from
from accounts.sessions import SessionStore

Next = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


class PersonMiddleware(AuthenticationMiddleware):
    """Set `request.user` from the session's own row: session and person come in one query (QP10)."""

    def process_request(self, request: HttpRequest) -> None:
        """Put the person off until somebody asks; from then on `request.user` is the account itself."""

        def asked() -> User | AnonymousUser:
            request.user = _person(request)
            return request.user

        request.user = SimpleLazyObject(asked)  # type: ignore[assignment] # as Django's own


class ReaderCookieMiddleware:
    """Keep the `reader` cookie in step with the session: set at sign-in and renaming, deleted at sign-out."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.session.accessed:
            return response
        name = request.user.name if isinstance(request.user, User) and request.user.is_authenticated else None
        shown = request.COOKIES.get(reader_cookie.NAME)
        if name and (shown is None or reader_cookie.read(shown) != name):
            response.set_cookie(
                reader_cookie.NAME,
                reader_cookie.write(name),
                max_age=settings.SESSION_COOKIE_AGE,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                httponly=True,
                samesite="Lax",
            )
        elif shown is not None and not name:
            response.delete_cookie(reader_cookie.NAME)
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Ask for a sign-in where a view needs one, without losing what a form brought."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Come back to a text that was typed; from any other form, to the page that it was on."""
        if request.method in ("GET", "HEAD") or drafts.keep(request):
            return super().handle_no_permission(request, view_func)
        page = came_from(request, resolve_url(settings.LOGIN_REDIRECT_URL))
        return redirect_to_login(page, resolve_url(self.get_login_url(view_func)))


class Doorkeeper:
    """What may answer instead of a view (`process_view`), and leaves its answer as it is."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class AreaMiddleware(Doorkeeper):
    """Lead a blocked member to the reasons and a member before the gate to the new policy; reading is never touched.

    Whose data is only kept (GDPR Art. 18) reads, and has their rights; a form they send elsewhere leads to the reasons.
    """

    def process_view(
        self, request: HttpRequest, _view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer instead of the view where the person may not go there; None lets the view answer."""
        match = request.resolver_match
        if match is None:
            return None
        area = of(match.view_name, match.namespaces)
        if area == Area.EVERYBODY or not isinstance(request.user, User) or not request.user.is_authenticated:
            return None
        if request.user.is_blocked:
            return None if area == Area.RIGHTS else _sent_to(request, "moderation:blocked")
        if request.user.restricted_at and area == Area.MEMBERS and request.method not in ("GET", "HEAD"):
            return _sent_to(request, "accounts:privacy")
        if area == Area.RIGHTS or not (isinstance(request.session, SessionStore) and request.session.is_at_gate):
            return None
        may_still_read = request.method in ("GET", "HEAD") and request.session.get(GATE_LATER)
        return None if may_still_read else _sent_to(request, "accounts:gate")


class IdleMiddleware:
    """Close the admin to who left it alone, or signed in too long ago, until they show again who they are."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (person := _at_desk(request)) and not idle.is_over(request, person, timezone.now()):
            idle.note_use(request, response, timezone.now())
        return response

    def process_view(
        self, request: HttpRequest, _view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead to where they show it, or to signing in anew; None lets the admin answer."""
        person = _at_desk(request)
        if person is None or not idle.is_over(request, person, timezone.now()):
            return None
        if idle.is_page(request):
            messages.info(request, _("The admin closes by itself after a while. Please show again who you are."))
        if second_factor.is_set_up(person):
            return _sent_to(request, second_factor.way_to_show(person))
        if person.has_usable_password():
            return _sent_to(request, "account_reauthenticate")
        logout(request)
        return _sent_to(request, settings.LOGIN_URL)


def _at_desk(request: HttpRequest) -> User | None:
    """Return who of the staff asks for a page of the admin, but for the way out."""
    match, person = request.resolver_match, request.user
    if match is None or "admin" not in match.namespaces or match.url_name in ("logout", "login"):
        return None
    return person if isinstance(person, User) and person.is_staff else None


class SecondFactorMiddleware(Doorkeeper):
    """Open the admin to whoever needs a second factor only once one was shown in this session (QA4)."""

    def process_view(
        self, request: HttpRequest, _view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead to where a code or key is asked for, or a second factor set up; None lets the admin answer."""
        person = _at_desk(request) if settings.SECOND_FACTOR_FOR else None
        if person is None or not second_factor.is_needed(person) or second_factor.is_shown(request, person):
            return None
        is_set_up = second_factor.is_set_up(person)
        return _sent_to(request, second_factor.way_to_show(person) if is_set_up else "mfa_activate_totp")


def _sent_to(request: HttpRequest, name: str) -> HttpResponse:
    """Redirect a person, and tell a program where to go."""
    address = reverse(name)
    if request.accepts("text/html"):
        comes_back = request.method in ("GET", "HEAD") or drafts.keep(request)
        return redirect_to_login(request.get_full_path(), address) if comes_back else redirect(address)
    return JsonResponse({"error": "not-now", "see": address}, status=403)


def _person(request: HttpRequest) -> User | AnonymousUser:
    """Return the signed-in person; anything out of the ordinary is left to Django's own get_user."""
    session = request.session
    if not isinstance(session, SessionStore) or SESSION_KEY not in session:
        return AnonymousUser()
    person = session.person
    proof = session.get(HASH_SESSION_KEY)
    if person is None or BACKEND_SESSION_KEY not in session or str(person.pk) != session[SESSION_KEY]:
        return get_user(request)
    is_open = person.is_active and not backends.is_shut(person)
    if not is_open or not proof or not constant_time_compare(proof, person.get_session_auth_hash()):
        return get_user(request)  # which flushes the session
    return person
