"""An address for programs: who asks is told by a token, what they may by its scopes and by their own permissions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts import second_factor
from accounts.actions import policies, tokens
from accounts.api.problems import Problem
from accounts.areas import Area
from accounts.enums import Scope
from accounts.models import ApiToken, User

SAFE = ("GET", "HEAD")
Answer = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Act:
    """What answers a method: to whom, and what they must be allowed."""

    answer: Answer
    #: None: whatever a token is for.
    scope: Scope | None
    area: Area
    asks_token: bool = True
    #: Whether the site has it in the admin, which opens with the role's second factor only (QA4).
    is_desk: bool = False


def for_everybody(answer: Answer) -> Act:
    """Let an address be read as readers read: its `caller` is None but where a token is for reading one's own.

    A token that is shown must open something all the same.
    """
    return Act(answer, None, Area.EVERYBODY, asks_token=False)


def for_every_token(answer: Answer) -> Act:
    """Let in whoever has a token, whatever it is for."""
    return Act(answer, None, Area.EVERYBODY)


def needs(scope: Scope, area: Area = Area.MEMBERS, *, is_desk: bool = False) -> Callable[[Answer], Act]:
    """Let those in whose token is for `scope`; `area` as for the site's own addresses (`accounts.areas`)."""

    def made(answer: Answer) -> Act:
        return Act(answer, scope, area, is_desk=is_desk)

    return made


class Endpoint:
    """A view for programs: one act for each method. No cookie opens it, so that no other site's page can use one."""

    csrf_exempt = True
    login_required = False

    def __init__(self, **acts: Act) -> None:
        self.acts = acts

    def __call__(self, request: HttpRequest, **place: Any) -> HttpResponseBase:
        try:
            response = self._answer(request, **place)
        except Problem as problem:
            response = problem.response()
        except PermissionDenied as refused:
            response = Problem("not-allowed", str(refused)).response()
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _answer(self, request: HttpRequest, **place: Any) -> HttpResponseBase:
        method = request.method or ""
        act = self.acts.get("GET" if method == "HEAD" else method)
        if act is None:
            raise Problem("method", headers={"Allow": ", ".join(self.methods)})
        caller = _caller(request, act)
        return act.answer(request, caller, **place)

    @property
    def methods(self) -> list[str]:
        """Name the methods that are answered."""
        return [*self.acts, *(["HEAD"] if "GET" in self.acts else [])]


def _caller(request: HttpRequest, act: Act) -> User | None:
    """Find out who asks; raise Problem where they may not."""
    shown = request.headers.get("Authorization")
    if shown is None and not act.asks_token:
        return None
    token = _token(shown or "")
    if not act.asks_token and Scope.READ not in token.scopes:
        return None
    if act.scope and act.scope not in token.scopes:
        raise Problem("scope", headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{act.scope}"'})
    if act.is_desk and not token.has_second_factor and second_factor.is_needed(token.person):
        raise Problem("second-factor")
    if act.area == Area.MEMBERS:
        _demand_good_standing(request, token.person)
    return token.person


def _token(shown: str) -> ApiToken:
    scheme, _, text = shown.partition(" ")
    try:
        return tokens.use(text=text.strip() if scheme.lower() == "bearer" else "", now=timezone.now())
    except tokens.NoSuchToken:
        error = ' error="invalid_token"' if shown else ""
        raise Problem("no-token", headers={"WWW-Authenticate": f"Bearer{error}"}) from None


def _demand_good_standing(request: HttpRequest, person: User) -> None:
    """Ask what `accounts.middleware.AreaMiddleware` asks of a member; who is blocked has no token in force."""
    if person.restricted_at and request.method not in SAFE:
        raise Problem("not-allowed")
    if policies.unacknowledged(person, timezone.now()):
        raise Problem("gate")
